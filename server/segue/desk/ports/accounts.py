"""A company's account list for one departure, and what people said of it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from segue.clients.account import Account, AccountWord


@dataclass(frozen=True)
class AccountList:
    """Where an account list came from, when (aware) and by whom; ``owners`` are those it was narrowed to, if any.

    ``asks_owner`` while it holds several owners' accounts and nobody said whose count: then nothing is compared.
    """

    departure_id: str
    source: str
    at: datetime
    person_id: str
    owners: tuple[str, ...] = ()
    asks_owner: bool = False


class AccountLists(Protocol):
    """Account lists: one a departure, which the next one replaces; people's words on it stay."""

    def get(self, departure_id: str) -> AccountList | None:
        """Return where a departure's list came from, None while there is none."""

    def accounts(self, departure_id: str) -> list[Account]:
        """Return its accounts in the order read."""

    def save(self, kept: AccountList, accounts: Collection[Account]) -> None:
        """Put a list in the place of the one before."""

    def remove(self, departure_id: str) -> None:
        """Forget a list, and everything that was said of it."""

    def words(self, departure_id: str) -> list[AccountWord]:
        """Return what people said, oldest first."""

    def add_word(self, departure_id: str, word: AccountWord) -> None:
        """Keep a word, in the place of whatever was said before of the same account and company."""

    def remove_word(self, departure_id: str, word_id: int) -> None:
        """Take a word back; one that is not there is no error."""
