"""Accounts that nobody needs any more are ended: when the hand-over is closed, and by the daily job (A2)."""

from collections.abc import Mapping
from datetime import timedelta
from types import MappingProxyType

from segue.departure.departure import Departure
from segue.departure.errors import MailboxTrouble
from segue.departure.stage import Stage
from segue.desk.connections import end_connection, revoke
from segue.desk.desk import Desk, OpenDesk
from segue.desk.ports import Connection, Identity

OVER = (Stage.CLOSED, Stage.CANCELLED)
KEPT_AT_FIRST = timedelta(days=1)
"""So long an account stays connected before its person has begun anything."""
NOT_NEEDED = "not_needed"
NOBODY: Mapping[str, Identity] = MappingProxyType({})
"""No provider is set up."""


def end_with(desk: Desk, departure: Departure) -> None:
    """End the accounts of those who worked on a departure that is over, where they work on no other."""
    for one in ended_with(desk, departure):
        end_connection(desk, one.person_id, NOT_NEEDED)


def ended_with(desk: Desk, departure: Departure) -> list[Connection]:
    """Return the accounts that nobody needs once a departure is over, as they are before that."""
    told_by = departure.terms.manager_id if departure.terms else ""
    people = sorted({departure.leaver_id, departure.approver_id, told_by} - {""})
    of_people = {one.person_id: one for one in map(desk.stores.connections.of, people) if one is not None}
    return [one for one in of_people.values() if one.works and not _is_needed(desk, one.person_id, departure.id)]


def end_unneeded(open_desk: OpenDesk, identities: Mapping[str, Identity]) -> list[str]:
    """End every account that nobody needs, here and at the provider; returns whose are still to be ended there.

    One whose provider is away, or is not set up any more, is tried again the next day.
    """
    with open_desk() as desk:
        for one in desk.stores.connections.all():
            if one.works and one.made_at + KEPT_AT_FIRST <= desk.now and not _is_needed(desk, one.person_id):
                end_connection(desk, one.person_id, NOT_NEEDED)
    return _revoked(open_desk, identities)


def end_all(open_desk: OpenDesk, identities: Mapping[str, Identity]) -> list[str]:
    """End every account of the company, because it goes; returns whose are still to be ended at the provider."""
    with open_desk() as desk:
        for one in desk.stores.connections.all():
            end_connection(desk, one.person_id, NOT_NEEDED)
    return _revoked(open_desk, identities)


def _revoked(open_desk: OpenDesk, identities: Mapping[str, Identity]) -> list[str]:
    with open_desk() as desk:
        ended = [one for one in desk.stores.connections.all() if one.ended_why and one.tokens is not None]
    return [one.person_id for one in ended if not _is_revoked(open_desk, one, identities.get(one.provider))]


def _is_revoked(open_desk: OpenDesk, one: Connection, identity: Identity | None) -> bool:
    try:
        if identity is not None:
            revoke(open_desk, one, identity)
    except MailboxTrouble:
        return False
    return identity is not None


def _is_needed(desk: Desk, person_id: str, but_for: str = "") -> bool:
    departures = desk.stores.departures
    own = departures.of_leaver(person_id)
    all_of_his = [*([own] if own else []), *departures.for_approver(person_id), *departures.of_manager(person_id)]
    return any(one.stage not in OVER and one.id != but_for for one in all_of_his)
