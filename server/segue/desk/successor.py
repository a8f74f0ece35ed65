"""The successor: nothing until both sides say that he knows; then his card, and from release his clients (P7, A1)."""

from dataclasses import dataclass, replace
from datetime import datetime

from segue.clients.client import Client
from segue.departure.contact_point import ContactPoint
from segue.departure.departure import Departure
from segue.departure.errors import NotFound, SegueError
from segue.departure.letter_state import KNOWS, LetterState, Told
from segue.departure.people import Person
from segue.departure.permission import opens_at
from segue.departure.stage import Role, Stage, Verb
from segue.desk.access import permit, roles_of
from segue.desk.desk import Desk
from segue.desk.excluded import to_be_told
from segue.desk.submitted import SubmittedLetter
from segue.desk.writing import facts_for
from segue.letters.compose import introduction


@dataclass(frozen=True)
class Introduced:
    """One of the successor's clients: how far the telling is, and when it was told (aware)."""

    client_id: str
    client_name: str
    company: str
    locale: str
    status: Told
    told_at: datetime | None


def tell_successor(desk: Desk, actor: Person, departure_id: str) -> Departure:
    """Note that, by this person's word, the successor knows; from the second word on he sees it.

    The same again changes nothing. Raises NotFound, NotNow before the question and when it is over.
    """
    departure = permit(desk, actor, departure_id, Verb.TELL_SUCCESSOR)
    if actor.id in departure.successor_told_by:
        return departure
    told_by = departure.successor_told_by | {actor.id}
    saved = desk.stores.departures.save(departure.moved(Verb.TELL_SUCCESSOR, successor_told_by=told_by))
    desk.record(actor.id, Verb.TELL_SUCCESSOR, departure_id)
    return saved


def still_told(before: Departure, after: Departure) -> Departure:
    """Return changed facts; where another colleague takes over, nobody has said yet that he knows."""
    colleagues = [{point.email.casefold() for point in one.contact_points} for one in (before, after)]
    return after if colleagues[0] == colleagues[1] else replace(after, successor_told_by=frozenset())


def departures_of_successor(desk: Desk, actor: Person) -> list[Departure]:
    """Return the departures whose clients come to this person, as far as he was told."""
    named = desk.stores.departures.naming(actor.address)
    return [departure for departure in named if _is_open_to(desk, actor, departure)]


def as_successor(desk: Desk, actor: Person, departure_id: str) -> Departure:
    """Return a departure in which the actor is a contact point who knows; raises NotFound otherwise."""
    departure = desk.stores.departures.get(departure_id)
    if not _is_open_to(desk, actor, departure):
        raise NotFound()
    return departure


def own_points(desk: Desk, actor: Person, departure: Departure) -> list[ContactPoint]:
    """Return the contact points that are this person."""
    found = [(point, desk.stores.people.by_address(point.email)) for point in departure.contact_points if point.email]
    return [point for point, person in found if person is not None and person.id == actor.id]


def introductions(desk: Desk, actor: Person, departure: Departure) -> list[tuple[str, str]]:
    """Return what clients read about the successor, as (language, paragraph), each wording once.

    Nothing else of a letter is his to read: notes and reasons are between leaver and client.
    """
    alike = {
        (one.locale, one.register, one.form, one.is_company, one.contact_point_id): one
        for one in own_clients(desk, actor, departure)
        if one.locale in desk.packs
    }
    found = [(one.locale, _introduction(desk, departure, one)) for one in alike.values()]
    return list(dict.fromkeys(pair for pair in found if pair[1]))


def introduced_clients(desk: Desk, actor: Person, departure: Departure) -> list[Introduced]:
    """Return the successor's own clients with approved letters, from the release on; none before it."""
    return [
        Introduced(one.client_id, one.client_name, one.company, one.content.language, one.status, told_at(desk, one))
        for one in introduced_letters(desk, actor, departure)
    ]


def introduced_letters(desk: Desk, actor: Person, departure: Departure) -> list[SubmittedLetter]:
    """Return the letters that bring the successor his clients, from the release on; none before it (A1)."""
    if not _is_released(desk, departure):
        return []
    own = {client.id for client in own_clients(desk, actor, departure)}
    letters = [one for one in desk.stores.letters.all(departure.id) if one.number == 0 and one.client_id in own]
    return [one for one in letters if one.state is LetterState.APPROVED or one.status in KNOWS]


def told_at(desk: Desk, letter: SubmittedLetter) -> datetime | None:
    """Return the moment (aware) at which a client was told, None while he is not."""
    if letter.status not in KNOWS:
        return None
    return max((one.at for one in desk.stores.letters.history(letter.id) if one.after in KNOWS), default=None)


def own_clients(desk: Desk, actor: Person, departure: Departure) -> list[Client]:
    """Return the clients who are told to turn to this person."""
    mine = {point.id for point in own_points(desk, actor, departure)}
    every = {point.id for point in departure.contact_points}
    clients = to_be_told(desk, departure, desk.stores.clients.all(departure.id))
    return [client for client in clients if client.contact_point_id in mine or client.contact_point_id not in every]


def _introduction(desk: Desk, departure: Departure, client: Client) -> str:
    """Return the paragraph, "" for a letter that cannot be written yet."""
    try:
        return introduction(facts_for(desk, departure, client), desk.packs[client.locale])
    except SegueError:
        return ""


def _is_open_to(desk: Desk, actor: Person, departure: Departure) -> bool:
    return departure.stage is not Stage.CANCELLED and Role.SUCCESSOR in roles_of(desk, actor, departure)


def _is_released(desk: Desk, departure: Departure) -> bool:
    """Say whether letters could leave: both sides have agreed, and the approver's "from when" is reached."""
    if departure.stage not in (Stage.AGREED, Stage.CLOSED):
        return False
    terms = desk.terms(departure)
    opens = opens_at(terms)
    return terms.may_tell and (opens is None or desk.now >= opens)
