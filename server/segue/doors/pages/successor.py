"""The successor's page: his card, what clients read about him, and from the release on his clients."""

from flask import Blueprint, redirect, request, url_for
from werkzeug.wrappers import Response

from segue.departure.departure import Departure
from segue.departure.errors import SegueError
from segue.desk.card import correct_card
from segue.desk.desk import Desk
from segue.desk.successor import (
    as_successor,
    introduced_clients,
    introductions,
    own_points,
    tell_successor,
)
from segue.doors.admin_forms import CardForm
from segue.doors.forms import read_form
from segue.doors.language import language_name
from segue.doors.pages.shell import departure_page, errors_of, notice, version_seen, with_status
from segue.doors.wiring import actor, reading, writing

successor_pages = Blueprint("successor", __name__)


@successor_pages.get("/departures/<departure_id>/successor")
def page(departure_id: str) -> str:
    """Show what the successor may see; before both sides told him there is no such page."""
    with reading() as desk:
        return _show(desk, as_successor(desk, actor(), departure_id), None)


@successor_pages.post("/departures/<departure_id>/successor")
def save(departure_id: str) -> Response | tuple[str, int]:
    """Confirm or correct one's own card."""
    version = version_seen()
    try:
        card = read_form(CardForm, request.form).card()
        with writing() as desk:
            correct_card(desk, actor(), departure_id, request.form.get("point", ""), card, version)
    except SegueError as error:
        with reading() as desk:
            return with_status(_show(desk, as_successor(desk, actor(), departure_id), error), error)
    notice("successor.card_kept")
    return redirect(url_for("successor.page", departure_id=departure_id))


@successor_pages.post("/departures/<departure_id>/successor-told")
def told(departure_id: str) -> Response:
    """Note that the successor knows, by the leader's or the approver's word."""
    with writing() as desk:
        tell_successor(desk, actor(), departure_id)
    notice("successor.told")
    return redirect(url_for("home.departure", departure_id=departure_id))


def _show(desk: Desk, departure: Departure, error: SegueError | None) -> str:
    points, wanted = own_points(desk, actor(), departure), request.values.get("point", "")
    return departure_page(
        desk,
        departure,
        "successor.html",
        pulse_url="",
        points=points,
        point=next((point for point in points if point.id == wanted), points[0]),
        introductions=sorted(introductions(desk, actor(), departure), key=lambda one: language_name(one[0]).casefold()),
        clients=introduced_clients(desk, actor(), departure),
        errors=errors_of(error) if error else [],
    )
