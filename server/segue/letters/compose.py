"""Composes one letter from its facts and a language pack. The same facts always give the same bytes."""

from dataclasses import dataclass, field

from segue.departure.errors import InputError
from segue.departure.kind import DepartureKind
from segue.departure.terms import SenderMode
from segue.letters.cleaning import cleaned
from segue.letters.context import as_company, axis_values_of, gaps_of, is_present, topic_parts
from segue.letters.facts import LetterFacts
from segue.letters.language import Subject
from segue.letters.letter import Letter
from segue.letters.pack import Pack
from segue.letters.render import Block, as_html, as_text, block
from segue.letters.specs import DAYS, SAID_IN_REPLIES
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

    def can_say(self, clause: str) -> bool:
        """Say whether every gap of a clause's sentence is filled; if not, the whole clause is left out."""
        return all(gap in self.gaps for gap in self.pack.clauses[clause].variant(self.cell).gaps)

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
    _require_whole(facts)
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
    blocks: list[Block] = []
    for clauses in sheet.pack.layout[facts.mode]:
        present = [clause for clause in clauses if is_present(clause, facts) and sheet.can_say(clause)]
        said = [(clause, sheet.say(clause)) for clause in present]
        if said:
            blocks += _paragraph(said, facts, sheet)
    if blocks and not greeting.endswith(sheet.pack.salutation_ends):
        # After "!" a sentence starts, whatever the language does after ",".
        blocks[0] = block(capitalised("\n".join(blocks[0].lines)))
    return blocks


def _paragraph(said: list[tuple[str, str]], facts: LetterFacts, sheet: _Sheet) -> list[Block]:
    """Return one paragraph; three and more contact points are a list below the sentence that announces them."""
    ids = [clause for clause, _ in said]
    if "contacts" not in ids or len(facts.others) < 2:
        return [block(" ".join(sentence for _, sentence in said))]
    cut = ids.index("contacts") + 1
    items = [sheet.pack.topic_item.format_map(topic_parts(one, sheet.pack)) for one in (facts.contact, *facts.others)]
    sheet.values["contacts"] = "; ".join(items)
    before, after = said[:cut], said[cut:]
    blocks = [block(" ".join(sentence for _, sentence in before)), block("\n".join(items), "list")]
    return [*blocks, block(" ".join(sentence for _, sentence in after))] if after else blocks


def _require_whole(facts: LetterFacts) -> None:
    """Raise InputError for facts that make no letter, such as several contacts without topics."""
    if facts.mode is SenderMode.LEAVER and facts.kind is DepartureKind.GONE:
        raise InputError("choice_unknown", field="kind")
    if facts.mode is SenderMode.MANAGER and not (facts.leaver and facts.leaver.name):
        raise InputError("leaver_missing", field="leaver")
    if facts.others and not all(one.topic and one.name for one in (facts.contact, *facts.others)):
        raise InputError("topic_missing", field="topic")
    if facts.others and not all(one.email or one.phone for one in (facts.contact, *facts.others)):
        raise InputError("contact_without_channel", field="contact")


def replies(facts: LetterFacts, pack: Pack) -> list[tuple[str, str]]:
    """Return the approved answers for when the client writes back (H9), as (id, text), from the same facts."""
    facts = cleaned(facts)
    _require_whole(facts)
    sheet = _sheet(facts, pack)
    asked = [id for id, spec in SAID_IN_REPLIES.items() if facts.mode.value in spec.modes and is_present(id, facts)]
    return [(id, sheet.say(id)) for id in asked if sheet.can_say(id)]


def _sign_off(facts: LetterFacts, sheet: _Sheet) -> Block:
    writer = facts.writer
    lines = (sheet.say("closing"), writer.name, writer.job_title, writer.company)
    return block("\n".join(line for line in lines if line))


def _subject(facts: LetterFacts, pack: Pack) -> Subject:
    id = facts.subject or pack.default_subject(facts.mode, facts.kind, facts.register)
    subject = pack.subject(id, facts.mode, facts.kind)
    if subject is None:
        raise InputError("subject_closed", field="subject", subject=id)
    return subject


def subjects(pack: Pack, mode: SenderMode, kind: DepartureKind = DepartureKind.LEAVING) -> list[tuple[str, str]]:
    """Return the subjects that are open in a mode and kind, as (id, text), in the pack's order (L4)."""
    return [(subject.id, subject.text) for subject in pack.subjects if subject.is_open(mode, kind)]
