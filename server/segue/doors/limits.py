"""Who tries too often waits: the limits of ``segue.desk.attempts`` around a request."""

from collections.abc import Iterator
from contextlib import contextmanager

from flask import request

from segue.desk.attempts import Limit, count_attempt, digest_of_who, take_back_attempt
from segue.doors.wiring import wiring


def here() -> str:
    """Return the address of the network that the request comes from, as the proxy says it."""
    return request.remote_addr or ""


def count(limit: Limit, who: str) -> None:
    """Count an attempt before it is looked at; raises TooManyAttempts."""
    parts = wiring()
    with parts.records.counting() as attempts:
        count_attempt(attempts, limit, digest_of_who(parts.key, limit, who), parts.clock())


@contextmanager
def guessing(*limits: tuple[Limit, str]) -> Iterator[None]:
    """Count what is done within as attempts, unless it succeeds; raises TooManyAttempts."""
    for limit, who in limits:
        count(limit, who)
    yield
    parts = wiring()
    with parts.records.counting() as attempts:
        for limit, who in limits:
            take_back_attempt(attempts, digest_of_who(parts.key, limit, who), parts.clock())
