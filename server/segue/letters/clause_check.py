"""Checks that a clause is complete: a gap stops start-up and names file, clause and variant, never a letter."""

from pathlib import Path

from segue.departure.errors import BrokenSetup
from segue.letters.axes import SPELLED_OUT, ClauseSpec, Gap
from segue.letters.cells import Cells, cells_of, possible
from segue.letters.clause import Clause, Variant, read_variants
from segue.letters.specs import CLAUSES, DAYS

Shares = list[tuple[Variant, int]]
"""Each variant with the combinations of axis values in which it is said."""


def checked_clause(folder: Path, id: str, axes: dict[str, tuple[str, ...]], patterns: set[str]) -> Clause:
    """Read a clause, in which every combination of its axes leads to a variant whose gaps can all be filled."""
    spec, where = CLAUSES[id], f"{folder.name}/clauses/{id}.toml: clause {id}"
    variants = read_variants(folder / "clauses" / f"{id}.toml", where)
    mattering = _axes_that_matter(spec, variants)
    cells = cells_of(tuple((axis, axes[axis]) for axis in mattering))
    shares = _shares(variants, possible(spec, cells), cells, where)
    _check_gaps(shares, spec.gaps, patterns, cells, where)
    _check_reachable(shares, where)
    _check_spelled_out(shares, cells, where)
    return Clause(id, mattering, variants)


def _axes_that_matter(spec: ClauseSpec, variants: tuple[Variant, ...]) -> tuple[str, ...]:
    """Return the axes that a variant or a gap depends on: along any other, all combinations are alike.

    Whatever is impossible along an axis left out is possible with another of its values, so that
    nothing is checked less; it only keeps loading quick.
    """
    named = {"mode", *SPELLED_OUT, *(gap.axis for gap in spec.gaps)}.union(*(variant.when for variant in variants))
    return tuple(axis for axis in spec.axes if axis in named)


def _shares(variants: tuple[Variant, ...], left: int, cells: Cells, where: str) -> Shares:
    """Give each variant what it fits and no earlier one took; nothing may be left."""
    shares = []
    for variant in variants:
        share = left & _fitting(variant, cells, where)
        shares.append((variant, share))
        left ^= share
    if left:
        raise BrokenSetup(detail=f"{where}: no variant for {_described(cells.first(left))}")
    return shares


def _fitting(variant: Variant, cells: Cells, where: str) -> int:
    try:
        return cells.where(variant.when)
    except KeyError as error:
        axis = next(axis for axis, values in variant.when.items() if not cells.having.get(axis, {}).keys() >= {*values})
        what = f"{axis} = {', '.join(variant.when[axis])}"
        raise BrokenSetup(detail=f"{where}, variant {variant.number}: {what} does not exist") from error


def _check_gaps(shares: Shares, gaps: tuple[Gap, ...], patterns: set[str], cells: Cells, where: str) -> None:
    """Check that something fills each gap wherever it is said, and that no sentence leaves out what it must say."""
    filled = {gap.name: _with(gap, cells) for gap in gaps}
    must = {gap.name: filled[gap.name] for gap in gaps if gap.must}
    for said, places in _places(shares).items():
        used = {base_of(gap, patterns) for gap in said}
        empty = {gap: places & ~filled.get(gap, 0) for gap in used}
        unsaid = {gap: places & there for gap, there in must.items() if gap not in used}
        for problem, found in (("nothing fills", empty), ("does not say", unsaid)):
            for gap in sorted(gap for gap, wrong in found.items() if wrong):
                variant, share = next((one, share) for one, share in shares if one.gaps == said and share & found[gap])
                here = f"{where}, variant {variant.number}: {problem} {gap}"
                raise BrokenSetup(detail=f"{here} for {_described(cells.first(share & found[gap]))}")


def _places(shares: Shares) -> dict[tuple[str, ...], int]:
    """Return where sentences with the same gaps are said, to be looked at together."""
    places: dict[tuple[str, ...], int] = {}
    for variant, share in shares:
        places[variant.gaps] = places.get(variant.gaps, 0) | share
    return places


def _with(gap: Gap, cells: Cells) -> int:
    """Return the combinations in which a gap exists."""
    if not gap.axis:
        return cells.all
    return cells.along(gap.axis, tuple(value for value in cells.having[gap.axis] if gap.exists(value)))


def base_of(gap: str, patterns: set[str]) -> str:
    """Return a date's name without its pattern: ``last_day_until`` is ``last_day`` written as ``until``."""
    return next((day for day in DAYS if gap.startswith(f"{day}_") and gap[len(day) + 1 :] in patterns), gap)


def _check_reachable(shares: Shares, where: str) -> None:
    lost = [variant.number for variant, share in shares if not share]
    if lost:
        raise BrokenSetup(detail=f"{where}, variant {lost[0]}: can never be reached, earlier variants take everything")


def _check_spelled_out(shares: Shares, cells: Cells, where: str) -> None:
    """Check that nothing falls through along the axes that are spelled out, such as a reason that is new."""
    for axis in (axis for axis in SPELLED_OUT if axis in cells.having):
        for variant, share in shares:
            values = [value for value, those in cells.having[axis].items() if share & those]
            if axis not in variant.when and len(values) > 1:
                both = f"{axis} {values[0]} and {values[1]}"
                raise BrokenSetup(detail=f"{where}, variant {variant.number}: stands for {both} without naming them")


def _described(cell: dict[str, str]) -> str:
    return ", ".join(f"{axis} {value}" for axis, value in cell.items())
