"""Who is who: answering for shared mailboxes, saying that two are one person or two, and parting one's entries."""

from flask import Blueprint, redirect, request, url_for
from werkzeug.wrappers import Response

from segue.departure.errors import InputError, NotFound, SegueError
from segue.desk.access import as_leader
from segue.desk.desk import Desk
from segue.desk.merge import answer_shared, cards_of, decline, merge, split
from segue.doors.pages.changes import undo_offered
from segue.doors.pages.client_steps import steps
from segue.doors.pages.question_cards import CARDS_OF, PERSON, SEVERAL, cards_of_page
from segue.doors.pages.shell import departure_page, errors_of, notice, page_number, with_status
from segue.doors.wiring import actor, reading, writing

questions_pages = Blueprint("questions", __name__)


@questions_pages.get("/departures/<departure_id>/questions")
def page(departure_id: str) -> str:
    """Show the questions, those on chosen people first."""
    with reading() as desk:
        return _show(desk, departure_id)


@questions_pages.post("/departures/<departure_id>/questions")
def answer(departure_id: str) -> Response | tuple[str, int]:
    """Take the answer of one card."""
    try:
        with writing() as desk, undo_offered(desk, departure_id):
            _answer(desk, departure_id, *(request.form.get("do", "") + "::").split(":")[:3])
    except SegueError as error:
        with reading() as desk:
            return with_status(_show(desk, departure_id, error), error)
    here = {"of": _of(), "page": str(page_number())}
    return redirect(url_for("questions.page", departure_id=departure_id, **here))  # type: ignore[arg-type]


@questions_pages.get("/departures/<departure_id>/clients/<client_id>/entries")
def entries(departure_id: str, client_id: str) -> str:
    """Show the entries of the address book that were taken for one person."""
    with reading() as desk:
        return _show_entries(desk, departure_id, client_id)


@questions_pages.post("/departures/<departure_id>/clients/<client_id>/entries")
def part(departure_id: str, client_id: str) -> Response | tuple[str, int]:
    """Part the ticked entries from the others, as one person of their own, or all of them from each other."""
    ticked = [int(one) for one in request.form.getlist("entry") if one.isdecimal()]
    try:
        with writing() as desk, undo_offered(desk, departure_id):
            off = split(desk, actor(), departure_id, client_id, None if request.form.get("do") == "all" else ticked)
            notice("clients.done_split", count=len(off) + 1)
    except SegueError as error:
        with reading() as desk:
            return with_status(_show_entries(desk, departure_id, client_id, error), error)
    return redirect(url_for("clients.page", departure_id=departure_id))


def _answer(desk: Desk, departure_id: str, verb: str, client_id: str, other_id: str) -> None:
    if verb == "same":
        merge(desk, actor(), departure_id, [client_id, other_id])
        notice("clients.done_merge")
    elif verb == "two":
        decline(desk, actor(), departure_id, client_id, other_id)
        notice("clients.done_decline")
    elif verb == "answer":
        said = request.form.get(f"answer-{client_id}")
        if not said:
            raise InputError("name_not_offered", field=f"answer-{client_id}")
        name = said.removeprefix(PERSON) if said.startswith(PERSON) else ""
        answer_shared(desk, actor(), departure_id, client_id, name, said == SEVERAL)
        notice("clients.done_answer")


def _of() -> str:
    return "others" if request.args.get("of") == "others" else "chosen"


def _show(desk: Desk, departure_id: str, error: SegueError | None = None) -> str:
    departure = as_leader(desk, actor(), departure_id)
    sizes = desk.stores.clients.sizes(departure_id)
    total, cards = cards_of_page(desk, departure, _of() == "chosen", page_number())
    return departure_page(
        desk,
        departure,
        "questions.html",
        cards=cards,
        sizes=sizes,
        of=_of(),
        number=page_number(),
        pages=max(-(-total // CARDS_OF), 1),
        client_steps=steps(departure_id),
        errors=errors_of(error) if error else [],
    )


def _show_entries(desk: Desk, departure_id: str, client_id: str, error: SegueError | None = None) -> str:
    departure = as_leader(desk, actor(), departure_id)
    found = desk.stores.clients.some(departure_id, [client_id])
    if not found:
        raise NotFound("client_unknown")
    cards = cards_of(desk, actor(), departure_id, client_id)
    wrong = errors_of(error) if error else []
    return departure_page(desk, departure, "entries.html", client=found[0], cards=cards, errors=wrong)
