"""One employee's hand-over of clients: the facts, the question and the answer."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from segue.departure.contact_point import ContactPoint
from segue.departure.dates import is_working_day
from segue.departure.kind import DepartureKind
from segue.departure.register import Register
from segue.departure.terms import Reason, SenderMode, Terms


@dataclass(frozen=True)
class Departure:
    """The facts of a departure, as the leaver proposes them and the approver answered.

    ``last_day`` is inclusive; ``contact_from`` is the contact points' first day; both are days of
    the workspace's zone. Several contact points have a topic each; a client has all of them, or
    his own. ``bridge`` looks after clients between the two days. ``asked_at`` and ``answered_at``
    are aware moments. ``denied`` are names that no letter may hold, such as the new employer's and
    its domains. ``subjects`` maps a locale to a subject of its pack. ``version`` counts
    changes, so that two tabs never overwrite each other.
    """

    id: str
    workspace_id: str
    leaver_id: str
    last_day: date
    contact_from: date
    contact_points: tuple[ContactPoint, ...]
    kind: DepartureKind = DepartureKind.LEAVING
    bridge: ContactPoint | None = None
    first_client: str = ""
    register: Register = Register.NEUTRAL
    proposed_mode: SenderMode | None = None
    reason: Reason | None = None
    hope_to_meet: bool = False
    denied: tuple[str, ...] = ()
    subjects: dict[str, str] = field(default_factory=dict, hash=False)
    asked_at: datetime | None = None
    approver_id: str = ""
    terms: Terms | None = None
    answered_at: datetime | None = None
    version: int = 0


def next_working_day(day: date) -> date:
    """Return the first working day after ``day``: when a contact point starts unless said otherwise."""
    following = day + timedelta(days=1)
    while not is_working_day(following):
        following += timedelta(days=1)
    return following
