"""The terms in effect: the manager's answer, tightened by policy, contract and the leaver's own word."""

from dataclasses import replace

from segue.departure.consent import ConsentItem
from segue.departure.departure import Departure
from segue.departure.policy import Policy
from segue.departure.register import Register
from segue.departure.terms import SenderMode, Terms

BY_FORMALITY = (Register.FORMAL, Register.NEUTRAL, Register.WARM)
LEAVERS_MODES = (SenderMode.LEAVER, SenderMode.HAND_OVER)
"""Ways of telling that a leaver can propose; letters of the manager's own are the manager's to choose."""


def terms_in_effect(departure: Departure, policy: Policy) -> Terms:
    """Return what may be said now. Every step below only takes away (P4, P8, P9, P10).

    Before the answer, the most careful reading of the leaver's proposal stands in for it, for previews.
    """
    answered = departure.terms or Terms(may_tell=True, mode=_proposal_in_effect(departure, policy))
    return _by_consent(_by_contract(_by_policy(answered, policy), departure), departure)


def register_in_effect(wanted: Register, policy: Policy) -> Register:
    """Return the register, or where policy does not allow it the nearest more formal one that it allows (P9)."""
    until = BY_FORMALITY.index(wanted) + 1
    nearest_first = [*reversed(BY_FORMALITY[:until]), *BY_FORMALITY[until:]]
    return next((register for register in nearest_first if register in policy.registers), wanted)


def _proposal_in_effect(departure: Departure, policy: Policy) -> SenderMode:
    """Return how the leaver would tell it; where policy closes that, the other way that is his to propose."""
    wanted = departure.proposed_mode or SenderMode.LEAVER
    return next((mode for mode in (wanted, *LEAVERS_MODES) if mode in policy.modes), wanted)


def _by_policy(terms: Terms, policy: Policy) -> Terms:
    return replace(
        terms,
        may_tell=terms.may_tell and terms.mode in policy.modes,
        reasons=terms.reasons & policy.reasons,
        new_job_facts=terms.new_job_facts if policy.new_job else frozenset(),
        may_hope_to_meet=terms.may_hope_to_meet and policy.hope_to_meet,
        may_give_personal_contact=terms.may_give_personal_contact and policy.personal_contact,
        copy_to_approver=terms.copy_to_approver or policy.copy_to_approver,
        excluded=tuple(dict.fromkeys((*terms.excluded, *policy.blocked))),
    )


def _by_contract(terms: Terms, departure: Departure) -> Terms:
    """Non-solicitation bans every "keep in touch", non-compete the new job (P10).

    What nobody attested counts as if it bound (P8).
    """
    attested = departure.attestation
    may_stay_in_touch = attested is not None and not attested.non_solicitation
    may_compete = attested is not None and not attested.non_compete
    return replace(
        terms,
        new_job_facts=terms.new_job_facts if may_compete else frozenset(),
        may_hope_to_meet=terms.may_hope_to_meet and may_stay_in_touch,
        may_give_personal_contact=terms.may_give_personal_contact and may_stay_in_touch,
    )


def _by_consent(terms: Terms, departure: Departure) -> Terms:
    """Take away what the leaver declined; where nobody could ask him, everything that needs his word."""
    consent = departure.consent
    if consent is None and not departure.taken_over:
        return terms  # nothing leaves the server before his word; until then this is what he is asked about
    given = consent.shown - consent.declined if consent else frozenset()
    return replace(
        terms,
        reasons=terms.reasons if ConsentItem.REASON in given else frozenset(),
        new_job_facts=terms.new_job_facts if ConsentItem.NEW_JOB in given else frozenset(),
        may_hope_to_meet=terms.may_hope_to_meet and ConsentItem.HOPE_TO_MEET in given,
        may_give_personal_contact=terms.may_give_personal_contact and ConsentItem.PERSONAL_CONTACT in given,
    )
