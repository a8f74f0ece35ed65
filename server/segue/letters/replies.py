"""Approved answers for when clients write back (H9), in the client's language and from the letter's own facts."""

from segue.letters.cleaning import whole
from segue.letters.context import is_present
from segue.letters.facts import LetterFacts
from segue.letters.pack import Pack
from segue.letters.render import as_text
from segue.letters.sheet import paragraph, sheet_of
from segue.letters.specs import QUESTION_OF, SAID_IN_REPLIES


def replies(facts: LetterFacts, pack: Pack) -> list[tuple[str, str]]:
    """Return every answer as (question, text), in the order in which clients ask."""
    facts = whole(facts)
    sheet = sheet_of(facts, pack)
    asked = [id for id, spec in SAID_IN_REPLIES.items() if facts.mode.value in spec.modes and is_present(id, facts)]
    answers = [(id, sheet.say_if_filled(id)) for id in asked]
    return [(QUESTION_OF.get(id, id), as_text(paragraph({id: said}, facts, sheet))) for id, said in answers if said]
