"""Plain text and HTML of a letter, both from the same blocks (L7)."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from segue.letters.pack import Pack


@dataclass(frozen=True)
class Block:
    """A paragraph (its lines broken where they stand) or a list (one line an item)."""

    lines: tuple[str, ...]
    kind: Literal["paragraph", "list"] = "paragraph"


def block(text: str, kind: Literal["paragraph", "list"] = "paragraph") -> Block:
    """Make a block of text whose lines are separated by a line feed; NFC."""
    return Block(tuple(unicodedata.normalize("NFC", text).split("\n")), kind)


def as_text(blocks: Iterable[Block]) -> str:
    """Return the plain text: blocks separated by an empty line, items of a list after a dash."""
    return "\n\n".join(
        "\n".join(f"- {line}" if part.kind == "list" else line for line in part.lines) for part in blocks
    )


def as_html(blocks: Iterable[Block], pack: Pack) -> str:
    """Return minimal semantic HTML that takes over the compose window's font, every value escaped."""
    return pack.html.render(locale=pack.locale, direction=pack.direction, blocks=blocks)
