"""When the daily job went through; drafts outlive their letters until the mailbox was seen to."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

LEAVER = """
UPDATE draft SET person_id = coalesce((
    SELECT departure.leaver_id FROM letter JOIN departure ON departure.id = letter.departure_id
    WHERE letter.id = draft.letter_id), '')
"""


def upgrade() -> None:
    """Bring the tables to this revision."""
    with op.batch_alter_table("workspace") as table:
        table.add_column(sa.Column("daily_at", sa.DateTime(), nullable=True))
    with op.batch_alter_table("draft") as table:
        table.drop_constraint(op.f("fk_draft_letter_id_letter"), type_="foreignkey")
        table.add_column(sa.Column("person_id", sa.String(), nullable=False, server_default=""))
        table.add_column(sa.Column("stamp", sa.String(), nullable=False, server_default=""))
    op.execute(LEAVER)


def downgrade() -> None:
    """Take the tables back to the revision before."""
    op.execute("DELETE FROM draft WHERE letter_id NOT IN (SELECT id FROM letter)")
    with op.batch_alter_table("draft") as table:
        table.drop_column("stamp")
        table.drop_column("person_id")
        table.create_foreign_key(op.f("fk_draft_letter_id_letter"), "letter", ["letter_id"], ["id"], ondelete="CASCADE")
    op.drop_column("workspace", "daily_at")
