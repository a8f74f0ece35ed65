"""The company's own account list for a departure, and what people said of its accounts."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the tables to this revision."""
    op.create_table(
        "account_list",
        sa.Column("departure_id", sa.String(), nullable=False),
        sa.Column("workspace_id", sa.String(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("person_id", sa.String(), nullable=False),
        sa.Column("owners", sa.JSON(), nullable=False),
        sa.Column("asks_owner", sa.Boolean(), nullable=False),
        *_belongs("account_list"),
        sa.PrimaryKeyConstraint("departure_id", name=op.f("pk_account_list")),
    )
    op.create_table(
        "account",
        sa.Column("departure_id", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("workspace_id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("domains", sa.JSON(), nullable=False),
        sa.Column("emails", sa.JSON(), nullable=False),
        sa.Column("owners", sa.JSON(), nullable=False),
        *_belongs("account"),
        sa.PrimaryKeyConstraint("departure_id", "key", name=op.f("pk_account")),
    )
    _make_words()


def downgrade() -> None:
    """Take the tables back to the revision before."""
    for table in ("account_word", "account", "account_list"):
        op.drop_table(table)


def _make_words() -> None:
    op.create_table(
        "account_word",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workspace_id", sa.String(), nullable=False),
        sa.Column("departure_id", sa.String(), nullable=False),
        sa.Column("said", sa.String(), nullable=False),
        sa.Column("account_key", sa.String(), nullable=False),
        sa.Column("account", sa.String(), nullable=False),
        sa.Column("company_key", sa.String(), nullable=False),
        sa.Column("company", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        *_belongs("account_word"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_account_word")),
        sa.UniqueConstraint("departure_id", "account_key", "company_key", name=op.f("uq_account_word_departure_id")),
    )


def _belongs(table: str) -> tuple[sa.ForeignKeyConstraint, ...]:
    return tuple(
        sa.ForeignKeyConstraint([f"{to}_id"], [f"{to}.id"], name=op.f(f"fk_{table}_{to}_id_{to}"))
        for to in ("departure", "workspace")
    )
