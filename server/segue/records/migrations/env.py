"""Lets Alembic run on the connection that ``segue.records.migrate`` gives it."""

from alembic import context

from segue.records.rows import Row

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Row.metadata,
    render_as_batch=True,
    compare_type=True,
)
with context.begin_transaction():
    context.run_migrations()
