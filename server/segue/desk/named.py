"""Naming a colleague by address: to decide in one's place, or to tell the clients (P6, P8)."""

from segue.departure.departure import Departure
from segue.departure.errors import InputError
from segue.departure.kind import DepartureKind
from segue.departure.people import Person
from segue.departure.stage import Stage
from segue.desk.desk import Desk


def named(desk: Desk, departure: Departure, address: str, field: str) -> Person:
    """Return whose address it is; raises InputError, at the field, for a stranger and for whom it cannot be."""
    wanted = address.strip()
    if not wanted:
        raise InputError("field_missing", field=field)
    person = desk.stores.people.by_address(wanted)
    if person is None:
        raise InputError("person_unknown", field=field, address=wanted[:80])
    require_fit(desk, person, departure, field)
    return person


def require_fit(desk: Desk, person: Person, departure: Departure, field: str) -> None:
    """Raise InputError for the leaver himself, and for a colleague who is gone."""
    if person.id == departure.leaver_id:
        raise InputError("named_leaver", field=field)
    if is_gone(desk, person):
        raise InputError("person_gone", field=field, name=person.name)


def is_gone(desk: Desk, person: Person) -> bool:
    """Say whether a colleague is not here any more: marked as gone, or past a last day of his own that is known.

    A departure that only its leaver sees, or a confidential one, gives nothing away here (P7).
    """
    own = desk.stores.departures.of_leaver(person.id)
    if own is None or own.confidential or own.stage in (Stage.PREPARING, Stage.CANCELLED):
        return not person.active
    left = own.kind.afterwards is DepartureKind.GONE and own.last_day < desk.today
    return left or not person.active
