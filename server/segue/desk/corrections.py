"""Clients who were told something that is no longer so, and the short letter that each of them gets (L3).

The second wave, once a successor is known whom letters could not name yet, is the same thing. Nothing of this is
stored: it follows from what each client knows and from the facts as they are now.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from segue.clients.client import Client
from segue.clients.domains import Named
from segue.departure.departure import Departure
from segue.departure.errors import NotNow, SegueError
from segue.departure.findings import blocking
from segue.departure.letter_state import OVER, LetterState
from segue.departure.people import Person
from segue.departure.stage import MOVES, Verb, after
from segue.desk.access import answered_terms, as_reader
from segue.desk.contact_points import require_confirmed_contacts
from segue.desk.desk import Desk
from segue.desk.known import Known, known_by_client
from segue.desk.reading import give
from segue.desk.second_letters import announced_now, second_facts
from segue.desk.standing import approve_by_standing_terms
from segue.desk.submitted import Telling
from segue.desk.tellers import is_teller
from segue.desk.writing import Written, written_of
from segue.letters.announced import Announced, update_between
from segue.letters.facts import Update

WROTE = "write_corrections"
"""The verb as the audit names it."""


@dataclass(frozen=True)
class Misinformed:
    """One client who goes by something that is no longer so: what he knows, what holds, and the letter on its way."""

    known: Known
    now: Announced
    update: Update

    @property
    def on_its_way(self) -> Telling | None:
        """Return his second letter, None where it is still to be written, or was sent back to be written anew."""
        later = next(iter(self.known.later), None)
        return later if later and later.state is not LetterState.REJECTED else None


@dataclass(frozen=True)
class Corrections:
    """Clients to whom a second letter is due, those whose letter is on its way, and those left without a successor.

    ``awaiting`` are told of somebody for the time being, and there is still nobody else.
    """

    due: tuple[Misinformed, ...] = ()
    on_their_way: tuple[Misinformed, ...] = ()
    awaiting: tuple[Known, ...] = ()


@dataclass(frozen=True)
class Due:
    """One client's second letter as it would be written now; ``number`` is its place among his letters."""

    why: Misinformed
    written: Written
    number: int


def corrections(desk: Desk, departure: Departure) -> Corrections:
    """Return how many clients know something that is no longer so; no letter's text is read for it.

    There are none where no letter can be given any more, and nobody is named who is not to be written to.
    """
    if not _can_be_given(desk, departure):
        return Corrections()
    found: list[Misinformed] = []
    awaiting: list[Known] = []
    points: dict[str, Announced] = {}
    for point_id, known in _told(desk, departure):
        try:
            now = points[point_id] if point_id in points else announced_now(desk, departure, point_id)
        except SegueError:  # nobody to turn to: the facts' own page says so
            continue
        points[point_id] = now
        update = update_between(known.announced, now)
        if update:
            found.append(Misinformed(known, now, update))
        elif known.announced.is_for_the_time_being:
            awaiting.append(known)
    due = tuple(one for one in found if not one.on_its_way)
    return Corrections(due, tuple(one for one in found if one.on_its_way), tuple(awaiting))


def corrections_due(desk: Desk, departure: Departure, client_ids: Collection[str] | None = None) -> list[Due]:
    """Return the second letters that are due, to some clients or to all, as they would be written now."""
    due = {one.known.client_id: one for one in corrections(desk, departure).due}
    wanted = due.keys() if client_ids is None else due.keys() & set(client_ids)
    clients = desk.stores.clients.some(departure.id, wanted)
    return [Due(due[one.id], _written(desk, departure, one, due[one.id]), _number(due[one.id])) for one in clients]


def write_corrections(desk: Desk, actor: Person, departure_id: str, client_ids: Collection[str]) -> int:
    """Give the second letters of these clients to the approver to read; returns how many.

    Who leads the departure or decides on it does, and who tells once the leaver has gone. Raises NotFound, NotNow where
    no letters can be given, or where one has a blocking finding: then none is given.
    """
    departure = as_corrector(desk, actor, departure_id)
    after(departure.stage, Verb.GIVE_LETTERS)
    answered_terms(departure)
    require_confirmed_contacts(desk, departure)
    due = corrections_due(desk, departure, client_ids)
    if any(blocking(one.written.findings) for one in due):
        raise NotNow("letter_has_findings")
    for one in due:
        sent_back = next(iter(one.why.known.later), None)
        letter = desk.stores.letters.get(sent_back.letter_id) if sent_back else None
        give(desk, departure, one.written, letter, one.number)
    if due:
        desk.record(actor.id, WROTE, departure_id, letters=len(due))
        approve_by_standing_terms(desk, departure, {one.written.client.id for one in due})
    return len(due)


def as_corrector(desk: Desk, actor: Person, departure_id: str) -> Departure:
    """Return a departure to who leads it, decides on it or tells by it; raises NotFound."""
    departure = desk.stores.departures.get(departure_id)
    return departure if is_teller(desk, actor, departure) else as_reader(desk, actor, departure_id)


def open_corrections(desk: Desk, departure: Departure) -> list[Telling]:
    """Return the second letters on their way: to be read, to be handed out, or in a mail program."""
    found = [one for one in desk.stores.letters.tellings(departure.id) if one.number and one.status not in OVER]
    return [one for one in found if one.state is not LetterState.REJECTED]


def told_otherwise(desk: Desk, before: Departure, after: Departure) -> int:
    """Return to how many clients second letters would become due by a change of facts, before anything is saved."""
    known = {one.known.client_id for one in corrections(desk, before).due}
    return len({one.known.client_id for one in corrections(desk, after).due} - known)


def _can_be_given(desk: Desk, departure: Departure) -> bool:
    return Verb.GIVE_LETTERS in MOVES[departure.stage] and desk.terms(departure).may_tell


def _told(desk: Desk, departure: Departure) -> Iterator[tuple[str, Known]]:
    """Yield what each client knows who may be written to, with his own contact point, "" where he has all of them."""
    known = known_by_client(desk.stores.letters.tellings(departure.id))
    if not known:
        return
    named = Named(desk.terms(departure).excluded)
    own = {point.id for point in departure.contact_points}
    for client in desk.stores.clients.chosen(departure.id):
        if client.id in known and not named.holds(client.addresses, client.company):
            yield client.contact_point_id if client.contact_point_id in own else "", known[client.id]


def _written(desk: Desk, departure: Departure, client: Client, why: Misinformed) -> Written:
    facts = second_facts(desk, departure, client, why.known)
    if facts is None:
        raise TypeError("a client who was told nothing wrong gets no second letter")
    return written_of(desk, departure, client, facts, with_other=False)


def _number(why: Misinformed) -> int:
    return why.known.later[0].number if why.known.later else why.known.number + 1
