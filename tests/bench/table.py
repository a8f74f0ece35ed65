"""The benchmark table: measuring its rows, and showing them as text."""

from collections.abc import Callable

from bench.row import Row


def measured(rows: list[Callable[[], Row]], say: Callable[[str], object]) -> list[Row]:
    """Run every row; one that fails is named, and the others still run."""
    found = []
    for row in rows:
        say(f"measuring: {row.__name__.replace('_', ' ')} …")
        try:
            found.append(row())
        except Exception as error:
            say(f"  failed: {type(error).__name__}: {error}")
    return found


def chosen(rows: list[Callable[[], Row]], words: list[str]) -> list[Callable[[], Row]]:
    """Return the rows whose names hold one of some words; all, where there is no word."""
    return [row for row in rows if not words or any(word in row.__name__ for word in words)]


def table(rows: list[Row]) -> str:
    """The rows as aligned text."""
    cells = [("name", "figure", "unit", "floor or peer", "ratio")]
    for row in rows:
        floor = f"{row.floor:.4g} ({row.floor_is})" if row.floor is not None else "–"
        cells.append((row.name, f"{row.figure:.4g}", row.unit, floor, f"{row.ratio:.2f}" if row.ratio else "–"))
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    lines = ([cell.ljust(width) for cell, width in zip(line, widths, strict=True)] for line in cells)
    return "\n".join("  ".join(line).rstrip() for line in lines)
