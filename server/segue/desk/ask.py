"""Asking: the leaver puts the question, the one approver named by the administrator gets it (P6)."""

from segue.departure.departure import Departure
from segue.departure.departure_check import findings_in_facts
from segue.departure.errors import ChangedMeanwhile, InputError, NotNow
from segue.departure.findings import blocking
from segue.departure.people import Person
from segue.departure.stage import Verb
from segue.desk.access import as_leader, permit
from segue.desk.desk import Desk
from segue.desk.standing import answer_by_standing_terms


def ask(desk: Desk, actor: Person, departure_id: str, version: int) -> Departure:
    """Put the question. From here on the approver sees the departure.

    Raises InputError for facts that cannot be asked about or a contract that nobody attested, NotNow
    when nobody approves for the actor yet, ChangedMeanwhile when the facts are not the ones that the person saw.
    """
    departure = as_leader(desk, actor, departure_id)
    if departure.asked_at is not None:
        return departure
    permit(desk, actor, departure_id, Verb.ASK)
    if departure.version != version:
        raise ChangedMeanwhile()
    for finding in blocking(findings_in_facts(departure, desk.today, desk.policy)):
        raise InputError(finding.id, field=finding.where, **finding.values)
    approver = desk.stores.people.approver_of(actor.id)
    if approver is None or not approver.active:
        raise NotNow("no_approver")
    if departure.attestation is None:
        raise InputError("attestation_missing", field="notice_given_on")
    asked = departure.moved(Verb.ASK, asked_at=desk.now, approver_id=approver.id)
    desk.record(actor.id, Verb.ASK, departure_id, approver=approver.id)
    return answer_by_standing_terms(desk, desk.stores.departures.save(asked))
