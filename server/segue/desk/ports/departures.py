"""Departures, as the records keep them."""

from typing import Protocol

from segue.departure.departure import Departure


class Departures(Protocol):
    """Departures of the workspace; whatever reads one raises Damaged where it cannot be read."""

    def get(self, departure_id: str) -> Departure:
        """Return one; raises NotFound."""

    def of_leaver(self, person_id: str) -> Departure | None:
        """Return the person's own departure."""

    def for_approver(self, person_id: str) -> list[Departure]:
        """Return the departures that the person was asked about."""

    def of_manager(self, person_id: str) -> list[Departure]:
        """Return the departures whose answer names the person as the manager who tells."""

    def naming(self, address: str) -> list[Departure]:
        """Return, by last day, every one whose facts hold an address, and perhaps some that do not."""

    def ids(self) -> list[str]:
        """Return the id of every departure, of those as well that cannot be read."""

    def all(self) -> list[Departure]:
        """Return every departure, by last day."""

    def save(self, departure: Departure) -> Departure:
        """Write one and return it with its next version; raises ChangedMeanwhile when the version is old."""

    def remove(self, departure_id: str) -> None:
        """Delete one with everything that belongs to it."""

    def revision(self, departure_id: str) -> int:
        """Return a number that grows with every change to anything of the departure."""
