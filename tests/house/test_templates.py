"""Every template parses, and every page is used."""

import ast
import hashlib
import re
from pathlib import Path

import pytest
from jinja2 import Environment, meta, nodes

from house.sources import ROOT, files, name, text, tree

TEMPLATE_ENDINGS = (".html", ".j2", ".jinja", ".txt", ".xml")
TEMPLATES = [path for path in files("templates", *TEMPLATE_ENDINGS) if "static" not in path.parts]
PAGES = [path for path in TEMPLATES if path.is_relative_to(ROOT / "templates" / "pages")]


def parsed(path: Path) -> nodes.Template:
    """A template's syntax tree; raises TemplateSyntaxError."""
    # The languages' own tests and filters are not known here, and parsing needs none of them.
    return Environment(autoescape=True, extensions=["jinja2.ext.do"]).parse(text(path), name(path))


def referenced() -> set[str]:
    """Every template name in the templates, and every string of the server that looks like one."""
    found = {one for path in PAGES for one in meta.find_referenced_templates(parsed(path)) if one}
    strings = (
        node for path in files("server", ".py") for node in ast.walk(tree(path)) if isinstance(node, ast.Constant)
    )
    return found | {str(one.value) for one in strings if str(one.value).endswith(TEMPLATE_ENDINGS)}


def test_there_are_templates() -> None:
    assert PAGES


@pytest.mark.parametrize("path", TEMPLATES, ids=name)
def test_a_template_parses(path: Path) -> None:
    assert parsed(path) is not None


def test_every_page_is_used() -> None:
    used = referenced()
    names = {path: path.relative_to(ROOT / "templates" / "pages").as_posix() for path in PAGES}
    assert not [one for path, one in names.items() if one not in used and f"pages/{one}" not in used]


def test_every_page_that_is_named_exists() -> None:
    found = {one for path in PAGES for one in meta.find_referenced_templates(parsed(path)) if one}
    assert not [one for one in found if not (ROOT / "templates" / "pages" / one).exists()]


@pytest.mark.parametrize("path", PAGES, ids=name)
def test_a_page_has_no_inline_script_or_style(path: Path) -> None:
    inline = r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son[a-z]+=|javascript:"
    assert not re.findall(inline, text(path), re.IGNORECASE)


def test_a_vendored_script_is_the_one_its_note_names() -> None:
    vendor = ROOT / "templates" / "pages" / "static" / "vendor"
    scripts = list(vendor.glob("*.js"))
    note = (vendor / "README.md").read_text(encoding="utf-8")
    assert scripts
    assert not [path.name for path in scripts if hashlib.sha256(path.read_bytes()).hexdigest() not in note]
