"""What changed from one version of the policy to another, as values that a page can say."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from segue.departure.policy import Policy, StandingTerms


@dataclass(frozen=True)
class Difference:
    """One field that differs: ``removed`` held before and does not now, ``added`` the other way round.

    Choices are their own values, switches "yes" and "no", numbers and days (ISO) as text.
    """

    field: str
    removed: tuple[str, ...]
    added: tuple[str, ...]


def differences(before: Policy, after: Policy) -> list[Difference]:
    """Return every field in which two versions differ, in the order of the editor."""
    old, new = spelled(before), spelled(after)
    found = []
    for field, values in new.items():
        removed = tuple(value for value in old[field] if value not in values)
        added = tuple(value for value in values if value not in old[field])
        if removed or added:
            found.append(Difference(field, removed, added))
    return found


def spelled(policy: Policy) -> dict[str, tuple[str, ...]]:
    """Return a policy as texts, field by field, in the order of the editor."""
    return {
        "modes": _choices(policy.modes),
        "reasons": _choices(policy.reasons),
        "registers": _choices(policy.registers),
        "hope_to_meet": _switch(policy.hope_to_meet),
        "new_job": _switch(policy.new_job),
        "personal_contact": _switch(policy.personal_contact),
        "copy_to_approver": _switch(policy.copy_to_approver),
        "bulk_drafts": _switch(policy.bulk_drafts),
        "call_first": _switch(policy.call_first),
        "lead_time_days": (str(policy.lead_time_days),),
        "words": (str(policy.words),),
        "blocked": policy.blocked,
        "holidays": tuple(day.isoformat() for day in policy.holidays),
        "retention_days": (str(policy.retention_days),),
        **_standing(policy.standing),
    }


def _standing(standing: StandingTerms | None) -> dict[str, tuple[str, ...]]:
    terms = standing.terms if standing else None
    return {
        "standing_approver": (standing.approver_id,) if standing else (),
        "standing_mode": (terms.mode.value,) if terms and terms.mode else (),
        "standing_reasons": _choices(terms.reasons) if terms else (),
        "standing_facts": _choices(terms.successor_facts) if terms else (),
        "standing_hope": ("yes",) if terms and terms.may_hope_to_meet else (),
        "standing_copy": ("yes",) if terms and terms.copy_to_approver else (),
        "standing_confirmed": ("yes",) if standing and standing.confirmed_at else (),
    }


def _choices(chosen: Iterable[StrEnum]) -> tuple[str, ...]:
    return tuple(sorted(one.value for one in chosen))


def _switch(is_on: bool) -> tuple[str, ...]:
    return ("yes" if is_on else "no",)
