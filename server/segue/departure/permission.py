"""The answer as two plain lists: what may be said, and what may not (P2)."""

from dataclasses import dataclass
from datetime import date, datetime

from segue.departure.dates import end_of
from segue.departure.terms import NewJobFact, Reason, SenderMode, SuccessorFact, Terms


@dataclass(frozen=True)
class Permission:
    """Keys of sentences in the catalogue (``permission.<key>``), in the order they are read."""

    may_say: tuple[str, ...]
    may_not_say: tuple[str, ...]


def permission(terms: Terms) -> Permission:
    """Sort everything that could be said into the two lists; what was not allowed is in the second."""
    answers = _answers(terms)
    may = tuple(key for key, allowed in answers.items() if allowed)
    return Permission(may, tuple(key for key, allowed in answers.items() if not allowed))


def _answers(terms: Terms) -> dict[str, bool]:
    announced = terms.may_tell and terms.mode in (SenderMode.LEAVER, SenderMode.MANAGER)
    himself = terms.may_tell and terms.mode is SenderMode.LEAVER
    return {
        "who_follows": terms.may_tell,
        "leaving": announced,
        "last_day": announced,
        **{f"reason_{reason}": himself and reason in terms.reasons for reason in Reason},
        **{f"successor_{fact}": terms.may_tell and fact in terms.successor_facts for fact in SuccessorFact},
        **{f"new_job_{fact}": himself and fact in terms.new_job_facts for fact in NewJobFact},
        "hope_to_meet": himself and terms.may_hope_to_meet,
        "personal_contact": himself and terms.may_give_personal_contact,
    }


def opens_at(terms: Terms) -> datetime | None:
    """Return the release moment (UTC, aware), None for "as soon as approved" (P7)."""
    return terms.release


def closes_at(mode: SenderMode | None, last_day: date, zone: str) -> datetime | None:
    """Return when first-person letters close: at the end of the last day; hand-overs never close (P7)."""
    return end_of(last_day, zone) if mode is SenderMode.LEAVER else None
