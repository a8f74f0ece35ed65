"""Who a provider vouches for becomes the person here: bound once by address, from then on by the subject alone (P6)."""

from collections.abc import Iterable
from dataclasses import replace

from segue.clients.addresses import readable
from segue.departure.errors import InputError, NotAllowed
from segue.departure.people import Person, Workspace
from segue.desk.desk import Desk
from segue.desk.people import GUEST_MARK, LONGEST_NAME, name_in
from segue.desk.policy import open_departures
from segue.desk.ports import Account
from segue.desk.reconsider import reconsider

GOOGLE, MICROSOFT = "google", "microsoft"


def workspace_of(account: Account, workspaces: Iterable[Workspace]) -> Workspace:
    """Return the company whose organisation at the provider an account belongs to.

    Raises NotAllowed, naming the organisation, for one that no company here lets in: a private account, a guest, or
    another company's.
    """
    if not account.tenant:
        raise NotAllowed("account_private", address=account.address)
    for workspace in workspaces:
        allowed = workspace.google_domains if account.provider == GOOGLE else workspace.microsoft_tenants
        if account.tenant.casefold() in {one.casefold() for one in allowed}:
            return workspace
    raise NotAllowed("account_outside", address=account.address)


def person_of(desk: Desk, account: Account) -> Person:
    """Return who signs in with an account of the workspace's; one seen first is bound to his address, or joins.

    Raises NotAllowed for a guest, for who is marked as gone, and where the address is another account's already.
    """
    known = desk.stores.people.by_subject(account.provider, account.subject)
    person = known or _bound(desk, account)
    if not person.active:
        raise NotAllowed("account_gone")
    return person


def _bound(desk: Desk, account: Account) -> Person:
    if GUEST_MARK in account.address.casefold():
        raise NotAllowed("account_guest")
    known = desk.stores.people.by_address(account.address)
    person = _named(desk, known, account) if known else _joined(desk, account)
    if person.active:
        desk.stores.people.bind(person.id, account.provider, account.subject)
        desk.record(person.id, "bind", subject_id=person.id, provider=account.provider)
    return person


def _named(desk: Desk, person: Person, account: Account) -> Person:
    """Return a person by the name that the provider vouches for, where only the address had told one so far.

    Letters are signed with it: "mara@…" makes no more than "Mara".
    """
    name = _name_of(account)
    if not name or person.name != name_in(person.address):
        return person
    named = replace(person, name=name)
    desk.stores.people.save(named)
    for departure in open_departures(desk):
        reconsider(desk, departure)
    return named


def _joined(desk: Desk, account: Account) -> Person:
    """Add who signs in for the first time without having been named before."""
    try:
        address = readable(account.address)
    except InputError as error:
        raise NotAllowed("account_private", address=account.address[:80]) from error
    person = Person(desk.new_id(), desk.stores.workspace.id, _name_of(account) or name_in(address), address)
    person = replace(person, interface_locale=account.locale) if account.locale else person
    desk.stores.people.save(person)
    desk.record(person.id, "join", subject_id=person.id)
    return person


def _name_of(account: Account) -> str:
    """Return the name as one printable line, "" where the provider told none."""
    printable = "".join(letter if letter.isprintable() else " " for letter in account.name)
    return " ".join(printable.split())[:LONGEST_NAME]
