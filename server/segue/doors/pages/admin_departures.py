"""The administrator: where every departure stands that he may see, and how many he may not."""

from flask import Blueprint, render_template, url_for

from segue.departure.departure import Departure
from segue.departure.stage import MOVES, Verb
from segue.desk.administer import departures_seen
from segue.desk.desk import Desk
from segue.desk.gone_teller import gone_teller
from segue.desk.holder import holder_of
from segue.desk.progress import progress
from segue.doors.wiring import actor, reading

departures_pages = Blueprint("departures", __name__)


@departures_pages.get("/admin/departures")
def page() -> str:
    """List the departures that were asked about; of those that are none of his business, only how many."""
    with reading() as desk:
        seen = departures_seen(desk, actor())
        rows = [_row(desk, one) for one in seen.departures]
        return render_template("admin_departures.html", rows=rows, hidden=seen.hidden)


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
        "links": [(verb.value, url) for verb, url in pages.items() if verb in possible],
        "may_take_over": Verb.TAKE_OVER in possible and not departure.taken_over,
    }
