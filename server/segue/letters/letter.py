"""The kinds of letter, as types: what may not go out does not have the type that goes out.

The types that leave the server are made by the desk's checks alone: ``ReleasedLetter`` (desk/release.py) and
``TestCopy`` (desk/test_copy.py).
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
