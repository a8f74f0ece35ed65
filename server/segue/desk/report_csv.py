"""The completeness report as a table to take along; no cell of it is a formula (A4)."""

from collections.abc import Iterable, Iterator
from datetime import UTC

from segue.desk.completeness import Gaps, Line
from segue.desk.csv_lines import csv_lines


def report_csv(lines: Iterable[Line], title: list[str], named: dict[str, str]) -> Iterator[str]:
    """Yield the report for a spreadsheet; ``named`` puts outcomes, codes, calls and people (by id) in words."""
    yield from csv_lines([title])
    for line in lines:
        at = line.at.astimezone(UTC).isoformat() if line.at else ""
        why = named[line.why] if line.is_coded else line.why
        client = [line.client.company, line.client.name, line.client.addresses[0]]
        calls = ", ".join(named[f"call.{one}"] for one in line.calls)
        told = [named[line.outcome], why, at, named.get(line.person_id, ""), calls, line.corrections_left or ""]
        yield from csv_lines([[*client, *told]])


def gaps_csv(found: Gaps, named: dict[str, str], columns: int) -> Iterator[str]:
    """Yield the same in the report's columns; ``named`` puts ``untold``, ``unlisted`` and ``stands.<…>`` in words."""
    for one in found.untold:
        yield from _padded([one.account.name, "", "", named["untold"], named[f"stands.{one.stands}"]], columns)
    for company in found.unlisted:
        yield from _padded([company.name, "", "", named["unlisted"]], columns)


def _padded(cells: list[str], columns: int) -> Iterator[str]:
    return csv_lines([[*cells, *[""] * (columns - len(cells))]])
