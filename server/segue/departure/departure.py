"""One employee's hand-over of clients: the facts, the question and the answer."""

from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any, Self

from segue.departure.attestation import Attestation
from segue.departure.consent import Consent, PersonalContact
from segue.departure.contact_point import ContactPoint
from segue.departure.kind import DepartureKind
from segue.departure.register import Register
from segue.departure.restored import Restored
from segue.departure.stage import Stage, Verb, after
from segue.departure.terms import Reason, SenderMode, Terms


@dataclass(frozen=True)
class Departure:
    """The facts of a departure, as the leaver proposes them and the approver answered.

    ``last_day`` is inclusive; ``contact_from`` is the contact points' first day; both are days of
    the workspace's zone. Several contact points have a topic each; a client has all of them, or
    his own. ``bridge`` looks after clients between the two days. ``asked_at`` and ``answered_at``
    are aware moments. ``denied`` are names that no letter may hold, such as the new employer's and
    its domains. ``subjects`` maps a locale to a subject of its pack. ``stage`` changes through
    ``moved`` alone. ``taken_over`` says that the approver leads it, because there was no leaver to
    ask; ``confidential`` hides it from all but the two and named administrators;
    ``successor_told_by`` holds who of the two said that the successor knows; ``confirmed_points`` are
    ids of contact points, each with the person's, that the approver confirmed although they are leaving
    themselves (P11); ``confirmed_cards`` are contact points as the successor confirmed or corrected them.
    ``report_asked_at`` is when the approver was asked to download or decline the completeness report
    before retention ends, ``report_answered_at`` when he did (A4). ``restored`` says that all of it is as an older
    backup had it.
    ``version`` counts changes, so that two tabs never overwrite each other.
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
    stage: Stage = Stage.PREPARING
    attestation: Attestation | None = None
    consent: Consent | None = None
    personal_contact: PersonalContact | None = None
    taken_over: bool = False
    confidential: bool = False
    successor_told_by: frozenset[str] = frozenset()
    confirmed_points: frozenset[str] = frozenset()
    confirmed_cards: tuple[ContactPoint, ...] = ()
    closed_at: datetime | None = None
    report_asked_at: datetime | None = None
    report_answered_at: datetime | None = None
    restored: Restored | None = None
    version: int = 0

    @property
    def leader_id(self) -> str:
        """Return who leads it: the leaver, or the approver who took it over."""
        return self.approver_id if self.taken_over else self.leaver_id

    def teller_of(self, mode: SenderMode) -> str:
        """Return who hands out the letters of a mode: the leader in the first person, else the manager."""
        if mode is not SenderMode.MANAGER:
            return self.leader_id
        named = self.terms.manager_id if self.terms else ""
        return named or self.approver_id

    def moved(self, verb: Verb, **changes: Any) -> Self:
        """Return it after a verb, with what the verb changes; raises NotNow where the stage has no such move."""
        return replace(self, stage=after(self.stage, verb), **changes)
