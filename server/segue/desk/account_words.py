"""A person's word on an account: it is this company, it is not, or it is no client of his (C7).

Words hold for the next reading of either list, and can be taken back.
"""

from collections.abc import Sequence

from segue.clients.account import AccountWord, Said
from segue.clients.accounts import Compared, Comparison
from segue.clients.companies import Company
from segue.clients.company_name import company_key
from segue.departure.errors import InputError
from segue.departure.people import Person
from segue.desk.access import as_leader
from segue.desk.account_list import as_lister_of_accounts
from segue.desk.choose import choose
from segue.desk.compared import compared_now
from segue.desk.desk import Desk

MOST_REASON_CHARS = 200


def say_same(desk: Desk, actor: Person, departure_id: str, account: str, company: str) -> None:
    """Say that an account is a company of the contacts: each by its key, or by its name as typed.

    Raises SelfApproval, NotFound, NotNow, InputError: account_unknown, company_unknown.
    """
    _say_of_two(desk, actor, departure_id, Said.SAME, account, company)


def say_apart(desk: Desk, actor: Person, departure_id: str, account: str, company: str) -> None:
    """Say that an account is not the company that it was taken for. Raises as :func:`say_same`."""
    _say_of_two(desk, actor, departure_id, Said.APART, account, company)


def say_not_his(desk: Desk, actor: Person, departure_id: str, account: str, reason: str) -> None:
    """Say that an account is no client of the leaver's, and why.

    Raises SelfApproval, NotFound, NotNow, InputError: account_unknown, account_reason_missing, account_chosen where
    somebody of it is chosen.
    """
    departure = as_lister_of_accounts(desk, actor, departure_id)
    one = _account(compared_now(desk, departure), account)
    why = " ".join(reason.split())[:MOST_REASON_CHARS]
    if not why:
        raise InputError("account_reason_missing", field="reason")
    if any(match.company.chosen for match in one.matches):
        raise InputError("account_chosen", field="reason")
    word = AccountWord(Said.NOT_HIS, one.account.key, one.account.name, reason=why)
    desk.stores.account_lists.add_word(departure_id, word)
    desk.record(actor.id, "say_not_his", departure_id)


def take_back(desk: Desk, actor: Person, departure_id: str, word_id: int) -> None:
    """Take a word back: both lists are compared as if it had never been said."""
    as_lister_of_accounts(desk, actor, departure_id)
    desk.stores.account_lists.remove_word(departure_id, word_id)
    desk.record(actor.id, "take_back_word", departure_id)


def choose_of_account(desk: Desk, actor: Person, departure_id: str, account: str) -> int:
    """Let the leader choose everybody of an account at once, but for the tray; returns how many.

    Raises NotFound, NotNow, InputError ``account_unknown``.
    """
    one = _account(compared_now(desk, as_leader(desk, actor, departure_id)), account)
    ids = {person.id for match in one.matches for person in match.company.choosable}
    return choose(desk, actor, departure_id, ids, chosen=True)


def _say_of_two(desk: Desk, actor: Person, departure_id: str, said: Said, account: str, company: str) -> None:
    departure = as_lister_of_accounts(desk, actor, departure_id)
    both = compared_now(desk, departure)
    one, other = _account(both, account), _company(both.companies, company)
    word = AccountWord(said, one.account.key, one.account.name, other.key, other.name)
    desk.stores.account_lists.add_word(departure_id, word)
    desk.record(actor.id, f"say_{said}", departure_id)


def _account(both: Comparison, named: str) -> Compared:
    wanted = named.strip()
    for one in both.accounts:
        if wanted and one.account.key in (wanted, f"n:{company_key(wanted)}"):
            return one
    raise InputError("account_unknown", field="account", name=wanted[:80])


def _company(companies: Sequence[Company], named: str) -> Company:
    wanted = named.strip()
    for one in companies:
        if wanted and one.key in (wanted, f"n:{company_key(wanted)}", f"d:{wanted.lower()}"):
            return one
    raise InputError("company_unknown", field="company", name=wanted[:80])
