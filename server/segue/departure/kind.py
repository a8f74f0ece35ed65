"""Why a hand-over happens; the letter's news depends on it (P8)."""

from enum import StrEnum


class DepartureKind(StrEnum):
    """Leaving the company, retiring, changing role inside it (the address does not end), or already gone."""

    LEAVING = "leaving"
    RETIRING = "retiring"
    CHANGING_ROLE = "changing_role"
    GONE = "gone"
