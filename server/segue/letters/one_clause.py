"""One clause of a letter alone: what a person is asked to agree to, word for word."""

from segue.letters.cleaning import cleaned
from segue.letters.context import is_present
from segue.letters.facts import LetterFacts
from segue.letters.pack import Pack
from segue.letters.sheet import sheet_of


def said_by(clause: str, facts: LetterFacts, pack: Pack) -> str:
    """Return what a letter of these facts says by a clause, "" where it does not say it."""
    facts = cleaned(facts)
    if clause not in pack.clauses or not is_present(clause, facts):
        return ""
    return sheet_of(facts, pack).say_if_filled(clause)
