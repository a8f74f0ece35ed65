"""Answering: the approver says what may be said, by whom, when and to whom (P2)."""

from dataclasses import replace

from segue.departure.consent import ConsentItem
from segue.departure.departure import Departure
from segue.departure.errors import InputError
from segue.departure.people import Person
from segue.departure.permission import closes_at
from segue.departure.stage import Stage, Verb
from segue.departure.terms import NewJobFact, Reason, SenderMode, Terms
from segue.desk.access import permit
from segue.desk.attest import to_agree_on
from segue.desk.contact_points import require_confirmed_contacts
from segue.desk.desk import Desk
from segue.desk.named import require_fit
from segue.desk.reconsider import reconsider


def answer(desk: Desk, actor: Person, departure_id: str, terms: Terms, version: int) -> Departure:
    """Store the answer; letters that a later answer changes wait again. The same answer again changes nothing.

    Raises SelfApproval, NotFound, InputError for an answer that contradicts itself, ChangedMeanwhile
    when the leaver changed facts that the approver has not seen.
    """
    verb = Verb.ALLOW if terms.may_tell else Verb.REFUSE
    departure = permit(desk, actor, departure_id, verb)
    terms = _consistent(desk, terms, departure)
    if _is_answered_so(departure, terms):
        return departure
    if terms.may_tell:
        require_confirmed_contacts(desk, departure, "contact_needs_you")
    closes = closes_at(terms.mode, departure.last_day, desk.zone)
    if terms.may_tell and terms.release and closes and terms.release >= closes:
        raise InputError("release_after_last_day", field="release_day", last_day=departure.last_day)
    answered = departure.moved(verb, terms=terms, answered_at=desk.now, version=version)
    saved = desk.stores.departures.save(agreed_already(desk, answered))
    desk.record(actor.id, verb, departure_id, policy=desk.policy.version)
    reconsider(desk, saved)
    return saved


def agreed_already(desk: Desk, departure: Departure) -> Departure:
    """Return it agreed where the answer holds nothing that the leaver has yet to be asked about (P4).

    Who declined to write at all is asked anew.
    """
    if departure.stage is not Stage.ANSWERED:
        return departure
    consent = departure.consent
    shown = consent.shown if consent and ConsentItem.LETTER not in consent.declined else frozenset()
    is_agreed = departure.taken_over or to_agree_on(desk, departure) <= shown
    return departure.moved(Verb.AGREE) if is_agreed else departure


def _is_answered_so(departure: Departure, terms: Terms) -> bool:
    """Say whether this very answer stands already, as when a form is handed in twice."""
    given_back = departure.stage is Stage.ASKED  # the leaver declined what he read: the same again is a new answer
    return departure.terms == terms and not given_back


def _consistent(desk: Desk, terms: Terms, departure: Departure) -> Terms:
    """Return the terms without what cannot be meant: "no" leaves nothing allowed."""
    if not terms.may_tell:
        return Terms(may_tell=False, comment=terms.comment, no_contact=terms.no_contact)
    if terms.mode is None:
        raise InputError("who_tells_missing", field="mode")
    if terms.mode not in desk.policy.modes:
        raise InputError("mode_against_policy", field="mode")
    if departure.taken_over and terms.mode is not SenderMode.MANAGER:
        raise InputError("closed_no_leaver", field="mode")
    if Reason.NEW_ROLE not in terms.reasons and terms.new_job_facts & set(NewJobFact):
        raise InputError("new_job_without_reason", field="new_job_facts")
    return replace(terms, no_contact=False, manager_id=_manager(desk, terms, departure))


def _manager(desk: Desk, terms: Terms, departure: Departure) -> str:
    """Return who tells in the manager's mode, "" for the approver; raises InputError for whom it cannot be."""
    named = terms.manager_id if terms.mode is SenderMode.MANAGER else ""
    if named:
        require_fit(desk, desk.stores.people.get(named), departure, "manager_address")
    return "" if named == departure.approver_id else named
