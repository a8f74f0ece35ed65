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
MARKUP = re.compile(
    r"\b(?:innerHTML|outerHTML|insertAdjacentHTML|createContextualFragment|setHTML\w*|document\.write\w*)\b"
)
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


def rows() -> Iterator[dict[str, str]]:
    """The rows of the table of selectors."""
    for block in re.findall(r"\{\n\s+selector:.*?\n\s+\}", text(TABLE), re.DOTALL):
        yield dict(re.findall(r"^\s+(\w+): (?:\"|')(.*)(?:\"|'),$", block, re.MULTILINE))


def test_scripts_of_the_extension_press_only_what_is_named_here() -> None:
    found = {name(path): pressed(text(path)) for path in files("extension", ".js") if "/pane/" not in name(path)}
    assert {path: what for path, what in found.items() if what - PRESSED.get(path, set())} == {}


def test_no_script_in_a_mail_page_writes_markup() -> None:
    assert not [(name(path), found) for path in CONTENT if (found := MARKUP.findall(code(text(path))))]


def test_every_selector_stands_in_the_table() -> None:
    assert not [(name(path), found) for path in CONTENT if (found := selectors_outside_the_table(text(path)))]


def test_every_row_of_the_table_says_what_it_rests_on_where_and_when_it_was_seen() -> None:
    found = list(rows())
    assert len(found) == text(TABLE).count("selector:") > 20
    assert all(set(row) == {"selector", "rests", "evidence", "seen"} for row in found)
    assert all(re.fullmatch(r"20\d\d-(?:0[1-9]|1[0-2])", row["seen"]) for row in found)


def test_no_selector_looks_for_a_label() -> None:
    labels = re.compile(r"aria-label(?!ledby)|data-tooltip|placeholder|\btitle\b")
    assert not [row for row in rows() if labels.search(row["selector"])]


@pytest.mark.parametrize(
    "script",
    ["button.click()", 'new KeyboardEvent("keydown")', "form.requestSubmit()", "form.submit()", "find(x)?.click()"],
)
def test_a_script_that_presses_is_seen(script: str) -> None:
    assert pressed(script)


@pytest.mark.parametrize("script", ["place.querySelector('.x')", 'page.visible(document, "[role=button]")'])
def test_a_selector_where_it_is_used_is_seen(script: str) -> None:
    assert selectors_outside_the_table(script)
