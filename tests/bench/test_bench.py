"""The table says what was measured, and hides no failure."""

from bench.row import Row
from bench.table import measured, table


def test_a_row_shows_its_figure_its_floor_and_how_far_apart_they_are() -> None:
    head, first, second = table([Row("a", 3.0, "ms", 2.0, "bare"), Row("long name", 0.5, "s")]).splitlines()
    assert head.split() == ["name", "figure", "unit", "floor", "or", "peer", "ratio"]
    assert first.split() == ["a", "3", "ms", "2", "(bare)", "1.50"]
    assert second.split() == ["long", "name", "0.5", "s", "–", "–"]


def test_a_row_that_fails_is_named_and_the_others_are_measured() -> None:
    def broken_row() -> Row:
        raise RuntimeError("no server")

    said: list[str] = []
    assert measured([broken_row, lambda: Row("b", 1, "s")], said.append) == [Row("b", 1, "s")]
    assert "broken row" in said[0]
    assert "no server" in said[1]
