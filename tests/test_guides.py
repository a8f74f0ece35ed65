"""The guides of deploy/: commands parse, settings are taken, buttons exist, and each step says what to see."""

import json
import re
import shlex
from pathlib import Path

import click
import pytest

from house.deployed import with_files_here
from house.page_commands import FENCED, named_command
from house.sources import ROOT, files, name, text
from segue.config import PREFIX, Settings, load_settings
from segue.departure.policy import Policy

DEPLOY = ROOT / "deploy"
PAGES = files("deploy", ".md")
GUIDES = [DEPLOY / f"{page}.md" for page in ("README", "google", "microsoft", "both", "browsers")]
QUESTIONNAIRE = DEPLOY / "security-questionnaire.md"
TEXTS = json.loads(text(ROOT / "templates" / "interface" / "en.json")).values()
LIMITS = "(README.md#what-was-tried-and-what-was-not)"
OURS = re.compile(r"(?:^|[\s/])segue ((?:[a-z][a-z-]*)(?: .*)?)$")


def ours(content: str) -> list[str]:
    """What stands after "segue" in the lines of a page's blocks, whatever runs it: docker, kubectl, systemd."""
    lines = "\n".join(FENCED.findall(content)).replace("\\\n", " ").splitlines()
    found = (OURS.search(re.sub(r"\s+#.*|--namespace segue", "", line)) for line in lines)
    return [one[1] for one in found if one]


def mistake_in(command: str) -> str:
    """Return what Segue would say against a command, "" for nothing; files that it names need not be here."""
    words = shlex.split(command.partition(" > ")[0])
    said = [word for word in words if re.fullmatch("[a-z][a-z-]*", word)]
    found = next((one for count in range(len(said), 0, -1) if (one := named_command(said[:count]))), None)
    if found is None or isinstance(found, click.Group):
        return f"no command: {command}"
    try:
        found.make_context(found.name, words[words.index(str(found.name)) + 1 :])
    except click.UsageError as error:
        return "" if "does not exist" in error.message else f"{command}: {error.message}"
    return ""


def patterns() -> list[str]:
    """The interface's texts, with anything in their gaps."""
    return [re.sub(r"\\\{\w+\\\}", ".+", re.escape(one)) for one in TEXTS if not one.startswith("{")]


def named_texts(content: str) -> set[str]:
    """The words of a page that stand in bold, which are the interface's."""
    return {" ".join(one.split()) for one in re.findall(r"\*\*([^*]+)\*\*", content)}


def steps(content: str) -> list[str]:
    """The numbered sections of a page."""
    return [part for part in re.split(r"^## ", content, flags=re.MULTILINE) if re.match(r"\d+\. ", part)]


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_segue_takes_every_command_of_a_page(page: Path) -> None:
    assert [wrong for one in ours(text(page)) if (wrong := mistake_in(one))] == []


def test_every_guide_has_commands_that_were_looked_at() -> None:
    assert {page.stem for page in GUIDES if not ours(text(page))} == set()


@pytest.mark.parametrize("command", ["fly", "admin add --company X", "doctor --fly", "admin", "keys new --out x"])
def test_a_command_that_segue_would_not_take_is_seen(command: str) -> None:
    assert mistake_in(command)


@pytest.mark.parametrize("line", ["docker compose exec web segue fly", "/opt/segue/bin/segue fly", "x \\\n  segue fly"])
def test_a_command_is_found_whatever_runs_it(line: str) -> None:
    assert ours(f"```sh\n{line}\n```") == ["fly"]


@pytest.mark.parametrize("page", GUIDES, ids=name)
def test_the_settings_that_a_guide_shows_are_taken_together(page: Path, tmp_path: Path) -> None:
    blocks = "\n".join(FENCED.findall(re.sub(r"^ +", "", text(page), flags=re.MULTILINE)))
    shown = dict(re.findall(rf"^({PREFIX}[A-Z_]+)=(\S.*)$", blocks, re.MULTILINE))
    assert shown
    load_settings(with_files_here(shown, tmp_path))


@pytest.mark.parametrize("page", GUIDES, ids=name)
def test_every_button_and_heading_that_a_guide_names_exists(page: Path) -> None:
    known = patterns()
    assert {one for one in named_texts(text(page)) if not any(re.fullmatch(each, one) for each in known)} == set()


@pytest.mark.parametrize("page", GUIDES, ids=name)
def test_every_step_says_what_to_see_and_they_are_counted_up(page: Path) -> None:
    parts = steps(text(page))
    assert [part.split("\n")[0] for part in parts if "You should see" not in part] == []
    assert [int(part.partition(".")[0]) for part in parts] == list(range(1, len(parts) + 1))


@pytest.mark.parametrize("page", [*GUIDES[1:4], QUESTIONNAIRE], ids=name)
def test_what_was_never_tried_is_said_in_one_place_and_led_to(page: Path) -> None:
    assert LIMITS in text(page)


def test_a_step_that_another_names_is_there() -> None:
    counted = {page.name: len(steps(text(page))) for page in GUIDES}
    named = [
        (page, aim, int(number))
        for page in GUIDES
        for aim, numbers in re.findall(r"\((\w+\.md)\),\s+(?:from )?steps?\s+([\d to]+\d|\d)", text(page))
        for number in re.findall(r"\d+", numbers)
    ]
    assert len(named) > 10
    assert [(name(page), aim, number) for page, aim, number in named if number > counted[aim]] == []


def test_the_entrance_leads_to_every_page() -> None:
    readme = text(DEPLOY / "README.md")
    assert [page.name for page in PAGES if page.name != "README.md" and f"({page.name})" not in readme] == []


def rows() -> list[list[str]]:
    """The questionnaire's rows: question, answer, where to see it."""
    lines = [line for line in text(QUESTIONNAIRE).splitlines() if line.startswith("| ")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if "| see |" not in line]


def test_every_answer_of_the_questionnaire_shows_where_it_can_be_checked_or_says_that_there_is_nothing() -> None:
    assert len(rows()) > 40
    bare = [question for question, answer, see in rows() if not see and not re.match("None|Your company", answer)]
    assert bare == []


def test_every_file_that_the_questionnaire_names_is_there() -> None:
    named = {one for _, _, see in rows() for one in re.findall(r"`([\w./-]+)`", see)}
    assert len(named) > 30
    assert {one for one in named if not (ROOT / one).exists()} == set()


def test_the_questionnaires_numbers_are_those_of_the_program() -> None:
    said = text(QUESTIONNAIRE)
    assert f"until {Policy().retention_days} days after the last day (7 to 90" in said
    assert (Settings.model_fields["session_hours"].default, "twelve hours" in said) == (12, True)


def test_no_dependency_is_one_of_artificial_intelligence() -> None:
    locked = re.findall(r"^([a-z0-9-]+)==", text(ROOT / "requirements.lock"), re.MULTILINE)
    models = {
        "openai",
        "anthropic",
        "transformers",
        "torch",
        "tensorflow",
        "langchain",
        "google-generativeai",
        "onnxruntime",
    }
    assert locked
    assert models & set(locked) == set()
