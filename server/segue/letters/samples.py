"""Sample facts: believable letters in any language, for native readers and for the terminal.

People, companies and dates are invented; names are in Latin script, as contacts often record them.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from segue.departure.contact_point import ContactKind, Topic
from segue.departure.dates import next_working_day
from segue.departure.kind import DepartureKind
from segue.departure.people import Gender
from segue.departure.register import Register
from segue.departure.terms import Reason, SenderMode
from segue.letters.facts import Changed, Colleague, Leaver, LetterFacts, Recipient, Update, UpdateKind, Writer

LEAVER = Writer("Mara Lindqvist", "Halden & Moor", "mara.lindqvist@haldenmoor.example", "Account Director")
MANAGER = Writer("Priya Raman", "Halden & Moor", "priya.raman@haldenmoor.example", "Head of Client Services")
CLIENT = Recipient(
    ("giulia.rossi@rossi-impianti.it.example",), "Giulia Rossi", "Giulia", "Rossi", company="Rossi Impianti"
)
DAYS_TO_LAST_DAY = 28


def sample(locale: str, register: Register, mode: SenderMode, today: date) -> LetterFacts:
    """Return the facts of one plain letter; the last day is a working day four weeks from ``today``."""
    last_day = next_working_day(today + timedelta(days=DAYS_TO_LAST_DAY - 1))
    plain = LetterFacts(
        locale,
        register,
        mode,
        MANAGER if mode is SenderMode.MANAGER else LEAVER,
        CLIENT,
        _colleague(next_working_day(last_day)),
        last_day=None if mode is SenderMode.HAND_OVER else last_day,
        years_together=None if mode is SenderMode.HAND_OVER else 6,
    )
    return replace(plain, leaver=Leaver(LEAVER.name)) if mode is SenderMode.MANAGER else plain


def review_samples(locale: str, today: date) -> Iterator[tuple[str, LetterFacts]]:
    """Yield complete letters that together show what a language's pack can say, each with a short title."""
    for mode in SenderMode:
        for register in Register:
            plain = sample(locale, register, mode, today)
            yield f"{mode} · {register}", plain
            yield f"{mode} · {register} · f", _gendered(plain, Gender.FEMININE)
            yield f"{mode} · {register} · m", _gendered(plain, Gender.MASCULINE)
            yield from ((f"{mode} · {register} · {name}", facts) for name, facts in _special(plain))


def _special(plain: LetterFacts) -> Iterator[tuple[str, LetterFacts]]:
    contact, company = plain.contact, replace(CLIENT, name="", given="", family="", is_company=True)
    yield "second wording", replace(plain, wording=1)
    yield "after a call", replace(plain, after_call=True)
    yield from ((f"second letter: {name}", replace(plain, update=update)) for name, update in _updates(plain.mode))
    yield "company", replace(plain, client=company)
    for kind, name in (
        (ContactKind.INTERIM, contact.name),
        (ContactKind.MANAGER, MANAGER.name),
        (ContactKind.TEAM, "Client Services"),
    ):
        yield f"contact: {kind}", replace(plain, contact=replace(contact, kind=kind, name=name))
    for count in (1, 3):
        yield f"{count + 1} contacts", replace(plain, contact=_topical(contact, 0), others=_others(contact, count))
    if plain.mode is not SenderMode.HAND_OVER:
        yield from _announced(plain)


def _updates(mode: SenderMode) -> Iterator[tuple[str, Update]]:
    yield "successor known", Update(UpdateKind.SUCCESSOR_KNOWN)
    told = [one for one in Changed if mode is not SenderMode.HAND_OVER or one is not Changed.LAST_DAY]
    yield from ((f"{one.value} changed", Update(UpdateKind.CORRECTION, frozenset({one}))) for one in told)


def auto_reply_samples(locale: str, today: date) -> Iterator[tuple[str, LetterFacts]]:
    """Yield the facts of every kind of automatic reply, each with a short title."""
    for mode in (SenderMode.LEAVER, SenderMode.HAND_OVER):
        plain = sample(locale, Register.NEUTRAL, mode, today)
        yield f"{mode}", plain
        for count in (1, 3):
            several = replace(plain, contact=_topical(plain.contact, 0), others=_others(plain.contact, count))
            yield f"{mode} · {count + 1} contacts", several
        yield f"{mode} · contact: interim", replace(plain, contact=replace(plain.contact, kind=ContactKind.INTERIM))
    plain = sample(locale, Register.NEUTRAL, SenderMode.LEAVER, today)
    for kind in (DepartureKind.RETIRING, DepartureKind.CHANGING_ROLE):
        yield kind.value, replace(plain, kind=kind)
    bridge = replace(plain.contact, name="Ines Carvalho", email="ines@haldenmoor.example", kind=ContactKind.INTERIM)
    yield "leaver · bridge", replace(plain, bridge=bridge)


def _announced(plain: LetterFacts) -> Iterator[tuple[str, LetterFacts]]:
    kinds = [kind for kind in DepartureKind if kind is not plain.kind and (plain.leaver or not kind.is_over)]
    yield from ((kind.value, replace(plain, kind=kind)) for kind in kinds)
    yield from ((f"years: {years or 0}", replace(plain, years_together=years)) for years in (None, 1, 2, 5, 11, 21))
    if plain.mode is SenderMode.LEAVER:
        yield from ((f"reason: {one}", replace(plain, reason=one, hope_to_meet=True)) for one in Reason)
        yield "personal contact", replace(plain, personal_contact="mara@lindqvist.example", personal_end=plain.last_day)


def _gendered(plain: LetterFacts, gender: Gender) -> LetterFacts:
    told = replace(plain.contact, gender=gender, job_title="Senior Account Manager", years_here=5)
    leaver = replace(plain.leaver, gender=gender) if plain.leaver else None
    client, writer = replace(plain.client, gender=gender), replace(plain.writer, gender=gender)
    return replace(plain, contact=told, leaver=leaver, client=client, writer=writer)


def _colleague(first_day: date) -> Colleague:
    address = "jonas.whitfield@haldenmoor.example"
    return Colleague(ContactKind.SUCCESSOR, "Jonas Whitfield", first_day, address, "+44 20 7946 0127")


def _topical(person: Colleague, number: int) -> Colleague:
    return replace(person, topic=list(Topic)[number])


def _others(person: Colleague, count: int) -> tuple[Colleague, ...]:
    names = ("Ines Carvalho", "Tom Stainsby", "Lucia Bassanini")
    named = (replace(person, name=name, email=f"{name.split()[0].lower()}@haldenmoor.example") for name in names)
    return tuple(_topical(one, number + 1) for number, one in zip(range(count), named, strict=False))
