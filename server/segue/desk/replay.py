"""Erasing once more what was erased before, in a database that an older backup brought back (A4)."""

from collections.abc import Iterable
from dataclasses import dataclass

from segue.departure.departure import Departure
from segue.departure.erasure import OF_AN_ADDRESS, ErasedKind
from segue.desk.desk import Desk
from segue.desk.erase import forget_departure, take_out_all
from segue.desk.erased import hashes_of
from segue.desk.ports import Erasure


@dataclass(frozen=True)
class Unlogged:
    """A log that keeps nothing: what is replayed stands in one already."""

    def add(self, workspace_id: str, erasure: Erasure) -> None:
        """Do nothing."""


def replay(desk: Desk, erasures: Iterable[Erasure]) -> int:
    """Erase again exactly what the erasures name, and remember them; returns how many clients and departures went."""
    wanted = list(erasures)
    for erasure in wanted:
        if erasure.kind is not ErasedKind.WORKSPACE:
            desk.stores.erased.add(erasure)
    departures = {erasure.hashed for erasure in wanted if erasure.kind == ErasedKind.DEPARTURE}
    hashed = frozenset(erasure.hashed for erasure in wanted if erasure.kind in OF_AN_ADDRESS)
    desk.stores.policies.strike(lambda one: bool(hashes_of(desk, (one,)) & hashed))
    return sum(_again(desk, departure, departures, hashed) for departure in desk.stores.departures.all())


def _again(desk: Desk, departure: Departure, departures: set[str], hashed: frozenset[str]) -> int:
    """Erase a departure again, or those of its clients who were erased; returns how much went."""
    if departure.id in departures:
        forget_departure(desk, departure, Unlogged(), why="replay")
        return 1

    def gone(address: str) -> bool:
        return bool((hashes_of(desk, (address,)) | hashes_of(desk, (address,), departure.id)) & hashed)

    return take_out_all(desk, departure.id, gone, why="replay") if hashed else 0
