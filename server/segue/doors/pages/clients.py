"""Choosing clients: by label, company or search, or one by one; the tray; facts of many at once."""

from flask import Blueprint, redirect, request, url_for
from werkzeug.wrappers import Response

from segue.departure.departure import Departure
from segue.departure.errors import SegueError
from segue.desk.access import as_leader
from segue.desk.bulk import set_for
from segue.desk.choose import choose, move_to_tray
from segue.desk.desk import Desk
from segue.desk.excluded import is_excluded
from segue.desk.merge import merge
from segue.desk.ports import ClientFilter, Sizes
from segue.desk.problem_rows import rows_to_mend
from segue.desk.readings import who_is_gone
from segue.doors.pages.bulk import facts_given, offered, say_what_was_set
from segue.doors.pages.changes import undo_offered
from segue.doors.pages.client_query import NO_COMPANY, Asked, all_choosable, asked, meant
from segue.doors.pages.client_steps import steps
from segue.doors.pages.question_cards import cards_of_page
from segue.doors.pages.shell import departure_page, errors_of, notice, page_number, with_status
from segue.doors.wiring import actor, reading, writing

clients_pages = Blueprint("clients", __name__)

PAGE_SIZE = 50
FEW = 20
"""So many people are found without a search."""
FEW_QUESTIONS = 2
"""So many questions stand above the list; more of them have their own page."""
MOST_LABELS = 100


@clients_pages.get("/departures/<departure_id>/clients")
def page(departure_id: str) -> str | tuple[str, int]:
    """Show the list, filtered and paged here on the server."""
    with reading() as desk:
        return _show(desk, departure_id, None)


@clients_pages.post("/departures/<departure_id>/clients")
def change(departure_id: str) -> Response | tuple[str, int]:
    """Do what the pressed button says with one row, the ticked, or everybody who matches."""
    try:
        with writing() as desk, undo_offered(desk, departure_id):
            _do(desk, departure_id, request.form.get("do", ""))
    except SegueError as error:
        with reading() as desk:
            return with_status(_show(desk, departure_id, error), error)
    here = {**asked().args, "page": str(page_number())}
    return redirect(url_for("clients.page", departure_id=departure_id, **here))  # type: ignore[arg-type]


def _do(desk: Desk, departure_id: str, what: str) -> None:
    verb, _, client_id = what.partition(":")
    if verb in ("choose", "drop", "choose_all", "drop_all"):
        is_all, chosen = verb.endswith("_all"), verb.startswith("choose")
        selection, seen = all_choosable(chosen) if is_all else meant(client_id)
        count = choose(desk, actor(), departure_id, selection, chosen, seen)
        notice(f"clients.done_{verb.removesuffix('_all')}", count=count)
    elif verb in ("tray_in", "tray_out"):
        selection, seen = meant(client_id)
        count = move_to_tray(desk, actor(), departure_id, selection, verb == "tray_in", seen)
        notice(f"clients.done_{verb}", count=count)
    elif verb == "set":
        selection, seen = meant()
        say_what_was_set(set_for(desk, actor(), departure_id, selection, facts_given(), seen))
    elif verb == "merge":
        merge(desk, actor(), departure_id, request.form.getlist("client"))
        notice("clients.done_merge")


def _show(desk: Desk, departure_id: str, error: SegueError | None) -> str:
    departure = as_leader(desk, actor(), departure_id)
    wanted, number = asked(), page_number()
    sizes = desk.stores.clients.sizes(departure_id)
    total, clients = desk.stores.clients.page(departure_id, wanted.filter, (number - 1) * PAGE_SIZE, PAGE_SIZE)
    terms = desk.terms(departure)
    return departure_page(
        desk,
        departure,
        "clients.html",
        clients=clients,
        total=total,
        choosable=_choosable(desk, departure_id, wanted),
        sizes=sizes,
        shown=wanted.list,
        asked=wanted,
        company=_company_name(desk, departure_id, wanted),
        number=number,
        pages=max(-(-total // PAGE_SIZE), 1),
        labels=desk.stores.clients.labels(departure_id, MOST_LABELS),
        few=FEW,
        packs=desk.packs,
        excluded={client.id for client in clients if is_excluded(terms, client)},
        to_mend=rows_to_mend(desk, departure_id),
        gone=who_is_gone(desk, departure_id, clients),
        offered=offered(desk, departure),
        client_steps=steps(departure_id),
        errors=errors_of(error) if error else [],
        **_questions(desk, departure, sizes),
    )


def _choosable(desk: Desk, departure_id: str, wanted: Asked) -> int:
    """Return how many could be chosen at once; without anything that narrows the list, nobody is offered so."""
    if not wanted.is_narrowed or wanted.list == "chosen":
        return 0
    selection = ClientFilter(**{**vars(wanted.filter), "chosen": False})
    return desk.stores.clients.page(departure_id, selection, 0, 0)[0]


def _company_name(desk: Desk, departure_id: str, wanted: Asked) -> str:
    """Return the name of the company asked for as its people have it, "" for those of none."""
    if not wanted.company or wanted.company == NO_COMPANY:
        return ""
    named = ClientFilter(firms=wanted.filter.firms)
    return next((one.company for one in desk.stores.clients.page(departure_id, named, 0, 1)[1]), wanted.company)


def _questions(desk: Desk, departure: Departure, sizes: Sizes) -> dict[str, object]:
    """Return how many questions there are, of those who are chosen first; a few are asked right here."""
    own = bool(sizes.chosen_mailboxes or sizes.chosen_pairs)
    mailboxes = sizes.chosen_mailboxes if own else sizes.mailboxes
    pairs = sizes.chosen_pairs if own else sizes.pairs
    few = mailboxes + pairs / 2 <= FEW_QUESTIONS  # who may be one person is counted twice
    cards = cards_of_page(desk, departure, own, 1)[1] if few and mailboxes + pairs else []
    return {"question_cards": cards, "mailboxes": mailboxes, "pairs": pairs, "of": "chosen" if own else "others"}
