"""The company's policy: the outermost bound of what any departure may allow (P9). Careful unless switched."""

from dataclasses import dataclass
from datetime import date, datetime

from segue.departure.register import Register
from segue.departure.terms import Reason, SenderMode, Terms

SHORTEST_RETENTION_DAYS, LONGEST_RETENTION_DAYS = 7, 90
"""Bounds of A4."""


@dataclass(frozen=True)
class StandingTerms:
    """Terms that a named approver gives in advance (for small firms); ``approver_id`` is that person.

    The administrator only prepares them: until ``confirmed_at`` (aware), when the approver himself
    gave his word to exactly these terms, they are off.
    """

    approver_id: str
    terms: Terms
    confirmed_at: datetime | None = None


@dataclass(frozen=True)
class Policy:
    """One version of the policy. A departure may be stricter, never looser.

    ``lead_time_days`` are working days between release and last day below which a warning is
    shown; ``words`` is the length above which a letter is warned about (L6); ``blocked`` are
    companies, domains and addresses that no letter goes to; ``retention_days`` count from the last
    day; ``holidays`` are no working days; ``bulk_drafts`` lets all letters be put in a mailbox's Drafts at once (H6);
    ``call_first`` holds the letters to the most important clients until a call to them is logged (H8);
    ``standing`` is None unless switched on.
    """

    version: int = 0
    modes: frozenset[SenderMode] = frozenset(SenderMode)
    reasons: frozenset[Reason] = frozenset(Reason)
    registers: frozenset[Register] = frozenset(Register)
    new_job: bool = False
    hope_to_meet: bool = True
    personal_contact: bool = False
    copy_to_approver: bool = False
    bulk_drafts: bool = False
    call_first: bool = False
    lead_time_days: int = 10
    words: int = 200
    blocked: tuple[str, ...] = ()
    retention_days: int = 30
    holidays: tuple[date, ...] = ()
    standing: StandingTerms | None = None
