"""A contact as somebody's address book holds it, with the needed fields only (C4)."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Contact:
    """One row or card. ``key`` is stable when the same source is read again.

    ``row`` counts rows or cards from 1 as a person would (a CSV's header is row 1), for messages;
    ``language`` is a hint (a BCP 47 tag or empty); ``patronymic`` is Russian; ``labels`` are groups, categories or
    "Column: value" pairs by which a leaver chooses clients.
    """

    source: str
    key: str
    row: int
    name: str = ""
    given: str = ""
    family: str = ""
    title: str = ""
    emails: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    company: str = ""
    job_title: str = ""
    labels: tuple[str, ...] = ()
    language: str = ""
    patronymic: str = ""


@dataclass(frozen=True)
class RowProblem:
    """A row or card that could not be kept: ``code`` names its sentence (``contacts.<code>``).

    ``contact`` is what was read of a row whose address is missing or broken, without addresses, for a person to mend
    in place; None where the row itself is unreadable.
    """

    source: str
    row: int
    code: str
    value: str = ""
    contact: Contact | None = None
