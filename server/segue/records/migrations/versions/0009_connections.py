"""Accounts at Google and Microsoft: whose may sign in, and the sealed tokens of each."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

ALLOWED = ("google_domains", "microsoft_tenants")


def upgrade() -> None:
    """Bring the tables to this revision."""
    for name in ALLOWED:
        op.add_column("workspace", sa.Column(name, sa.JSON(), nullable=False, server_default="[]"))
    op.create_table(
        "connection",
        sa.Column("person_id", sa.String(), nullable=False),
        sa.Column("workspace_id", sa.String(), nullable=False),
        sa.Column("provider", sa.String(), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("granted", sa.JSON(), nullable=False),
        sa.Column("sealed", sa.String(), nullable=False),
        sa.Column("access_until", sa.DateTime(), nullable=False),
        sa.Column("renewing_until", sa.DateTime(), nullable=True),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("ended_why", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_connection_person_id_person")),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspace.id"], name=op.f("fk_connection_workspace_id_workspace")),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_connection")),
    )


def downgrade() -> None:
    """Take the tables back to the revision before."""
    op.drop_table("connection")
    for name in ALLOWED:
        op.drop_column("workspace", name)
