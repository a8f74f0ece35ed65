"""Who carries out a reading, and for how long: of two, only the one with the lease may write."""

from datetime import timedelta

from segue.departure.errors import NotFound
from segue.desk.desk import Desk
from segue.desk.ports import Reading, ReadingState

LEASE = timedelta(minutes=5)
"""How long a reading is left to whoever took it up and has not been heard of since."""


class NotMine(Exception):
    """Somebody cancelled or erased the reading, or took it over."""


def mine(desk: Desk, taken: Reading) -> Reading:
    """Return the reading as it is, held; raises NotMine when it is this caller's no more."""
    try:
        reading = desk.stores.readings.get(taken.id)
    except NotFound as gone:
        raise NotMine from gone
    if reading.state is not ReadingState.READING or reading.taken != taken.taken:
        raise NotMine
    return reading
