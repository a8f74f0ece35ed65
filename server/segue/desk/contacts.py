"""Loading contacts: reading again brings what changed and keeps every choice (C1, C2).

It is worked out first (``plan``), for which reading the records is enough, and written then (``keep``): nobody else
has to wait while thousands of contacts are compared.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from segue.clients.contact import Contact, RowProblem
from segue.clients.pasted import PASTED
from segue.departure.people import Person
from segue.departure.stage import Verb
from segue.desk.access import permit
from segue.desk.derived import rules_for
from segue.desk.desk import Desk
from segue.desk.erased import Erasures
from segue.desk.mended import Known, mended_now
from segue.desk.placing import Placement, place
from segue.desk.ports import StoredContact
from segue.desk.proposals import with_all_proposals
from segue.desk.reconsider import reconsider


@dataclass(frozen=True)
class Loaded:
    """What a reading brought: contacts kept, clients now, and a problem per row not kept.

    Of the contacts ``new`` were not known and ``changed`` say something else than before; ``missing`` were known from
    the same sources and stand there no longer: they stay on the list.
    """

    kept: int
    new: int
    clients: int
    problems: list[RowProblem]
    changed: int = 0
    missing: int = 0


@dataclass(frozen=True)
class Plan:
    """What is to be written of a reading, and the ``revision`` of the departure from which that follows."""

    departure_id: str
    revision: int
    known: Known
    found: Placement
    loaded: Loaded
    erased: int


def load_contacts(desk: Desk, actor: Person, departure_id: str, read: Iterable[Contact | RowProblem]) -> Loaded:
    """Keep what was read and bring the client list in line with it; only what changed is written.

    ``read`` is consumed before anything is written; UnreadableFile passes through and changes nothing.
    """
    return keep(desk, actor, plan(desk, actor, departure_id, read))


def plan(desk: Desk, actor: Person, departure_id: str, read: Iterable[Contact | RowProblem]) -> Plan:
    """Work out what follows from what was read, without writing. Raises as ``permit``."""
    permit(desk, actor, departure_id, Verb.CHOOSE_CLIENTS)
    revision = desk.stores.departures.revision(departure_id)
    before = {(c.contact.source, c.contact.key): c for c in desk.stores.contacts.all(departure_id)}
    known, read_now, problems = mended_now(before, *_sorted_out(read))
    contacts, erased = _without_erased(desk, departure_id, read_now, known)
    fresh = {(one.source, one.key): one for one in contacts}
    missing = _missing(known, read_now, problems)
    found = _match(desk, departure_id, known, fresh, missing)
    new = len(fresh.keys() - known.keys())
    changed = sum(_says_something_else(known[key].contact, one) for key, one in fresh.items() if key in known)
    clients = len(found.awake())
    loaded = Loaded(len(contacts), new, clients, problems + erased, changed, len(missing))
    return Plan(departure_id, revision, before, found, loaded, len(erased))


def keep(desk: Desk, actor: Person, planned: Plan) -> Loaded:
    """Write what was worked out of the departure as it still is. Raises as ``permit``, and ChangedMeanwhile."""
    departure = permit(desk, actor, planned.departure_id, Verb.CHOOSE_CLIENTS)
    before = {one.id: one for one in planned.known.values()}
    desk.stores.clients.save_all(planned.found.changed())
    changed = [one for one in planned.found.contacts if one != before.get(one.id)]
    desk.stores.contacts.save(planned.departure_id, changed)
    desk.stores.clients.remove(planned.found.gone)
    reconsider(desk, departure)
    loaded = planned.loaded
    counts: dict[str, object] = {"kept": loaded.kept, "new": loaded.new, "changed": loaded.changed}
    counts |= {"missing": loaded.missing, "erased": planned.erased}
    desk.record(actor.id, "read_contacts", planned.departure_id, "", **counts)
    return loaded


def _match(
    desk: Desk, departure_id: str, known: Known, fresh: Mapping[tuple[str, str], Contact], missing: set[tuple[str, str]]
) -> Placement:
    """Return contacts and clients as they are with what was read."""
    stored = {key: replace(one, gone=one.gone or key in missing) for key, one in known.items()}
    for key, contact in fresh.items():
        before = stored.get(key, StoredContact(contact, ""))
        stored[key] = replace(before, contact=contact, gone=False)
    clients = desk.stores.clients.all(departure_id) + desk.stores.clients.dormant(departure_id)
    rules = rules_for(desk, clients)
    found = place(desk, departure_id, list(stored.values()), clients, rules)
    listed = with_all_proposals(found.awake(), found.contacts, rules.home)
    found.after |= {client.id: client for client in listed}
    return found


def _says_something_else(before: Contact, now: Contact) -> bool:
    """Say whether a contact changed, and not only its row."""
    return replace(before, row=now.row) != now


def _missing(known: Known, read: list[Contact], problems: list[RowProblem]) -> set[tuple[str, str]]:
    """Return the known contacts of the sources read that were not in them; a row with a problem may be any of them.

    What is pasted is no whole: nobody is missing in it.
    """
    sources = {one.source for one in read} | {one.source for one in problems}
    here = {(one.source, one.key) for one in read}
    return {key for key in known if key[0] in sources - {PASTED} and key not in here}


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
    desk: Desk, departure_id: str, contacts: list[Contact], known: Known
) -> tuple[list[Contact], list[RowProblem]]:
    """Part those who were erased from the others: nothing of them is kept, and their rows say why (A4).

    Somebody who is on the list already stays: he shares an address with one who was erased.
    """
    erasures = Erasures(desk, departure_id)
    gone = [one for one in contacts if (one.source, one.key) not in known and erasures.holds(one.emails)]
    rows = {(one.source, one.key) for one in gone}
    kept = [one for one in contacts if (one.source, one.key) not in rows]
    return kept, [RowProblem(one.source, one.row, "row_erased") for one in gone]
