"""Why contacts are taken for one person, or may be one: in words for a person, with how sure it is (C2)."""

from dataclasses import dataclass, field
from enum import StrEnum


class Confidence(StrEnum):
    """How sure it is. *Certain* is merged with its reason, *likely* is proposed, *doubtful* is asked."""

    CERTAIN = "certain"
    LIKELY = "likely"
    DOUBTFUL = "doubtful"


CERTAIN = ("same_address", "same_mailbox", "same_card", "same_name_and_phone", "by_you")
LIKELY = ("same_name_and_company", "same_name_and_domain")
DOUBTFUL = ("similar_name", "same_phone")
REASONS = (*CERTAIN, *LIKELY, *DOUBTFUL)
"""Every code; the catalogue has a sentence for each (``match.<code>``)."""


@dataclass(frozen=True)
class MatchReason:
    """Why: ``code`` names its sentence, ``values`` fill its gaps.

    The certain ones have first_source, first_row, second_source, second_row; ``same_address`` has address beside,
    ``same_mailbox`` address and other, ``same_name_and_phone`` phone. The likely and doubtful ones, between clients,
    have company (``same_name_and_company``, ``similar_name``), domain (``same_name_and_domain``) or phone.
    """

    code: str
    values: dict[str, str] = field(default_factory=dict, hash=False)

    @property
    def confidence(self) -> Confidence:
        """Say how sure it is."""
        if self.code in CERTAIN:
            return Confidence.CERTAIN
        return Confidence.LIKELY if self.code in LIKELY else Confidence.DOUBTFUL


@dataclass(frozen=True)
class Likely:
    """Another client who may be the same person, and why."""

    client_id: str
    reason: MatchReason
