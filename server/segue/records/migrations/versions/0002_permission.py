"""Policy, audit and erasures; who sees confidential departures; people who are gone."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the tables to this revision."""
    with op.batch_alter_table("workspace") as table:
        table.add_column(sa.Column("confidential_viewers", sa.JSON(), nullable=False, server_default="[]"))
    with op.batch_alter_table("person") as table:
        table.add_column(sa.Column("active", sa.Boolean(), nullable=False, server_default=sa.true()))
    with op.batch_alter_table("letter") as table:
        table.add_column(sa.Column("findings", sa.JSON(), nullable=False, server_default="[]"))
        table.add_column(sa.Column("before", sa.JSON(), nullable=True))
    with op.batch_alter_table("approval") as table:
        table.add_column(sa.Column("policy_version", sa.Integer(), nullable=False, server_default="0"))
    op.create_table(
        "policy",
        sa.Column("workspace_id", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("person_id", sa.String(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspace.id"], name=op.f("fk_policy_workspace_id_workspace")),
        sa.PrimaryKeyConstraint("workspace_id", "version", name=op.f("pk_policy")),
    )
    op.create_table(
        "audit",
        sa.Column("workspace_id", sa.String(), nullable=False),
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("person_id", sa.String(), nullable=False),
        sa.Column("verb", sa.String(), nullable=False),
        sa.Column("departure_id", sa.String(), nullable=False),
        sa.Column("subject_id", sa.String(), nullable=False),
        sa.Column("details", sa.JSON(), nullable=False),
        sa.Column("mac", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspace.id"], name=op.f("fk_audit_workspace_id_workspace")),
        sa.PrimaryKeyConstraint("workspace_id", "seq", name=op.f("pk_audit")),
    )
    op.create_index(op.f("ix_audit_departure_id"), "audit", ["departure_id"])
    op.create_table(
        "erased",
        sa.Column("workspace_id", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("hashed", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspace.id"], name=op.f("fk_erased_workspace_id_workspace")),
        sa.PrimaryKeyConstraint("workspace_id", "kind", "hashed", name=op.f("pk_erased")),
    )


def downgrade() -> None:
    """Take the tables back to the revision before."""
    op.drop_table("erased")
    op.drop_index(op.f("ix_audit_departure_id"), table_name="audit")
    op.drop_table("audit")
    op.drop_table("policy")
    with op.batch_alter_table("approval") as table:
        table.drop_column("policy_version")
    with op.batch_alter_table("letter") as table:
        table.drop_column("before")
        table.drop_column("findings")
    with op.batch_alter_table("person") as table:
        table.drop_column("active")
    with op.batch_alter_table("workspace") as table:
        table.drop_column("confidential_viewers")
