"""A confidential departure is hidden from every administrator who is not named for it (P7)."""

from dataclasses import replace

from segue.departure.departure import Departure
from segue.departure.people import Person
from segue.departure.stage import Verb, after
from segue.desk.access import as_reader
from segue.desk.desk import Desk


def set_confidential(desk: Desk, actor: Person, departure_id: str, confidential: bool, version: int) -> Departure:
    """Let the leader or the approver hide a departure, or show it again; the same again changes nothing.

    Raises NotFound for everybody else, NotNow when it is over, ChangedMeanwhile.
    """
    departure = as_reader(desk, actor, departure_id)
    after(departure.stage, Verb.CHANGE_FACTS)
    if departure.confidential is confidential:
        return departure
    saved = desk.stores.departures.save(replace(departure, confidential=confidential, version=version))
    desk.record(actor.id, "confidential" if confidential else "not_confidential", departure_id)
    return saved


def viewers(desk: Desk) -> list[Person]:
    """Return the administrators who see confidential departures too, by name."""
    return [one for one in desk.stores.people.some(desk.stores.workspace.confidential_viewers) if one.active]
