"""The extension and the pane run what is in their package, and nothing that comes as text or from elsewhere."""

import re
from pathlib import Path

import pytest

from house.sources import files, name, text

COMMENT = re.compile(r"/\*.*?\*/|(?<![:\"'`])//[^\n]*|<!--.*?-->", re.DOTALL)
FROM_TEXT = re.compile(
    r"""\beval\b | \bFunction\s*\( | \bimportScripts\b | \b(?:setTimeout|setInterval)\s*\(\s*["'`]
      | \bjavascript: | \bnew\s+(?:Shared)?Worker\b | \bcreateElement\(\s*["'`]script | \bexecuteScript\(\{?\s*code\b
      | \bWebAssembly\b | \bsrcdoc\s*=\s*["'`][^"'`]*<script""",
    re.VERBOSE,
)
# Whatever is loaded: modules, scripts, styles, pictures, frames. A call of the API is data, and a fetch of its own.
LOADED = re.compile(
    r"""(?:\bfrom|\bimport)\s*\(?\s*["'`](?P<module>[^"'`]+)["'`]
      | <(?:script|link|img|iframe|source|embed|object)\b[^>]*?\b(?:src|href|data)=["'](?P<element>[^"']+)["']
      | (?:url\(\s*["']?|@import\s+["'])(?P<style>[^"')]+)""",
    re.VERBOSE,
)
COMPUTED = re.compile(r"\bimport\s*\(\s*(?![\"'])")
MARKUP = re.compile(
    r"\b(?:innerHTML|outerHTML|insertAdjacentHTML|createContextualFragment|setHTML\w*)\b"
    r"|\bdocument\.write\w*"
)
SHIPPED = files("extension", ".js", ".html", ".css")
SCRIPTS = files("extension", ".js")


def code(content: str) -> str:
    """A file without its comments."""
    return COMMENT.sub(" ", content)


def run_from_text(content: str) -> list[str]:
    """Whatever makes code of a text, or loads what is decided only then."""
    return [found.group() for pattern in (FROM_TEXT, COMPUTED) for found in pattern.finditer(code(content))]


def loaded_from_elsewhere(content: str) -> list[str]:
    """The addresses from which a file loads what is not in the package."""
    named = (next(filter(None, found.groups())) for found in LOADED.finditer(code(content)))
    return [one for one in named if re.match(r"[a-z][a-z+.-]*:|//", one) and one != "data:,"]


def markup_written(script: str) -> list[str]:
    """The ways in which a script makes a page of a text."""
    return MARKUP.findall(code(script))


@pytest.mark.parametrize("path", SHIPPED, ids=name)
def test_what_ships_runs_no_text_and_loads_nothing_from_elsewhere(path: Path) -> None:
    content = text(path)
    assert (run_from_text(content), loaded_from_elsewhere(content)) == ([], [])


@pytest.mark.parametrize("path", SCRIPTS, ids=name)
def test_no_script_of_the_extension_makes_a_page_of_a_text(path: Path) -> None:
    assert markup_written(text(path)) == []


@pytest.mark.parametrize("path", files("extension", ".html"), ids=name)
def test_pages_hold_no_script_or_style_inside(path: Path) -> None:
    assert not re.search(r"<script(?![^>]*\bsrc=)|<style|\son[a-z]+=|\sstyle=", text(path))


@pytest.mark.parametrize(
    "content",
    ['eval("1")', "new Function(x)", "Function ('x')", 'setTimeout("go()", 1)', "importScripts(x)", "import(address)",
     "import(`./${name}.js`)", 'page.createElement("script")', "new Worker(x)", "WebAssembly.compile(x)",
     "location = 'javascript:x'"],
)  # fmt: skip
def test_code_that_comes_as_text_is_seen(content: str) -> None:
    assert run_from_text(content)


@pytest.mark.parametrize(
    "content",
    ['import "https://cdn.example/x.js"', '<link href="//cdn.example/x.css">',
     'import x from "https://cdn.example/x.js"', 'import("//cdn.example/x.js")',
     '<script type="module" src="https://cdn.example/x.js"></script>',
     "a { background: url(https://cdn.example/x.png) }", '@import "https://cdn.example/x.css"',
     '<iframe src="http://cdn.example/"></iframe>'],
)  # fmt: skip
def test_what_is_loaded_from_elsewhere_is_seen(content: str) -> None:
    assert loaded_from_elsewhere(content)


@pytest.mark.parametrize(
    "content",
    ["x.innerHTML = y", "x.outerHTML += y", 'x.insertAdjacentHTML("beforeend", y)', "document.write(y)",
     "document.writeln(y)", "x.setHTMLUnsafe(y)", "range.createContextualFragment(y)"],
)  # fmt: skip
def test_a_page_that_is_made_of_a_text_is_seen(content: str) -> None:
    assert markup_written(content)


@pytest.mark.parametrize(
    "content", ["// eval(x)", "/* x.innerHTML = y */", 'import { a } from "./a.js"', 'void import("../panel/panel.js")',
                '<link rel="icon" href="data:,">', 'fetch("https://segue.example/api")']
)  # fmt: skip
def test_what_is_in_the_package_or_is_data_is_left_alone(content: str) -> None:
    assert (run_from_text(content), loaded_from_elsewhere(content), markup_written(content)) == ([], [], [])
