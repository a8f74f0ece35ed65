"""Composes one letter from its facts and a language pack. The same facts always give the same bytes."""

from dataclasses import dataclass, field

from segue.departure.errors import InputError
from segue.departure.terms import SenderMode
from segue.letters.axes import DAYS
from segue.letters.cleaning import cleaned
from segue.letters.context import as_company, axis_values_of, gaps_of, is_present
from segue.letters.facts import LetterFacts
from segue.letters.language import Subject
from segue.letters.letter import Letter
from segue.letters.pack import Pack
from segue.letters.render import Block, as_html, as_text, block
from segue.letters.text import capitalised

_PUNCTUATION = tuple(",.!?:;…،।—–-")


@dataclass
class _Sheet:
    """One letter while it is written: its place on the axes, its gaps, and what was used of them."""

    pack: Pack
    cell: dict[str, str]
    gaps: dict[str, str]
    variants: list[str] = field(default_factory=list)
    values: dict[str, str] = field(default_factory=dict)

    def say(self, clause: str) -> str:
        """Return a clause's sentence and note the variant and the gaps that it took."""
        variant = self.pack.clauses[clause].variant(self.cell)
        self.variants.append(f"{clause}:{variant.number}")
        for gap in variant.gaps:
            name = next((day for day in DAYS if gap.startswith(f"{day}_")), gap)
            self.values.setdefault(name, self.gaps[gap])
        return variant.template.render(self.gaps)


def _sheet(facts: LetterFacts, pack: Pack) -> _Sheet:
    return _Sheet(pack, axis_values_of(facts, pack), gaps_of(facts, pack))


def compose(facts: LetterFacts, pack: Pack) -> Letter:
    """Compose a letter: missing facts leave out whole clauses, and nothing is printed with a hole.

    Pure and deterministic. Raises InputError ``salutation_needed`` for a client without any name or
    company whose salutation nobody typed, and ``subject_closed`` for a subject that is not open in the mode.
    """
    facts = cleaned(facts)
    subject, sheet = _subject(facts, pack), _sheet(facts, pack)
    greeting = _salutation(facts, pack)
    blocks = (block(greeting), *_body(facts, sheet, greeting), _sign_off(facts, sheet))
    chosen = " ".join((pack.locale, facts.mode.value, f"subject:{subject.id}", *sheet.variants))
    values = {"salutation": greeting, **sheet.values}
    return Letter(
        pack.locale,
        subject.text,
        as_text(blocks),
        as_html(blocks, pack),
        facts.client.to,
        facts.cc,
        chosen,
        values,
    )


def salutation(facts: LetterFacts, pack: Pack) -> str:
    """Return the finished salutation, composed or as retyped, for the table of salutations (C5).

    Raises InputError ``salutation_needed`` when there is neither name nor company.
    """
    return _salutation(cleaned(facts), pack)


def _salutation(facts: LetterFacts, pack: Pack) -> str:
    client = facts.client
    if client.salutation:
        ends = client.salutation.endswith(_PUNCTUATION)
        return client.salutation if ends else client.salutation + pack.salutation_ends
    if as_company(client) and not (client.company or client.name or client.given or client.family):
        raise InputError("salutation_needed", field="salutation")
    return _sheet(facts, pack).say("salutation")


def _body(facts: LetterFacts, sheet: _Sheet, greeting: str) -> list[Block]:
    paragraphs = []
    for clauses in sheet.pack.layout[facts.mode]:
        sentences = [sheet.say(clause) for clause in clauses if is_present(clause, facts)]
        if sentences:
            paragraphs.append(" ".join(sentences))
    if paragraphs and not greeting.endswith(sheet.pack.salutation_ends):
        paragraphs[0] = capitalised(paragraphs[0])  # after "!" a sentence starts, whatever the language does after ","
    return [block(text) for text in paragraphs]


def _sign_off(facts: LetterFacts, sheet: _Sheet) -> Block:
    writer = facts.writer
    lines = (sheet.say("closing"), writer.name, writer.job_title, writer.company)
    return block("\n".join(line for line in lines if line))


def _subject(facts: LetterFacts, pack: Pack) -> Subject:
    id = facts.subject or pack.default_subjects[facts.mode, facts.register]
    subject = pack.subject(id, facts.mode)
    if subject is None:
        raise InputError("subject_closed", field="subject", subject=id)
    return subject


def subjects(pack: Pack, mode: SenderMode) -> list[tuple[str, str]]:
    """Return the subjects that are open in a mode, as (id, text), in the pack's order (L4)."""
    return [(subject.id, subject.text) for subject in pack.subjects if mode in subject.modes]
