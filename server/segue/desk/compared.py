"""The account list beside the client list, as both are now; and as a table to take along (C7).

Worked out anew each time, from few columns: nothing of it is kept that could grow old or would have to be erased.
"""

from collections.abc import Collection, Iterator
from dataclasses import replace

from segue.clients.accounts import Comparison, compare
from segue.clients.companies import companies_in
from segue.departure.departure import Departure
from segue.departure.errors import NotNow
from segue.departure.people import Person
from segue.desk.access import as_reader
from segue.desk.csv_lines import csv_lines
from segue.desk.desk import Desk


def compared(desk: Desk, departure: Departure, told: Collection[str] = ()) -> Comparison | None:
    """Return how both lists compare, None while there is no account list or its owners are not chosen.

    ``told`` are the ids of the clients who know.
    """
    kept = desk.stores.account_lists.get(departure.id)
    if kept is None or kept.asks_owner:
        return None
    seen = desk.stores.clients.seen(departure.id)
    people = [replace(one, told=True) if one.id in told else one for one in seen] if told else seen
    companies = companies_in(people, desk.stores.workspace.own_domains)
    accounts = desk.stores.account_lists.accounts(departure.id)
    return compare(accounts, companies, desk.stores.account_lists.words(departure.id))


def compared_now(desk: Desk, departure: Departure) -> Comparison:
    """Return the same; raises NotNow ``accounts_not_there`` where there is nothing to compare."""
    found = compared(desk, departure)
    if found is None:
        raise NotNow("accounts_not_there")
    return found


def take_comparison(
    desk: Desk, actor: Person, departure_id: str, title: list[str], named: dict[str, str]
) -> Iterator[str]:
    """Return the comparison as lines for a spreadsheet, which is recorded.

    ``title`` heads its columns; ``named`` puts ``stands.<…>``, ``why.<…>`` and "unlisted" in words. Raises NotFound,
    NotNow ``accounts_not_there``.
    """
    departure = as_reader(desk, actor, departure_id)
    both = compared_now(desk, departure)
    desk.record(actor.id, "take_accounts", departure_id, count=len(both.accounts))
    return csv_lines([title, *_rows(both, named)])


def _rows(both: Comparison, named: dict[str, str]) -> Iterator[list[object]]:
    for one in both.accounts:
        account = [one.account.name, ", ".join(one.account.owners), named[f"stands.{one.stands}"]]
        said = one.word.reason if one.word else ""
        yield from (
            [*account, match.company.name, named[f"why.{match.why}"], len(match.company.people), match.company.chosen]
            for match in one.matches
        )
        if not one.matches:
            yield [*account, "", said, 0, 0]
    for company in both.unlisted:
        yield ["", "", named["unlisted"], company.name, "", len(company.people), company.chosen]
