"""Checks that a pack is complete: a gap stops start-up and names file, clause and variant, never a letter."""

import string
from datetime import date
from itertools import chain

from segue.departure.errors import BrokenSetup
from segue.departure.kind import DepartureKind
from segue.departure.register import Register
from segue.departure.terms import SenderMode
from segue.letters.dates import DatePattern, words_of
from segue.letters.language import Subject
from segue.letters.specs import FRAME, SAID_IN_LETTERS

LONGEST_SUBJECT = 70
Defaults = dict[tuple[SenderMode, Register], tuple[str, ...]]


def check_dates(patterns: dict[str, DatePattern], locale: str, names: dict[str, tuple[str, ...]]) -> None:
    """Check that every date pattern names only words that exist."""
    known = set(words_of(date(2025, 10, 10), names))
    for key, pattern in patterns.items():
        for text in (pattern.usual, *dict(pattern.by_day).values()):
            if {name for _, name, _, _ in string.Formatter().parse(text) if name is not None} - known:
                raise BrokenSetup(detail=f"{locale}/pack.toml: dates.{key}: {text} names something unknown")


def check_layout(layout: dict[SenderMode, tuple[tuple[str, ...], ...]], locale: str) -> None:
    """Check that each mode's paragraphs hold each of its clauses exactly once."""
    for mode, paragraphs in layout.items():
        wanted = [id for id, spec in SAID_IN_LETTERS.items() if mode.value in spec.modes and id not in FRAME]
        if sorted(chain(*paragraphs)) != sorted(wanted):
            raise BrokenSetup(
                detail=f"{locale}/pack.toml: layout.{mode.value} must hold once each: {', '.join(wanted)}"
            )


def check_subjects(subjects: tuple[Subject, ...], defaults: Defaults, locale: str) -> None:
    """Check that subjects are short, unique and no fake reply, and that each default is open in its mode."""
    where = f"{locale}/pack.toml: subject"
    for subject in subjects:
        texts = (subject.text, subject.above(several=True))
        if not all(0 < len(text) <= LONGEST_SUBJECT and not text.casefold().startswith("re:") for text in texts):
            raise BrokenSetup(detail=f"{where} {subject.id}: 1 to {LONGEST_SUBJECT} characters, and never Re:")
    if len({subject.id for subject in subjects}) != len(subjects):
        raise BrokenSetup(detail=f"{where}: an id stands twice")
    for (mode, register), ids in defaults.items():
        for kind in kinds_of(mode):
            if not any(subject.id in ids and subject.is_open(mode, kind) for subject in subjects):
                raise BrokenSetup(detail=f"{where}: no default of {mode} {register} is open when {kind}")


def kinds_of(mode: SenderMode) -> tuple[DepartureKind, ...]:
    """Return the kinds of departure that letters of a mode tell of."""
    if mode is SenderMode.HAND_OVER:
        return (DepartureKind.LEAVING,)
    return tuple(kind for kind in DepartureKind if mode is SenderMode.MANAGER or not kind.is_over)


def check_parity(packs: dict[str, tuple[Subject, ...]]) -> None:
    """Check that all packs offer the same subjects in the same modes: a choice survives a change of language."""
    offers = {
        locale: {(subject.id, subject.modes, subject.kinds) for subject in subjects}
        for locale, subjects in packs.items()
    }
    first, *others = offers
    for locale in others:
        differing = sorted(id for id, *_ in offers[first] ^ offers[locale])
        if differing:
            raise BrokenSetup(detail=f"{locale}/pack.toml: subject {differing[0]} differs from {first}/pack.toml")
