"""Plain text and HTML of a letter, both from the same blocks (L7)."""

import unicodedata
from collections.abc import Iterable
from typing import Literal, NamedTuple

from markupsafe import escape

from segue.letters.pack import Pack


class Block(NamedTuple):
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
    parts = "".join(f"{_html(part)}\n" for part in blocks)
    return f'<div lang="{escape(pack.locale)}" dir="{pack.direction}">\n{parts}</div>'


def _html(part: Block) -> str:
    before, between, after = ("<ul><li>", "</li><li>", "</li></ul>") if part.kind == "list" else ("<p>", "<br>", "</p>")
    return before + str(escape("\n".join(part.lines))).replace("\n", between) + after
