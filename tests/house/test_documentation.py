"""The documentation is true: made pages are up to date, nothing is left out, and no link or command leads nowhere."""

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from house.documents import DOCS, PAGES, error_codes, routes, who_may
from house.page_commands import commands, unknown_commands, unknown_options
from house.sources import ROOT, files, name, text
from segue.cli import main
from segue.config import PREFIX, Settings
from segue.config_reading import OF_TESTS
from segue.departure_file import ContactFields, DepartureFile, UpdateFields, WriterFields

WRITTEN = [path for path in (*ROOT.glob("*.md"), *files("docs", ".md"), *files("deploy", ".md")) if path.exists()]
# Texts of the page that shows an error, which are no codes.
# Headings, and why a reading ended that nobody waited for: its page says it, no answer carries it.
NOT_CODES = {"number", "title", "home", "reading_erased", "reading_gave_up", "reading_too_old"}
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
OURS = ("server/", "templates/", "tests/", "docs/", "extension/", "deploy/", ".ci/")
# Folders as CONTRIBUTING speaks of them, inside server/segue.
ROOMS = ("departure/", "clients/", "letters/", "desk/", "providers/", "records/", "jobs/", "doors/")


def anchors(content: str) -> set[str]:
    """The anchors of a page's headings."""
    heads = re.findall(r"^#+ (.+)$", content, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", head.lower()).replace(" ", "-") for head in heads}


def dead_links(path: Path, content: str) -> list[str]:
    """The links of a page to files or headings that are not there."""
    dead = []
    for link in LINK.findall(content):
        address, _, anchor = link.partition("#")
        if "://" in link:
            continue
        aim = path.parent / address if address else path
        if not aim.exists() or (anchor and anchor not in anchors(text(aim))):
            dead.append(link)
    return dead


def lost_paths(content: str) -> list[str]:
    """The paths of ours in a page's code that are not there."""
    lost = []
    for word in (part for line in commands(content) for part in line.split()):
        if "<" in word or "*" in word or not re.fullmatch(r"[\w./-]+", word):
            continue
        if word.startswith(OURS) or (word.startswith(ROOMS) and "." in word):
            places = (ROOT / word, ROOT / "server" / "segue" / word)
            lost += [] if any(place.exists() for place in places) else [word]
    return lost


@pytest.mark.parametrize("page", PAGES)
def test_a_made_page_is_up_to_date(page: str) -> None:
    assert (DOCS / page).read_text(encoding="utf-8") == PAGES[page](), "run `make docs`"


@pytest.mark.parametrize("setting", Settings.model_fields)
def test_every_setting_has_a_meaning_and_a_place_in_the_docs(setting: str) -> None:
    meaning = Settings.model_fields[setting].description
    assert meaning
    assert f"| `{PREFIX}{setting.upper()}` | {meaning} |" in text(DOCS / "settings.md")


def test_every_sentence_on_an_error_belongs_to_a_code_in_the_docs() -> None:
    texts = json.loads(text(ROOT / "templates" / "interface" / "en.json"))
    codes = {key.removeprefix("error.") for key in texts if key.startswith("error.")} - NOT_CODES
    assert codes - error_codes().keys() == set()
    assert not [code for code in codes if f"| `{code}` |" not in text(DOCS / "errors.md")]


def test_every_route_is_in_the_docs_with_who_may() -> None:
    page = text(DOCS / "routes.md")
    assert not [rule for rule, method, at, _ in routes() if f"| {method} | `{rule}` | {who_may(at)} |" not in page]


def test_every_route_says_what_it_is_for() -> None:
    assert not [rule for rule, _, _, says in routes() if not says]


@pytest.mark.parametrize("path", WRITTEN, ids=name)
def test_no_link_command_or_path_leads_nowhere(path: Path) -> None:
    content = text(path)
    assert not dead_links(path, content)
    assert not unknown_commands(content)
    assert not unknown_options(content)
    assert not lost_paths(content)


def test_every_setting_that_a_page_names_exists() -> None:
    known_names = {PREFIX + setting.upper() for setting in Settings.model_fields}
    named = {word for path in WRITTEN for word in re.findall(rf"\b{PREFIX}[A-Z_]*[A-Z]\b", text(path))}
    of_settings = {word for word in named if not word.startswith(OF_TESTS)}
    assert not [word for word in of_settings if word.removesuffix("_FILE") not in known_names]


def test_every_decision_can_be_reached() -> None:
    index = text(DOCS / "decisions" / "README.md")
    pages = sorted(path.name for path in (DOCS / "decisions").glob("0*.md"))
    assert pages
    assert not [page for page in pages if f"({page})" not in index]


def test_every_field_of_a_departure_file_is_explained() -> None:
    page = text(DOCS / "departure-file.md")
    fields = [field.alias or key for key, field in DepartureFile.model_fields.items()]
    tables = {"writer": WriterFields, "contact": ContactFields, "update": UpdateFields}
    fields += [f"{name}.{key}" for name, table in tables.items() for key in table.model_fields]
    assert not [field for field in fields if field not in tables and f"| `{field}` |" not in page]


@pytest.mark.parametrize("command", [line for line in commands(text(DOCS / "departure-file.md")) if "preview " in line])
def test_the_example_of_a_departure_file_works_as_the_page_says(clock: object, command: str) -> None:
    words = command.split("segue ", 1)[1].split()
    answered = CliRunner().invoke(main, [str(ROOT / word) if "/" in word else word for word in words])
    assert answered.exit_code == 0, answered.output
    assert "Jonas Whitfield" in answered.output
    assert "NOT APPROVED" in answered.output


@pytest.mark.parametrize("content", ["[x](nowhere.md)", "[x](README.md#nowhere)", "[x](#nowhere)"])
def test_a_dead_link_is_seen(content: str) -> None:
    assert dead_links(ROOT / "CONTRIBUTING.md", content)


@pytest.mark.parametrize(
    "content", ["`make coffee`", "```sh\nPORT=1 make coffee\n```", "`segue fly`", "`segue admin fly`"]
)
def test_an_unknown_command_is_seen(content: str) -> None:
    assert unknown_commands(content)


@pytest.mark.parametrize("content", ["`segue demo --fly`", "```sh\nsegue manifests extension --outt x\n```"])
def test_an_unknown_option_is_seen(content: str) -> None:
    assert unknown_options(content)


@pytest.mark.parametrize("content", ["`segue demo --port 8400`", "`segue serve --help`", "`git log --oneline`"])
def test_a_known_option_is_left_alone(content: str) -> None:
    assert not unknown_options(content)


@pytest.mark.parametrize("content", ["`make demo`", "`PORT=8400 make demo`", "`segue letters preview a b`"])
def test_a_known_command_is_left_alone(content: str) -> None:
    assert not unknown_commands(content)


def test_a_lost_path_is_seen() -> None:
    assert lost_paths("`tests/house/test_nowhere.py`") == ["tests/house/test_nowhere.py"]
    assert lost_paths("`doors/nowhere.py`") == ["doors/nowhere.py"]
