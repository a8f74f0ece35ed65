"""Asking: the leaver puts the question, the one approver named by the administrator gets it (P6)."""

from dataclasses import replace

from segue.departure.departure import Departure
from segue.departure.departure_check import findings_in_facts
from segue.departure.errors import ChangedMeanwhile, InputError, NotNow
from segue.departure.findings import blocking
from segue.departure.people import Person
from segue.desk.access import as_leaver
from segue.desk.desk import Desk


def ask(desk: Desk, actor: Person, departure_id: str, version: int) -> Departure:
    """Put the question. From here on the approver sees the departure.

    Raises InputError for facts that cannot be asked about, NotNow when nobody approves for the
    actor yet, ChangedMeanwhile when the facts are not the ones that the person saw.
    """
    departure = as_leaver(desk, actor, departure_id)
    if departure.asked_at is not None:
        return departure
    if departure.version != version:
        raise ChangedMeanwhile()
    for finding in blocking(findings_in_facts(departure, desk.today)):
        raise InputError(finding.id, field=finding.where, **finding.values)
    approver = desk.stores.people.approver_of(actor.id)
    if approver is None:
        raise NotNow("no_approver")
    return desk.stores.departures.save(replace(departure, asked_at=desk.now, approver_id=approver.id))
