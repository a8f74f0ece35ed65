"""Why a hand-over happens; the letter's news depends on it (P8)."""

from enum import StrEnum
from typing import Self


class DepartureKind(StrEnum):
    """Leaving, retiring, already gone; or changing role inside the company, or having done so (the address stays)."""

    LEAVING = "leaving"
    RETIRING = "retiring"
    CHANGING_ROLE = "changing_role"
    GONE = "gone"
    CHANGED_ROLE = "changed_role"

    @property
    def is_over(self) -> bool:
        """Say whether the last day has gone by: only the manager can tell it then, and nobody hands over any more."""
        return self is self.afterwards

    @property
    def afterwards(self) -> Self:
        """Return the kind as it is told once the last day is over (P7)."""
        stays = self in (DepartureKind.CHANGING_ROLE, DepartureKind.CHANGED_ROLE)
        return type(self)("changed_role" if stays else "gone")
