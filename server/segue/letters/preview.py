"""Letters to look at: marked in subject, text and HTML, in the letter's own language (P1, H10)."""

from typing import Protocol

from markupsafe import Markup

from segue.letters.letter import PreviewLetter
from segue.letters.pack import Pack


class Readable(Protocol):
    """Anything with a letter's three parts: a composed letter, or the stored bytes of an approved one."""

    @property
    def subject(self) -> str:
        """The subject line."""

    @property
    def text(self) -> str:
        """The plain text."""

    @property
    def html(self) -> str:
        """The HTML."""


def preview(letter: Readable, pack: Pack) -> PreviewLetter:
    """Return a letter for looking at, marked as not approved. ``pack`` is the letter's language."""
    return PreviewLetter(pack.locale, *marked(letter, pack, pack.preview_mark))


def marked(letter: Readable, pack: Pack, mark: str) -> tuple[str, str, str]:
    """Return a letter's subject, text and HTML with one of its language's marks before and after each."""
    paragraph = Markup("<p>{}</p>").format(mark)
    html = Markup('<div lang="{}" dir="{}">\n{}\n').format(pack.locale, pack.direction, paragraph)
    return (
        f"[{mark}] {letter.subject}",
        f"{mark}\n\n{letter.text}\n\n{mark}",
        f"{html}{letter.html}\n{paragraph}\n</div>",
    )
