"""A contact point who is leaving as well is stopped until the approver confirms it; the reason stays closed (P11)."""

from dataclasses import replace
from datetime import timedelta

from segue.departure.contact_point import ContactPoint
from segue.departure.departure import Departure
from segue.departure.errors import NotFound, NotNow
from segue.departure.findings import Finding, Severity
from segue.departure.people import Person
from segue.departure.stage import Role, Stage, Verb, after
from segue.desk.access import as_approver, roles_of
from segue.desk.desk import Desk

NEAR = timedelta(days=30)
"""A colleague who leaves so soon after taking over is no contact to introduce without a second thought."""


def findings_about_contacts(desk: Desk, actor: Person, departure: Departure) -> list[Finding]:
    """Return a blocking finding for every contact point that the approver has to confirm first.

    It keeps letters from being written, not the question from being put: asking is the way to the
    approver. Why is said only to somebody who may see the contact's own departure too, as
    ``contact_leaves_too`` with its last day (ISO); ``where`` names the form field.
    """
    return [
        replace(_finding(desk, actor, departure, point), where=where)
        for point, where in unconfirmed_contacts(desk, departure)
    ]


def unconfirmed_contacts(desk: Desk, departure: Departure) -> list[tuple[ContactPoint, str]]:
    """Return the contact points that are still to be confirmed, each with its form field."""
    return [(point, where) for point, where in _places(departure) if needs_confirmation(desk, departure, point)]


def needs_confirmation(desk: Desk, departure: Departure, point: ContactPoint) -> bool:
    """Say whether a contact point leaves before or soon after taking over, and nobody confirmed that person yet."""
    person = _person_of(desk, point)
    if person is None or _mark(point, person) in departure.confirmed_points:
        return False
    return not person.active or _leaves_near(desk, person, departure)


def require_confirmed_contacts(desk: Desk, departure: Departure, code: str = "contact_needs_manager") -> None:
    """Raise NotNow where a contact point is still to be confirmed; ``code`` is in the words of who reads it."""
    for point, _ in unconfirmed_contacts(desk, departure):
        raise NotNow(code, name=point.name)


def confirm_contact(desk: Desk, actor: Person, departure_id: str, point_id: str) -> Departure:
    """Let the approver keep a contact point in spite of it; the same again changes nothing.

    Raises SelfApproval, NotFound, NotNow for a departure that is over.
    """
    departure = as_approver(desk, actor, departure_id)
    after(departure.stage, Verb.CHANGE_FACTS)
    point = next((one for one, _ in _places(departure) if one.id == point_id), None)
    person = _person_of(desk, point) if point else None
    if point is None or person is None:
        raise NotFound()
    if not needs_confirmation(desk, departure, point):
        return departure
    confirmed = departure.confirmed_points | {_mark(point, person)}
    saved = desk.stores.departures.save(replace(departure, confirmed_points=confirmed))
    desk.record(actor.id, "confirm_contact", departure_id, point_id)
    return saved


def _places(departure: Departure) -> list[tuple[ContactPoint, str]]:
    """Return contact points, and who bridges the days before them, each with its form field."""
    points = [
        (point, f"point_{number}_name" if number else "contact_name")
        for number, point in enumerate(departure.contact_points)
    ]
    return [*points, *([(departure.bridge, "bridge_name")] if departure.bridge else [])]


def _person_of(desk: Desk, point: ContactPoint) -> Person | None:
    """Return which colleague a contact point is: by address, else by a name that only one has."""
    known = desk.stores.people.by_address(point.email) if point.email else None
    if known is not None:
        return known
    name = " ".join(point.name.split()).casefold()
    named = [person for person in desk.stores.people.all() if name and person.name.casefold() == name]
    return named[0] if len(named) == 1 else None


def _leaves_near(desk: Desk, person: Person, departure: Departure) -> bool:
    own = desk.stores.departures.of_leaver(person.id)
    if own is None or own.id == departure.id or own.stage is Stage.CANCELLED:
        return False
    return own.last_day <= departure.contact_from + NEAR


def _mark(point: ContactPoint, person: Person) -> str:
    """Return what is confirmed: this person in this place, so that nobody else can be put in his place."""
    return f"{point.id} {person.id}"


def _finding(desk: Desk, actor: Person, departure: Departure, point: ContactPoint) -> Finding:
    person, roles = _person_of(desk, point), roles_of(desk, actor, departure)
    own = desk.stores.departures.of_leaver(person.id) if person else None
    if own is not None and roles and roles_of(desk, actor, own):
        values = {"name": point.name, "day": own.last_day.isoformat()}
        return Finding("contact_leaves_too", Severity.BLOCKING, values=values)
    id = "contact_needs_you" if Role.APPROVER in roles else "contact_needs_manager"
    return Finding(id, Severity.BLOCKING, values={"name": point.name})
