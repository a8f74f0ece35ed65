"""The two openings of a letter to a client who is called first: with and without "as we discussed" (H8).

Both are composed, proofread and approved beforehand. ``content`` of a letter is always what would be handed out now:
the call log turns the two round, and the approval holds both.
"""

from dataclasses import replace
from typing import TYPE_CHECKING

from segue.clients.client import Client, Importance
from segue.departure.approval import digest, key_of, seen
from segue.departure.call import was_reached
from segue.departure.letter_state import BEGUN, KNOWS, Told
from segue.desk.submitted import Approval, SubmittedLetter

if TYPE_CHECKING:  # the check of each hand-out asks this, and the desk's own ports name what that check makes
    from segue.desk.desk import Desk


def wants_both(desk: "Desk", client: Client) -> bool:
    """Say whether a client's letter is composed with both openings: he is called first, or was spoken with."""
    return client.importance is Importance.KEY or was_reached(desk.stores.calls.of_client(client.id))


def lacks_one(client: Client, letter: SubmittedLetter) -> bool:
    """Say whether a letter with the news was written before its client was one to be called first."""
    return client.importance is Importance.KEY and letter.other is None and letter.number == 0


def as_called(desk: "Desk", letter: SubmittedLetter) -> SubmittedLetter:
    """Return a letter with the opening that fits the call log, the approval unharmed; one that went out stays.

    Where the other opening stands in a mail program already, nobody was told by it: the letter is to do again.
    """
    reached = letter.other is not None and was_reached(desk.stores.calls.of_client(letter.client_id))
    if letter.other is None or letter.status in KNOWS or reached is letter.facts.after_call:
        return letter
    return replace(
        letter,
        content=letter.other,
        other=letter.content,
        digest=digest(letter.other, key_of(letter.content, letter.digest, desk.key) or desk.key),
        facts=replace(letter.facts, after_call=reached),
        status=Told.TO_DO if letter.status in BEGUN else letter.status,
        opened_at=None,
    )


def seen_of(desk: "Desk", letter: SubmittedLetter) -> str:
    """Return what a person who reads a letter has in front of him: both openings, where there are two."""
    return seen(letter.content, letter.other, desk.key) if letter.other else letter.digest


def word_on(desk: "Desk", letter: SubmittedLetter, approver_id: str) -> Approval:
    """Return an approver's word on a letter as it now reads, with both openings where there are two."""
    return Approval(
        desk.new_id(),
        letter.workspace_id,
        letter.id,
        approver_id,
        desk.now,
        letter.content,
        seen(letter.content, letter.other, desk.key),
        desk.policy.version,
        letter.other,
    )


def in_force(approval: Approval, letter: SubmittedLetter, key: bytes) -> Approval | None:
    """Return the approver's word on the very bytes that would be handed out now, None where it does not hold them."""
    approved = (approval.content, approval.other)
    own = key_of(approval.content, approval.digest, key, approval.other)
    if letter.content not in approved or own is None:
        return None
    return replace(approval, content=letter.content, digest=digest(letter.content, own), other=letter.other)
