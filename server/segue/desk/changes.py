"""What changed in a letter since the approver last read it, line by line (P5)."""

from dataclasses import dataclass

from segue.departure.approval import LetterBytes
from segue.desk.submitted import SubmittedLetter


@dataclass(frozen=True)
class Changes:
    """Lines that are gone and lines that are new; none of either where only their order or make-up changed."""

    gone: tuple[str, ...]
    new: tuple[str, ...]


def changes_in(letter: SubmittedLetter) -> Changes | None:
    """Return what changed since the approver may have read the letter, None when nothing did."""
    if letter.before is None or letter.before == letter.content:
        return None
    before, now = _lines(letter.before), _lines(letter.content)
    return Changes(tuple(one for one in before if one not in now), tuple(one for one in now if one not in before))


def changes_by_letter(letters: tuple[SubmittedLetter, ...]) -> list[tuple[Changes, list[SubmittedLetter]]]:
    """Return each set of changes once, with the letters that it is the same for, the most common first."""
    found: dict[Changes, list[SubmittedLetter]] = {}
    for letter in letters:
        changes = changes_in(letter)
        if changes is not None:
            found.setdefault(changes, []).append(letter)
    return sorted(found.items(), key=lambda one: -len(one[1]))


def _lines(content: LetterBytes) -> dict[str, None]:
    """Return the letter's lines in order, whom it goes to and who sends it among them."""
    addressed = (content.sender, ", ".join(content.to), ", ".join(content.cc), content.subject)
    return dict.fromkeys(line for line in (*addressed, *content.text.splitlines()) if line.strip())
