"""Slowing down who tries again and again: counters in the database, so that every server process counts alike.

Each attempt is counted before it is looked at, in a transaction of its own, so that many at once are no way round;
one that was right is taken back. Who tries is kept as a keyed digest that says nothing, and forgotten when its time is
over.
"""

import hashlib
import hmac
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from segue.departure.errors import TooManyAttempts
from segue.desk.ports import Attempts, Counter


@dataclass(frozen=True)
class Limit:
    """At most so many attempts of a kind within a time; then none is heard for ``wait``."""

    kind: str
    most: int
    within: timedelta
    wait: timedelta


TEN_MINUTES = timedelta(minutes=10)
PAIRING_FROM = Limit("pairing_from", 10, TEN_MINUTES, timedelta(minutes=15))
"""Codes typed from one address of the network."""
PAIRING_PREFIX = Limit("pairing_prefix", 50, TEN_MINUTES, TEN_MINUTES)
"""Codes typed that begin alike, from wherever: what a thousand addresses together can guess."""
CONNECTING = Limit("connecting", 20, TEN_MINUTES, TEN_MINUTES)
"""Codes that one person lets be made."""
REFUSED_FROM = Limit("refused_from", 60, TEN_MINUTES, TEN_MINUTES)
"""Refused requests for tokens from one address. A right one is always heard: colleagues share addresses."""

SIGN_IN_FROM = Limit("sign_in_from", 100, TEN_MINUTES, TEN_MINUTES)
"""Answers of a provider that let nobody in, from one address: each costs a call to the provider. Many, since colleagues
share addresses; those that let somebody in are not counted."""


def count_attempt(attempts: Attempts, limit: Limit, digest: str, now: datetime) -> None:
    """Count an attempt; raises TooManyAttempts while none is heard."""
    known = attempts.get(digest)
    if known is not None and known.until > now:
        raise TooManyAttempts(wait=known.until - now)
    if known is None or known.since + limit.within <= now:
        known = Counter(digest, 0, now, now)
    count = known.count + 1
    attempts.save(replace(known, count=count, until=now + limit.wait if count >= limit.most else now))


def take_back_attempt(attempts: Attempts, digest: str, now: datetime) -> None:
    """Take back an attempt that was right."""
    known = attempts.get(digest)
    if known is not None:
        attempts.save(replace(known, count=known.count - 1, until=now))


def digest_of_who(key: bytes, limit: Limit, who: str) -> str:
    """Return what stands for who tries: a keyed digest, since addresses of the network are people's."""
    return hmac.new(key, f"segue attempt\n{limit.kind}\n{who}".encode(), hashlib.sha256).hexdigest()
