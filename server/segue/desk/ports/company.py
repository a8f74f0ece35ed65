"""What a company sets for itself: its settings, and every version of its policy."""

from collections.abc import Callable
from datetime import datetime
from typing import Protocol

from segue.departure.people import Workspace
from segue.departure.policy import Policy


class Settings(Protocol):
    """The workspace's own settings."""

    def save(self, workspace: Workspace) -> None:
        """Change them; the stores of this transaction keep the ones that they were opened with."""

    def daily_at(self) -> datetime | None:
        """Return when the daily job last went through, None when it never did."""

    def daily_done(self, at: datetime) -> None:
        """Note that the daily job went through."""


class Policies(Protocol):
    """Every version of the company's policy; none is ever changed, but for an erased address that is struck out."""

    def current(self) -> Policy:
        """Return the newest version; the careful default before there is one."""

    def version(self, number: int) -> Policy:
        """Return one version; raises NotFound."""

    def all(self) -> list[tuple[Policy, datetime, str]]:
        """Return every version with when and by whom (a person's id) it was made, newest first."""

    def add(self, policy: Policy, at: datetime, person_id: str) -> Policy:
        """Add a version and return it with its number; raises ChangedMeanwhile unless it follows the newest one."""

    def strike(self, gone: Callable[[str], bool]) -> None:
        """Take erased addresses out of every version: those of which ``gone`` says so."""
