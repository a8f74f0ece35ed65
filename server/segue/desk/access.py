"""Who may see and do what with a departure, checked against the tables of ``segue.departure.stage``.

Not yours and not there look the same (P7); nobody decides on his own (P6).
"""

from segue.departure.departure import Departure
from segue.departure.errors import NotAllowed, NotFound, NotNow, SelfApproval
from segue.departure.people import Person
from segue.departure.stage import WHO, Role, Stage, Verb, after
from segue.departure.terms import SenderMode, Terms
from segue.desk.desk import Desk
from segue.desk.submitted import SubmittedLetter


def permit(desk: Desk, actor: Person, departure_id: str, verb: Verb) -> Departure:
    """Return a departure with which the actor may do this now.

    Raises SelfApproval to the leaver who would decide on his own, NotFound to everybody else who may
    not, NotNow where its stage has no such move.
    """
    departure = desk.stores.departures.get(departure_id)
    roles = roles_of(desk, actor, departure)
    if not roles & WHO[verb]:
        raise SelfApproval() if Role.LEAVER in roles and Role.APPROVER in WHO[verb] else NotFound()
    after(departure.stage, verb)
    return departure


def roles_of(desk: Desk, actor: Person, departure: Departure) -> frozenset[Role]:
    """Return everything that a person is to a departure; nothing, and he does not learn of it."""
    is_leaver = departure.leaver_id == actor.id and not departure.taken_over
    is_approver = departure.approver_id == actor.id and departure.stage is not Stage.PREPARING
    found = {
        Role.LEAVER: is_leaver,
        Role.LEADER: departure.leader_id == actor.id,
        Role.APPROVER: is_approver and departure.leaver_id != actor.id,
        Role.TELLER: actor.id in _tellers(departure),
        Role.SUCCESSOR: _is_successor(desk, actor, departure),
        Role.ADMINISTRATOR: _is_administrator_of(desk, actor, departure),
    }
    return frozenset(role for role, is_so in found.items() if is_so)


def as_leader(desk: Desk, actor: Person, departure_id: str) -> Departure:
    """Return the departure that the actor leads; raises NotFound for anybody else's."""
    return _as(desk, actor, departure_id, Role.LEADER)


def as_approver(desk: Desk, actor: Person, departure_id: str) -> Departure:
    """Return a departure that the actor decides on.

    Raises SelfApproval for the leaver, NotFound for everybody else and before the question.
    """
    departure = desk.stores.departures.get(departure_id)
    if departure.leaver_id == actor.id and not departure.taken_over:
        raise SelfApproval()
    return _as(desk, actor, departure_id, Role.APPROVER)


def as_reader(desk: Desk, actor: Person, departure_id: str) -> Departure:
    """Return a departure that the actor leads or decides on."""
    return _as(desk, actor, departure_id, Role.LEADER, Role.APPROVER)


def as_administrator(actor: Person) -> None:
    """Raise NotAllowed unless the actor is an administrator."""
    if not actor.is_administrator:
        raise NotAllowed("administrators_only")


def teller_of(departure: Departure, mode: SenderMode) -> str:
    """Return who hands out the letters of a mode: the leader in the first person, else the manager."""
    return departure.teller_of(mode)


def require_teller(desk: Desk, actor: Person, departure: Departure, letter: SubmittedLetter) -> None:
    """Raise NotFound unless the letter is the actor's to hand out; to its reader and others it is not there."""
    if actor.id != teller_of(departure, SenderMode(letter.content.mode)):
        raise NotFound()


def answered_terms(departure: Departure) -> Terms:
    """Return the approver's answer; raises NotNow before it, or when clients may not be told."""
    if departure.terms is None:
        raise NotNow("not_answered_yet")
    if not departure.terms.may_tell:
        raise NotNow("not_allowed_to_tell")
    return departure.terms


def _as(desk: Desk, actor: Person, departure_id: str, *wanted: Role) -> Departure:
    departure = desk.stores.departures.get(departure_id)
    if not roles_of(desk, actor, departure) & set(wanted):
        raise NotFound()
    return departure


def _tellers(departure: Departure) -> set[str]:
    if departure.terms is None or not departure.terms.may_tell:
        return set()
    return {teller_of(departure, mode) for mode in (SenderMode.LEAVER, SenderMode.MANAGER)}


def _is_successor(desk: Desk, actor: Person, departure: Departure) -> bool:
    """Say whether the actor is a contact point, and both sides said that he knows (P7)."""
    if not {departure.leader_id, departure.approver_id} <= departure.successor_told_by:
        return False
    addresses = [point.email for point in departure.contact_points if point.email]
    return any(found is not None and found.id == actor.id for found in map(desk.stores.people.by_address, addresses))


def _is_administrator_of(desk: Desk, actor: Person, departure: Departure) -> bool:
    """Say whether the actor is an administrator who may know of it: never before the question, never his own (P7)."""
    if not actor.is_administrator or departure.stage is Stage.PREPARING or departure.leaver_id == actor.id:
        return False
    return not departure.confidential or actor.id in desk.stores.workspace.confidential_viewers
