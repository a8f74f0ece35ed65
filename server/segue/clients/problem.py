"""What can be wrong with a chosen client: one class of problem after the other, the structural ones first (C6)."""

from dataclasses import dataclass

from segue.departure.findings import Severity

STRUCTURAL = (
    *("address_broken", "address_shared", "question_open", "contact_missing"),
    *("language_open", "language_without_pack"),
)
"""Problems of the list itself: some letter cannot be written, or would go to the wrong person."""

IN_ROWS = (
    *("salutation_needed", "name_missing", "name_unfit", "probably_same"),
    *("private_address", "probably_no_client"),
)
"""Problems of one row."""

CLASSES = (*STRUCTURAL, *IN_ROWS)
"""Every class, in the order in which they are worked off; the catalogue has its sentences (``check.<code>``)."""

BLOCKING = frozenset(
    ("address_broken", "address_shared", "question_open", "contact_missing", "language_open", "salutation_needed")
)
"""With one of these nothing continues. The others are warnings, which a person mends or accepts.

A language without a pack is a warning: that client waits until another is chosen, and nobody waits for him (C5).
"""


def severity_of(code: str) -> Severity:
    """Say how much a class of problem matters."""
    return Severity.BLOCKING if code in BLOCKING else Severity.WARNING


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong with one client; ``value`` is what it was seen in, such as the address or the name."""

    client_id: str
    code: str
    value: str = ""


@dataclass(frozen=True)
class Accepted:
    """A warning that a person accepted, with his note; it holds for that ``value`` and for nothing that follows it."""

    code: str
    value: str = ""
    note: str = ""
