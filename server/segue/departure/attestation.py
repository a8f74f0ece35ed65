"""What the leaver declares before asking (P10): the answers can only tighten what may be said."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Attestation:
    """The leaver's word on his contract. ``notice_given_on`` is a day of the workspace's zone.

    ``post_exit_help`` is a contractual duty to help after the last day, one of the two grounds
    for giving out a private contact (P4). ``unsure`` names those of the other fields that he could not
    answer: each of them counts as the more careful answer, and is said to be no more than that.
    """

    notice_given_on: date
    contract_read: bool
    non_solicitation: bool
    non_compete: bool
    confidentiality: bool
    post_exit_help: bool
    unsure: frozenset[str] = frozenset()
