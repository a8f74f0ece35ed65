"""Putting all letters in a Drafts folder: the runs, what came of each letter, and drafts that nobody is sure of."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

OF_DRAFTS = ("unclear_at", "looks", "gone_at")


def upgrade() -> None:
    """Bring the tables to this revision; a draft that was begun before it and not noted as made is unclear."""
    with op.batch_alter_table("draft") as table:
        table.add_column(sa.Column("unclear_at", sa.DateTime(), nullable=True))
        table.add_column(sa.Column("looks", sa.Integer(), nullable=False, server_default="0"))
        table.add_column(sa.Column("gone_at", sa.DateTime(), nullable=True))
    op.execute("UPDATE draft SET unclear_at = CURRENT_TIMESTAMP WHERE NOT placed AND digest <> ''")
    op.create_table(
        "drafting",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("workspace_id", sa.String(), nullable=False),
        sa.Column("departure_id", sa.String(), nullable=False),
        sa.Column("person_id", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        _points("drafting", "workspace"),
        _points("drafting", "departure"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_drafting")),
    )
    op.create_index(op.f("ix_drafting_departure_id"), "drafting", ["departure_id"])
    op.create_index(op.f("ix_drafting_state"), "drafting", ["state"])
    _make_letters()


def downgrade() -> None:
    """Take the tables back to the revision before."""
    for name in ("drafting_letter", "drafting"):
        op.drop_table(name)
    with op.batch_alter_table("draft") as table:
        for name in OF_DRAFTS:
            table.drop_column(name)


def _make_letters() -> None:
    op.create_table(
        "drafting_letter",
        sa.Column("drafting_id", sa.String(), nullable=False),
        sa.Column("letter_id", sa.String(), nullable=False),
        sa.Column("workspace_id", sa.String(), nullable=False),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        _points("drafting_letter", "drafting", "CASCADE"),
        _points("drafting_letter", "letter", "CASCADE"),
        _points("drafting_letter", "workspace"),
        sa.PrimaryKeyConstraint("drafting_id", "letter_id", name=op.f("pk_drafting_letter")),
    )
    op.create_index(op.f("ix_drafting_letter_letter_id"), "drafting_letter", ["letter_id"])


def _points(table: str, other: str, when_gone: str | None = None) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{other}_id_{other}")
    return sa.ForeignKeyConstraint([f"{other}_id"], [f"{other}.id"], name=name, ondelete=when_gone)
