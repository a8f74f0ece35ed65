"""Calls by which data becomes code, a command or markup: none but those that are named here with their reason."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from house.sources import dotted, files, name, text, tree

NEVER = re.compile(
    r"""(?:\w+\.)*(?:pickle|cPickle|dill|shelve|marshal)\.\w+ | eval | exec | compile | __import__
    | os\.(?:system|popen|exec\w+|spawn\w+) | subprocess\.(?:getoutput|getstatusoutput) | tempfile\.mktemp
    | yaml\.(?:load|unsafe_load|full_load)\w* | (?:\w+\.)*(?:Markup|from_string|render_template_string)
    | ssl\._create_unverified_context | hashlib\.(?:md5|sha1) | random\.\w+ | xml\.(?:\w+\.)*\w+
    | lxml\.(?:\w+\.)*\w+""",
    re.VERBOSE,
)
CALLS = {
    ("server/segue/letters/preview.py", "Markup"): "a constant, which escapes what is put into it",
    (
        "server/segue/letters/review.py",
        "page.from_string",
    ): "the template is our own file, read outside of the pure room",
}
"""Where a call of those stands all the same, and why."""
WRITES_MARKUP = re.compile(
    r"\.(?:inner|outer)HTML\s*\+?=(?!=)|insertAdjacentHTML|document\.write|\beval\(|new Function\("
    r"|createContextualFragment|setHTMLUnsafe|\.srcdoc\s*="
)
SCRIPTS = {"templates/pages/static/queue.js": 3}  # what this server rendered and escaped, in the place of what it was
SAFE = re.compile(r"\|\s*safe\b|autoescape\s+false")
TEMPLATES = {
    "templates/pages/check.html": 1,  # a line break
    "templates/pages/macros.html": 2,  # a macro's own attributes; a letter, within a frame that runs nothing
}
LINT = re.compile(r"#\s*noqa:[^#]*\bS\d+[^#]*$")


def dangerous(module: ast.Module) -> Iterator[str]:
    """Every call that is never to be made, that leaves a command to a shell, or that asks no server who it is."""
    for call in (one for one in ast.walk(module) if isinstance(one, ast.Call)):
        said = {one.arg: one.value.value for one in call.keywords if isinstance(one.value, ast.Constant)}
        if NEVER.fullmatch(dotted(call.func)):
            yield dotted(call.func)
        if said.get("shell"):
            yield "a shell"
        if said.get("verify") is False:
            yield "no certificate"


def counted(pattern: re.Pattern[str], paths: tuple[Path, ...]) -> dict[str, int]:
    """How often a pattern stands in each file where it does."""
    found = {name(path): len(pattern.findall(text(path))) for path in paths}
    return {path: count for path, count in found.items() if count}


def test_no_data_becomes_code_a_command_or_markup() -> None:
    found = {(name(path), call) for path in files("server", ".py") for call in dangerous(tree(path))}
    assert found == set(CALLS)


def test_no_script_makes_markup_of_text_but_of_what_the_server_rendered() -> None:
    scripts = (*files("extension", ".js"), *files("templates", ".js"), *files("manifest", ".js"))
    assert counted(WRITES_MARKUP, scripts) == SCRIPTS


def test_no_template_leaves_escaping_out_but_where_it_is_named_here() -> None:
    assert counted(SAFE, files("templates", ".html", ".jinja", ".j2", ".xml")) == TEMPLATES


def test_whoever_silences_the_security_lint_says_why() -> None:
    lines = ((name(path), line) for path in files("server", ".py") for line in text(path).splitlines())
    assert [(path, line.strip()) for path, line in lines if LINT.search(line)] == []


@pytest.mark.parametrize(
    "code",
    [
        "pickle.loads(x)", "eval(x)", "yaml.load(x)", "subprocess.run(x, shell=True)", "os.system(x)", "Markup(x)",
        "markupsafe.Markup(x)", "session.get(x, verify=False)", "app.jinja_env.from_string(x)", "hashlib.md5(x)",
        "random.choice(x)", "xml.etree.ElementTree.parse(x)", "huey.serializer.pickle.loads(x)",
    ],
)  # fmt: skip
def test_a_dangerous_call_is_seen(code: str) -> None:
    assert list(dangerous(ast.parse(code)))


@pytest.mark.parametrize(
    "code", ["yaml.safe_load(x)", "re.compile(x)", "secrets.choice(x)", "f(shell=False)", "evaluate(x)"]
)
def test_a_call_that_only_resembles_one_is_left_alone(code: str) -> None:
    assert list(dangerous(ast.parse(code))) == []


@pytest.mark.parametrize(
    "script", ["a.innerHTML = b", "a.outerHTML += b", "a.insertAdjacentHTML('x', b)", "f.srcdoc = b"]
)
def test_a_script_that_writes_markup_is_seen(script: str) -> None:
    assert WRITES_MARKUP.search(script)


def test_a_silenced_lint_without_a_reason_is_seen() -> None:
    reasonless, with_reason = "x()  # noqa: S603", "x()  # noqa: S603  # our own command"
    assert (bool(LINT.search(reasonless)), bool(LINT.search(with_reason))) == (True, False)
