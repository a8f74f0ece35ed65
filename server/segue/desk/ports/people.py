"""Employees and how they sign in, as the records keep them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from segue.departure.people import Person


@dataclass(frozen=True)
class SignedIn:
    """Who a session belongs to, and the secret that its forms carry."""

    workspace_id: str
    person_id: str
    csrf: str


class People(Protocol):
    """Employees, their subjects at a provider, and who approves for whom."""

    def get(self, person_id: str) -> Person:
        """Return a person; raises NotFound."""

    def by_address(self, address: str) -> Person | None:
        """Return whose address it is."""

    def all(self) -> list[Person]:
        """Return everybody, by name."""

    def names(self) -> dict[str, str]:
        """Return everybody's name by id, and read no more of them."""

    def some(self, person_ids: Collection[str]) -> list[Person]:
        """Return those of some people who are there, by name."""

    def page(self, query: str, offset: int, limit: int) -> tuple[int, list[Person]]:
        """Return how many people have something in their name or address, and one page of them, by name."""

    def save(self, person: Person) -> None:
        """Add or change a person and his primary address."""

    def bind(self, person_id: str, provider: str, subject: str) -> None:
        """Bind a provider's subject to a person once (P6); raises NotAllowed when bound otherwise."""

    def unbind(self, person_id: str) -> None:
        """Forget how a person signs in, so that the next sign-in binds anew; his sessions and browsers end."""

    def subjects(self) -> dict[str, list[str]]:
        """Return by person's id the providers that he signs in with."""

    def providers_of(self, person_id: str) -> list[str]:
        """Return the providers that one person signs in with."""

    def sessions(self, person_id: str) -> list[datetime]:
        """Return when each of a person's sign-ins ends."""

    def session_ends(self, session: SignedIn) -> datetime | None:
        """Return when a sign-in ends, None when it has ended."""

    def prolong_session(self, session: SignedIn, until: datetime) -> None:
        """Let a sign-in that is used live on."""

    def end_sessions(self, person_id: str) -> None:
        """End all sign-ins of a person; the accounts that they were made by stay bound."""

    def by_subject(self, provider: str, subject: str) -> Person | None:
        """Return who signs in with a provider's subject."""

    def approver_of(self, leaver_id: str) -> Person | None:
        """Return who approves for a leaver, as the administrator set it."""

    def set_approver(self, leaver_id: str, approver_id: str) -> None:
        """Set who approves for a leaver."""

    def approved_by(self, approver_id: str) -> list[str]:
        """Return the ids of everybody for whom a person approves."""

    def approvers(self) -> dict[str, str]:
        """Return every assignment: leaver's id to approver's id."""
