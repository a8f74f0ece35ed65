"""The approver's structured answer on what may be said, by whom and when (P2)."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum


class SenderMode(StrEnum):
    """Who tells, and how much (P8).

    The leaver in the first person, the manager in the third, or a hand-over that hints at nothing.
    """

    LEAVER = "leaver"
    MANAGER = "manager"
    HAND_OVER = "hand_over"


class Reason(StrEnum):
    """Reasons for leaving that a letter can give in one sentence, if allowed."""

    NEW_ROLE = "new_role"
    RELOCATION = "relocation"
    STUDIES = "studies"
    PERSONAL = "personal"


class SuccessorFact(StrEnum):
    """What may be said of a contact point besides name and channels."""

    ROLE = "role"
    YEARS = "years"


class NewJobFact(StrEnum):
    """What may be said of the leaver's next job."""

    TITLE = "title"
    INDUSTRY = "industry"
    PLACE = "place"


@dataclass(frozen=True)
class Terms:
    """The answer. Nothing here defaults to the looser reading.

    ``release`` is an aware moment, None for "as soon as I have approved the letters";
    ``excluded`` are companies or domains whose clients are not written to; ``no_contact`` goes with
    "no": nobody writes, and the approver gets the list; ``manager_id`` is who tells in the
    manager's mode, "" for the approver.
    """

    may_tell: bool
    mode: SenderMode | None = None
    release: datetime | None = None
    excluded: tuple[str, ...] = ()
    reasons: frozenset[Reason] = frozenset()
    successor_facts: frozenset[SuccessorFact] = frozenset()
    new_job_facts: frozenset[NewJobFact] = frozenset()
    new_job_is_competitor: bool | None = None
    may_hope_to_meet: bool = False
    may_give_personal_contact: bool = False
    copy_to_approver: bool = False
    comment: str = ""
    no_contact: bool = False
    manager_id: str = ""


def struck(terms: Terms, gone: Callable[[str], bool]) -> Terms:
    """Return the terms without the exclusions that are gone: the addresses of people who were erased (A4)."""
    return replace(terms, excluded=tuple(one for one in terms.excluded if not gone(one)))
