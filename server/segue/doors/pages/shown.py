"""A letter to look at, and its other opening beside it: whoever approves reads both (H8)."""

from dataclasses import dataclass, replace

from segue.departure.letter_state import LetterState
from segue.desk.desk import Desk
from segue.desk.submitted import SubmittedLetter
from segue.doors.pages.own_language import gist_for_reader
from segue.letters.gist import Gist
from segue.letters.letter import PreviewLetter
from segue.letters.preview import preview


@dataclass(frozen=True)
class OtherOpening:
    """How a letter begins otherwise: after a call or without one, the lines that differ, and the letter whole."""

    after_call: bool
    lines: tuple[str, ...]
    shown: PreviewLetter
    gist: Gist | None


def shown(desk: Desk, letter: SubmittedLetter) -> PreviewLetter:
    """Return a submitted letter to look at, marked inside as not approved while it is not."""
    content = letter.content
    if letter.state is LetterState.APPROVED:
        return PreviewLetter(content.language, content.subject, content.text, content.html)
    return preview(content, desk.packs[content.language])


def other_opening(desk: Desk, letter: SubmittedLetter) -> OtherOpening | None:
    """Return the other opening of a letter, None where it has one alone."""
    if letter.other is None:
        return None
    after_call = not letter.facts.after_call
    turned = replace(letter, content=letter.other, facts=replace(letter.facts, after_call=after_call))
    now = letter.content.text.splitlines()
    lines = tuple(line for line in letter.other.text.splitlines() if line not in now)
    return OtherOpening(after_call, lines, shown(desk, turned), gist_for_reader(desk, turned))
