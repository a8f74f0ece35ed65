"""The same facts with every typed value made safe to print; a value that shows nothing becomes absent."""

from dataclasses import replace
from functools import lru_cache

from segue.departure.contact_point import ContactKind
from segue.departure.errors import InputError
from segue.departure.terms import SenderMode
from segue.letters.facts import Changed, Colleague, LetterFacts, Recipient, Update, UpdateKind, Writer
from segue.letters.text import clean_line, clean_lines, is_visible


def _clean(value: str) -> str:
    line = clean_line(value)
    return line if is_visible(line) else ""


@lru_cache(maxsize=64)  # all letters of a departure have one writer, and few colleagues
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


@lru_cache(maxsize=256)
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
        personal_contact=_clean(facts.personal_contact),
    )


def whole(facts: LetterFacts) -> LetterFacts:
    """Return cleaned facts.

    Raises InputError for those that make no letter: several contacts without topics, a second letter without news.
    """
    facts = cleaned(facts)
    if facts.mode is SenderMode.LEAVER and facts.kind.is_over:
        raise InputError("choice_unknown", field="kind")
    if facts.mode is SenderMode.MANAGER and not (facts.leaver and facts.leaver.name):
        raise InputError("leaver_missing", field="leaver")
    if facts.others and not all(one.topic and one.name for one in (facts.contact, *facts.others)):
        raise InputError("topic_missing", field="topic")
    if facts.others and not all(one.email or one.phone for one in (facts.contact, *facts.others)):
        raise InputError("contact_without_channel", field="contact")
    if facts.update and not _tells_something(facts.update, facts):
        raise InputError("choice_unknown", field="update")
    return facts


def _tells_something(update: Update, facts: LetterFacts) -> bool:
    """Say whether a second letter has news: somebody permanent, or a fact changed that its mode tells."""
    if update.kind is UpdateKind.SUCCESSOR_KNOWN:
        return bool(facts.others) or facts.contact.kind is not ContactKind.INTERIM
    told = update.changed if facts.last_day else update.changed - {Changed.LAST_DAY}
    return bool(told) and bool(facts.contact.name and (facts.contact.email or facts.contact.phone))
