"""Browsers that people connected: their codes and tokens, and counters of attempts."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the tables to this revision."""
    op.create_table(
        "attempt",
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("since", sa.DateTime(), nullable=False),
        sa.Column("until", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_attempt")),
    )
    _make_browsers()
    _make_grants()
    _make_tokens()


def downgrade() -> None:
    """Take the tables back to the revision before."""
    for table in ("browser_token", "browser_grant", "browser", "attempt"):
        op.drop_table(table)


def _make_browsers() -> None:
    op.create_table(
        "browser",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("workspace_id", sa.String(), nullable=False),
        sa.Column("person_id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("seen_at", sa.DateTime(), nullable=False),
        sa.Column("ended_at", sa.DateTime(), nullable=True),
        sa.Column("ended_why", sa.String(), nullable=False),
        _to("browser", "workspace"),
        _to("browser", "person"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_browser")),
    )
    op.create_index(op.f("ix_browser_person_id"), "browser", ["person_id"])


def _make_grants() -> None:
    op.create_table(
        "browser_grant",
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("workspace_id", sa.String(), nullable=False),
        sa.Column("person_id", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("expires_at", sa.DateTime(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("redirect", sa.String(), nullable=False),
        sa.Column("challenge", sa.String(), nullable=False),
        sa.Column("browser_id", sa.String(), nullable=False),
        sa.Column("used_at", sa.DateTime(), nullable=True),
        _to("browser_grant", "workspace"),
        _to("browser_grant", "person"),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_browser_grant")),
    )
    op.create_index(op.f("ix_browser_grant_person_id"), "browser_grant", ["person_id"])


def _make_tokens() -> None:
    op.create_table(
        "browser_token",
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("workspace_id", sa.String(), nullable=False),
        sa.Column("browser_id", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("expires_at", sa.DateTime(), nullable=False),
        sa.Column("used_at", sa.DateTime(), nullable=True),
        _to("browser_token", "workspace"),
        _to("browser_token", "browser", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_browser_token")),
    )
    op.create_index(op.f("ix_browser_token_browser_id"), "browser_token", ["browser_id"])


def _to(table: str, other: str, ondelete: str | None = None) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{other}_id_{other}")
    return sa.ForeignKeyConstraint([f"{other}_id"], [f"{other}.id"], name=name, ondelete=ondelete)
