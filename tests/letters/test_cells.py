"""A clause is checked for all combinations at once, and that is what looking at one after another finds."""

import pytest
from enumerated import cells, known
from letter_samples import PACKS

from fakes.cases import for_each
from segue.letters.cells import cells_of, possible
from segue.letters.clause_check import base_of
from segue.letters.specs import CLAUSES


@for_each("clause", CLAUSES)
@pytest.mark.parametrize("locale", ["de", "ru"])
def test_the_possible_combinations_are_those_that_one_by_one_are_possible(locale, clause):
    spec, pack = CLAUSES[clause], PACKS[locale]
    every = cells_of(known(spec, pack))
    left, found = possible(spec, every), []
    while left:
        found.append(every.first(left))
        left &= left - 1
    assert found == list(cells(spec, pack))


def test_a_clause_without_axes_has_one_combination():
    assert cells_of(()).all == 1
    assert cells_of(()).first(1) == {}


def test_combinations_with_a_value_that_does_not_exist_are_not_guessed():
    every = cells_of((("mode", ("leaver", "manager")),))
    assert every.first(every.where({"mode": ("manager",)})) == {"mode": "manager"}
    for unknown in ({"mode": ("nobody",)}, {"made": ("leaver",)}):
        with pytest.raises(KeyError):
            every.where(unknown)


@pytest.mark.slow
@for_each("clause", CLAUSES)
@pytest.mark.parametrize("locale", PACKS)
def test_every_combination_takes_the_first_that_fits_and_says_just_what_it_must(locale, clause):
    spec, pack = CLAUSES[clause], PACKS[locale]
    said = set()
    for cell in cells(spec, pack):
        variant = next(one for one in pack.clauses[clause].variants if _fits(one, cell))
        assert pack.clauses[clause].wording(cell).name == f"{clause}:{variant.number}"
        used = {base_of(gap, set(pack.date_patterns)) for gap in variant.gaps}
        there = [gap for gap in spec.gaps if not gap.axis or gap.exists(cell[gap.axis])]
        assert {gap.name for gap in there if gap.must} <= used <= {gap.name for gap in there}
        said.add(variant.number)
    assert said == {one.number for one in pack.clauses[clause].variants}


def _fits(variant, cell):
    return all(cell[axis] in values for axis, values in variant.when.items())
