"""Salutation against recipient, forms of address, names with invisible marks."""

import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from segue.departure.findings import Finding, Severity
from segue.departure.people import Gender
from segue.letters.context import as_company
from segue.letters.proofread.reading import Reading, matches, words
from segue.letters.proofread.words import WORD
from segue.letters.text import JOINERS, folded

FIRST_FROM_THE_RIGHT = "\u0590"
"""No character below is written from the right: Hebrew is the first script that is."""
FORMULA = ("=", "+", "-", "@", "\t")


def salutation_of_somebody_else(reading: Reading) -> Iterator[Finding]:
    """Find a retyped salutation that holds no part of the client's name and not the company either."""
    client = reading.facts.client
    if not client.salutation:
        return
    known = " ".join((client.name, client.given, client.patronymic, client.family, client.company))
    parts = {part for part in WORD.findall(folded(known)) if len(part) > 1 or not part.isascii()}
    if parts and not parts & set(WORD.findall(folded(client.salutation))):
        yield Finding("salutation_other_name", Severity.WARNING, "salutation", values={"words": client.salutation})


def salutation_of_another_gender(reading: Reading) -> Iterator[Finding]:
    """Find a form of the other gender in the salutation of a client whose gender is stated."""
    gender = reading.facts.client.gender
    if gender is Gender.UNSTATED or as_company(reading.facts.client):
        return
    other = "m" if gender is Gender.FEMININE else "f"
    pattern = words(reading.pack.proofreading.gendered[other], ignore_case=True)
    greeting = reading.letter.values.get("salutation", "")
    for name in filter(None, (reading.facts.client.name, reading.facts.client.given, reading.facts.client.family)):
        greeting = greeting.replace(name, " " * len(name))
    yield from matches("salutation_other_gender", Severity.WARNING, pattern, {"salutation": greeting})


def mixed_forms_of_address(reading: Reading) -> Iterator[Finding]:
    """Find words of another form of address than the letter's own: tu and Lei, Lei and voi (T5)."""
    forms, facts = reading.pack.forms, reading.facts
    own = reading.pack.form_for(facts.client, facts.register, as_company=as_company(facts.client))
    foreign = tuple(word for form, listed in forms.words.items() if form != own for word in listed)
    maybe = {where: reading.prose[where] for where, said in reading.prose_words.items() if _may_say(foreign, said)}
    yield from matches("mixed_forms", Severity.WARNING, words(foreign), maybe)


@lru_cache(maxsize=256)
def _first_words(entries: tuple[str, ...]) -> frozenset[str]:
    return frozenset((WORD.findall(entry) or [""])[0] for entry in entries)


def _may_say(entries: tuple[str, ...], said: list[str]) -> bool:
    """Say whether a text can hold one of some phrases at all, judging by its words."""
    first = _first_words(entries)
    return "" in first or not first.isdisjoint(said)


def strange_marks_in_names(reading: Reading) -> Iterator[Finding]:
    """Find invisible marks, right-to-left letters and beginnings of formulas in names."""
    for field, value in reading.names.items():
        whole = (0, len(value))
        if not value.isprintable() and any(map(_is_invisible, value)):
            yield Finding("invisible_marks", Severity.WARNING, field, whole)
        if reading.pack.direction == "ltr" and max(value) >= FIRST_FROM_THE_RIGHT and any(map(_is_from_right, value)):
            yield Finding("right_to_left_name", Severity.HINT, field, whole)
        if value.startswith(FORMULA) and not field.endswith((".phone", "personal_contact")):
            yield Finding("formula_in_name", Severity.WARNING, field, whole)


def _is_invisible(char: str) -> bool:
    return unicodedata.category(char) in ("Cc", "Cf", "Cs") and char not in JOINERS


def _is_from_right(char: str) -> bool:
    return unicodedata.bidirectional(char) in ("R", "AL")
