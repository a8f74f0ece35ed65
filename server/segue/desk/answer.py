"""Answering: the approver says what may be said, by whom, when and to whom (P2)."""

from dataclasses import replace

from segue.departure.departure import Departure
from segue.departure.errors import InputError
from segue.departure.people import Person
from segue.departure.permission import closes_at
from segue.departure.terms import NewJobFact, Reason, SenderMode, Terms
from segue.desk.access import as_approver
from segue.desk.desk import Desk
from segue.desk.reconsider import reconsider

OFFERED = (SenderMode.LEAVER, SenderMode.HAND_OVER)
"""Letters of the manager's own need a queue of his own, which is not there yet."""


def answer(desk: Desk, actor: Person, departure_id: str, terms: Terms, version: int) -> Departure:
    """Store the answer; letters that a later answer changes wait again.

    Raises SelfApproval, NotFound, InputError for an answer that contradicts itself, ChangedMeanwhile
    when the leaver changed facts that the approver has not seen.
    """
    departure = as_approver(desk, actor, departure_id)
    closes = closes_at(terms, departure.last_day, desk.zone)
    if terms.may_tell and terms.release and closes and terms.release >= closes:
        raise InputError("release_after_last_day", field="release_day", last_day=departure.last_day)
    answered = replace(departure, terms=_consistent(terms), answered_at=desk.now, version=version)
    saved = desk.stores.departures.save(answered)
    reconsider(desk, saved)
    return saved


def _consistent(terms: Terms) -> Terms:
    """Return the terms without what cannot be meant: "no" leaves nothing allowed."""
    if not terms.may_tell:
        return Terms(may_tell=False, comment=terms.comment)
    if terms.mode not in OFFERED:
        raise InputError("who_tells_missing", field="mode")
    if Reason.NEW_ROLE not in terms.reasons and terms.new_job_facts & set(NewJobFact):
        raise InputError("new_job_without_reason", field="new_job_facts")
    return terms
