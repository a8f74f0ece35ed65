"""When clients write back: the answers that were approved with the letter, and handed out as it is (H9, P1, P5).

They are composed of the facts that are stored with the approved letter, never of facts that wait to be read; what would
change an answer makes its letter wait again (``reconsider``). They open and close with the letter itself.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from segue.departure.errors import SegueError
from segue.departure.people import Person
from segue.desk.desk import Desk
from segue.desk.hand_out import INSERT_WITHIN, released_letter
from segue.desk.submitted import SubmittedLetter
from segue.letters.replies import Reply, asked_alike, replies_whole


@dataclass(frozen=True)
class OpenedReplies:
    """The answers to one client, handed out, and the moment (aware) until which a pane may insert them."""

    letter: SubmittedLetter
    replies: list[Reply]
    expires_at: datetime


def open_replies(desk: Desk, actor: Person, letter_id: str) -> OpenedReplies:
    """Hand out the answers to one client and record that; raises NotFound, NotApproved, NotReleased."""
    released = released_letter(desk, actor, letter_id)
    letter = desk.stores.letters.get(letter_id)
    desk.record(actor.id, "open_reply", letter.departure_id, letter.id, digest=released.digest)
    return OpenedReplies(letter, replies_to(desk, letter), desk.now + INSERT_WITHIN)


def replies_to(desk: Desk, letter: SubmittedLetter) -> list[Reply]:
    """Return the answers that belong to a letter as it now reads, to look at; none where it can be written no more."""
    try:
        return replies_whole(letter.facts, desk.packs[letter.content.language])
    except (SegueError, KeyError):
        return []


def replies_of_all(desk: Desk, letters: Iterable[SubmittedLetter]) -> list[tuple[list[SubmittedLetter], list[Reply]]]:
    """Return the answers that belong to several letters, each set of them once, with the letters that have it (P3)."""
    alike: dict[object, list[SubmittedLetter]] = {}
    for letter in letters:
        alike.setdefault((letter.content.language, asked_alike(letter.facts)), []).append(letter)
    merged: dict[tuple[Reply, ...], list[SubmittedLetter]] = {}
    for some in alike.values():
        merged.setdefault(tuple(replies_to(desk, some[0])), []).extend(some)
    return [(some, list(said)) for said, some in merged.items() if said]
