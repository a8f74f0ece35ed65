"""Where what is not done before closing can be done, and who does it where the reader cannot (A4)."""

from flask import url_for

from segue.departure.departure import Departure
from segue.departure.people import Person
from segue.departure.stage import Role
from segue.desk.access import roles_of, teller_of
from segue.desk.desk import Desk
from segue.desk.tellers import is_teller
from segue.desk.unfinished import Undone
from segue.desk.writing import mode_of

BY_TELLER = {
    Undone.UNTOLD: ("hand_out.page", "left"),
    Undone.BOUNCED: ("hand_out.page", "bounced"),
    Undone.BEGUN: ("hand_out.page", "begun"),
    Undone.CORRECTIONS_DUE: ("corrections.page", ""),
    Undone.CORRECTIONS: ("hand_out.page", "left"),
    Undone.CALL_FIRST: ("calls.page", ""),
    Undone.CALLS: ("calls.page", ""),
}
BY_LEADER = {
    Undone.NO_LETTER: "letters.page",
    Undone.SENT_BACK: "letters.page",
    Undone.INTERIM: "ask.page",
}
BY_APPROVER = {Undone.TO_READ: "reading.page", Undone.CONTACT: "reading.page"}
BY_BOTH = {Undone.ACCOUNTS: "accounts.page", Undone.REPORT: "report.page"}

Place = tuple[str, str]
"""An address and a name; one of them, or none, is ""."""


def where_to(desk: Desk, actor: Person, departure: Departure, thing: Undone) -> Place:
    """Return where the actor can do what is not done; else who can."""
    roles = roles_of(desk, actor, departure)
    if thing in BY_BOTH:
        return url_for(BY_BOTH[thing], departure_id=departure.id), ""
    if thing in BY_TELLER:
        return _by_teller(desk, actor, departure, thing)
    if thing in BY_LEADER:
        endpoint = "lead.page" if departure.taken_over and thing is Undone.INTERIM else BY_LEADER[thing]
        return _or_who(desk, departure, endpoint, Role.LEADER in roles, departure.leader_id)
    if thing in BY_APPROVER:
        return _or_who(desk, departure, BY_APPROVER[thing], Role.APPROVER in roles, departure.approver_id)
    return "", ""


def _by_teller(desk: Desk, actor: Person, departure: Departure, thing: Undone) -> Place:
    endpoint, part = BY_TELLER[thing]
    if is_teller(desk, actor, departure):
        return url_for(endpoint, departure_id=departure.id, part=part or None), ""
    return "", _name(desk, teller_of(departure, mode_of(desk, departure)))


def _or_who(desk: Desk, departure: Departure, endpoint: str, is_his: bool, person_id: str) -> Place:
    return (url_for(endpoint, departure_id=departure.id), "") if is_his else ("", _name(desk, person_id))


def _name(desk: Desk, person_id: str) -> str:
    return desk.stores.people.get(person_id).name if person_id else ""
