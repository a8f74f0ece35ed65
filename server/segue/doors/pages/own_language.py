"""A letter's gist in the language of who reads it, wherever somebody decides on letters he may not be able to read."""

from segue.desk.desk import Desk
from segue.desk.submitted import SubmittedLetter
from segue.doors.language import locale
from segue.doors.pages.start import PACK_FOR_INTERFACE
from segue.letters.gist import Gist, gist
from segue.letters.pack import Pack


def gist_for_reader(desk: Desk, letter: SubmittedLetter) -> Gist | None:
    """Return the gist in the reader's own language, None where he reads the letter's or it has no pack."""
    own = pack_of_reader(desk, letter.content.language)
    return gist(letter.facts, own) if own else None


def pack_of_reader(desk: Desk, language: str) -> Pack | None:
    """Return the pack of the reader's own language, None where he reads the letter's or it has none."""
    own = PACK_FOR_INTERFACE.get(locale(), locale())
    same = own.partition("-")[0] == language.partition("-")[0]
    return None if same else desk.packs.get(own)
