"""Readings of contacts: what was uploaded, how far each is, and the rows that a person has to mend."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the tables to this revision."""
    with op.batch_alter_table("contact") as table:
        table.add_column(sa.Column("gone", sa.Boolean(), nullable=False, server_default=sa.false()))
        table.add_column(sa.Column("mended", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.create_table(
        "reading",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("workspace_id", sa.String(), nullable=False),
        sa.Column("departure_id", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("fingerprint", sa.String(), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        _points("reading", "workspace"),
        _points("reading", "departure"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reading")),
    )
    op.create_index(op.f("ix_reading_departure_id"), "reading", ["departure_id"])
    op.create_index(op.f("ix_reading_state"), "reading", ["state"])
    _make_bytes()
    _make_problem_rows()


def downgrade() -> None:
    """Take the tables back to the revision before."""
    for name in ("problem_row", "reading_bytes", "reading"):
        op.drop_table(name)
    with op.batch_alter_table("contact") as table:
        table.drop_column("mended")
        table.drop_column("gone")


def _make_bytes() -> None:
    op.create_table(
        "reading_bytes",
        sa.Column("reading_id", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("workspace_id", sa.String(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        _points("reading_bytes", "workspace"),
        _points("reading_bytes", "reading", "CASCADE"),
        sa.PrimaryKeyConstraint("reading_id", "number", name=op.f("pk_reading_bytes")),
    )


def _make_problem_rows() -> None:
    op.create_table(
        "problem_row",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workspace_id", sa.String(), nullable=False),
        sa.Column("departure_id", sa.String(), nullable=False),
        sa.Column("reading_id", sa.String(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("left_out", sa.Boolean(), nullable=False),
        sa.Column("problem", sa.JSON(), nullable=False),
        _points("problem_row", "workspace"),
        _points("problem_row", "departure"),
        _points("problem_row", "reading", "CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_problem_row")),
    )
    op.create_index(op.f("ix_problem_row_reading_id"), "problem_row", ["reading_id"])
    columns = ["departure_id", "code", "left_out", "source", "row", "id"]
    op.create_index("ix_problem_row_list", "problem_row", columns)


def _points(table: str, to: str, ondelete: str | None = None) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([f"{to}_id"], [f"{to}.id"], name=op.f(f"fk_{table}_{to}_id_{to}"), ondelete=ondelete)
