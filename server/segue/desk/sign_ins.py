"""Ending sign-ins: all of one's own, wherever they are, or, as an administrator, all of somebody's.

Whoever works through the account of a provider (the Gmail sidebar, the Outlook pane) does so as long as the provider
vouches for it; marking a person as gone ends that as well.
"""

from segue.departure.people import Person
from segue.desk.access import as_administrator
from segue.desk.browsers import Why, disconnect_all
from segue.desk.desk import Desk


def sign_out_everywhere(desk: Desk, actor: Person) -> None:
    """End all sign-ins and all connected browsers of one's own, this one among them."""
    _end(desk, actor.id, Why.BY_PERSON, actor)
    desk.record(actor.id, "sign_out_everywhere", subject_id=actor.id)


def end_sign_ins(desk: Desk, actor: Person, person_id: str) -> None:
    """End all sign-ins and connected browsers of a person, whose laptop is lost; he can sign in again.

    Raises NotAllowed for anybody but an administrator.
    """
    as_administrator(actor)
    _end(desk, desk.stores.people.get(person_id).id, Why.BY_ADMINISTRATOR, actor)
    desk.record(actor.id, "end_sign_ins", subject_id=person_id)


def _end(desk: Desk, person_id: str, why: Why, by: Person) -> None:
    desk.stores.people.end_sessions(person_id)
    disconnect_all(desk, person_id, why, by)
