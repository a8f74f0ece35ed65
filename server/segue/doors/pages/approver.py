"""What the pages of who decides on a departure share: the way from one to the other."""

from flask import request, url_for

from segue.departure.departure import Departure
from segue.departure.stage import MOVES, WHO, Role, Verb
from segue.desk.access import roles_of
from segue.desk.desk import Desk
from segue.desk.gone_teller import gone_teller
from segue.desk.tellers import is_teller
from segue.doors.language import say
from segue.doors.pages.shell import departure_page
from segue.doors.wiring import actor

Place = tuple[str, str, bool]
"""A page's name, its address, and whether it is the one that is shown."""


def approver_page(desk: Desk, departure: Departure, template: str, **context: object) -> str:
    """Render a page of a departure with the way to the approver's other pages of it."""
    decides = Role.APPROVER in roles_of(desk, actor(), departure)
    gone = gone_teller(desk, departure) if decides else None
    return departure_page(desk, departure, template, places=_places(desk, departure), gone_teller=gone, **context)


def _places(desk: Desk, departure: Departure) -> list[Place]:
    roles, terms = roles_of(desk, actor(), departure), departure.terms
    decides, told = Role.APPROVER in roles, terms is not None and terms.may_tell
    tells = told and is_teller(desk, actor(), departure)
    wanted = {
        ("approver.overview", "home.departure"): Role.LEADER in roles,
        ("approver.answer", "answer.page"): decides,
        ("approver.read", "reading.page"): decides and told,
        ("approver.clients", "no_contact.page"): decides and terms is not None and terms.no_contact,
        ("approver.accounts", "accounts.page"): decides and Verb.CHOOSE_CLIENTS in MOVES[departure.stage],
        ("calls.title", "calls.page"): tells and bool(desk.stores.clients.key(departure.id)),
        ("approver.hand_out", "hand_out.page"): tells,
        ("timeline.title", "timeline.page"): bool(roles & {Role.APPROVER, Role.LEADER}),
        ("approver.told", "report.page"): told and bool(roles & {Role.APPROVER, Role.LEADER}),
        ("approver.sheets", "sheets.page"): bool(roles & {Role.APPROVER, Role.LEADER}),
        ("approver.decides", "delegate.page"): decides and Verb.DELEGATE in MOVES[departure.stage],
        ("approver.close", "close.page"): bool(roles & WHO[Verb.CLOSE]) and Verb.CLOSE in MOVES[departure.stage],
    }
    found = [place for place, is_offered in wanted.items() if is_offered]
    return [(say(key), url_for(page, departure_id=departure.id), request.endpoint == page) for key, page in found]
