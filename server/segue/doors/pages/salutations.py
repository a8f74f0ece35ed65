"""The salutation table: every client's finished salutation on one screen, to confirm or retype (C5)."""

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from segue.departure.departure import Departure
from segue.departure.effective import register_in_effect
from segue.departure.errors import InputError, SegueError
from segue.departure.offer import registers_offered
from segue.departure.people import Gender
from segue.departure.register import Register
from segue.desk.access import as_leader
from segue.desk.desk import Desk
from segue.desk.excluded import to_be_told
from segue.desk.ports import ClientFilter
from segue.desk.remedy import Remedy
from segue.desk.remedy import mend as put_back
from segue.desk.salute import RowFacts, confirm_salutations, salutations, with_questions
from segue.desk.undo import undo, undoable
from segue.doors.pages.client_steps import steps
from segue.doors.pages.shell import departure_page, errors_of, notice, page_number, with_status
from segue.doors.wiring import actor, reading, writing

salutations_pages = Blueprint("salutations", __name__)

PAGE_SIZE = 40
FIELD, VERSION, REGISTER, GENDER = "s-", "v-", "r-", "g-"
LOOKED_THROUGH = 500
"""How many who are not confirmed are looked through for one who is written to and has a language."""
SHOWN = {"all": None, "open": False, "retyped": None}


@salutations_pages.get("/departures/<departure_id>/salutations")
def page(departure_id: str) -> str:
    """Show the table."""
    with reading() as desk:
        return _show(desk, departure_id, None)


@salutations_pages.post("/departures/<departure_id>/salutations")
def confirm(departure_id: str) -> Response | tuple[str, int]:
    """Confirm the salutations on this page as they stand, or keep what was typed and go where the button leads."""
    verb, _, what = request.form.get("do", "confirm").partition(":")
    try:
        with writing() as desk:
            if verb == "undo":
                undo(desk, actor(), departure_id, int(what) if what.isdecimal() else 0)
            else:
                count = _keep(desk, departure_id, is_confirmed=verb == "confirm")
            if verb == "back":
                put_back(desk, actor(), departure_id, what, Remedy.COMPOSE_SALUTATION)
            is_done = not _open(desk, departure_id)
    except SegueError as error:
        with reading() as desk:
            return with_status(_show(desk, departure_id, error), error)
    if verb == "confirm":
        notice("salutations.confirmed", count=count)
    return redirect(_following(departure_id, verb, what, is_done=is_done))


@salutations_pages.post("/departures/<departure_id>/salutations/<client_id>")
def row(departure_id: str, client_id: str) -> str:
    """Keep what was chosen in one row, and return the row with the salutation that follows from it."""
    wrong: dict[str, str] = {}
    try:
        with writing() as desk:
            _keep(desk, departure_id, is_confirmed=False, only=client_id)
    except SegueError as error:
        wrong = {FIELD + client_id: errors_of(error)[0][1]}
    with reading() as desk:
        departure = as_leader(desk, actor(), departure_id)
        clients = desk.stores.clients.some(departure_id, [client_id])
        rows = with_questions(desk, departure, salutations(desk, departure, clients))
        shared = {**_shared(desk, departure), "wrong": wrong, "typed": request.form if wrong else {}}
        return "".join(render_template("salutation_row.html", row=one, departure=departure, **shared) for one in rows)


def _open(desk: Desk, departure_id: str) -> bool:
    """Say whether a salutation that can be confirmed is not."""
    departure = as_leader(desk, actor(), departure_id)
    _, clients = desk.stores.clients.page(departure_id, ClientFilter(chosen=True, confirmed=False), 0, LOOKED_THROUGH)
    return any(client.locale in desk.packs for client in to_be_told(desk, departure, clients))


def _keep(desk: Desk, departure_id: str, *, is_confirmed: bool, only: str = "") -> int:
    form = request.form
    typed = {name.removeprefix(FIELD): text for name, text in form.items() if name.startswith(FIELD)}
    if only:
        typed = {client_id: text for client_id, text in typed.items() if client_id == only}
    seen = {client_id: form.get(VERSION + client_id, type=int, default=-1) for client_id in typed}
    chosen = {one.id: one for one in desk.stores.clients.some(departure_id, typed)}
    facts = {
        client_id: RowFacts(
            _register(form.get(REGISTER + client_id), client.register),
            _gender(form.get(GENDER + client_id), client.gender),
        )
        for client_id, client in chosen.items()
    }
    return confirm_salutations(desk, actor(), departure_id, typed, seen, facts, confirm=is_confirmed)


def _register(said: str | None, now: Register | None) -> Register | None:
    try:
        return now if said is None else Register(said) if said else None
    except ValueError as error:
        raise InputError("choice_unknown", field="register") from error


def _gender(said: str | None, now: Gender) -> Gender:
    try:
        return Gender(said) if said else now
    except ValueError as error:
        raise InputError("choice_unknown", field="gender") from error


def _following(departure_id: str, verb: str, what: str, *, is_done: bool) -> str:
    """Return where it goes on: the page asked for; after confirming, the next that is open, else the departure."""
    if verb == "confirm" and is_done:
        return url_for("home.departure", departure_id=departure_id)
    kept = {name: request.args[name] for name in ("show", "language") if request.args.get(name)}
    number = what if verb == "page" and what.isdecimal() else request.args.get("page", "1")
    if verb == "confirm":
        kept, number = {"show": "open"}, "1"
    anchor = f"c-{what}" if verb == "back" else None
    return url_for("salutations.page", departure_id=departure_id, page=number, _anchor=anchor, **kept)  # type: ignore[arg-type]


def _shared(desk: Desk, departure: Departure) -> dict[str, object]:
    return {
        "registers": registers_offered(None, desk.policy),
        "register_for_all": register_in_effect(departure.register, desk.policy),
        "typed": {},
        "wrong": {},
    }


def _show(desk: Desk, departure_id: str, error: SegueError | None) -> str:
    departure = as_leader(desk, actor(), departure_id)
    number, show = page_number(), request.args.get("show", "all")
    language = request.args.get("language", "") if request.args.get("language") in desk.packs else ""
    wanted = ClientFilter(
        chosen=True, confirmed=SHOWN.get(show), retyped=True if show == "retyped" else None, locale=language
    )
    total, chosen = desk.stores.clients.page(departure_id, wanted, (number - 1) * PAGE_SIZE, PAGE_SIZE)
    rows = salutations(desk, departure, to_be_told(desk, departure, chosen))
    everybody, confirmed = (
        desk.stores.clients.page(departure_id, ClientFilter(chosen=True, confirmed=one), 0, 1)[0]
        for one in (None, True)
    )
    return departure_page(
        desk,
        departure,
        "salutations.html",
        client_steps=steps(departure.id),
        rows=with_questions(desk, departure, [one for one in rows if not one.problem]),
        problems=[one for one in rows if one.problem],
        left_out=len(chosen) - len(rows),
        asked={"show": show if show in SHOWN else "all", "language": language},
        is_filtered=bool(language) or show in ("open", "retyped"),
        chosen_in_all=everybody,
        confirmed=confirmed,
        packs=desk.packs,
        number=number,
        pages=max(-(-total // PAGE_SIZE), 1),
        undoable=undoable(desk, actor(), departure_id)[:1],
        errors=[(FIELD + one if one else "", text) for one, text in errors_of(error)] if error else [],
        **{**_shared(desk, departure), "typed": request.form},
    )
