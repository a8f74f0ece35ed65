"""What a provider wants to know before an account that it ended is connected again."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the tables to this revision."""
    with op.batch_alter_table("connection") as table:
        table.add_column(sa.Column("challenge", sa.String(), nullable=False, server_default=""))


def downgrade() -> None:
    """Take the tables back to the revision before."""
    with op.batch_alter_table("connection") as table:
        table.drop_column("challenge")
