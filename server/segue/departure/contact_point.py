"""Whom clients may turn to from now on (L3)."""

from dataclasses import dataclass
from enum import StrEnum

from segue.departure.people import Gender


class ContactKind(StrEnum):
    """A successor stays; an interim colleague looks after clients until the post is filled."""

    SUCCESSOR = "successor"
    INTERIM = "interim"


@dataclass(frozen=True)
class ContactPoint:
    """A colleague with at least one channel. ``years_here`` is full years in the company, if known."""

    id: str
    kind: ContactKind
    name: str
    email: str = ""
    phone: str = ""
    job_title: str = ""
    years_here: int | None = None
    gender: Gender = Gender.UNSTATED
