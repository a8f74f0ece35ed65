"""Whom clients may turn to from now on (L3)."""

from dataclasses import dataclass
from enum import StrEnum

from segue.departure.people import Gender


class ContactKind(StrEnum):
    """A successor stays; an interim colleague looks after clients until the post is filled."""

    SUCCESSOR = "successor"
    INTERIM = "interim"
    MANAGER = "manager"
    TEAM = "team"


class Topic(StrEnum):
    """What a client turns to a contact point for, where there is one per topic (L3)."""

    BILLING = "billing"
    CONTRACTS = "contracts"
    ORDERS = "orders"
    DELIVERIES = "deliveries"
    PROJECTS = "projects"
    SUPPORT = "support"
    GENERAL = "general"


@dataclass(frozen=True)
class ContactPoint:
    """A colleague or a team with at least one channel.

    ``years_here`` is full years in the company, if known; ``topic`` is for several contact points.
    """

    id: str
    kind: ContactKind
    name: str
    email: str = ""
    phone: str = ""
    job_title: str = ""
    years_here: int | None = None
    gender: Gender = Gender.UNSTATED
    topic: Topic | None = None
