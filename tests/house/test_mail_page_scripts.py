"""What runs in a mail page can press nothing, and says in one table what it looks for (H1)."""

import re
from collections.abc import Iterator

import pytest

from house.sources import files, name, text

# The link that shows Cc, and the compose link of the mail program of the desktop.
PRESSED = {
    "extension/content/gmail.js": {"copyLink(window)?.click()"},
    "extension/hosts/clipboard.js": {"link.click()"},
}
PRESS = re.compile(r"[\w$)(?.]*\.click\(\)|\bKeyboardEvent\b|\bInputEvent\b|\.(?:requestSubmit|submit)\(|\baccessKey\b")
COMMENT = re.compile(r"/\*.*?\*/|^\s*//[^\n]*", re.DOTALL | re.MULTILINE)
# A selector that is written where it is used; "*" and single tags read what was found, and look for nothing.
SELECTOR = re.compile(r"""(?:querySelector(?:All)?|closest|matches|visible)\([^"'`)]*["'`](?P<written>[^"'`]+)["'`]""")
PLAIN = {"*", "button, [role=button]"}
CONTENT = files("extension/content", ".js")
TABLE = next(path for path in CONTENT if path.name == "selectors.js")


def code(script: str) -> str:
    """A script without its comments."""
    return COMMENT.sub(" ", script)


def pressed(script: str) -> set[str]:
    """Whatever in a script presses, types or submits."""
    return {found.group() for found in PRESS.finditer(code(script))}


def selectors_outside_the_table(script: str) -> set[str]:
    """The selectors that a script writes where it uses them."""
    return {found["written"] for found in SELECTOR.finditer(code(script))} - PLAIN


def rows(table: str) -> Iterator[dict[str, str]]:
    """The rows of a table of selectors."""
    for block in re.findall(r"\{\n\s+selector:.*?\n\s+\}", table, re.DOTALL):
        yield dict(re.findall(r"^\s+(\w+): (?:\"|')(.*)(?:\"|'),$", block, re.MULTILINE))


def test_scripts_of_the_extension_press_only_what_is_named_here() -> None:
    found = {name(path): pressed(text(path)) for path in files("extension", ".js") if "/pane/" not in name(path)}
    assert {path: what for path, what in found.items() if what - PRESSED.get(path, set())} == {}


def test_every_selector_stands_in_the_table() -> None:
    assert not [(name(path), found) for path in CONTENT if (found := selectors_outside_the_table(text(path)))]


def unfounded(table: str) -> list[dict[str, str]]:
    """The rows of a table that do not say what they rest on, where that was seen and in which month."""
    whole = {"selector": ".+", "rests": ".{5,}", "evidence": ".{5,}", "seen": r"20\d\d-(?:0[1-9]|1[0-2])"}
    return [
        row
        for row in rows(table)
        if set(row) != set(whole) or not all(re.fullmatch(whole[part], said) for part, said in row.items())
    ]


def test_every_row_of_the_table_says_what_it_rests_on_where_and_when_it_was_seen() -> None:
    assert len(list(rows(text(TABLE)))) == text(TABLE).count("selector:") > 20
    assert unfounded(text(TABLE)) == []


def test_no_two_rows_of_a_program_have_one_name() -> None:
    for program in re.findall(r"^  \w+: \{\n(.*?)^  \},$", text(TABLE), re.DOTALL | re.MULTILINE):
        names = re.findall(r"^    (\w+): \{$", program, re.MULTILINE)
        assert len(set(names)) == len(names) > 5


def test_every_row_of_the_table_is_used() -> None:
    named = set(re.findall(r"^    (\w+): \{$", text(TABLE), re.MULTILINE))
    elsewhere = "\n".join(code(text(path)) for path in CONTENT if path != TABLE)
    assert {row for row in named if not re.search(rf"\b{row}\b", elsewhere)} == set()


def test_no_selector_looks_for_a_label() -> None:
    labels = re.compile(r"aria-label(?!ledby)|data-tooltip|placeholder|\btitle\b")
    assert not [row for row in rows(text(TABLE)) if labels.search(row["selector"])]


@pytest.mark.parametrize(
    "script",
    ["button.click()", 'new KeyboardEvent("keydown")', "form.requestSubmit()", "form.submit()", "find(x)?.click()"],
)
def test_a_script_that_presses_is_seen(script: str) -> None:
    assert pressed(script)


@pytest.mark.parametrize("script", ["place.querySelector('.x')", 'page.visible(document, "[role=button]")'])
def test_a_selector_where_it_is_used_is_seen(script: str) -> None:
    assert selectors_outside_the_table(script)


@pytest.mark.parametrize(
    ("part", "other"),
    [
        ('      evidence: "messages",\n', ""),
        ('      evidence: "messages",\n', '      evidence: "",\n'),
        ('seen: "2026-03"', 'seen: "March"'),
        ('seen: "2026-03"', 'seen: "2026-13"'),
        ("      rests: ", "      guess: "),
    ],
)
def test_a_selector_without_evidence_or_date_is_seen(part: str, other: str) -> None:
    assert len(unfounded(text(TABLE).replace(part, other, 1))) == 1
