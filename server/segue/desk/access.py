"""Who may see and do what with a departure. Not yours and not there look the same (P7)."""

from segue.departure.departure import Departure
from segue.departure.errors import NotAllowed, NotFound, NotNow, SelfApproval
from segue.departure.people import Person
from segue.departure.terms import Terms
from segue.desk.desk import Desk


def as_leaver(desk: Desk, actor: Person, departure_id: str) -> Departure:
    """Return the actor's own departure; raises NotFound for anybody else's."""
    departure = desk.stores.departures.get(departure_id)
    if departure.leaver_id != actor.id:
        raise NotFound()
    return departure


def as_approver(desk: Desk, actor: Person, departure_id: str) -> Departure:
    """Return a departure that the actor was asked about.

    Raises SelfApproval for the leaver, NotFound for everybody else and before the question.
    """
    departure = desk.stores.departures.get(departure_id)
    if departure.leaver_id == actor.id:
        raise SelfApproval()
    if departure.approver_id != actor.id or departure.asked_at is None:
        raise NotFound()
    return departure


def as_reader(desk: Desk, actor: Person, departure_id: str) -> Departure:
    """Return a departure that the actor leads or was asked about."""
    departure = desk.stores.departures.get(departure_id)
    if departure.leaver_id == actor.id:
        return departure
    return as_approver(desk, actor, departure_id)


def as_administrator(actor: Person) -> None:
    """Raise NotAllowed unless the actor is an administrator."""
    if not actor.is_administrator:
        raise NotAllowed("administrators_only")


def answered_terms(departure: Departure) -> Terms:
    """Return the approver's answer; raises NotNow before it, or when clients may not be told."""
    if departure.terms is None:
        raise NotNow("not_answered_yet")
    if not departure.terms.may_tell:
        raise NotNow("not_allowed_to_tell")
    return departure.terms
