"""Approved answers for when clients write back (H9), in the client's language and from the letter's own facts."""

from segue.letters.cleaning import whole
from segue.letters.context import is_present
from segue.letters.facts import LetterFacts
from segue.letters.pack import Pack
from segue.letters.render import as_text
from segue.letters.sheet import Sheet, paragraph, sheet_of
from segue.letters.specs import QUESTION_OF, SAID_IN_REPLIES


def replies(facts: LetterFacts, pack: Pack) -> list[tuple[str, str]]:
    """Return every answer as (question, text), in the order in which clients ask."""
    facts = whole(facts)
    sheet = sheet_of(facts, pack)
    asked = [id for id, spec in SAID_IN_REPLIES.items() if facts.mode.value in spec.modes and is_present(id, facts)]
    return [(QUESTION_OF.get(id, id), _answer(id, facts, sheet)) for id in asked if sheet.can_say(id)]


def _answer(id: str, facts: LetterFacts, sheet: Sheet) -> str:
    return as_text(paragraph([(id, sheet.say(id))], facts, sheet))
