"""Choosing clients: by label, by company, or one by one; the tray; merges and questions."""

from dataclasses import replace

from flask import Blueprint, redirect, request, url_for
from werkzeug.wrappers import Response

from segue.departure.errors import SegueError
from segue.desk.access import as_leader
from segue.desk.choose import answer_shared, choose, choose_by, join_again, split
from segue.desk.desk import Desk
from segue.desk.excluded import is_excluded
from segue.desk.ports import ClientFilter
from segue.doors.pages.shell import departure_page, errors_of, notice, page_number, with_status
from segue.doors.wiring import actor, reading, writing

clients_pages = Blueprint("clients", __name__)

PAGE_SIZE = 50
LISTS = {"offered": (None, False), "chosen": (True, None), "tray": (False, True)}


@clients_pages.get("/departures/<departure_id>/clients")
def page(departure_id: str) -> str | tuple[str, int]:
    """Show the list, filtered and paged here on the server."""
    with reading() as desk:
        return _show(desk, departure_id, None)


@clients_pages.post("/departures/<departure_id>/clients")
def change(departure_id: str) -> Response | tuple[str, int]:
    """Do what the pressed button says with the ticked clients, or with everybody of a label or company."""
    try:
        with writing() as desk:
            _do(desk, departure_id, request.form.get("do", ""))
    except SegueError as error:
        with reading() as desk:
            return with_status(_show(desk, departure_id, error), error)
    return redirect(url_for("clients.page", departure_id=departure_id, **request.args.to_dict()))  # type: ignore[arg-type]


def _do(desk: Desk, departure_id: str, what: str) -> None:
    verb, _, client_id = what.partition(":")
    ticked, label, company = (
        request.form.getlist("client"),
        request.args.get("label", ""),
        request.args.get("company", ""),
    )
    if verb in ("choose", "drop"):
        count = choose(desk, actor(), departure_id, ticked or [client_id][: bool(client_id)], verb == "choose")
        notice(f"clients.done_{verb}", count=count)
    elif verb in ("choose_all", "drop_all"):
        count = choose_by(desk, actor(), departure_id, label, company, verb == "choose_all")
        notice(f"clients.done_{verb.removesuffix('_all')}", count=count)
    elif verb == "split":
        split(desk, actor(), departure_id, client_id)
    elif verb == "join":
        join_again(desk, actor(), departure_id, client_id)
    elif verb == "answer":
        answer_shared(desk, actor(), departure_id, client_id, request.form.get(f"answer-{client_id}", ""))


def _show(desk: Desk, departure_id: str, error: SegueError | None) -> str:
    departure = as_leader(desk, actor(), departure_id)
    shown = request.args.get("list", "offered")
    chosen, in_tray = LISTS.get(shown, LISTS["offered"])
    asked = {name: request.args.get(name, "").strip()[:200] for name in ("q", "label", "company")}
    wanted = ClientFilter(asked["q"], asked["label"], asked["company"], chosen, in_tray)
    number = page_number()
    total, clients = desk.stores.clients.page(departure_id, wanted, (number - 1) * PAGE_SIZE, PAGE_SIZE)
    sizes = {
        name: desk.stores.clients.page(departure_id, ClientFilter(chosen=one, in_tray=two), 0, 1)[0]
        for name, (one, two) in LISTS.items()
    }
    questions = [c for c in desk.stores.clients.all(departure_id) if c.question and (c.chosen or not c.tray)]
    return departure_page(
        desk,
        departure,
        "clients.html",
        clients=clients,
        total=total,
        choosable=desk.stores.clients.page(departure_id, replace(wanted, chosen=False), 0, 1)[0],
        sizes=sizes,
        shown=shown if shown in LISTS else "offered",
        number=number,
        pages=max(-(-total // PAGE_SIZE), 1),
        asked=asked,
        labels=desk.stores.clients.labels(departure_id),
        companies=desk.stores.clients.companies(departure_id),
        questions=questions,
        packs=desk.packs,
        excluded={client.id for client in clients if is_excluded(desk.terms(departure), client)},
        apart=_kept_apart(desk, departure_id),
        errors=errors_of(error) if error else [],
    )


def _kept_apart(desk: Desk, departure_id: str) -> set[str]:
    return {stored.client_id for stored in desk.stores.contacts.all(departure_id) if stored.apart}
