"""Columns and indexes that the client list counts, filters and groups by: company, language, tone, contact point."""

import sqlalchemy as sa
from alembic import op

from segue.clients.company_name import company_key

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

NEW = ("firm", "locale", "register", "contact_point_id", "importance")
CLIENT = sa.table(
    "client",
    sa.column("id", sa.String),
    sa.column("company", sa.String),
    sa.column("facts", sa.JSON),
    *(sa.column(name, sa.String) for name in NEW),
)
COUNTED = ["departure_id", "merged_into", "workspace_id", "locale", "chosen", "in_tray", "asked", "proposed"]
FIRMS = ["departure_id", "firm", "workspace_id", "merged_into", "in_tray"]
BATCH = 500


def upgrade() -> None:
    """Bring the tables to this revision."""
    with op.batch_alter_table("client") as table:
        for name in NEW:
            table.add_column(sa.Column(name, sa.String(), nullable=False, server_default=""))
    op.create_index("ix_client_counts", "client", COUNTED)
    op.create_index("ix_client_firms", "client", FIRMS)
    op.create_index("ix_client_label_list", "client_label", ["departure_id", "workspace_id", "label"])
    _fill_columns()


def downgrade() -> None:
    """Take the tables back to the revision before."""
    op.drop_index("ix_client_label_list", table_name="client_label")
    op.drop_index("ix_client_firms", table_name="client")
    op.drop_index("ix_client_counts", table_name="client")
    with op.batch_alter_table("client") as table:
        for name in reversed(NEW):
            table.drop_column(name)


def _fill_columns() -> None:
    """Fill the columns as saving a client would; a company's name is folded by the product's own rule."""
    change = sa.update(CLIENT).where(CLIENT.c.id == sa.bindparam("of_id"))
    rows = op.get_bind().execute(sa.select(CLIENT.c.id, CLIENT.c.company, CLIENT.c.facts)).all()
    for start in range(0, len(rows), BATCH):
        values = [_values(*row) for row in rows[start : start + BATCH]]
        op.get_bind().execute(change.values({name: sa.bindparam(f"new_{name}") for name in NEW}), values)


def _values(client_id: str, company: str, facts: dict[str, object]) -> dict[str, object]:
    own = {f"new_{name}": facts.get(name) or "" for name in NEW}
    return {**own, "of_id": client_id, "new_firm": company_key(company)}
