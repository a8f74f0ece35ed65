"""Talking points for the call before the letter (H8): what the letter itself will say, and nothing beyond it."""

from segue.departure.terms import SenderMode
from segue.letters.cleaning import whole
from segue.letters.facts import LetterFacts
from segue.letters.layout import paragraphs_of
from segue.letters.pack import Pack
from segue.letters.render import as_text
from segue.letters.sheet import paragraph, said_of, sheet_of
from segue.letters.specs import OPENING
from segue.letters.text import capitalised, line_above

UNSAID_BY = {SenderMode.LEAVER: ("address_ends",)}
"""Who writes of *this* address means the one that he writes from; on the telephone the word points nowhere."""


def talking_points(facts: LetterFacts, pack: Pack) -> list[tuple[str, str]]:
    """Return (clause, sentence) in the order of the letter, in the client's language.

    Three and more contact points are a list below their sentence; nobody says a line above the first.
    Raises InputError for facts that make no letter.
    """
    facts = whole(facts)
    sheet = sheet_of(facts, pack)
    unsaid = {OPENING, *UNSAID_BY.get(facts.mode, ())}
    clauses = (clause for group in paragraphs_of(facts, pack) for clause in group if clause not in unsaid)
    said = said_of(clauses, facts, sheet)
    line = line_above(next(iter(said.values()), ""))
    spoken = ((clause, paragraph({clause: text.removeprefix(line)}, facts, sheet)) for clause, text in said.items())
    return [(clause, capitalised(as_text(blocks))) for clause, blocks in spoken]
