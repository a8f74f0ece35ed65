"""What a policy must be like before it can be kept: every bound, and lists without noise (P9, A4)."""

from dataclasses import replace
from datetime import date

from segue.clients.addresses import readable
from segue.departure.errors import InputError, NotFound
from segue.departure.policy import LONGEST_RETENTION_DAYS, SHORTEST_RETENTION_DAYS, Policy, StandingTerms
from segue.departure.terms import Terms
from segue.desk.desk import Desk

FEWEST_WORDS, MOST_WORDS = 90, 400
LONGEST_LEAD_TIME_DAYS = 60
MOST_BLOCKED, LONGEST_BLOCKED = 2_000, 200
MOST_HOLIDAYS = 400
FIRST_HOLIDAY, LAST_HOLIDAY = date(2000, 1, 1), date(2100, 1, 1)


def fit_policy(desk: Desk, policy: Policy) -> Policy:
    """Return a policy as it is kept, its lists sorted and without doubles; raises InputError at the field."""
    _require_choices(policy)
    _require_between("retention_days", policy.retention_days, SHORTEST_RETENTION_DAYS, LONGEST_RETENTION_DAYS)
    _require_between("words", policy.words, FEWEST_WORDS, MOST_WORDS)
    _require_between("lead_time_days", policy.lead_time_days, 0, LONGEST_LEAD_TIME_DAYS)
    standing = _fit_standing(desk, policy) if policy.standing else None
    return replace(policy, blocked=_blocked(policy.blocked), holidays=_holidays(policy.holidays), standing=standing)


def _require_choices(policy: Policy) -> None:
    if not policy.modes:
        raise InputError("policy_without_mode", field="modes")
    if not policy.registers:
        raise InputError("policy_without_register", field="registers")


def _require_between(field: str, value: int, least: int, most: int) -> None:
    if not least <= value <= most:
        raise InputError("number_between", field=field, least=least, most=most)


def _blocked(entries: tuple[str, ...]) -> tuple[str, ...]:
    """Return companies as they were typed, domains and addresses in lower case, each once."""
    if len(entries) > MOST_BLOCKED:
        raise InputError("policy_list_long", field="blocked", most=MOST_BLOCKED)
    typed = {_blocked_entry(" ".join(entry.split())) for entry in entries if entry.strip()}
    by_sense = {entry.casefold(): entry for entry in sorted(typed)}
    return tuple(by_sense[sense] for sense in sorted(by_sense))


def _blocked_entry(entry: str) -> str:
    """Return one entry as it is kept: an address, a domain (also typed as @domain), else a company."""
    name, at, domain = entry.rpartition("@")
    fits = len(entry) <= LONGEST_BLOCKED and entry.isprintable() and any(letter.isalnum() for letter in entry)
    if not fits or (at and not domain):
        raise InputError("policy_blocked_entry", field="blocked", entry=entry[:80])
    if not name:
        return domain.casefold() if at or ("." in domain and " " not in domain) else domain
    try:
        return readable(entry).casefold()
    except InputError as error:
        raise InputError("policy_blocked_entry", field="blocked", entry=entry[:80]) from error


def _holidays(days: tuple[date, ...]) -> tuple[date, ...]:
    if len(days) > MOST_HOLIDAYS:
        raise InputError("policy_list_long", field="holidays", most=MOST_HOLIDAYS)
    if not all(FIRST_HOLIDAY <= day <= LAST_HOLIDAY for day in days):
        raise InputError("date_unreadable", field="holidays")
    return tuple(sorted(set(days)))


def _fit_standing(desk: Desk, policy: Policy) -> StandingTerms | None:
    """Return the standing terms with the approver's word only where he gave it to these very terms."""
    wanted, kept = policy.standing, desk.policy.standing
    if wanted is None:
        return None
    _require_approver(desk, wanted.approver_id)
    if wanted.terms.mode is None or wanted.terms.mode not in policy.modes:
        raise InputError("standing_mode_against_policy", field="standing_mode")
    terms = _without_particulars(wanted.terms)
    is_same = kept is not None and (kept.approver_id, kept.terms) == (wanted.approver_id, terms)
    return StandingTerms(wanted.approver_id, terms, kept.confirmed_at if kept and is_same else None)


def _without_particulars(terms: Terms) -> Terms:
    """Return what can be said of any departure: nobody knows a new job or a private address in advance."""
    return Terms(
        may_tell=True,
        mode=terms.mode,
        reasons=terms.reasons,
        successor_facts=terms.successor_facts,
        may_hope_to_meet=terms.may_hope_to_meet,
        copy_to_approver=terms.copy_to_approver,
    )


def _require_approver(desk: Desk, person_id: str) -> None:
    try:
        is_active = desk.stores.people.get(person_id).active
    except NotFound:
        is_active = False
    if not is_active:
        raise InputError("standing_approver_unfit", field="standing_approver")
