"""Which contact points are leaving as well, and nobody confirmed them in spite of it (P11)."""

from datetime import timedelta
from typing import TYPE_CHECKING

from segue.departure.contact_point import ContactPoint
from segue.departure.departure import Departure
from segue.departure.people import Person
from segue.departure.stage import Stage
from segue.desk.submitted import SubmittedLetter

if TYPE_CHECKING:  # the check of each hand-out asks this, and the desk's own ports name what that check makes
    from segue.desk.desk import Desk

Unconfirmed = list[tuple[ContactPoint, str]]
"""Contact points that are still to be confirmed, each with its form field."""
NEAR = timedelta(days=30)
"""A colleague who leaves so soon after taking over is no contact to introduce without a second thought."""


def unconfirmed_contacts(desk: "Desk", departure: Departure) -> Unconfirmed:
    """Return the contact points that are still to be confirmed, each with its form field."""
    return [(point, where) for point, where in places_of(departure) if needs_confirmation(desk, departure, point)]


def unconfirmed_in(letter: SubmittedLetter, points: Unconfirmed) -> list[ContactPoint]:
    """Return those of some contact points that a letter names."""
    facts = letter.facts
    named = [facts.contact, *facts.others, *([facts.bridge] if facts.bridge else [])]
    said = {(one.name, one.email) for one in named}
    return [point for point, _ in points if (point.name, point.email) in said]


def needs_confirmation(desk: "Desk", departure: Departure, point: ContactPoint) -> bool:
    """Say whether a contact point leaves before or soon after taking over, and nobody confirmed that person yet."""
    person = person_of(desk, point)
    if person is None or mark_of(point, person) in departure.confirmed_points:
        return False
    return not person.active or _leaves_near(desk, person, departure)


def places_of(departure: Departure) -> list[tuple[ContactPoint, str]]:
    """Return contact points, and who bridges the days before them, each with its form field."""
    points = [
        (point, f"point_{number}_name" if number else "contact_name")
        for number, point in enumerate(departure.contact_points)
    ]
    return [*points, *([(departure.bridge, "bridge_name")] if departure.bridge else [])]


def person_of(desk: "Desk", point: ContactPoint) -> Person | None:
    """Return which colleague a contact point is: by address, else by a name that only one has."""
    known = desk.stores.people.by_address(point.email) if point.email else None
    if known is not None:
        return known
    name = " ".join(point.name.split()).casefold()
    named = [person for person in desk.stores.people.all() if name and person.name.casefold() == name]
    return named[0] if len(named) == 1 else None


def mark_of(point: ContactPoint, person: Person) -> str:
    """Return what is confirmed: this person in this place, so that nobody else can be put in his place."""
    return f"{point.id} {person.id}"


def _leaves_near(desk: "Desk", person: Person, departure: Departure) -> bool:
    own = desk.stores.departures.of_leaver(person.id)
    if own is None or own.id == departure.id or own.stage is Stage.CANCELLED:
        return False
    return own.last_day <= departure.contact_from + NEAR
