"""Loading contacts: reading again brings what changed and keeps every choice (C1, C2)."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from segue.clients.client import Client
from segue.clients.contact import Contact, RowProblem
from segue.clients.language import suggest
from segue.clients.matching import Group, group_contacts, merged
from segue.clients.tray import why_probably_not
from segue.departure.letter_state import Told
from segue.departure.people import Person
from segue.departure.stage import Verb
from segue.desk.access import permit
from segue.desk.desk import Desk
from segue.desk.erased import Erasures
from segue.desk.ports import StoredContact
from segue.desk.reconsider import reconsider


@dataclass(frozen=True)
class Loaded:
    """What a reading brought: contacts kept, of these new, clients now, and a problem per row not kept."""

    kept: int
    new: int
    clients: int
    problems: list[RowProblem]


def load_contacts(desk: Desk, actor: Person, departure_id: str, read: Iterable[Contact | RowProblem]) -> Loaded:
    """Keep what was read and bring the client list in line with it.

    ``read`` is consumed before anything is written; UnreadableFile passes through and changes nothing.
    """
    departure = permit(desk, actor, departure_id, Verb.CHOOSE_CLIENTS)
    read_now, problems = _sorted_out(read)
    known = {(c.contact.source, c.contact.key): c for c in desk.stores.contacts.all(departure_id)}
    contacts, erased = _without_erased(desk, departure_id, read_now, known)
    fresh = {(c.source, c.key): StoredContact(c, "") for c in contacts}
    for key, stored in fresh.items():
        if key in known:
            fresh[key] = replace(known[key], contact=stored.contact)
    match_clients(desk, departure.id, {**known, **fresh})
    reconsider(desk, departure)
    new = len(fresh.keys() - known.keys())
    desk.record(actor.id, "read_contacts", departure_id, kept=len(contacts), new=new, erased=len(erased))
    return Loaded(len(contacts), new, len(desk.stores.clients.all(departure_id)), problems + erased)


def match_clients(desk: Desk, departure_id: str, stored: dict[tuple[str, str], StoredContact]) -> None:
    """Make one client of each person among the contacts; a client without contacts goes, unless told."""
    apart = frozenset(key for key, contact in stored.items() if contact.apart)
    clients = {client.id: client for client in desk.stores.clients.all(departure_id)}
    taken: set[str] = set()
    placed: list[StoredContact] = []
    changed: list[Client] = []
    for group in group_contacts([contact.contact for contact in stored.values()], apart):
        client_id = _client_of(group, stored, clients, taken) or desk.new_id()
        taken.add(client_id)
        placed += [replace(stored[c.source, c.key], contact=c, client_id=client_id) for c in group.contacts]
        before = clients.get(client_id) or Client(client_id, desk.stores.workspace.id, departure_id, group.addresses)
        after = _brought_up_to_date(desk, before, group)
        if after != clients.get(client_id):
            changed.append(after)
    desk.stores.clients.save_all(changed)
    desk.stores.contacts.save(departure_id, placed)
    told = {letter.client_id for letter in desk.stores.letters.all(departure_id) if letter.status is Told.SENT}
    desk.stores.clients.remove(sorted(clients.keys() - taken - told))


def _sorted_out(read: Iterable[Contact | RowProblem]) -> tuple[list[Contact], list[RowProblem]]:
    contacts: list[Contact] = []
    problems: list[RowProblem] = []
    for item in read:
        if isinstance(item, Contact):
            contacts.append(item)
        else:
            problems.append(item)
    return contacts, problems


def _without_erased(
    desk: Desk, departure_id: str, contacts: list[Contact], known: dict[tuple[str, str], StoredContact]
) -> tuple[list[Contact], list[RowProblem]]:
    """Part those who were erased from the others: nothing of them is kept, and their rows say why (A4).

    Somebody who is on the list already stays: he shares an address with one who was erased.
    """
    erasures = Erasures(desk, departure_id)
    gone = [one for one in contacts if (one.source, one.key) not in known and erasures.holds(one.emails)]
    rows = {(one.source, one.key) for one in gone}
    kept = [one for one in contacts if (one.source, one.key) not in rows]
    return kept, [RowProblem(one.source, one.row, "row_erased") for one in gone]


def _client_of(
    group: Group, stored: dict[tuple[str, str], StoredContact], clients: dict[str, Client], taken: set[str]
) -> str:
    """Return the client that the group's contacts belong to already, the one with choices first."""
    ids = {stored[c.source, c.key].client_id for c in group.contacts} & clients.keys() - taken
    ranked = sorted(ids, key=lambda client_id: (not clients[client_id].chosen, client_id))
    return ranked[0] if ranked else ""


def _brought_up_to_date(desk: Desk, client: Client, group: Group) -> Client:
    """Take over what was read; what a person chose or typed stays."""
    best = _named(client.name_choice, group)
    locale, reason = suggest(best)
    asked = group.question and not client.is_company and not client.name_choice
    tray = why_probably_not(best, desk.stores.workspace.own_domains) or ""
    return replace(
        client,
        addresses=group.addresses,
        name=best.name,
        given=best.given,
        family=best.family,
        patronymic=client.patronymic if client.patronymic or client.salutation_confirmed else best.patronymic,
        title=best.title,
        company=best.company,
        job_title=best.job_title,
        phones=best.phones,
        labels=best.labels,
        reasons=group.reasons,
        tray="" if client.tray == "" and client.chosen else tray,
        question=group.names if asked else (),
        locale=client.locale if client.locale_reason == "chosen" else locale,
        locale_reason=client.locale_reason if client.locale_reason == "chosen" else reason,
    )


def _named(choice: str, group: Group) -> Contact:
    """Return the group's best values, under the name that a person chose if he did."""
    best = merged(group)
    for contact in group.contacts:
        if contact.name == choice:
            parts = {part: getattr(contact, part) for part in ("name", "given", "patronymic", "family", "title")}
            return replace(best, **parts)
    return best
