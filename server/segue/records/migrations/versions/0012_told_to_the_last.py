"""Several letters to one client, a letter's other opening, and calls; what the queue counts by in columns."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

COUNTED = ["departure_id", "workspace_id", "mode", "state", "status"]


def upgrade() -> None:
    """Bring the tables to this revision."""
    with op.batch_alter_table("letter") as table:
        table.add_column(sa.Column("number", sa.Integer(), nullable=False, server_default="0"))
        table.add_column(sa.Column("other", sa.JSON(none_as_null=True), nullable=True))
        table.add_column(sa.Column("mode", sa.String(), nullable=False, server_default=""))
        table.add_column(sa.Column("kind", sa.String(), nullable=False, server_default=""))
        table.drop_constraint(op.f("uq_letter_client_id"), type_="unique")
        table.create_unique_constraint(op.f("uq_letter_client_id"), ["client_id", "number"])
    with op.batch_alter_table("approval") as table:
        table.add_column(sa.Column("other", sa.JSON(none_as_null=True), nullable=True))
    _fill()
    op.create_index("ix_letter_counts", "letter", COUNTED)
    _make_calls()


def downgrade() -> None:
    """Take the tables back to the revision before; correcting letters and calls are lost with them."""
    op.drop_table("call")
    op.drop_index("ix_letter_counts", "letter")
    op.execute("DELETE FROM letter WHERE number > 0")
    with op.batch_alter_table("approval") as table:
        table.drop_column("other")
    with op.batch_alter_table("letter") as table:
        table.drop_constraint(op.f("uq_letter_client_id"), type_="unique")
        table.create_unique_constraint(op.f("uq_letter_client_id"), ["client_id"])
        for name in ("number", "other", "mode", "kind"):
            table.drop_column(name)


def _fill() -> None:
    names = ("mode", "kind", "content", "facts")
    letter = sa.table("letter", *(sa.column(name, sa.JSON() if name in names[2:] else sa.String()) for name in names))
    mode, kind = letter.c.content["mode"].as_string(), letter.c.facts["kind"].as_string()
    op.execute(letter.update().values(mode=sa.func.coalesce(mode, ""), kind=sa.func.coalesce(kind, "leaving")))


def _make_calls() -> None:
    op.create_table(
        "call",
        *(sa.Column(name, sa.String(), nullable=False) for name in ("id", "workspace_id", "departure_id", "client_id")),
        sa.Column("person_id", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(), nullable=True),
        *(_points(table) for table in ("workspace", "departure", "person")),
        _points("client", "CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_call")),
    )
    for column in ("departure_id", "client_id"):
        op.create_index(op.f(f"ix_call_{column}"), "call", [column])


def _points(to: str, ondelete: str | None = None) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([f"{to}_id"], [f"{to}.id"], name=op.f(f"fk_call_{to}_id_{to}"), ondelete=ondelete)
