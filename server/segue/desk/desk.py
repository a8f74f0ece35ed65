"""The desk as one verb finds it: the stores of one transaction, the packs, the key and the moment."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from segue.departure.audit import START, Entry, mac_of
from segue.departure.dates import today
from segue.departure.departure import Departure
from segue.departure.effective import terms_in_effect
from segue.departure.policy import Policy
from segue.departure.terms import Terms
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
    def policy(self) -> Policy:
        """Return the company's policy as it now is (P9)."""
        return self.stores.policies.current()

    def terms(self, departure: Departure) -> Terms:
        """Return what may be said now: the answer within policy, contract and the leaver's own word."""
        return terms_in_effect(departure, self.policy)

    def record(self, actor_id: str, verb: str, departure_id: str = "", subject_id: str = "", **details: object) -> None:
        """Add to the audit, in the transaction of what is recorded (A3): identifiers and digests, no text, no names.

        A detail that is empty is not kept.
        """
        before = self.stores.audit.last()
        said = {name: str(value) for name, value in details.items() if value != ""}
        entry = Entry(before.seq + 1 if before else 1, self.now, actor_id, verb, departure_id, subject_id, said)
        mac = mac_of(entry, before.mac if before else START, self.key)
        self.stores.audit.append(replace(entry, mac=mac))

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
