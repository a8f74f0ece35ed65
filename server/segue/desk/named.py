"""Naming a colleague by address: to decide in one's place, or to tell the clients (P6, P8)."""

from segue.departure.departure import Departure
from segue.departure.errors import InputError
from segue.departure.people import Person
from segue.desk.desk import Desk


def named(desk: Desk, departure: Departure, address: str, field: str) -> Person:
    """Return whose address it is; raises InputError, at the field, for a stranger and for whom it cannot be."""
    wanted = address.strip()
    if not wanted:
        raise InputError("field_missing", field=field)
    person = desk.stores.people.by_address(wanted)
    if person is None:
        raise InputError("person_unknown", field=field, address=wanted[:80])
    require_fit(person, departure, field)
    return person


def require_fit(person: Person, departure: Departure, field: str) -> None:
    """Raise InputError for the leaver himself, and for a colleague who is gone."""
    if person.id == departure.leaver_id:
        raise InputError("named_leaver", field=field)
    if not person.active:
        raise InputError("person_gone", field=field, name=person.name)
