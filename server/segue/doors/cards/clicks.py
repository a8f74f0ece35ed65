"""The same click twice: Google may deliver one again, and then nothing happens twice.

A card that can insert has an id, which its clicks carry, and a click on another card is another click. That a click
was heard is kept as a keyed digest that says nothing, and forgotten with the counters of attempts.
"""

import hashlib
import hmac
from datetime import datetime

from segue.desk.ports import Counter
from segue.doors.wiring import actor, wiring


def new_card() -> str:
    """Return an id for a card that is shown for the first time."""
    return wiring().new_id()


def of_card(card_id: str, what: str) -> str:
    """Return the id of one of a card's clicks, or of the card that such a click leads to: always the same."""
    return hashlib.sha256(f"{card_id}\n{what}".encode()).hexdigest()[:16]


def heard_before(click_id: str) -> datetime | None:
    """Return when a click was first heard, None for one that is new."""
    parts = wiring()
    now = parts.clock()
    said = f"segue click\n{actor().id}\n{click_id}".encode()
    digest = hmac.new(parts.key, said, hashlib.sha256).hexdigest()
    with parts.records.counting() as attempts:
        known = attempts.get(digest)
        if known is None:
            attempts.save(Counter(digest, 1, now, now))
    return known.since if known else None
