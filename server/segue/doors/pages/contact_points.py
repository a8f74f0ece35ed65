"""A contact point that waits for the approver's word (P11)."""

from datetime import date

from flask import Blueprint, redirect, request, url_for
from werkzeug.wrappers import Response

from segue.departure.departure import Departure
from segue.departure.findings import Finding
from segue.desk.contact_points import confirm_contact, findings_about_contacts
from segue.desk.desk import Desk
from segue.desk.unconfirmed import unconfirmed_contacts
from segue.doors.language import day, say
from segue.doors.pages.shell import notice
from segue.doors.wiring import actor, writing

contact_point_pages = Blueprint("contact_points", __name__)
BACK = {"read": "reading.page", "hand_out": "hand_out.page"}
"""Which page the button stood on."""


@contact_point_pages.post("/departures/<departure_id>/contact-points/<point_id>/confirm")
def confirm(departure_id: str, point_id: str) -> Response:
    """Keep the contact point."""
    with writing() as desk:
        confirm_contact(desk, actor(), departure_id, point_id)
    notice("contact_points.confirmed")
    back = BACK.get(request.form.get("then", ""), "answer.page")
    return redirect(url_for(back, departure_id=departure_id))


def contact_notes(desk: Desk, departure: Departure) -> list[tuple[str, str, str]]:
    """Return (severity, sentence, id of the contact point) for every one that waits for the approver's word."""
    found = zip(findings_about_contacts(desk, actor(), departure), unconfirmed_contacts(desk, departure), strict=True)
    return [(finding.severity.value, _sentence(finding), point.id) for finding, (point, _) in found]


def _sentence(finding: Finding) -> str:
    said = {name: day(date.fromisoformat(text)) if name == "day" else text for name, text in finding.values.items()}
    return say(f"finding.{finding.id}", **said)
