"""Account lists in the database."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import Select, delete, insert, select
from sqlalchemy.orm import Session

from segue.clients.account import Account, AccountWord, Said
from segue.desk.ports import AccountList
from segue.records.departures import SqlDepartures
from segue.records.rows import AccountListRow, AccountRow, AccountWordRow

_account = AccountRow.__table__.c


class SqlAccountLists:
    """Implements ``segue.desk.ports.AccountLists``."""

    def __init__(self, session: Session, workspace_id: str, departures: SqlDepartures) -> None:
        self._session = session
        self._workspace_id = workspace_id
        self._departures = departures

    def get(self, departure_id: str) -> AccountList | None:
        """Return where a departure's list came from, None while there is none."""
        row = self._session.get(AccountListRow, departure_id)
        if row is None or row.workspace_id != self._workspace_id:
            return None
        return AccountList(departure_id, row.source, row.at, row.person_id, tuple(row.owners), row.asks_owner)

    def accounts(self, departure_id: str) -> list[Account]:
        """Return its accounts in the order read."""
        columns = (_account.key, _account.name, _account.row, _account.domains, _account.emails, _account.owners)
        mine = (_account.departure_id == departure_id, _account.workspace_id == self._workspace_id)
        rows = self._session.execute(select(*columns).where(*mine).order_by(_account.row, _account.key))
        return [Account(key, name, row, *map(tuple, lists)) for key, name, row, *lists in rows]

    def save(self, kept: AccountList, accounts: Collection[Account]) -> None:
        """Put a list in the place of the one before."""
        self._departures.get(kept.departure_id)
        self._forget(kept.departure_id, AccountRow, AccountListRow)
        own = {"workspace_id": self._workspace_id, "departure_id": kept.departure_id}
        self._session.add(AccountListRow(**vars(kept) | own | {"owners": list(kept.owners)}))
        self._session.flush()
        rows = [own | {name: _plain(value) for name, value in vars(account).items()} for account in accounts]
        if rows:
            self._session.connection().execute(insert(AccountRow.__table__), rows)  # type: ignore[arg-type]
        self._departures.touch(kept.departure_id)

    def remove(self, departure_id: str) -> None:
        """Forget a list, and everything that was said of it."""
        self._forget(departure_id, AccountWordRow, AccountRow, AccountListRow)
        self._departures.touch(departure_id)

    def words(self, departure_id: str) -> list[AccountWord]:
        """Return what people said, oldest first."""
        return [_word(row) for row in self._session.scalars(self._words(departure_id))]

    def add_word(self, departure_id: str, word: AccountWord) -> None:
        """Keep a word, in the place of whatever was said before of the same account and company."""
        self._departures.get(departure_id)
        same = (AccountWordRow.account_key == word.account_key, AccountWordRow.company_key == word.company_key)
        self._session.execute(delete(AccountWordRow).where(*self._mine(AccountWordRow, departure_id), *same))
        said = {name: value for name, value in vars(word).items() if name != "id"}
        self._session.add(AccountWordRow(workspace_id=self._workspace_id, departure_id=departure_id, **said))
        self._session.flush()
        self._departures.touch(departure_id)

    def remove_word(self, departure_id: str, word_id: int) -> None:
        """Take a word back; one that is not there is no error."""
        gone = delete(AccountWordRow).where(AccountWordRow.id == word_id, *self._mine(AccountWordRow, departure_id))
        self._session.execute(gone)
        self._departures.touch(departure_id)

    def _words(self, departure_id: str) -> Select[AccountWordRow]:
        return select(AccountWordRow).where(*self._mine(AccountWordRow, departure_id)).order_by(AccountWordRow.id)

    def _forget(self, departure_id: str, *tables: Any) -> None:
        for table in tables:
            self._session.execute(delete(table).where(*self._mine(table, departure_id)))

    def _mine(self, table: Any, departure_id: str) -> tuple[Any, Any]:
        return table.departure_id == departure_id, table.workspace_id == self._workspace_id


def _word(row: AccountWordRow) -> AccountWord:
    told = (row.account_key, row.account, row.company_key, row.company, row.reason)
    return AccountWord(Said(row.said), *told, id=row.id)


def _plain(value: object) -> object:
    return list(value) if isinstance(value, tuple) else value
