"""Every pair of values of every two axes, in few rows: what whole letters are tested over."""

from collections.abc import Mapping, Sequence
from itertools import combinations
from random import Random

TRIES = 30
Row = dict[str, object]


def pairwise_rows(axes: Mapping[str, Sequence[object]], seed: int = 0) -> list[Row]:
    """Return rows, one value an axis, that together hold each pair of values of two axes; the same for a seed."""
    random, names = Random(seed), list(axes)
    open_pairs = {
        (one, here, other, there)
        for one, other in combinations(names, 2)
        for here in range(len(axes[one]))
        for there in range(len(axes[other]))
    }
    rows = []
    while open_pairs:
        start = min(open_pairs)
        drawn = (_drawn(axes, start, random) for _ in range(TRIES))
        best = max(drawn, key=lambda row: len(_pairs(row, names) & open_pairs))
        open_pairs -= _pairs(best, names)
        rows.append({name: axes[name][index] for name, index in best.items()})
    return rows


def _drawn(axes: Mapping[str, Sequence[object]], start: tuple[str, int, str, int], random: Random) -> dict[str, int]:
    one, here, other, there = start
    return {name: random.randrange(len(values)) for name, values in axes.items()} | {one: here, other: there}


def _pairs(row: dict[str, int], names: list[str]) -> set[tuple[str, int, str, int]]:
    return {(one, row[one], other, row[other]) for one, other in combinations(names, 2)}
