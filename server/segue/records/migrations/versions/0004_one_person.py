"""Pins instead of "apart", clients asleep in others, and what can be undone in the client list.

``contact.apart`` stays, unused: an older version can still read the tables.
"""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

CONTACT = sa.table(
    "contact",
    sa.column("id", sa.Integer),
    sa.column("departure_id", sa.String),
    sa.column("client_id", sa.String),
    sa.column("apart", sa.Boolean),
    sa.column("pin", sa.String),
    sa.column("contact", sa.JSON),
)
CLIENT = sa.table(
    "client",
    sa.column("id", sa.String),
    sa.column("asked", sa.Boolean),
    sa.column("wording", sa.Integer),
    sa.column("facts", sa.JSON),
)


def upgrade() -> None:
    """Bring the tables to this revision."""
    with op.batch_alter_table("contact") as table:
        table.add_column(sa.Column("pin", sa.String(), nullable=False, server_default=""))
        table.add_column(sa.Column("home", sa.String(), nullable=False, server_default=""))
    with op.batch_alter_table("client") as table:
        table.add_column(sa.Column("asked", sa.Boolean(), nullable=False, server_default=sa.false()))
        table.add_column(sa.Column("proposed", sa.Boolean(), nullable=False, server_default=sa.false()))
        table.add_column(sa.Column("wording", sa.Integer(), nullable=True))
        table.add_column(sa.Column("merged_into", sa.String(), nullable=False, server_default=""))
    op.create_index(op.f("ix_client_merged_into"), "client", ["merged_into"])
    _make_undo_tables()
    _pin_who_was_kept_apart()
    _fill_columns()


def downgrade() -> None:
    """Take the tables back to the revision before; who sleeps in another client goes."""
    op.drop_table("undo_card")
    op.drop_table("undo_client")
    op.drop_table("undo")
    op.execute("DELETE FROM client WHERE merged_into <> ''")
    op.drop_index(op.f("ix_client_merged_into"), table_name="client")
    with op.batch_alter_table("client") as table:
        for column in ("merged_into", "wording", "proposed", "asked"):
            table.drop_column(column)
    with op.batch_alter_table("contact") as table:
        table.drop_column("home")
        table.drop_column("pin")


def _make_undo_tables() -> None:
    workspace = ("workspace_id", "workspace", "id", None)
    op.create_table(
        "undo",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workspace_id", sa.String(), nullable=False),
        sa.Column("departure_id", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("person_id", sa.String(), nullable=False),
        sa.Column("verb", sa.String(), nullable=False),
        sa.Column("matches", sa.Boolean(), nullable=False),
        sa.Column("clients", sa.Integer(), nullable=False),
        _points("undo", *workspace),
        _points("undo", "departure_id", "departure", "id", None),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_undo")),
    )
    op.create_index(op.f("ix_undo_departure_id"), "undo", ["departure_id"])
    for name, key, kind in (("client", "client_id", sa.String()), ("card", "contact_id", sa.Integer())):
        table = f"undo_{name}"
        new: list[sa.Column[bool]] = [sa.Column("is_new", sa.Boolean(), nullable=False)] if name == "client" else []
        op.create_table(
            table,
            sa.Column("undo_id", sa.Integer(), nullable=False),
            sa.Column(key, kind, nullable=False),
            sa.Column("workspace_id", sa.String(), nullable=False),
            sa.Column("before", sa.JSON(), nullable=False),
            sa.Column("after", sa.JSON(), nullable=False),
            *new,
            _points(table, *workspace),
            _points(table, "undo_id", "undo", "id", "CASCADE"),
            _points(table, key, key.removesuffix("_id"), "id", "CASCADE"),
            sa.PrimaryKeyConstraint("undo_id", key, name=op.f(f"pk_{table}")),
        )
        op.create_index(op.f(f"ix_{table}_{key}"), table, [key])


def _points(table: str, column: str, to: str, key: str, ondelete: str | None) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{to}.{key}"], name=op.f(f"fk_{table}_{column}_{to}"), ondelete=ondelete)


def _pin_who_was_kept_apart() -> None:
    """Give every client with an address of one that was split off a pin of his own: they stay as they were."""
    apart = op.get_bind().execute(sa.select(CONTACT.c.departure_id).where(CONTACT.c.apart).distinct())
    for departure_id in list(apart.scalars()):
        rows = op.get_bind().execute(sa.select(CONTACT).where(CONTACT.c.departure_id == departure_id)).all()
        for client_id in _touched(rows):
            mine = (CONTACT.c.departure_id == departure_id, CONTACT.c.client_id == client_id)
            op.execute(sa.update(CONTACT).where(*mine).values(pin=client_id))


def _touched(rows: Sequence[Any]) -> set[str]:
    holders: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        for address in row.contact.get("emails", ()):
            holders[address.casefold()].add(row.client_id)
    split = [row for row in rows if row.apart]
    sharing = {client for row in split for email in row.contact["emails"] for client in holders[email.casefold()]}
    return sharing | {row.client_id for row in split}


def _fill_columns() -> None:
    for client_id, facts in op.get_bind().execute(sa.select(CLIENT.c.id, CLIENT.c.facts)).all():
        asked, wording = bool(facts.get("question")), facts.get("wording")
        if asked or wording is not None:
            op.execute(sa.update(CLIENT).where(CLIENT.c.id == client_id).values(asked=asked, wording=wording))
