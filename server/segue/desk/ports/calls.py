"""Calls to clients, as the records keep them."""

from typing import Protocol

from segue.departure.call import Call


class Calls(Protocol):
    """The calls of departures (H8)."""

    def get(self, call_id: str) -> Call:
        """Return one; raises NotFound."""

    def all(self, departure_id: str) -> list[Call]:
        """Return every call of a departure, oldest first, those taken back among them."""

    def of_client(self, client_id: str) -> list[Call]:
        """Return the calls to one client, oldest first, those taken back among them."""

    def save(self, call: Call) -> None:
        """Write one, new or changed; raises NotFound for another company's."""
