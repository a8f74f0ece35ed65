"""What is held on one person, for the administrator who is asked for it: one document of JSON (A4)."""

from collections.abc import Iterator

from flask import Blueprint, Response, render_template, request, stream_with_context
from werkzeug.wrappers import Response as BaseResponse

from segue.clients.addresses import readable
from segue.departure.departure import Departure
from segue.departure.errors import InputError
from segue.departure.stage import Role
from segue.desk.access import as_administrator, roles_of
from segue.desk.export_person import as_json, held_on
from segue.doors.pages.shell import errors_of, with_status
from segue.doors.wiring import actor, reading

held_pages = Blueprint("held", __name__)


@held_pages.get("/admin/held")
def page() -> str:
    """Show the form."""
    as_administrator(actor())
    return render_template("held.html", errors=[])


@held_pages.post("/admin/held")
def export() -> BaseResponse | tuple[str, int]:
    """Download everything held on whoever has an address, in the departures that this administrator may see."""
    as_administrator(actor())
    try:
        address = readable(request.form.get("address", "")[:320])
    except InputError as error:
        return with_status(render_template("held.html", errors=errors_of(error)), error)
    response = Response(stream_with_context(_pieces(address)), content_type="application/json")
    response.headers["Content-Disposition"] = 'attachment; filename="segue-person.json"'
    return response


def _pieces(address: str) -> Iterator[str]:
    with reading() as desk:

        def visible(departure: Departure) -> bool:
            return Role.ADMINISTRATOR in roles_of(desk, actor(), departure)

        yield from as_json(address, held_on(desk, address, visible))
