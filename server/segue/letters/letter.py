"""The kinds of letter, as types: what may not go out does not have the type that goes out.

The type that goes out, ``ReleasedLetter``, is made by the desk's check alone (desk/release.py).
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Letter:
    """A composed letter.

    ``variant`` is the exact choice of clause variants, for grouping (P3);
    ``values`` are the gaps that were filled, in the order they are read, for the table of what differs.
    """

    locale: str
    subject: str
    text: str
    html: str
    to: tuple[str, ...]
    cc: tuple[str, ...]
    variant: str
    values: dict[str, str]


@dataclass(frozen=True)
class PreviewLetter:
    """A letter to look at: the mark "not approved" stands inside its subject, text and HTML (P1)."""

    locale: str
    subject: str
    text: str
    html: str


@dataclass(frozen=True)
class TestCopy:
    """An approved letter marked as a test and addressed only to the leaver or the approver (H10)."""

    __test__ = False  # pytest would take the name for a test class

    locale: str
    subject: str
    text: str
    html: str
    to: tuple[str, ...]
