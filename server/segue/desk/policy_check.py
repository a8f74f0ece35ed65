"""What a policy must be like before it can be kept: every bound, and lists without noise (P9, A4)."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import islice

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
MOST_NAMED = 5
"""Lines of one list that are called mistaken at once."""
BOUNDS = {
    "retention_days": (SHORTEST_RETENTION_DAYS, LONGEST_RETENTION_DAYS),
    "words": (FEWEST_WORDS, MOST_WORDS),
    "lead_time_days": (0, LONGEST_LEAD_TIME_DAYS),
}


def fit_policy(desk: Desk, policy: Policy) -> Policy:
    """Return a policy as it is kept, its lists sorted and without doubles; raises the first of its mistakes."""
    for mistake in mistakes_in(desk, policy):
        raise mistake
    standing = _fit_standing(desk, policy.standing) if policy.standing else None
    return replace(
        policy, blocked=_blocked(policy.blocked), holidays=tuple(sorted(set(policy.holidays))), standing=standing
    )


def mistakes_in(desk: Desk, policy: Policy) -> Iterator[InputError]:
    """Yield everything that keeps a policy from being kept, each at its field."""
    if not policy.modes:
        yield InputError("policy_without_mode", field="modes")
    if not policy.registers:
        yield InputError("policy_without_register", field="registers")
    for field, (least, most) in BOUNDS.items():
        if not least <= getattr(policy, field) <= most:
            yield InputError("number_between", field=field, least=least, most=most)
    yield from _mistakes_in_lists(policy)
    if policy.standing:
        yield from _mistakes_in_standing(desk, policy.standing, policy)


def _mistakes_in_lists(policy: Policy) -> Iterator[InputError]:
    if len(policy.blocked) > MOST_BLOCKED:
        yield InputError("policy_list_long", field="blocked", most=MOST_BLOCKED)
    yield from islice(_mistakes_in_blocked(policy.blocked), MOST_NAMED)
    if len(policy.holidays) > MOST_HOLIDAYS:
        yield InputError("policy_list_long", field="holidays", most=MOST_HOLIDAYS)
    if not all(FIRST_HOLIDAY <= day <= LAST_HOLIDAY for day in policy.holidays):
        yield InputError("date_unreadable", field="holidays")


def _mistakes_in_blocked(entries: tuple[str, ...]) -> Iterator[InputError]:
    for entry in entries[:MOST_BLOCKED]:
        try:
            _blocked((entry,))
        except InputError as error:
            yield error


def _blocked(entries: tuple[str, ...]) -> tuple[str, ...]:
    """Return companies as they were typed, domains and addresses in lower case, each once."""
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


def _mistakes_in_standing(desk: Desk, standing: StandingTerms, policy: Policy) -> Iterator[InputError]:
    if not _can_approve(desk, standing.approver_id):
        yield InputError("standing_approver_unfit", field="standing_approver")
    if standing.terms.mode is None or standing.terms.mode not in policy.modes:
        yield InputError("standing_mode_against_policy", field="standing_mode")


def _fit_standing(desk: Desk, wanted: StandingTerms) -> StandingTerms:
    """Return the standing terms with the approver's word only where he gave it to these very terms."""
    kept, terms = desk.policy.standing, _without_particulars(wanted.terms)
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


def _can_approve(desk: Desk, person_id: str) -> bool:
    try:
        return desk.stores.people.get(person_id).active
    except NotFound:
        return False
