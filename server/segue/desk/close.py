"""Closing: the telling is over. What is not done is shown first; from here on no letter leaves and nothing changes.

What was recorded stays, and so does the completeness report, until retention ends: it counts from the last day,
whenever a hand-over is closed (A4).
"""

from segue.departure.departure import Departure
from segue.departure.errors import InputError
from segue.departure.people import Person
from segue.departure.stage import Verb
from segue.desk.access import permit
from segue.desk.desk import Desk
from segue.desk.unfinished import unfinished
from segue.desk.unneeded_connections import end_with


def close(desk: Desk, actor: Person, departure_id: str, version: int, sure: bool) -> Departure:
    """Close a departure, as the person saw it; where something is not done, only if he is ``sure``.

    Raises NotFound, NotNow where it is not agreed or refused, or over already, ChangedMeanwhile; InputError
    ``close_not_confirmed`` where something is open and nobody said that it may stay so.
    """
    departure = permit(desk, actor, departure_id, Verb.CLOSE)
    left = unfinished(desk, departure)
    if left.needs_word and not sure:
        raise InputError("close_not_confirmed", field="sure")
    saved = desk.stores.departures.save(departure.moved(Verb.CLOSE, closed_at=desk.now, version=version))
    end_with(desk, saved)
    desk.record(actor.id, Verb.CLOSE, departure_id, told=left.numbers.told, open=left.open)
    return saved
