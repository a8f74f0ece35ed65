"""The administrator: where every departure stands that he may see, and how many he may not."""

from flask import Blueprint, render_template, url_for

from segue.departure.departure import Departure
from segue.departure.stage import MOVES, Stage, Verb
from segue.desk.administer import departures_seen
from segue.desk.desk import Desk
from segue.desk.gone_teller import gone_teller
from segue.desk.holder import holder_of
from segue.desk.progress import progress
from segue.doors.pages.passing_on import ShortText, waiting_text
from segue.doors.pages.shell import page_number
from segue.doors.wiring import actor, reading

departures_pages = Blueprint("departures", __name__)
PAGE_SIZE = 50


@departures_pages.get("/admin/departures")
def page() -> str:
    """List the departures that were asked about, a page at a time; of those none of his business, only how many."""
    number = page_number()
    with reading() as desk:
        seen = departures_seen(desk, actor())
        shown = seen.departures[(number - 1) * PAGE_SIZE : number * PAGE_SIZE]
        rows = [_row(desk, one) for one in shown]
        pages = -(-len(seen.departures) // PAGE_SIZE)
        return render_template("admin_departures.html", rows=rows, hidden=seen.hidden, page=number, pages=pages)


def _row(desk: Desk, departure: Departure) -> dict[str, object]:
    people, possible = desk.stores.people, MOVES[departure.stage]
    holder, leaver = holder_of(desk, departure, progress(desk, departure)), people.get(departure.leaver_id)
    pages = {
        Verb.REPLACE_APPROVER: url_for("admin.page", leaver=leaver.address, _anchor="f-leaver"),
        Verb.ERASE: url_for("erase.page", departure_id=departure.id),
    }
    return {
        "departure": departure,
        "leaver": leaver,
        "approver": people.get(departure.approver_id) if departure.approver_id else None,
        "holder": people.get(holder.person_id) if holder.person_id else None,
        "since": holder.since,
        "gone_teller": gone_teller(desk, departure),
        "reminder": _reminder(desk, departure, holder.person_id),
        "links": [(verb.value, url) for verb, url in pages.items() if verb in possible],
        "may_take_over": Verb.TAKE_OVER in possible and not departure.taken_over,
    }


def _reminder(desk: Desk, departure: Departure, holder_id: str) -> ShortText | None:
    """Return a text for whoever has it, None for oneself, for who is gone, and when it is over."""
    if departure.stage in (Stage.CANCELLED, Stage.CLOSED) or holder_id in ("", actor().id):
        return None
    holder = desk.stores.people.get(holder_id)
    return waiting_text(holder) if holder.active else None
