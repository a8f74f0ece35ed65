"""When a private contact of the leaver may be given: a ground that holds, and a day until which it does (P4)."""

import re
from datetime import date

from segue.departure.attestation import Attestation
from segue.departure.consent import Ground, PersonalContact
from segue.departure.departure import Departure
from segue.departure.errors import InputError
from segue.departure.policy import Policy
from segue.departure.terms import Terms

LONGEST = 100
_MAIL, _NUMBER, _PROFILE, _HANDLE = (
    r"[^\s@]+@[^\s@]+\.[^\s@]+",
    r"\+?\d[\d ()./-]{5,}\d",
    r"(?:https?://)?[^\s/@]+\.[^\s/@]+(?:/\S*)?",
    r"@[\w.]{2,}",
)
ONE_CHANNEL = re.compile("|".join((_MAIL, _NUMBER, _PROFILE, _HANDLE)))
"""An e-mail address, number, profile or handle, and no prose that would go out with it."""


def is_grounded(contact: PersonalContact, attestation: Attestation | None, last_day: date) -> bool:
    """Say whether a private contact has a ground that the attestation bears out, and outlives the last day."""
    duty = attestation is not None and attestation.post_exit_help
    return bool(contact.said) and contact.until >= last_day and (contact.ground is Ground.FRIEND or duty)


def given_to(is_ticked: bool, departure: Departure, terms: Terms) -> PersonalContact | None:
    """Return the private contact that a client gets: allowed, agreed to, ticked and with a ground; else None."""
    contact = departure.personal_contact
    if contact is None or not (is_ticked and terms.may_give_personal_contact):
        return None
    return contact if is_grounded(contact, departure.attestation, departure.last_day) else None


def may_propose(policy: Policy, attestation: Attestation | None) -> bool:
    """Say whether a private contact can be proposed at all: policy and contract both leave it open."""
    return policy.personal_contact and not (attestation and attestation.non_solicitation)


def require_fit(
    contact: PersonalContact | None,
    before: PersonalContact | None,
    attestation: Attestation | None,
    last_day: date,
    policy: Policy,
) -> None:
    """Raise InputError, at its field, for a private contact that could never be given.

    One that was there before policy or contract closed it stays as it is, and stands in no letter.
    """
    if contact is None or (contact == before and not may_propose(policy, attestation)):
        return
    if not may_propose(policy, attestation):
        raise InputError("personal_contact_closed", field="personal_said")
    if len(contact.said) > LONGEST or not ONE_CHANNEL.fullmatch(contact.said):
        raise InputError("personal_contact_unfit", field="personal_said")
    if contact.until < last_day:
        raise InputError("personal_contact_too_short", field="personal_until", last_day=last_day)
    if not is_grounded(contact, attestation, last_day):
        raise InputError("personal_contact_without_duty", field="personal_ground")
