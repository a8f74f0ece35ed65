"""The company's account list beside the client list: the approver's upload, and what is missing on either side (C7)."""

from dataclasses import dataclass

from flask import Blueprint, Response, redirect, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from segue.clients.accounts import Compared, Comparison, Stands, Why
from segue.clients.companies import Company
from segue.clients.company_name import company_key
from segue.departure.departure import Departure
from segue.departure.errors import InputError, SegueError
from segue.departure.stage import MOVES, Role, Verb
from segue.desk.access import as_reader, roles_of
from segue.desk.account_list import is_leavers, owners_in
from segue.desk.account_words import choose_of_account, say_apart, say_not_his, say_same, take_back
from segue.desk.compared import compared, take_comparison
from segue.desk.desk import Desk
from segue.doors.language import say
from segue.doors.pages.approver import approver_page
from segue.doors.pages.client_steps import steps
from segue.doors.pages.shell import departure_page, errors_of, notice, page_number, with_status
from segue.doors.wiring import actor, reading, writing

accounts_pages = Blueprint("accounts", __name__)

PAGE_SIZE = 50
LISTS = ("missing", "unlisted", "matched", "said")
COLUMNS = ("account", "owner", "stands", "company", "why", "people", "chosen")
BYTE_ORDER_MARK = "\N{ZERO WIDTH NO-BREAK SPACE}"


@dataclass(frozen=True)
class Shown:
    """One page of one of the lists: how many each list has, how many match, and the rows."""

    name: str
    query: str
    sizes: dict[str, int]
    total: int
    number: int
    pages: int
    rows: list[object]


@accounts_pages.get("/departures/<departure_id>/accounts")
def page(departure_id: str) -> str:
    """Show how both lists compare; who decides brings the list here, who leads chooses who was forgotten."""
    with reading() as desk:
        return show_accounts(desk, as_reader(desk, actor(), departure_id))


@accounts_pages.post("/departures/<departure_id>/accounts")
def change(departure_id: str) -> BaseResponse | tuple[str, int]:
    """Do what the pressed button says of one account."""
    try:
        with writing() as desk:
            _do(desk, departure_id, request.form.get("do", ""))
    except SegueError as error:
        with reading() as desk:
            return with_status(show_accounts(desk, as_reader(desk, actor(), departure_id), error), error)
    return redirect(url_for("accounts.page", departure_id=departure_id, **request.args.to_dict()))  # type: ignore[arg-type]


@accounts_pages.post("/departures/<departure_id>/accounts.csv")
def file(departure_id: str) -> Response:
    """Download the comparison; who took it along is recorded."""
    named = {f"stands.{one}": say(f"accounts.stands_{one}") for one in Stands}
    named |= {f"why.{one}": say(f"accounts.why_{one}") for one in Why} | {"unlisted": say("accounts.is_unlisted")}
    title = [say(f"accounts.column_{name}") for name in COLUMNS]
    with writing() as desk:
        text = BYTE_ORDER_MARK + "".join(take_comparison(desk, actor(), departure_id, title, named))
    kept = {"Content-Disposition": 'attachment; filename="segue-accounts.csv"'}
    return Response(text, content_type="text/csv; charset=utf-8", headers=kept)


def show_accounts(desk: Desk, departure: Departure, error: SegueError | None = None, **more: object) -> str:
    """Render the page, with the failure of a form or what else it is to show."""
    decides = Role.APPROVER in roles_of(desk, actor(), departure)
    listed = desk.stores.account_lists.get(departure.id)
    both = compared(desk, departure)
    frame = approver_page if decides else departure_page
    return frame(
        desk,
        departure,
        "accounts.html",
        listed=listed,
        by=desk.stores.people.get(listed.person_id) if listed else None,
        owners=_owners(desk, departure) if listed and listed.asks_owner and decides else [],
        both=both,
        shown=_shown(desk, departure, both) if both else None,
        lists=LISTS,
        decides=decides and Verb.CHOOSE_CLIENTS in MOVES[departure.stage],
        client_steps=steps(departure.id) if departure.leader_id == actor().id else [],
        leads=departure.leader_id == actor().id and Verb.CHOOSE_CLIENTS in MOVES[departure.stage],
        errors=errors_of(error) if error else [],
        **{"problems": [], "table": None, **more},
    )


def _do(desk: Desk, departure_id: str, what: str) -> None:
    form = request.form
    account, company = form.get("account", ""), form.get("company", "")
    if what == "same":
        say_same(desk, actor(), departure_id, account, company)
        notice("accounts.done_same")
    elif what == "apart":
        say_apart(desk, actor(), departure_id, account, company)
        notice("accounts.done_apart")
    elif what == "not_his":
        say_not_his(desk, actor(), departure_id, account, form.get("reason", ""))
        notice("accounts.done_not_his")
    elif what == "take_back":
        take_back(desk, actor(), departure_id, form.get("word", type=int, default=0))
        notice("accounts.done_take_back")
    elif what == "choose":
        count = choose_of_account(desk, actor(), departure_id, account)
        notice("clients.done_choose", count=count)
    else:
        raise InputError("choice_unknown", field="do")


def _owners(desk: Desk, departure: Departure) -> list[tuple[str, int, bool]]:
    leaver = desk.stores.people.get(departure.leaver_id)
    found = owners_in(desk.stores.account_lists.accounts(departure.id))
    return [(owner, count, is_leavers(owner, leaver)) for owner, count in found.items()]


def _shown(desk: Desk, departure: Departure, both: Comparison) -> Shown:
    words = desk.stores.account_lists.words(departure.id)
    missing = sorted(both.of(Stands.NOT_CHOSEN, Stands.MISSING), key=lambda one: one.stands is Stands.MISSING)
    matched = sorted(both.of(Stands.MATCHED), key=lambda one: one.is_sure)
    rows = {"missing": missing, "unlisted": both.unlisted, "matched": matched, "said": words}
    wanted = request.args.get("list", "missing")
    wanted = wanted if wanted in LISTS else "missing"
    query = request.args.get("q", "").strip()[:200]
    found = [row for row in rows[wanted] if not query or _holds(row, company_key(query) or query)]
    pages = max(-(-len(found) // PAGE_SIZE), 1)
    start = (page_number() - 1) * PAGE_SIZE
    sizes = {name: len(of_list) for name, of_list in rows.items()}
    return Shown(wanted, query, sizes, len(found), page_number(), pages, found[start : start + PAGE_SIZE])


def _holds(row: object, query: str) -> bool:
    """Say whether a row names what is looked for, however it is written."""
    if isinstance(row, Compared):
        names = [row.account.name, *row.account.domains, *(match.company.name for match in row.matches)]
    elif isinstance(row, Company):
        names = [row.name, *(one.name for one in row.people)]
    else:
        names = [getattr(row, "account", ""), getattr(row, "company", "")]
    return any(query in company_key(name) or query in name.casefold() for name in names)
