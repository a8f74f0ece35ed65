"""The chosen list checked before letters are read: one class of problem at a time, each mended in place (C6)."""

from collections.abc import Callable

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from segue.clients.problem import BLOCKING, CLASSES
from segue.departure.errors import InputError, SegueError
from segue.desk.access import as_leader
from segue.desk.check import Checks, check_list
from segue.desk.choose import choose, move_to_tray
from segue.desk.desk import Desk
from segue.desk.mending import FOR_EVERYBODY, MENDS, accept, correct_address, mend_all, mend_clients, mended
from segue.desk.merge import answer_shared, decline, merge
from segue.desk.salute import salutations
from segue.desk.undo import undo, undoable
from segue.doors.pages.check_rows import clients_of, rows_of
from segue.doors.pages.client_steps import steps
from segue.doors.pages.question_cards import COMPANY, PERSON, SEVERAL
from segue.doors.pages.shell import departure_page, errors_of, notice, page_number, with_status
from segue.doors.wiring import actor, reading, writing

check_pages = Blueprint("check", __name__)

PAGE_SIZE = 20
FIELD = "m-"


@check_pages.get("/departures/<departure_id>/check")
def page(departure_id: str) -> str:
    """Show one class of problems."""
    with reading() as desk:
        return _show(desk, departure_id, None)


@check_pages.post("/departures/<departure_id>/check")
def mend(departure_id: str) -> Response | tuple[str, int]:
    """Do what the pressed button says, and go on with the next."""
    code = request.args.get("class", "")
    try:
        with writing() as desk:
            _do(desk, departure_id, code, request.form.get("do", "save"))
            left = check_list(desk, as_leader(desk, actor(), departure_id)).problems
    except SegueError as error:
        with reading() as desk:
            return with_status(_show(desk, departure_id, error), error)
    stays = {"class": code} if code in left else {}
    return redirect(url_for("check.page", departure_id=departure_id, **stays))  # type: ignore[arg-type]


@check_pages.post("/departures/<departure_id>/check/salutation")
def salutation(departure_id: str) -> str:
    """Return the salutation that a typed or picked answer makes; nothing is kept."""
    client_id, code = request.args.get("client", ""), request.args.get("class", "")
    answer = request.form.get(FIELD + client_id, "").strip()
    with reading() as desk:
        departure = as_leader(desk, actor(), departure_id)
        clients = desk.stores.clients.some(departure_id, [client_id])
        try:
            typed = [mended(desk, departure, one, code, answer) for one in clients if answer]
        except SegueError as error:
            return render_template("check_salutation.html", text="", problem=errors_of(error)[0][1])
        row = next(iter(salutations(desk, departure, typed or clients)), None)
        shown = {"text": row.text, "spoken": row.client.locale} if row else {"text": ""}
        return render_template("check_salutation.html", problem="", **shown)


def _do(desk: Desk, departure_id: str, code: str, what: str) -> None:
    verb, first, other = [*what.split(":"), "", ""][:3]
    if verb not in VERBS:
        raise InputError("choice_unknown", field="do")
    count = VERBS[verb](desk, departure_id, code, first, other)
    notice(f"check.done_{verb}" if verb in ("accept", "undo") else "check.done", count=count)


def _accept(desk: Desk, departure_id: str, code: str, first: str, _: str) -> int:
    return accept(desk, actor(), departure_id, code, request.form.get("note", ""), [first] if first else None)


def _same_person(desk: Desk, departure_id: str, _: str, first: str, other: str) -> int:
    merge(desk, actor(), departure_id, [first, other])
    return 1


def _two_people(desk: Desk, departure_id: str, _: str, first: str, other: str) -> int:
    decline(desk, actor(), departure_id, first, other)
    return 1


def _undo(desk: Desk, departure_id: str, _: str, change_id: str, __: str) -> int:
    return undo(desk, actor(), departure_id, int(change_id) if change_id.isdecimal() else 0).restored


def _save(desk: Desk, departure_id: str, code: str) -> int:
    """Keep every answer of the page; rows left empty wait."""
    answers = {n.removeprefix(FIELD): v for n, v in request.form.items() if n.startswith(FIELD) and v.strip()}
    if code == "address_broken":
        for client_id, typed in answers.items():
            correct_address(desk, actor(), departure_id, client_id, typed)
    elif code == "question_open":
        for client_id, said in answers.items():
            person = said.removeprefix(PERSON) if said.startswith(PERSON) else ""
            answer_shared(desk, actor(), departure_id, client_id, person, said == SEVERAL)
    else:
        mend_clients(desk, actor(), departure_id, code, answers)
    return len(answers)


VERBS: dict[str, Callable[[Desk, str, str, str, str], int]] = {
    "save": lambda desk, of, code, first, other: _save(desk, of, code),
    "all": lambda desk, of, code, first, other: mend_all(desk, actor(), of, code, request.form.get("all", "")),
    "drop": lambda desk, of, code, first, other: choose(desk, actor(), of, [first], False),
    "tray": lambda desk, of, code, first, other: move_to_tray(desk, actor(), of, [first], True),
    "accept": _accept,
    "merge": _same_person,
    "decline": _two_people,
    "undo": _undo,
}
"""What a button does: with the class of problem, the client that it stands with, and another one."""


def _show(desk: Desk, departure_id: str, error: SegueError | None) -> str:
    departure = as_leader(desk, actor(), departure_id)
    checks = check_list(desk, departure)
    asked = request.args.get("class", "")
    code = asked if asked in CLASSES else checks.first
    problems = sorted(checks.problems.get(code, []), key=lambda one: one.value if code == "address_shared" else "")
    number = page_number()
    return departure_page(
        desk,
        departure,
        "check.html",
        client_steps=steps(departure.id),
        code=code,
        checks=checks,
        has_chosen=desk.stores.clients.sizes(departure_id).chosen > 0,
        classes=[(one, len(checks.problems.get(one, [])), one in BLOCKING) for one in CLASSES],
        rows=rows_of(desk, departure, problems[(number - 1) * PAGE_SIZE : number * PAGE_SIZE]),
        total=len(problems),
        following=_after(code, checks),
        is_blocking=code in BLOCKING,
        is_typed=code in MENDS or code in ("address_broken", "question_open"),
        number=number,
        pages=max(-(-len(problems) // PAGE_SIZE), 1),
        packs=desk.packs,
        answers={"several": SEVERAL, "company": COMPANY, "person": PERSON, "everybody": FOR_EVERYBODY},
        undoable=undoable(desk, actor(), departure_id)[:1],
        errors=[(FIELD + one if one in clients_of(problems) else one, text) for one, text in errors_of(error)]
        if error
        else [],
    )


def _after(code: str, checks: Checks) -> str:
    """Return the class with problems that follows one, else the first of the others, "" for none."""
    order = [*CLASSES[CLASSES.index(code) + 1 :], *CLASSES] if code else []
    return next((one for one in order if one in checks.problems and one != code), "")
