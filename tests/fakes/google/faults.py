"""What goes wrong at Google, as scripted; what goes wrong anywhere is in ``fakes.provider.faults``.

::

    google.fails("POST", "/gmail/v1/users/*/drafts", dropped_after(), nth=2)
    google.fails("GET", "/v1/people/me/connections", refused(errors.too_many(service, "30")), nth={1, 3})
"""

from fakes.provider.faults import Fault, dropped_after, dropped_before, malformed, refused, slow

from . import errors

__all__ = ["Fault", "broken", "dropped_after", "dropped_before", "forbidden", "malformed", "quota_spent", "refused",
           "slow", "too_many", "unauthorised"]  # fmt: skip


def unauthorised(service: str = errors.GMAIL) -> Fault:
    """401, as with a revoked token."""
    return refused(errors.credentials_invalid(service))


def forbidden(service: str = errors.GMAIL) -> Fault:
    """403, as with a missing scope."""
    return refused(errors.scope_insufficient(service))


def quota_spent(retry_after: str = "") -> Fault:
    """403 with "Quota exceeded for quota metric …"."""
    return refused(errors.quota_spent(retry_after=retry_after))


def too_many(retry_after: str = "", service: str = errors.GMAIL) -> Fault:
    """429, with or without ``Retry-After`` (seconds, or a date)."""
    return refused(errors.too_many(service, retry_after))


def broken(status: int = 503, acted: bool = False) -> Fault:
    """500, 502, 503 or 504; ``acted``: although the thing was done."""
    return refused(errors.backend_error(status), acted)
