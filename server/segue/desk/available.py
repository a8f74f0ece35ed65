"""What an approver cannot allow, and why: policy, contract, or nobody there to agree. It is shown, never left out."""

from datetime import date

from segue.departure.departure import Departure
from segue.departure.errors import InputError
from segue.departure.policy import Policy
from segue.departure.terms import Reason, SenderMode, Terms

POLICY, CONTRACT, UNSURE, UNATTESTED = "policy", "contract", "unsure", "unattested"
NO_LEAVER, LAST_DAY = "no_leaver", "last_day"
"""Why a choice is closed: keys of sentences in the catalogue (``error.closed_<why>``)."""

IN_TOUCH = ("may_hope_to_meet", "may_give_personal_contact")

Closed = dict[str, str]
"""A choice, named as ``mode:leaver``, ``reasons:studies`` or by its field alone, to why it is closed."""


def closed_choices(departure: Departure, policy: Policy, today: date) -> Closed:
    """Return every choice that an answer cannot allow now, with its reason; policy is named before anything else."""
    return {**_modes(departure, policy, today), **_reasons(departure, policy), **_further(departure, policy)}


def require_available(terms: Terms, closed: Closed) -> None:
    """Raise InputError, at its field, for an answer that allows what is closed."""
    allowed = [f"mode:{terms.mode}", *(f"reasons:{reason}" for reason in sorted(terms.reasons))]
    allowed += ["new_job_facts"] if terms.new_job_facts else []
    allowed += [name for name in IN_TOUCH if getattr(terms, name)]
    for choice in allowed:
        if choice in closed:
            raise InputError(f"closed_{closed[choice]}", field=choice.partition(":")[0])


def _modes(departure: Departure, policy: Policy, today: date) -> Closed:
    found = {f"mode:{mode}": POLICY for mode in SenderMode if mode not in policy.modes}
    if departure.taken_over:  # both others are letters in the name of somebody who was not asked
        found = {f"mode:{SenderMode.LEAVER}": NO_LEAVER, f"mode:{SenderMode.HAND_OVER}": NO_LEAVER, **found}
    elif today > departure.last_day:
        found = {f"mode:{SenderMode.LEAVER}": LAST_DAY, **found}
    return found


def _reasons(departure: Departure, policy: Policy) -> Closed:
    whose = dict.fromkeys((f"reasons:{reason}" for reason in Reason), NO_LEAVER) if departure.taken_over else {}
    return {**whose, **{f"reasons:{reason}": POLICY for reason in Reason if reason not in policy.reasons}}


def _further(departure: Departure, policy: Policy) -> Closed:
    allowed = {
        "new_job_facts": policy.new_job,
        "may_hope_to_meet": policy.hope_to_meet,
        "may_give_personal_contact": policy.personal_contact,
    }
    found = dict.fromkeys(allowed, NO_LEAVER) if departure.taken_over else _by_contract(departure)
    return {**found, **{name: POLICY for name, is_allowed in allowed.items() if not is_allowed}}


def _by_contract(departure: Departure) -> Closed:
    """Return what the leaver's word on his contract bans: every "keep in touch", or the new job (P10)."""
    attested = departure.attestation
    if attested is None:
        return dict.fromkeys(("new_job_facts", *IN_TOUCH), UNATTESTED)
    why = {name: UNSURE if name in attested.unsure else CONTRACT for name in ("non_compete", "non_solicitation")}
    return {
        **({"new_job_facts": why["non_compete"]} if attested.non_compete else {}),
        **(dict.fromkeys(IN_TOUCH, why["non_solicitation"]) if attested.non_solicitation else {}),
    }
