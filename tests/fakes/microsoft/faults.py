"""What goes wrong at Microsoft, as scripted; what goes wrong anywhere is in ``fakes.provider.faults``.

::

    microsoft.fails("POST", "/v1.0/me/messages", dropped_after(), nth=2)
    microsoft.fails("GET", "/v1.0/me/contacts", too_many("30"), nth={1, 3})
    microsoft.fails("POST", "/*/oauth2/v2.0/token", entra_refuses(50173))
"""

from datetime import UTC, datetime

from fakes.provider.faults import Fault, dropped_after, dropped_before, malformed, refused, slow

from . import errors
from .aadsts import Trouble

__all__ = ["Fault", "broken", "challenged", "concurrency", "dropped_after", "dropped_before", "entra_refuses",
           "forbidden", "malformed", "refused", "slow", "too_many", "unauthorised"]  # fmt: skip


def unauthorised() -> Fault:
    """401, as with a token that has ended."""
    return refused(errors.token_expired())


def challenged(claims: str) -> Fault:
    """401, as when something happened to the account: these claims are wanted."""
    return refused(errors.token_outdated(claims))


def forbidden() -> Fault:
    """403, as with a missing permission."""
    return refused(errors.access_denied())


def too_many(retry_after: str = "") -> Fault:
    """429, with or without ``Retry-After`` (seconds, or a date)."""
    return refused(errors.too_many(retry_after))


def concurrency(retry_after: str = "") -> Fault:
    """429, as for a fifth call at once."""
    return refused(errors.concurrency_exceeded(retry_after))


def broken(status: int = 503, acted: bool = False) -> Fault:
    """500, 502, 503 or 504; ``acted``: although the thing was done."""
    return refused(errors.broken(status), acted)


def entra_refuses(number: int, error: str = "", claims: str = "") -> Fault:
    """The token desk's refusal of this number; see ``aadsts``."""
    return refused(Trouble(number, error, claims).answer(datetime(2026, 1, 1, tzinfo=UTC), errors.REQUEST_ID))
