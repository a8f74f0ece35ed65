"""A tour takes two minutes, shows what it tells of, and calls everything what the page calls it."""

import json
import re
from pathlib import Path

import pytest

from house.pictures import shown
from house.sources import ROOT, files, name, text
from segue.demo import PEOPLE

TOURS = [*files("docs/tours", ".md")]
MOST_WORDS = 350
PICTURES = range(4, 7)
QUOTED = re.compile(r"(?<!\*)\*\*([^*]+)\*\*")
STEP = re.compile(r"\d\. .+\.")


def interface() -> list[re.Pattern[str]]:
    """What English pages say, gaps open; a text that begins with a gap would fit anything."""
    says = json.loads(text(ROOT / "templates" / "interface" / "en.json")).values()
    plain = [one for one in says if not one.startswith("{")]
    return [re.compile(re.sub(r"\\\{\w+\\\}", ".+", re.escape(one))) for one in plain]


def not_on_a_page(content: str) -> list[str]:
    """The buttons, headings and people in bold type that no page shows; numbered steps have names of their own."""
    quoted = [" ".join(one.split()) for one in QUOTED.findall(content)]
    people, says = {person.name for person in PEOPLE}, interface()
    return [
        one for one in quoted
        if one not in people and not STEP.fullmatch(one) and not any(each.fullmatch(one) for each in says)
    ]  # fmt: skip


def test_leaver_manager_and_administrator_have_a_tour() -> None:
    assert [path.stem for path in TOURS] == ["administrator", "leaver", "manager"]


@pytest.mark.parametrize("path", TOURS, ids=name)
def test_everything_that_a_tour_names_is_called_so_on_the_page(path: Path) -> None:
    assert len(QUOTED.findall(text(path))) > 10
    assert not not_on_a_page(text(path))


@pytest.mark.parametrize("path", TOURS, ids=name)
def test_a_tour_takes_two_minutes(path: Path) -> None:
    assert len(text(path).split()) <= MOST_WORDS


@pytest.mark.parametrize("path", TOURS, ids=name)
def test_a_tour_shows_what_it_tells_of(path: Path) -> None:
    assert len(shown(path)) in PICTURES


@pytest.mark.parametrize("path", TOURS, ids=name)
def test_the_readme_leads_to_a_tour(path: Path) -> None:
    assert f"({name(path)})" in text(ROOT / "README.md")


@pytest.mark.parametrize("wrong", ["Send all", "Read and disagree", "Approve"])
def test_a_name_that_no_page_shows_is_seen(wrong: str) -> None:
    assert not_on_a_page(f"Press **{wrong}**.") == [wrong]
