"""Composes one letter from its facts and a language pack. The same facts always give the same bytes."""

from segue.departure.errors import InputError
from segue.departure.kind import DepartureKind
from segue.departure.terms import SenderMode
from segue.letters.cleaning import cleaned, whole
from segue.letters.context import as_company
from segue.letters.facts import LetterFacts
from segue.letters.language import Subject
from segue.letters.layout import paragraphs_of
from segue.letters.letter import Letter
from segue.letters.pack import Pack
from segue.letters.render import Block, as_html, as_text, block
from segue.letters.sheet import Sheet, paragraph, said_of, sheet_of
from segue.letters.specs import OPENING
from segue.letters.text import capitalised, line_above

_PUNCTUATION = tuple(",.!?:;…،।—–-")
INTRODUCING = ("contact", "contacts", "about", "channels", "update_contact")


def compose(facts: LetterFacts, pack: Pack) -> Letter:
    """Compose a letter: missing facts leave out whole clauses, and nothing is printed with a hole.

    Pure and deterministic. Raises InputError ``salutation_needed`` for a client without any name or
    company whose salutation nobody typed, and ``subject_closed`` for a subject that is not open in the mode.
    """
    facts = whole(facts)
    subject, sheet = _subject(facts, pack), sheet_of(facts, pack)
    greeting = _salutation(facts, Sheet(pack, sheet.cell, sheet.gaps))
    blocks = (block(greeting), *_body(facts, sheet, greeting), _sign_off(facts, sheet))
    chosen = " ".join((pack.locale, facts.mode.value, f"subject:{subject.id}", *sheet.variants))
    values = {"salutation": greeting, **sheet.values}
    return Letter(
        pack.locale,
        subject.above(several=bool(facts.others)),
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
    facts = cleaned(facts)
    return _salutation(facts, sheet_of(facts, pack))


def introduction(facts: LetterFacts, pack: Pack) -> str:
    """Return what a letter says of its contact points and nothing else of it, for them to read.

    Raises InputError for facts that make no letter.
    """
    facts = whole(facts)
    sheet = sheet_of(facts, pack)
    clauses = [clause for group in paragraphs_of(facts, pack) for clause in group if clause in INTRODUCING]
    return as_text(paragraph(said_of(clauses, facts, sheet), facts, sheet))


def _salutation(facts: LetterFacts, sheet: Sheet) -> str:
    client = facts.client
    if client.salutation:
        ends = client.salutation.endswith(_PUNCTUATION)
        return client.salutation if ends else client.salutation + sheet.pack.salutation_ends
    if as_company(client) and not (client.company or client.name or client.given or client.family):
        raise InputError("salutation_needed", field="salutation")
    return sheet.say("salutation")


def _body(facts: LetterFacts, sheet: Sheet, greeting: str) -> list[Block]:
    blocks: list[Block] = []
    for clauses in paragraphs_of(facts, sheet.pack):
        if said := said_of(clauses, facts, sheet):
            blocks += paragraph(_after_opening(said), facts, sheet)
    if blocks and not greeting.endswith(sheet.pack.salutation_ends):
        # After "!" a sentence starts, whatever the language does after ",".
        blocks[0] = block(capitalised("\n".join(blocks[0].lines)))
    return blocks


def _after_opening(said: dict[str, str]) -> dict[str, str]:
    """Return sentences of which the one after the opening starts with a capital, as it is not the letter's first.

    A line of its own above that one goes above the opening.
    """
    if OPENING not in said:
        return said
    others = {clause: text for clause, text in said.items() if clause != OPENING}
    line = line_above(next(iter(others.values()), ""))
    return {
        OPENING: line + said[OPENING],
        **{one: capitalised(text.removeprefix(line)) for one, text in others.items()},
    }


def _sign_off(facts: LetterFacts, sheet: Sheet) -> Block:
    writer = facts.writer
    lines = (sheet.say("closing"), writer.name, writer.job_title, writer.company)
    return block("\n".join(line for line in lines if line))


def _subject(facts: LetterFacts, pack: Pack) -> Subject:
    if facts.update:  # the first letter's subjects tell its own news
        return pack.own_subjects[facts.update.kind.value]
    id = facts.subject or pack.default_subject(facts.mode, facts.kind, facts.register)
    subject = pack.subject(id, facts.mode, facts.kind)
    if subject is None:
        raise InputError("subject_closed", field="subject", subject=id)
    return subject


def subjects(
    pack: Pack, mode: SenderMode, kind: DepartureKind = DepartureKind.LEAVING, *, several: bool = False
) -> list[tuple[str, str]]:
    """Return the subjects that are open in a mode and kind, as (id, text), in the pack's order (L4).

    ``several`` asks for the lines above letters with several contact points.
    """
    return [(one.id, one.above(several=several)) for one in pack.subjects if one.is_open(mode, kind)]
