"""A step in the telling that no person took: a letter that changed is to do again; the queue's order by its index."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


COUNTED = ["departure_id", "workspace_id", "mode", "state", "status"]


def upgrade() -> None:
    """Bring the tables to this revision."""
    with op.batch_alter_table("status_change") as table:
        table.alter_column("person_id", existing_type=sa.String(), nullable=True)
    op.drop_index("ix_letter_counts", "letter")
    op.create_index("ix_letter_queue", "letter", [*COUNTED, "client_id", "client_name", "number", "id"])


def downgrade() -> None:
    """Take the tables back to the revision before; the steps that no person took are lost."""
    op.drop_index("ix_letter_queue", "letter")
    op.create_index("ix_letter_counts", "letter", COUNTED)
    op.execute("DELETE FROM status_change WHERE person_id IS NULL")
    with op.batch_alter_table("status_change") as table:
        table.alter_column("person_id", existing_type=sa.String(), nullable=False)
