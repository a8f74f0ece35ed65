"""The desk as one verb finds it: the stores of one transaction, the packs, the key and the moment."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import date, datetime

from segue.departure.dates import today
from segue.desk.ports import Stores
from segue.letters.pack import Pack
from segue.letters.proofread.watch import Watch


@dataclass(frozen=True)
class Desk:
    """What every verb is given. ``now`` is aware; ``key`` is the secret of the approvals' digests."""

    stores: Stores
    packs: dict[str, Pack]
    key: bytes
    now: datetime
    new_id: Callable[[], str]
    watches: dict[tuple[str, tuple[str, ...]], Watch] = field(default_factory=dict)

    @property
    def zone(self) -> str:
        """Return the workspace's time zone."""
        return self.stores.workspace.zone

    @property
    def today(self) -> date:
        """Return the calendar day in the workspace's zone."""
        return today(self.now, self.zone)


OpenDesk = Callable[[], AbstractContextManager[Desk]]
"""Opens a desk in a transaction of its own; for verbs with an outside call between two transactions."""
