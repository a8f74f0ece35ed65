"""The one check before a letter leaves the server, and the type that only this check can make (P1, P5, P7)."""

import hashlib
import hmac
from dataclasses import dataclass, field
from datetime import datetime

from segue.departure.approval import LetterBytes, matches
from segue.departure.departure import Departure
from segue.departure.errors import NotApproved, NotReleased
from segue.departure.permission import closes_at, opens_at
from segue.desk.submitted import Approval, LetterState, SubmittedLetter

_SEAL = object()


@dataclass(frozen=True)
class ReleasedLetter:
    """Approved bytes that may leave now. ``marker`` is an opaque Message-ID on the sender's own domain."""

    letter_id: str
    content: LetterBytes
    digest: str
    marker: str
    seal: object = field(repr=False, compare=False)

    def __post_init__(self) -> None:
        """Refuse to be made anywhere but in ``release``."""
        if self.seal is not _SEAL:
            raise TypeError("only segue.desk.release.release makes a ReleasedLetter")


def release(
    departure: Departure, letter: SubmittedLetter, approval: Approval | None, zone: str, key: bytes, now: datetime
) -> ReleasedLetter:
    """Return the approved bytes if they may leave at this moment.

    Raises NotApproved when the letter has no approval that fits its bytes, NotReleased when it is
    closed: not yet released, past the last day (first-person letters), or no longer to be told.
    """
    require_open(departure, zone, now)
    if approval is None or letter.state is not LetterState.APPROVED:
        raise NotApproved()
    if letter.content != approval.content or not matches(approval.content, approval.digest, key):
        raise NotApproved("letter_bytes_differ")
    return ReleasedLetter(letter.id, approval.content, approval.digest, _marker(approval, key), _SEAL)


def require_open(departure: Departure, zone: str, now: datetime) -> None:
    """Raise NotReleased, saying why, when no letter of the departure may leave at this moment."""
    terms = departure.terms
    if terms is None or not terms.may_tell:
        raise NotReleased("not_allowed_to_tell")
    opens, closes = opens_at(terms), closes_at(terms, departure.last_day, zone)
    if opens is not None and now < opens:
        raise NotReleased("not_released_yet", opens_at=opens)
    if closes is not None and now >= closes:
        raise NotReleased("closed_after_last_day", last_day=departure.last_day)


def _marker(approval: Approval, key: bytes) -> str:
    domain = approval.content.sender.rpartition("@")[2]
    seed = f"{approval.letter_id} {approval.digest}".encode()
    return f"<{hmac.new(key, seed, hashlib.sha256).hexdigest()[:32]}@{domain}>"
