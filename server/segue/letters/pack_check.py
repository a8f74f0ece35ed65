"""Checks that a pack is complete: a gap stops start-up and names file, clause and variant, never a letter."""

import string
from dataclasses import replace
from datetime import date
from itertools import chain, product
from pathlib import Path

from segue.departure.errors import BrokenSetup
from segue.departure.kind import DepartureKind
from segue.departure.register import Register
from segue.departure.terms import SenderMode
from segue.letters.axes import SPELLED_OUT, ClauseSpec, axis_values, cells
from segue.letters.clause import Clause, Variant, read_variants
from segue.letters.dates import DatePattern, words_of
from segue.letters.language import Subject
from segue.letters.specs import CLAUSES, DAYS, FRAME, SAID_IN_LETTERS

LONGEST_SUBJECT = 70
Defaults = dict[tuple[SenderMode, Register], tuple[str, ...]]


def checked_clause(folder: Path, id: str, locale: str, forms: tuple[str, ...], patterns: set[str]) -> Clause:
    """Read a clause and lead every combination of its axes to a variant whose gaps can all be filled."""
    spec, where = CLAUSES[id], f"{folder.name}/clauses/{id}.toml: clause {id}"
    variants = read_variants(folder / "clauses" / f"{id}.toml", where)
    known = {axis: axis_values(axis, locale, forms) for axis in spec.axes}
    for variant in variants:
        _check_axes(variant, known, where)
    spec = replace(spec, axes=_axes_that_matter(spec, variants))
    winners, chosen = _winners(variants, {axis: known[axis] for axis in spec.axes}), {}
    for cell in cells(spec, locale, forms):
        key = tuple(cell.values())
        if key not in winners:
            raise BrokenSetup(detail=f"{where}: no variant for {_described(cell)}")
        chosen[key] = winners[key]
    _check_all_gaps(chosen, spec, patterns, where)
    _check_reachable(variants, chosen, where)
    _check_spelled_out(spec, chosen, where)
    return Clause(id, spec.axes, variants, chosen)


def _axes_that_matter(spec: ClauseSpec, variants: tuple[Variant, ...]) -> tuple[str, ...]:
    """Return the axes that a variant or a gap depends on: along any other, all combinations are alike.

    Whatever is impossible along an axis left out is possible with another of its values, so that
    nothing is checked less; it only keeps loading quick.
    """
    named = {axis for variant in variants for axis in variant.when} | {gap.axis for gap in spec.gaps}
    return tuple(axis for axis in spec.axes if axis in {*named, "mode", *SPELLED_OUT})


def _check_axes(variant: Variant, known: dict[str, tuple[str, ...]], where: str) -> None:
    for axis, values in variant.when.items():
        if not values or not set(values) <= set(known.get(axis, ())):
            raise BrokenSetup(detail=f"{where}, variant {variant.number}: {axis} = {', '.join(values)} does not exist")


def _winners(variants: tuple[Variant, ...], known: dict[str, tuple[str, ...]]) -> dict[tuple[str, ...], Variant]:
    """Return the first variant that fits, by axis values; later ones are overwritten by earlier ones."""
    return {
        key: variant
        for variant in reversed(variants)
        for key in product(*(variant.when.get(axis, values) for axis, values in known.items()))
    }


def _check_all_gaps(chosen: dict[tuple[str, ...], Variant], spec: ClauseSpec, patterns: set[str], where: str) -> None:
    """Check each variant once for each combination of the axes that its gaps depend on: along others, all are alike."""
    places = [place for place, axis in enumerate(spec.axes) if axis in {gap.axis for gap in spec.gaps}]
    unlike: dict[tuple[object, ...], tuple[str, ...]] = {}
    for key, variant in chosen.items():
        unlike.setdefault((variant.number, *(key[place] for place in places)), key)
    for key in unlike.values():
        _check_gaps(chosen[key], dict(zip(spec.axes, key, strict=True)), spec, patterns, where)


def _check_gaps(variant: Variant, cell: dict[str, str], spec: ClauseSpec, patterns: set[str], where: str) -> None:
    used = {_base(gap, patterns) for gap in variant.gaps}
    exist = {gap.name for gap in spec.gaps if gap.exists(cell)}
    must = {gap.name for gap in spec.gaps if gap.must and gap.exists(cell)}
    here = f"{where}, variant {variant.number}"
    if used - exist:
        raise BrokenSetup(detail=f"{here}: nothing fills {', '.join(sorted(used - exist))} for {_described(cell)}")
    if must - used:
        raise BrokenSetup(detail=f"{here}: does not say {', '.join(sorted(must - used))} for {_described(cell)}")


def _base(gap: str, patterns: set[str]) -> str:
    """Return a date's name without its pattern: ``last_day_until`` is ``last_day`` written as ``until``."""
    return next((day for day in DAYS if gap.startswith(f"{day}_") and gap[len(day) + 1 :] in patterns), gap)


def _check_reachable(variants: tuple[Variant, ...], chosen: dict[tuple[str, ...], Variant], where: str) -> None:
    reached = {variant.number for variant in chosen.values()}
    lost = [variant.number for variant in variants if variant.number not in reached]
    if lost:
        raise BrokenSetup(detail=f"{where}, variant {lost[0]}: can never be reached, earlier variants take everything")


def _check_spelled_out(spec: ClauseSpec, chosen: dict[tuple[str, ...], Variant], where: str) -> None:
    """Check that nothing falls through along the axes that are spelled out, such as a reason that is new."""
    for place in (place for place, axis in enumerate(spec.axes) if axis in SPELLED_OUT):
        axis, stands_for = spec.axes[place], dict[int, str]()
        for key, variant in chosen.items():
            if axis not in variant.when and stands_for.setdefault(variant.number, key[place]) != key[place]:
                both = f"{axis} {stands_for[variant.number]} and {key[place]}"
                raise BrokenSetup(detail=f"{where}, variant {variant.number}: stands for {both} without naming them")


def _described(cell: dict[str, str]) -> str:
    return ", ".join(f"{axis} {value}" for axis, value in cell.items())


def check_dates(patterns: dict[str, DatePattern], locale: str, names: dict[str, tuple[str, ...]]) -> None:
    """Check that every date pattern names only words that exist."""
    known = set(words_of(date(2025, 10, 10), locale, names))
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
    return tuple(kind for kind in DepartureKind if mode is SenderMode.MANAGER or kind is not DepartureKind.GONE)


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
