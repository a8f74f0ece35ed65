"""The same facts with every typed value made safe to print; a value that shows nothing becomes absent."""

from dataclasses import replace

from segue.letters.facts import Colleague, LetterFacts, Recipient, Writer
from segue.letters.text import clean_line, clean_lines, is_visible


def _clean(value: str) -> str:
    line = clean_line(value)
    return line if is_visible(line) else ""


def _writer(writer: Writer) -> Writer:
    return replace(writer, name=_clean(writer.name), company=_clean(writer.company), job_title=_clean(writer.job_title))


def _recipient(client: Recipient) -> Recipient:
    retyped = clean_lines(client.salutation)
    return replace(
        client,
        name=_clean(client.name),
        given=_clean(client.given),
        family=_clean(client.family),
        patronymic=_clean(client.patronymic),
        title=_clean(client.title),
        company=_clean(client.company),
        salutation=retyped if is_visible(retyped) else "",
    )


def _colleague(person: Colleague) -> Colleague:
    return replace(
        person,
        name=_clean(person.name),
        email=_clean(person.email),
        phone=_clean(person.phone),
        job_title=_clean(person.job_title),
    )


def cleaned(facts: LetterFacts) -> LetterFacts:
    """Return facts whose typed values are NFC, one line each (a note keeps its lines), and visible or absent."""
    note = clean_lines(facts.note)
    return replace(
        facts,
        writer=_writer(facts.writer),
        client=_recipient(facts.client),
        contact=_colleague(facts.contact),
        bridge=_colleague(facts.bridge) if facts.bridge else None,
        others=tuple(_colleague(one) for one in facts.others),
        leaver=replace(facts.leaver, name=_clean(facts.leaver.name)) if facts.leaver else None,
        note=note if is_visible(note) else "",
    )
