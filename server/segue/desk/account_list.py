"""The approver brings the company's own account list, so that "every client was told" means every client (C7)."""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from segue.clients.account import Account
from segue.clients.account_reading import AccountTable, accounts_in
from segue.clients.contact import RowProblem
from segue.clients.names import clean, words_of
from segue.departure.departure import Departure
from segue.departure.errors import InputError
from segue.departure.people import Person
from segue.departure.stage import Verb, after
from segue.desk.access import as_approver
from segue.desk.desk import Desk
from segue.desk.erased import Erasures
from segue.desk.ports import AccountList

MOST_OWNERS = 500
"""How many owners a person chooses from; a list of more has something else in that column."""


@dataclass(frozen=True)
class LoadedAccounts:
    """What a list brought: accounts kept, a problem for each row not kept, and whether its owners have to be chosen."""

    kept: int
    problems: list[RowProblem]
    asks_owner: bool


def as_lister_of_accounts(desk: Desk, actor: Person, departure_id: str) -> Departure:
    """Return a departure whose account list the actor may change: its approver's, while it is not over."""
    departure = as_approver(desk, actor, departure_id)
    after(departure.stage, Verb.CHOOSE_CLIENTS)
    return departure


def load_accounts(
    desk: Desk,
    actor: Person,
    departure_id: str,
    table: AccountTable,
    mapping: Mapping[int, str] | None = None,
    has_header: bool = False,
) -> LoadedAccounts:
    """Put an account list in the place of the one before; what people said of accounts stays.

    Raises SelfApproval, NotFound, NotNow when it is over, and as ``accounts_in``.
    """
    as_lister_of_accounts(desk, actor, departure_id)
    read, problems = accounts_in(table, mapping, has_header=has_header)
    accounts = _without_erased(desk, departure_id, read)
    asks = 1 < len(owners_in(accounts)) <= MOST_OWNERS
    kept = AccountList(departure_id, table.source, desk.now, actor.id, asks_owner=asks)
    desk.stores.account_lists.save(kept, accounts)
    desk.record(actor.id, "load_accounts", departure_id, kept=len(accounts))
    return LoadedAccounts(len(accounts), problems, asks)


def owners_in(accounts: Collection[Account]) -> dict[str, int]:
    """Return the owners of accounts with how many each has, by name; the same name in another case is one owner."""
    counts = Counter(owner.casefold() for account in accounts for owner in account.owners)
    written = {owner.casefold(): owner for account in accounts for owner in account.owners}
    return {written[one]: counts[one] for one in sorted(counts)}


def is_leavers(owner: str, leaver: Person) -> bool:
    """Say whether an owner is probably the leaver: by his address, or by his name in any order."""
    return owner.casefold() == leaver.address.casefold() or words_of(owner) == words_of(leaver.name)


def choose_owners(desk: Desk, actor: Person, departure_id: str, owners: Collection[str]) -> int:
    """Keep the accounts of some owners, and let go of all others'; returns how many stay (C4).

    Raises SelfApproval, NotFound, NotNow, InputError ``owner_unknown`` for nobody, or somebody not there.
    """
    as_lister_of_accounts(desk, actor, departure_id)
    kept, accounts = desk.stores.account_lists.get(departure_id), desk.stores.account_lists.accounts(departure_id)
    wanted = {clean(owner).casefold() for owner in owners}
    if kept is None or not wanted or not wanted <= {owner.casefold() for owner in owners_in(accounts)}:
        raise InputError("owner_unknown", field="owner")
    his = [one for one in accounts if wanted & {owner.casefold() for owner in one.owners}]
    mine = [replace(one, owners=tuple(o for o in one.owners if o.casefold() in wanted)) for one in his]
    narrowed = replace(kept, owners=tuple(owners_in(mine)), asks_owner=False)
    desk.stores.account_lists.save(narrowed, mine)
    desk.record(actor.id, "choose_owners", departure_id, kept=len(mine))
    return len(mine)


def forget_accounts(desk: Desk, actor: Person, departure_id: str) -> None:
    """Delete the list, and everything that was said of it."""
    as_lister_of_accounts(desk, actor, departure_id)
    desk.stores.account_lists.remove(departure_id)
    desk.record(actor.id, "forget_accounts", departure_id)


def _without_erased(desk: Desk, departure_id: str, accounts: list[Account]) -> list[Account]:
    """Leave out the addresses of people who were erased, and accounts that are nothing else (A4)."""
    erasures = Erasures(desk, departure_id)
    found = []
    for account in accounts:
        emails = tuple(one for one in account.emails if not erasures.holds([one]))
        if emails or not account.key.startswith("a:"):
            found.append(replace(account, emails=emails))
    return found
