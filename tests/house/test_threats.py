"""SECURITY.md names tests beside each threat; here it is made sure that they exist."""

import ast
import re
from collections.abc import Iterator
from functools import cache

import pytest

from house.sources import ROOT, text, tree

NAMED = re.compile(r"`(?P<path>tests/[\w/]+\.py)::(?P<test>\w+)`")
MUST_NAME = (
    "colleague of the same company", "Another company", "hostile contact", "hostile page", "stolen laptop",
    "stolen database", "compromised token", "caller of the add-on", "forged token", "curious administrator",
    "network between", "dependency", "too large", "by mistake",
)  # fmt: skip


def rows(page: str) -> Iterator[tuple[str, str, str]]:
    """The rows of the table of threats: threat, what stands against it, tests."""
    table = page.partition("| threat |")[2].partition("\n\n")[0]
    for line in table.splitlines()[2:]:
        threat, against, tests = (cell.strip() for cell in line.strip("|").split(" | "))
        yield threat, against, tests


@cache
def functions_in(path: str) -> frozenset[str]:
    """The tests of a file, by their names."""
    if not (ROOT / path).exists():
        return frozenset()
    return frozenset(one.name for one in ast.walk(tree(ROOT / path)) if isinstance(one, ast.FunctionDef))


def missing(page: str) -> list[str]:
    """The tests that a page names and that are not there."""
    return [found.group() for found in NAMED.finditer(page) if found["test"] not in functions_in(found["path"])]


SECURITY = text(ROOT / "SECURITY.md")


def test_every_test_that_is_named_is_there() -> None:
    assert missing(SECURITY) == []


def test_every_threat_has_something_against_it_and_a_test() -> None:
    found = list(rows(SECURITY))
    assert len(found) > 25
    assert [threat for threat, against, tests in found if not against or not NAMED.search(tests)] == []


@pytest.mark.parametrize("who", MUST_NAME)
def test_each_that_may_attack_has_a_row(who: str) -> None:
    assert any(who in threat for threat, _, _ in rows(SECURITY))


def test_a_test_that_is_not_there_is_seen() -> None:
    here, nowhere = "tests/house/test_threats.py", "tests/nowhere.py"
    page = f"`{here}::test_nothing`, `{nowhere}::test_x`, `{here}::missing`"
    assert len(missing(page)) == 2
