"""The hand-over sheet of each client, for his successor: what he needs to know, and nothing private (H9, P4)."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from segue.clients.client import Client, Importance
from segue.departure.call import Call
from segue.departure.contact_point import ContactPoint
from segue.departure.departure import Departure
from segue.departure.effective import register_in_effect
from segue.departure.errors import NotFound
from segue.departure.letter_state import Told
from segue.departure.people import Person
from segue.departure.register import Register
from segue.departure.stage import Role, Verb
from segue.desk.access import permit, roles_of
from segue.desk.client_facts import require_items
from segue.desk.desk import Desk
from segue.desk.excluded import to_be_told
from segue.desk.ports import EVERYBODY, ClientFilter
from segue.desk.salute import salutations
from segue.desk.submitted import SubmittedLetter
from segue.desk.successor import as_successor, introduced_letters, told_at
from segue.desk.undo import remember


@dataclass(frozen=True)
class Sheet:
    """What one client's successor is told. A personal contact of the leaver's is no part of it (P4).

    ``salutation`` and ``form`` are as the letter has them, ``form`` named in the letter's language, "" where it has one
    form alone; ``told_at`` is the aware moment at which the client was told, None before; ``status`` says how.
    ``calls`` are those that stand, each with the name of who called: their notes were written for colleagues.
    """

    client: Client
    salutation: str
    register: Register
    form: str
    points: tuple[ContactPoint, ...]
    status: Told
    told_at: datetime | None
    calls: tuple[tuple[Call, str], ...] = ()


@dataclass(frozen=True)
class ForSuccessor:
    """What the leaver writes down for one client's successor; ``version`` is that of the client he had before him."""

    open_items: tuple[str, ...]
    agreements: tuple[str, ...]
    version: int


def clients_with_sheets(desk: Desk, actor: Person, departure_id: str) -> tuple[Departure, list[Client]]:
    """Return a departure and whose sheets the actor may read, the important ones first.

    Its leader and its approver read all; a successor who knows reads those of his own clients, from the release on (P7,
    A1). Raises NotFound for everybody else.
    """
    departure = desk.stores.departures.get(departure_id)
    if roles_of(desk, actor, departure) & {Role.LEADER, Role.APPROVER}:
        _, chosen = desk.stores.clients.page(departure_id, ClientFilter(chosen=True), 0, EVERYBODY)
        return departure, _in_order(to_be_told(desk, departure, chosen))
    departure = as_successor(desk, actor, departure_id)
    ids = [letter.client_id for letter in introduced_letters(desk, actor, departure)]
    return departure, _in_order(desk.stores.clients.some(departure_id, ids))


def sheets_of(desk: Desk, departure: Departure, clients: list[Client]) -> list[Sheet]:
    """Return the sheets of some clients, in their order."""
    composed = {row.client.id: row.text for row in salutations(desk, departure, clients)}
    return [_sheet(desk, departure, one, _news_of(desk, one), composed[one.id]) for one in clients]


def write_for_successor(desk: Desk, actor: Person, departure_id: str, written: Mapping[str, ForSuccessor]) -> int:
    """Keep what the leaver wrote down, by client; returns how many sheets changed. No letter waits again by it.

    Raises InputError, naming the client in ``field``, and ChangedMeanwhile; then nothing is kept.
    """
    departure = permit(desk, actor, departure_id, Verb.CHOOSE_CLIENTS)
    clients = to_be_told(desk, departure, desk.stores.clients.some(departure_id, written))
    if len(clients) != len(written):
        raise NotFound()
    pairs = [(client, _with(client, written[client.id])) for client in clients]
    changed = [(before, after) for before, after in pairs if _lines_of(before) != _lines_of(after)]
    desk.stores.clients.save_all([after for _, after in changed])
    remember(desk, actor, departure_id, "facts", changed)
    for client, _ in changed:
        desk.record(actor.id, "change_client", departure_id, client.id)
    return len(changed)


def _news_of(desk: Desk, client: Client) -> SubmittedLetter | None:
    """Return the letter with the news: by a correcting one nobody is told."""
    return next((one for one in desk.stores.letters.of_client(client.id) if one.number == 0), None)


def _sheet(desk: Desk, departure: Departure, client: Client, letter: SubmittedLetter | None, greeting: str) -> Sheet:
    register = register_in_effect(client.register or departure.register, desk.policy)
    own = tuple(point for point in departure.contact_points if point.id == client.contact_point_id)
    return Sheet(
        client,
        letter.values.get("salutation", greeting) if letter else greeting,
        letter.facts.register if letter else register,
        _form(desk, client, letter.facts.register if letter else register),
        own or departure.contact_points,
        letter.status if letter else Told.TO_DO,
        told_at(desk, letter) if letter else None,
        _calls_to(desk, client),
    )


def _calls_to(desk: Desk, client: Client) -> tuple[tuple[Call, str], ...]:
    calls = [one for one in desk.stores.calls.of_client(client.id) if one.stands]
    return tuple((one, desk.stores.people.get(one.person_id).name) for one in calls)


def _form(desk: Desk, client: Client, register: Register) -> str:
    """Return the form of address by its name, "" where the language has no choice of them."""
    pack = desk.packs.get(client.locale)
    if pack is None or len(pack.forms.choices()) < 2 or client.is_company:
        return ""
    form = client.form if client.form in pack.forms.ids else pack.forms.by_register[register]
    return pack.forms.labels.get(form, form)


def _with(client: Client, written: ForSuccessor) -> Client:
    require_items(written.open_items, f"items-{client.id}")
    require_items(written.agreements, f"agreed-{client.id}")
    items, agreed = written.open_items, written.agreements
    return replace(client, open_items=items, agreements=agreed, version=written.version)


def _lines_of(client: Client) -> tuple[tuple[str, ...], tuple[str, ...]]:
    return client.open_items, client.agreements


def _in_order(clients: list[Client]) -> list[Client]:
    return sorted(clients, key=lambda one: (one.importance is not Importance.KEY, one.company, one.name, one.id))
