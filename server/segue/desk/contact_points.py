"""A contact point who is leaving as well is stopped until the approver confirms it; the reason stays closed (P11)."""

from dataclasses import replace
from datetime import date
from typing import Any

from segue.departure.contact_point import ContactPoint
from segue.departure.departure import Departure
from segue.departure.errors import NotFound, NotNow, NotReleased
from segue.departure.findings import Finding, Severity
from segue.departure.people import Person
from segue.departure.stage import Role, Verb, after
from segue.desk.access import as_approver, roles_of
from segue.desk.desk import Desk
from segue.desk.submitted import SubmittedLetter
from segue.desk.unconfirmed import (
    mark_of,
    needs_confirmation,
    person_of,
    places_of,
    unconfirmed_contacts,
    unconfirmed_in,
)


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


def require_confirmed_contacts(desk: Desk, departure: Departure, code: str = "contact_needs_manager") -> None:
    """Raise NotNow where a contact point is still to be confirmed; ``code`` is in the words of who reads it."""
    for point, _ in unconfirmed_contacts(desk, departure):
        raise NotNow(code, name=point.name)


def why_on_hold(desk: Desk, actor: Person, departure: Departure, letter: SubmittedLetter) -> NotReleased | None:
    """Return why a letter waits for the approver's word on a contact point, in the words of who would hand it out."""
    named = unconfirmed_in(letter, unconfirmed_contacts(desk, departure))
    if not named:
        return None
    finding = _finding(desk, actor, departure, named[0])
    said: dict[str, Any] = {**finding.values}
    if "day" in said:
        said["day"] = date.fromisoformat(said["day"])
    return NotReleased(finding.id, **said)


def confirm_contact(desk: Desk, actor: Person, departure_id: str, point_id: str) -> Departure:
    """Let the approver keep a contact point in spite of it; the same again changes nothing.

    Raises SelfApproval, NotFound, NotNow for a departure that is over.
    """
    departure = as_approver(desk, actor, departure_id)
    after(departure.stage, Verb.CHANGE_FACTS)
    point = next((one for one, _ in places_of(departure) if one.id == point_id), None)
    person = person_of(desk, point) if point else None
    if point is None or person is None:
        raise NotFound()
    if not needs_confirmation(desk, departure, point):
        return departure
    confirmed = departure.confirmed_points | {mark_of(point, person)}
    saved = desk.stores.departures.save(replace(departure, confirmed_points=confirmed))
    desk.record(actor.id, "confirm_contact", departure_id, point_id)
    return saved


def _finding(desk: Desk, actor: Person, departure: Departure, point: ContactPoint) -> Finding:
    person, roles = person_of(desk, point), roles_of(desk, actor, departure)
    own = desk.stores.departures.of_leaver(person.id) if person else None
    if own is not None and roles and roles_of(desk, actor, own):
        values = {"name": point.name, "day": own.last_day.isoformat()}
        return Finding("contact_leaves_too", Severity.BLOCKING, values=values)
    id = "contact_needs_you" if Role.APPROVER in roles else "contact_needs_manager"
    return Finding(id, Severity.BLOCKING, values={"name": point.name})
