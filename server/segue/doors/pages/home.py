"""The first page after signing in, and the pulse that open pages listen to."""

from collections.abc import Callable

from flask import Blueprint, Response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from segue.departure.departure import Departure
from segue.departure.stage import MOVES, Stage, Verb
from segue.departure.terms import SenderMode
from segue.desk.access import as_reader, teller_of
from segue.desk.cancel import gone_out
from segue.desk.closing import closing_soon
from segue.desk.compared import compared
from segue.desk.confidential import viewers
from segue.desk.desk import Desk
from segue.desk.holder import holder_of
from segue.desk.lead_time import tight_dates
from segue.desk.outcomes import Numbers, numbers
from segue.desk.ports import LetterFilter, Part
from segue.desk.problem_rows import rows_to_mend
from segue.desk.progress import Step, progress, steps_of
from segue.desk.retention import answer_by, kept_until
from segue.desk.start import own_departure
from segue.desk.successor import departures_of_successor, own_points
from segue.desk.take_over import can_open
from segue.desk.tellers import is_teller
from segue.desk.waiting import Waiting, waiting_for
from segue.desk.writing import mode_of
from segue.doors.language import say
from segue.doors.pages.approver import approver_page
from segue.doors.pages.corrections import second_letters
from segue.doors.pages.dates import timeline_lines
from segue.doors.pages.passing_on import passing_on
from segue.doors.pages.picture import Share, shares
from segue.doors.pages.shell import departure_page, spoken, state_of
from segue.doors.wiring import actor, reading

home = Blueprint("home", __name__)


@home.get("/")
def page() -> str | BaseResponse:
    """Show what waits for this person; a leaver goes straight to his departure."""
    with reading() as desk:
        own = own_departure(desk, actor())
        asked = waiting_for(desk, actor())
        more = _more(desk)
        waits = asked or any(more.values())
        if own and not waits:
            return redirect(url_for("home.departure", departure_id=own.id))
        if not own and not waits and not actor().is_administrator:
            return redirect(url_for("start.page"))
        rows = [(one, desk.stores.people.get(one.departure.leaver_id), *_told(desk, one)) for one in asked]
        reports = {one.departure.id: answer_by(desk, one.departure) for one in asked if one.decides}
        opens = can_open(desk, actor())
        return render_template("home.html", own=own, rows=rows, reports=reports, opens=opens, **more)


def _told(desk: Desk, one: Waiting) -> tuple[Numbers | None, list[Share]]:
    """Return how many clients are told, and the picture of it; nothing before there is a letter."""
    found = numbers(desk, one.departure) if one.letters else None
    return found, shares(found) if found else []


def _has_new_card(desk: Desk, departure: Departure) -> bool:
    """Say whether the successor has yet to confirm how letters describe him."""
    return any(point not in departure.confirmed_cards for point in own_points(desk, actor(), departure))


def _more(desk: Desk) -> dict[str, object]:
    """Return what waits for a successor, and for who gives his word in advance."""
    introduced = [
        (one, desk.stores.people.get(one.leaver_id), _has_new_card(desk, one))
        for one in departures_of_successor(desk, actor())
    ]
    standing = desk.policy.standing
    return {"introduced": introduced, "standing": standing if standing and standing.approver_id == actor().id else None}


@home.get("/departures/<departure_id>")
def departure(departure_id: str) -> str | BaseResponse:
    """Show where a departure stands; an approver goes to what is asked of him, while anything is."""
    with reading() as desk:
        found = as_reader(desk, actor(), departure_id)
        leads_unanswered = found.taken_over and found.stage is Stage.ASKED
        is_open = found.stage not in (Stage.CANCELLED, Stage.CLOSED)
        if leads_unanswered or (found.leader_id != actor().id and is_open):
            target = "reading.page" if found.terms and found.terms.may_tell else "answer.page"
            return redirect(url_for(target, departure_id=departure_id))
        return _page_of(desk, found)(desk, found, "departure.html", **_standing(desk, found))


def _page_of(desk: Desk, found: Departure) -> Callable[..., str]:
    """Return the frame: with the way to the other pages as soon as there is something to hand out."""
    hands_out = Verb.MARK in MOVES[found.stage] and desk.stores.letters.counts(found.id)
    return approver_page if found.taken_over or hands_out else departure_page


def _to_call(desk: Desk, found: Departure) -> int:
    """Return how many clients the person is to call before their letters (H8)."""
    tells = Verb.MARK in MOVES[found.stage] and is_teller(desk, actor(), found)
    return len(desk.stores.letters.ids(found.id, LetterFilter(part=Part.CALL_FIRST))) if tells else 0


def _standing(desk: Desk, found: Departure) -> dict[str, object]:
    """Return what the status page shows at a glance."""
    stands = progress(desk, found)
    told = numbers(desk, found) if stands.numbers["letters"] else None
    holder = holder_of(desk, found, stands)
    return {
        "stands": stands,
        "numbers": told,
        "shares": shares(told) if told else [],
        "way": [(state_of(step, stands), _way(desk, found, step)) for step in steps_of(found)],
        "holder": desk.stores.people.get(holder.person_id),
        "since": holder.since,
        "to_call": _to_call(desk, found),
        "goes_on": stands.next == "wait_for_reading" and stands.numbers["ready"] and is_teller(desk, actor(), found),
        "to_mend": rows_to_mend(desk, found.id) if found.leader_id == actor().id else 0,
        "passing_on": passing_on(desk, found) if found.leader_id == actor().id else None,
        "closing": closing_soon(desk, found),
        **second_letters(desk, found),
        "lines": timeline_lines(desk, found),
        "findings": [spoken(finding) for finding in tight_dates(desk, found)],
        "gone_out": gone_out(desk, found.id) if found.stage is Stage.CANCELLED else [],
        "may_cancel": Verb.CANCEL in MOVES[found.stage],
        "may_close": Verb.CLOSE in MOVES[found.stage],
        "kept_until": kept_until(desk, found),
        "viewers": viewers(desk),
        "accounts": compared(desk, found) if found.stage not in (Stage.CANCELLED, Stage.CLOSED) else None,
    }


def _way(desk: Desk, found: Departure, step: Step) -> str:
    """Return who does what at a step, in a sentence."""
    people, mode = desk.stores.people, mode_of(desk, found)
    if step is Step.HAND_OUT and mode is SenderMode.MANAGER:
        return say("way.manager_tells", name=people.get(teller_of(found, mode)).name)
    approver = people.get(found.approver_id) if found.approver_id else people.approver_of(found.leaver_id)
    return say(f"way.{step}", name=approver.name if approver else say("way.manager"))


@home.get("/departures/<departure_id>/pulse")
def pulse(departure_id: str) -> Response:
    """Answer with a tag that changes when anything of the departure does; 304 while it does not."""
    with reading() as desk:
        as_reader(desk, actor(), departure_id)
        revision = desk.stores.departures.revision(departure_id)
    response = Response(str(revision), content_type="text/plain")
    response.set_etag(str(revision))
    response.headers["Cache-Control"] = "private, no-cache"
    return response.make_conditional(request)  # type: ignore[return-value]  # werkzeug returns itself
