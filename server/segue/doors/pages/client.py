"""One client's facts, with his letter live beside them."""

from dataclasses import replace

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from segue.clients.client import Client
from segue.departure.departure import Departure
from segue.departure.errors import InputError, NotFound, SegueError
from segue.departure.personal_contact import may_propose
from segue.desk.access import as_leader
from segue.desk.desk import Desk
from segue.desk.remedy import Remedy, mend
from segue.desk.salute import change_client
from segue.desk.writing import Written, write_letter
from segue.doors.forms import ClientForm, read_form
from segue.doors.pages.shell import departure_page, errors_of, notice, spoken, with_status
from segue.doors.wiring import actor, reading, writing
from segue.letters.letter import PreviewLetter
from segue.letters.preview import preview

client_pages = Blueprint("client", __name__)


@client_pages.get("/departures/<departure_id>/clients/<client_id>")
def page(departure_id: str, client_id: str) -> str:
    """Show one client's facts."""
    with reading() as desk:
        return _show(desk, *_found(desk, departure_id, client_id), None)


@client_pages.post("/departures/<departure_id>/clients/<client_id>/letter")
def letter(departure_id: str, client_id: str) -> str:
    """Return the live letter for the facts as typed."""
    with reading() as desk:
        departure, client = _found(desk, departure_id, client_id)
        try:
            typed = replace(client, **vars(read_form(ClientForm, request.form).facts()))
        except SegueError as error:
            return render_template("live_letter.html", letter=None, findings=[("blocking", errors_of(error)[0][1])])
        return render_template("live_letter.html", **_live(desk, write_letter(desk, departure, typed)))


@client_pages.post("/departures/<departure_id>/clients/<client_id>")
def save(departure_id: str, client_id: str) -> Response | tuple[str, int]:
    """Keep one client's facts; his letter waits again if they change it."""
    try:
        facts = read_form(ClientForm, request.form).facts()
        with writing() as desk:
            change_client(
                desk, actor(), departure_id, client_id, facts, request.form.get("version", type=int, default=-1)
            )
    except SegueError as error:
        with reading() as desk:
            return with_status(_show(desk, *_found(desk, departure_id, client_id), error), error)
    notice("client.saved")
    back = "letters.page" if request.args.get("back") == "letters" else "salutations.page"
    return redirect(url_for(back, departure_id=departure_id) + f"#c-{client_id}")


@client_pages.post("/departures/<departure_id>/clients/<client_id>/mend")
def remedy(departure_id: str, client_id: str) -> Response:
    """Take back with one click what a finding was about."""
    try:
        wanted = Remedy(request.form.get("do", ""))
    except ValueError as error:
        raise InputError("choice_unknown", field="do") from error
    with writing() as desk:
        mend(desk, actor(), departure_id, client_id, wanted)
    notice(f"remedy.done_{wanted}")
    return redirect(url_for("letters.page", departure_id=departure_id))


def _found(desk: Desk, departure_id: str, client_id: str) -> tuple[Departure, Client]:
    departure = as_leader(desk, actor(), departure_id)
    client = desk.stores.clients.get(client_id)
    if client.departure_id != departure_id:
        raise NotFound()
    return departure, client


def _show(desk: Desk, departure: Departure, client: Client, error: SegueError | None) -> str:
    pack = desk.packs.get(client.locale)
    return departure_page(
        desk,
        departure,
        "client.html",
        client=client,
        packs=desk.packs,
        forms=pack.forms.choices() if pack else [],
        may_propose_contact=bool(departure.personal_contact) and may_propose(desk.policy, departure.attestation),
        asks_patronymic=pack is not None and pack.asks_for("client_given_patronymic"),
        **_live(desk, write_letter(desk, departure, client)),
        errors=errors_of(error) if error else [],
    )


def _live(desk: Desk, written: Written) -> dict[str, object]:
    shown: PreviewLetter | None = None
    if written.letter:
        shown = preview(written.letter, desk.packs[written.letter.locale])
    return {"letter": shown, "findings": [spoken(finding) for finding in written.findings]}
