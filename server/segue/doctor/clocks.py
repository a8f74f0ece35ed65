"""Whether this machine's clock goes right, by another's: tokens are refused, and releases come at wrong hours."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from segue.doctor.check import Check

AT_MOST = timedelta(seconds=60)
"""What a provider's tokens are given as well (``providers.signed_tokens``)."""


def clock_check(here: datetime, there: datetime, whose: str) -> Check:
    """Compare two clocks, read at the same moment."""
    apart = here - there
    if abs(apart) <= AT_MOST:
        return Check("clock", True, f"as {whose}")
    seconds, which = round(abs(apart).total_seconds()), "ahead of" if apart > timedelta() else "behind"
    says = f"{seconds:,} seconds {which} {whose}: let both machines take their time from the network (NTP)"
    return Check("clock", False, says)


def moment_of(headers: Mapping[str, str]) -> datetime | None:
    """Return when an answer was given: its ``Date``, and its ``Age`` where it was kept on the way (RFC 9111, 5.1)."""
    age = headers.get("Age", "0")
    try:
        given = parsedate_to_datetime(headers["Date"]) + timedelta(seconds=int(age) if age.isdecimal() else 0)
        return given if given.tzinfo else given.replace(tzinfo=UTC)
    except (KeyError, ValueError, OverflowError):
        return None
