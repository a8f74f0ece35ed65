"""Erasing a hand-over, or one client of it: a page that says what goes, and the form that does it (A4)."""

from flask import Blueprint, redirect, request, url_for
from werkzeug.wrappers import Response

from segue.departure.departure import Departure
from segue.departure.errors import ChangedMeanwhile, InputError, NotFound, SegueError
from segue.departure.stage import Role, Verb
from segue.desk.access import permit, roles_of
from segue.desk.desk import Desk
from segue.desk.erase import erase_client, erase_departure
from segue.desk.left_drafts import TO_LOOK_AT, clear_left_drafts
from segue.doors.pages.shell import departure_page, errors_of, notice, version_seen, with_status
from segue.doors.wiring import actor, reading, wiring, writing

erase_pages = Blueprint("erase", __name__)


@erase_pages.get("/departures/<departure_id>/erase")
def page(departure_id: str) -> str:
    """Show what goes with the hand-over, and offer its report first. Opening this page erases nothing."""
    with reading() as desk:
        return _show(desk, departure_id, "", None)


@erase_pages.post("/departures/<departure_id>/erase")
def departure(departure_id: str) -> Response | tuple[str, int]:
    """Erase the hand-over."""
    try:
        with writing() as desk:
            people = _mailboxes_of(_confirmed(desk, departure_id))
            erase_departure(desk, actor(), departure_id, wiring().erasures)
    except (InputError, ChangedMeanwhile) as error:
        with reading() as desk:
            return with_status(_show(desk, departure_id, "", error), error)
    notice("erase.departure_done")
    _finish(people)
    return redirect(url_for("home.page"))


@erase_pages.get("/departures/<departure_id>/clients/<client_id>/erase")
def client_page(departure_id: str, client_id: str) -> str:
    """Show what goes with one client. Opening this page erases nothing."""
    with reading() as desk:
        return _show(desk, departure_id, client_id, None)


@erase_pages.post("/departures/<departure_id>/clients/<client_id>/erase")
def client(departure_id: str, client_id: str) -> Response | tuple[str, int]:
    """Erase one client."""
    try:
        with writing() as desk:
            people = _mailboxes_of(_confirmed(desk, departure_id))
            erase_client(desk, actor(), departure_id, client_id, wiring().erasures)
            leads = _leads(desk, desk.stores.departures.get(departure_id))
    except (InputError, ChangedMeanwhile) as error:
        with reading() as desk:
            return with_status(_show(desk, departure_id, client_id, error), error)
    notice("erase.client_done")
    _finish(people)
    return redirect(url_for("clients.page", departure_id=departure_id) if leads else url_for("home.page"))


def _confirmed(desk: Desk, departure_id: str) -> Departure:
    """Return the departure if its erasure was confirmed as the person saw it."""
    found = permit(desk, actor(), departure_id, Verb.ERASE)
    if request.form.get("sure") != "yes":
        raise InputError("erase_not_confirmed", field="sure")
    if version_seen() != found.version:
        raise ChangedMeanwhile()
    return found


def _mailboxes_of(found: Departure) -> set[str]:
    """Return whose mailboxes may hold drafts of a departure."""
    return {found.leaver_id, found.approver_id, found.terms.manager_id if found.terms else ""}


def _finish(people: set[str]) -> None:
    """See to the drafts in the mailboxes, say how many of these people's stay, and wipe the files."""
    seen = clear_left_drafts(writing, wiring().mailboxes.drafts)
    stay = sum(one.fate in TO_LOOK_AT and one.draft.person_id in people for one in seen)
    if stay:
        notice("erase.drafts_stay", count=stay)
    wiring().records.wipe()  # what cannot be wiped now, because somebody reads, is wiped by the daily job


def _show(desk: Desk, departure_id: str, client_id: str, error: SegueError | None) -> str:
    found = permit(desk, actor(), departure_id, Verb.ERASE)
    one = desk.stores.clients.get(client_id) if client_id else None
    if one is not None and one.departure_id != departure_id:
        raise NotFound()
    leads = _leads(desk, found)
    pulse = {} if leads else {"pulse_url": ""}  # an administrator does not listen to what goes on in it
    return departure_page(
        desk,
        found,
        "erase.html",
        client=one,
        leads=leads,
        clients=len(desk.stores.clients.all(departure_id)),
        letters=sum(desk.stores.letters.counts(departure_id).values()),
        errors=errors_of(error) if error else [],
        **pulse,
    )


def _leads(desk: Desk, found: Departure) -> bool:
    return Role.LEADER in roles_of(desk, actor(), found)
