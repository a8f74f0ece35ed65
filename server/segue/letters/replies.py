"""Approved answers for when clients write back (H9), in the client's language and from the letter's own facts."""

from dataclasses import dataclass, replace

from segue.letters.cleaning import whole
from segue.letters.context import is_present
from segue.letters.facts import LetterFacts, Recipient
from segue.letters.pack import Pack
from segue.letters.render import as_html, as_text
from segue.letters.sheet import paragraph, sheet_of
from segue.letters.specs import QUESTION_OF, SAID_IN_REPLIES


@dataclass(frozen=True)
class Reply:
    """The answer to one question of a client's: ``question`` is its id, text and HTML are of one source (L7)."""

    question: str
    text: str
    html: str


def replies(facts: LetterFacts, pack: Pack) -> list[tuple[str, str]]:
    """Return every answer as (question, text), in the order in which clients ask."""
    return [(one.question, one.text) for one in replies_whole(facts, pack)]


def replies_whole(facts: LetterFacts, pack: Pack) -> list[Reply]:
    """Return every answer, in the order in which clients ask."""
    facts = whole(facts)
    sheet = sheet_of(facts, pack)
    asked = [id for id, spec in SAID_IN_REPLIES.items() if facts.mode.value in spec.modes and is_present(id, facts)]
    answers = [(id, sheet.say_if_filled(id)) for id in asked]
    said = [(QUESTION_OF.get(id, id), paragraph({id: text}, facts, sheet)) for id, text in answers if text]
    return [Reply(question, as_text(blocks), as_html(blocks, pack)) for question, blocks in said]


def asked_alike(facts: LetterFacts) -> LetterFacts:
    """Return facts without what no answer depends on: letters with the same left have the same answers."""
    client = Recipient(to=(), gender=facts.client.gender, form=facts.client.form, is_company=facts.client.is_company)
    return replace(facts, client=client, note="", years_together=None, subject="", cc=(), wording=0)
