"""Delegating: the approver gives the decision to a colleague, and sees the departure no more (P6)."""

from segue.departure.departure import Departure
from segue.departure.people import Person
from segue.departure.stage import Verb
from segue.desk.access import permit
from segue.desk.desk import Desk
from segue.desk.named import named
from segue.desk.reconsider import reconsider


def delegate(desk: Desk, actor: Person, departure_id: str, address: str, version: int) -> Departure:
    """Let somebody else of the company decide from now on; whatever was answered and approved stays.

    Letters in which the approver appears, as their writer or as a copy, wait for the new one. Raises SelfApproval,
    NotFound, InputError for whom it cannot be, ChangedMeanwhile.
    """
    departure = permit(desk, actor, departure_id, Verb.DELEGATE)
    person = named(desk, departure, address, "colleague")
    if person.id == departure.approver_id:
        return departure
    told = departure.successor_told_by
    if actor.id in told:  # what the one said of the successor, the other need not say again
        told = told - {actor.id} | {person.id}
    moved = departure.moved(Verb.DELEGATE, approver_id=person.id, successor_told_by=told, version=version)
    saved = desk.stores.departures.save(moved)
    desk.record(actor.id, Verb.DELEGATE, departure_id, person.id)
    reconsider(desk, saved)
    return saved
