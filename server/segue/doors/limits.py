"""Who tries too often waits: the limits of ``segue.desk.attempts`` around a request."""

from collections.abc import Iterator
from contextlib import contextmanager
from ipaddress import IPv6Address, ip_address, ip_network

from flask import request

from segue.desk.attempts import Limit, count_attempt, digest_of_who, take_back_attempt
from segue.doors.wiring import wiring

NETWORK_BITS = 64
"""An address of IPv6 counts with its neighbours: who has one has all of these to try with (RFC 6177)."""


def here() -> str:
    """Return the address of the network that the request comes from, as the proxy says it; "" for what is none."""
    try:
        address = ip_address((request.remote_addr or "").partition("%")[0])
    except ValueError:
        return ""
    mapped = address.ipv4_mapped if isinstance(address, IPv6Address) else None
    if isinstance(address, IPv6Address) and mapped is None:
        return str(ip_network((address, NETWORK_BITS), strict=False))
    return str(mapped or address)


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
