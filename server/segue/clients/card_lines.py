"""vCards as text: from lines to cards of needed properties. Cards are parted first: a broken one ends only itself."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from segue.clients.limits import MAX_LINE_CHARS, MAX_RECORD_LINES

NEEDED = frozenset(
    (
        *("N", "FN", "ORG", "TITLE", "EMAIL", "TEL", "CATEGORIES", "UID", "LANG", "LANGUAGE", "KIND", "MEMBER"),
        *("X-LANGUAGE", "X-PREFERRED-LANGUAGE", "X-ADDRESSBOOKSERVER-KIND", "X-ADDRESSBOOKSERVER-MEMBER"),
    )
)
"""The properties that are kept. Photos, logos, sounds, keys, birthdays and notes go by unread (C4)."""

_LONGEST_WORD = 40
_HEAD = re.compile(r"(?:[\w-]+\.)?([\w-]+)\s*(;[^:]*)?:", re.ASCII)


@dataclass
class CardText:
    """The needed logical lines of one card; ``row`` counts cards from 1; ``problem`` is a code, or empty."""

    row: int
    lines: list[str] = field(default_factory=list)
    problem: str = ""


def cards_in(lines: Iterator[str]) -> Iterator[CardText]:
    """Yield every card that begins in a text, in order; one that does not end has the problem ``card_broken``."""
    card: _Open | None = None
    row = 0
    for line in lines:
        word = _word(line)
        if word == "BEGIN:VCARD":
            if card:
                yield card.broken()
            row += 1
            card = _Open(CardText(row))
        elif card and word == "END:VCARD":
            yield card.text
            card = None
        elif card:
            card.take(line.rstrip("\n"))
    if card:
        yield card.broken()


def _word(line: str) -> str:
    """Return a line in which a card may begin or end; the millions of lines of photos are let go at a glance."""
    return line.strip().upper().replace(" ", "") if len(line) < _LONGEST_WORD and ":" in line else ""


class _Open:
    """A card while its lines come in."""

    def __init__(self, text: CardText) -> None:
        self.text = text
        self._keeping = False
        self._soft_break = False
        self._size = 0

    def take(self, line: str) -> None:
        """Add a line: the start of a property, or more of the one before (folded, or quoted-printable)."""
        if self._soft_break:
            self._more(line, drop_soft_break=True)
        elif line[:1] in (" ", "\t"):
            self._more(line[1:])
        else:
            self._start(line)

    def broken(self) -> CardText:
        """Return the card as one that could not be read."""
        self.text.problem = self.text.problem or "card_broken"
        return self.text

    def _start(self, line: str) -> None:
        head = _HEAD.match(line)
        self._keeping = bool(head) and head[1].upper() in NEEDED if head else False
        quoted = bool(head) and "QUOTED-PRINTABLE" in (head[2] or "").upper() if head else False
        self._soft_break = quoted and line.endswith("=")
        if self._keeping and self._fits(line):
            self.text.lines.append(line)

    def _more(self, line: str, *, drop_soft_break: bool = False) -> None:
        if self._keeping and self._fits(line):
            before = self.text.lines[-1]
            self.text.lines[-1] = (before.removesuffix("=") if drop_soft_break else before) + line
        self._soft_break = self._soft_break and line.endswith("=")

    def _fits(self, line: str) -> bool:
        self._size += len(line)
        if self._size >= MAX_LINE_CHARS or len(self.text.lines) >= MAX_RECORD_LINES:
            self.text.problem = "card_too_large"
            self._keeping = False
        return not self.text.problem
