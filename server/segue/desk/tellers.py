"""Who hands out which letters: the leader those in the first person, the manager his own (P7, P8)."""

from segue.departure.departure import Departure
from segue.departure.errors import NotFound, NotReleased
from segue.departure.people import Person
from segue.departure.stage import Role
from segue.departure.terms import SenderMode
from segue.desk.access import roles_of, teller_of
from segue.desk.contact_points import why_on_hold
from segue.desk.desk import Desk
from segue.desk.gone_teller import gone_teller
from segue.desk.last_day import is_due
from segue.desk.on_hold import next_letter, on_hold
from segue.desk.release import require_open
from segue.desk.submitted import SubmittedLetter
from segue.desk.writing import mode_of


def modes_told_by(actor: Person, departure: Departure) -> tuple[SenderMode, ...]:
    """Return the sender modes whose letters the actor hands out; nobody else is shown them in a queue."""
    return tuple(mode for mode in SenderMode if teller_of(departure, mode) == actor.id)


def is_teller(desk: Desk, actor: Person, departure: Departure) -> bool:
    """Say whether the actor has a queue: the leader always, the manager once the letters are his."""
    roles = roles_of(desk, actor, departure)
    return Role.LEADER in roles or (Role.TELLER in roles and mode_of(desk, departure) is SenderMode.MANAGER)


def as_teller(desk: Desk, actor: Person, departure_id: str) -> Departure:
    """Return a departure whose letters the actor hands out; raises NotFound for everybody else."""
    departure = desk.stores.departures.get(departure_id)
    if not is_teller(desk, actor, departure):
        raise NotFound()
    return departure


def as_reader_of(desk: Desk, actor: Person, letter: SubmittedLetter) -> Departure:
    """Return a letter's departure to who leads it, decides on it or hands the letter out; raises NotFound."""
    departure = desk.stores.departures.get(letter.departure_id)
    roles = roles_of(desk, actor, departure)
    if not roles & {Role.LEADER, Role.APPROVER} and SenderMode(letter.content.mode) not in modes_told_by(
        actor, departure
    ):
        raise NotFound("letter_unknown")
    return departure


def departures_told_by(desk: Desk, actor: Person) -> list[Departure]:
    """Return every departure that the actor has a queue of, his own first, then by last day."""
    departures = desk.stores.departures
    own = departures.of_leaver(actor.id)
    others = [*departures.for_approver(actor.id), *departures.of_manager(actor.id)]
    named = {one.id: one for one in [*([own] if own else []), *sorted(others, key=lambda one: one.last_day)]}
    return [one for one in named.values() if is_teller(desk, actor, one)]


def closed_for(desk: Desk, actor: Person, departure: Departure) -> NotReleased | None:
    """Return why none of the actor's letters may leave at this moment, None when they may."""
    mode, answered = mode_of(desk, departure), desk.terms(departure).mode
    is_his = mode in modes_told_by(actor, departure)
    if not is_his and answered is mode:
        gone = gone_teller(desk, departure)
        return NotReleased("teller_gone", name=gone.name) if gone else NotReleased("manager_tells")
    try:
        require_open(desk, departure, mode if is_his else SenderMode.LEAVER)
    except NotReleased as closed:
        return closed
    if is_due(desk, departure):
        return NotReleased("letters_being_prepared")
    held = on_hold(desk, departure)
    all_wait = held and next_letter(desk, departure, modes_told_by(actor, departure)) is None
    return why_on_hold(desk, actor, departure, held[0]) if all_wait else None
