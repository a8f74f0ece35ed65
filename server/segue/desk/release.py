"""The one check before a letter leaves the server, and the type that only this check can make (P1, P5, P7)."""

import hashlib
import hmac
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from segue.departure.approval import LetterBytes, key_of
from segue.departure.departure import Departure
from segue.departure.errors import NotApproved, NotReleased
from segue.departure.letter_state import LetterState
from segue.departure.permission import closes_at, opens_at
from segue.departure.stage import MOVES, REFUSALS, Verb
from segue.departure.terms import SenderMode
from segue.desk.openings import in_force
from segue.desk.submitted import Approval, SubmittedLetter
from segue.desk.uncalled import require_called
from segue.desk.unconfirmed import Unconfirmed, unconfirmed_contacts, unconfirmed_in

if TYPE_CHECKING:  # the desk holds the ports, and the ports name ReleasedLetter
    from segue.desk.desk import Desk

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
    desk: "Desk",
    departure: Departure,
    letter: SubmittedLetter,
    approval: Approval | None,
    unconfirmed: Unconfirmed | None = None,
) -> ReleasedLetter:
    """Return the approved bytes if they may leave at this moment; ``unconfirmed`` is for who asked of it just now.

    Raises NotApproved when the letter has no approval that fits its bytes, NotReleased when it is
    closed: not yet released, past the last day (first-person letters), no longer to be told, on hold
    because a contact point that it names is leaving as well (P11), or until its client was called (H8).
    """
    require_open(desk, departure, SenderMode(letter.content.mode))
    approved = approved_word(desk, letter, approval)
    _require_confirmed(letter, unconfirmed_contacts(desk, departure) if unconfirmed is None else unconfirmed)
    require_called(desk, letter)
    own = key_of(approved.content, approved.digest, desk.key) or desk.key
    return ReleasedLetter(letter.id, approved.content, approved.digest, _marker(approved, own), _SEAL)


def approved_word(desk: "Desk", letter: SubmittedLetter, approval: Approval | None) -> Approval:
    """Return the approver's word on a letter as it now reads; raises NotApproved, NotReleased for one of before."""
    _require_up_to_date(desk, letter)
    if approval is None or letter.state is not LetterState.APPROVED:
        raise NotApproved()
    approved = in_force(approval, letter, desk.key)
    if approved is None:
        raise NotApproved("letter_bytes_differ")
    return approved


def require_open(desk: "Desk", departure: Departure, mode: SenderMode) -> None:
    """Raise NotReleased, saying why, when no letter of a mode may leave at this moment."""
    require_allowed(desk, departure, mode)
    opens = opens_at(desk.terms(departure))
    if opens is not None and desk.now < opens:
        raise NotReleased("not_released_yet", opens_at=opens)
    require_looked(departure, departure.teller_of(mode))


def require_looked(departure: Departure, teller_id: str) -> None:
    """Raise NotReleased after a backup was restored, until who tells has looked what had gone: nothing goes twice."""
    if departure.restored is not None and teller_id not in departure.restored.looked:
        raise NotReleased("restored_unseen")


def require_allowed(desk: "Desk", departure: Departure, mode: SenderMode) -> None:
    """Raise NotReleased, saying why, when no letter of a mode may leave any more, or ever, as things stand."""
    if Verb.HAND_OUT not in MOVES[departure.stage]:
        raise NotReleased(REFUSALS[departure.stage])
    terms = desk.terms(departure)
    if not terms.may_tell or mode not in desk.policy.modes:
        raise NotReleased("not_allowed_to_tell")
    if departure.taken_over and mode is not SenderMode.MANAGER:
        raise NotReleased("leaver_not_asked")
    closes = closes_at(mode, departure.last_day, desk.zone)
    if closes is not None and desk.now >= closes:
        raise NotReleased("closed_after_last_day", last_day=departure.last_day)


def _require_up_to_date(desk: "Desk", letter: SubmittedLetter) -> None:
    """Raise NotReleased for a letter of the manager's that speaks of a day gone by as still to come (P7)."""
    last_day, gone = letter.facts.last_day, letter.facts.kind.is_over
    if last_day is not None and desk.today > last_day and not gone:
        raise NotReleased("letter_of_before", last_day=last_day)


def _require_confirmed(letter: SubmittedLetter, unconfirmed: Unconfirmed) -> None:
    """Raise NotReleased, without the reason, while a contact point of the letter is to be confirmed (P11)."""
    for point in unconfirmed_in(letter, unconfirmed):
        raise NotReleased("contact_needs_manager", name=point.name)


def _marker(approval: Approval, key: bytes) -> str:
    domain = approval.content.sender.rpartition("@")[2]
    seed = f"{approval.letter_id} {approval.digest}".encode()
    return f"<{hmac.new(key, seed, hashlib.sha256).hexdigest()[:32]}@{domain}>"
