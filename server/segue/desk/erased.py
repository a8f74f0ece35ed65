"""Who was erased does not come back with a reading: his addresses are known by their keyed hashes alone (A4)."""

from collections.abc import Iterable

from segue.clients.addresses import comparable
from segue.departure.erasure import OF_AN_ADDRESS, keyed_hash
from segue.departure.keys import every
from segue.desk.desk import Desk


def hashes_of(desk: Desk, addresses: Iterable[str], departure_id: str = "") -> frozenset[str]:
    """Return the keyed hashes of addresses, for one departure or, with "", for the whole company.

    There is one under each key, so that what an earlier key remembers is found, and lasts longer than that key.
    """
    normal = {comparable(address) for address in addresses}
    return frozenset(keyed_hash(one, key, departure_id) for one in normal for key in every(desk.key))


class Erasures:
    """What was erased so far, for one departure; looking somebody up costs nothing while nobody was."""

    def __init__(self, desk: Desk, departure_id: str) -> None:
        self._desk, self._departure_id = desk, departure_id
        self._hashed = frozenset(one.hashed for one in desk.stores.erased.all() if one.kind in OF_AN_ADDRESS)

    def holds(self, addresses: Iterable[str]) -> bool:
        """Say whether any of a person's addresses was erased."""
        if not self._hashed:
            return False
        return any(
            keyed_hash(normal, key, departure_id) in self._hashed
            for key in every(self._desk.key)
            for normal in map(comparable, addresses)
            for departure_id in ("", self._departure_id)
        )
