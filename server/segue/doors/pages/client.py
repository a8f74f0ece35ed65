"""One client's facts, with his letter live beside them."""

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from segue.clients.client import Client
from segue.clients.problem import CLASSES
from segue.departure.departure import Departure
from segue.departure.effective import register_in_effect
from segue.departure.errors import InputError, NotFound, SegueError
from segue.departure.offer import registers_offered
from segue.departure.personal_contact import may_propose
from segue.desk.access import as_leader
from segue.desk.check import check_list
from segue.desk.client_facts import change_client, name_with_title, with_facts
from segue.desk.desk import Desk
from segue.desk.remedy import Remedy, mend
from segue.desk.writing import Written, write_letter
from segue.doors.forms import ClientForm, read_form
from segue.doors.pages.shell import departure_page, errors_of, notice, spoken, version_seen, with_status
from segue.doors.wiring import actor, reading, writing
from segue.letters.asking import forms_differ, genders_differ, patronymic_is_said
from segue.letters.letter import PreviewLetter
from segue.letters.pack import Pack
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
            typed = with_facts(client, read_form(ClientForm, request.form).facts())
        except SegueError as error:
            return render_template("live_letter.html", letter=None, findings=[("blocking", errors_of(error)[0][1])])
        return render_template("live_letter.html", **_live(desk, write_letter(desk, departure, typed)))


@client_pages.post("/departures/<departure_id>/clients/<client_id>")
def save(departure_id: str, client_id: str) -> Response | tuple[str, int]:
    """Keep one client's facts; his letter waits again if they change it."""
    try:
        facts = read_form(ClientForm, request.form).facts()
        with writing() as desk:
            change_client(desk, actor(), departure_id, client_id, facts, version_seen())
        with reading() as desk:
            following = _following(desk, departure_id, client_id)
    except SegueError as error:
        with reading() as desk:
            return with_status(_show(desk, *_found(desk, departure_id, client_id), error), error)
    notice("client.saved")
    return redirect(following)


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


def _following(desk: Desk, departure_id: str, client_id: str) -> str:
    """Return where it goes on after a client: the next of the class that is worked off, or the page it came from."""
    code = request.args.get("check", "")
    if not code:
        back = "letters.page" if request.args.get("back") == "letters" else "salutations.page"
        return url_for(back, departure_id=departure_id) + f"#c-{client_id}"
    left = _left(desk, as_leader(desk, actor(), departure_id), code, client_id)
    if not left:
        return url_for("check.page", departure_id=departure_id)
    return url_for("client.page", departure_id=departure_id, client_id=left[0], check=code)


def _left(desk: Desk, departure: Departure, code: str, client_id: str) -> list[str]:
    """Return who else has a problem of a class, in the order of the list, from this client on."""
    everybody = [one.client_id for one in check_list(desk, departure).problems.get(code, [])]
    at = everybody.index(client_id) if client_id in everybody else 0
    return [one for one in (*everybody[at:], *everybody[:at]) if one != client_id]


def _found(desk: Desk, departure_id: str, client_id: str) -> tuple[Departure, Client]:
    departure = as_leader(desk, actor(), departure_id)
    client = desk.stores.clients.get(client_id)
    if client.departure_id != departure_id:
        raise NotFound()
    return departure, client


def _show(desk: Desk, departure: Departure, client: Client, error: SegueError | None) -> str:
    pack, written = desk.packs.get(client.locale), write_letter(desk, departure, client)
    code = request.args.get("check", "")
    return departure_page(
        desk,
        departure,
        "client.html",
        client=client,
        packs=desk.packs,
        registers=registers_offered(client.register, desk.policy),
        register_for_all=register_in_effect(departure.register, desk.policy),
        **_asked(pack, written),
        full_name=name_with_title(client),
        code=code if code in CLASSES else "",
        left=_left(desk, departure, code, client.id) if code in CLASSES else [],
        asks_reason=bool(desk.policy.reasons),
        may_propose_contact=bool(departure.personal_contact) and may_propose(desk.policy, departure.attestation),
        **_live(desk, written),
        errors=errors_of(error) if error else [],
    )


def _asked(pack: Pack | None, written: Written) -> dict[str, object]:
    """Return what is worth asking: only what changes a sentence of this client's own letter (C5)."""
    if pack is None or written.facts is None:
        return {"genders": {}, "forms": [], "asks_patronymic": False}
    facts = written.facts
    forms = pack.forms.choices() if forms_differ(facts, pack) or facts.client.form else []
    return {
        "genders": genders_differ(facts, pack),
        "forms": forms,
        "asks_patronymic": patronymic_is_said(facts, pack) or bool(facts.client.patronymic),
    }


def _live(desk: Desk, written: Written) -> dict[str, object]:
    shown: PreviewLetter | None = None
    if written.letter:
        shown = preview(written.letter, desk.packs[written.letter.locale])
    return {"letter": shown, "findings": [spoken(finding) for finding in written.findings]}
