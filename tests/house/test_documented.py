"""Every public name says what it is for."""

import ast
from collections.abc import Iterator

from house.sources import files, name, tree

Named = ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef


def undocumented(module: ast.Module) -> Iterator[str]:
    """The public names of a module without a docstring; "module" for the module itself."""
    if not ast.get_docstring(module):
        yield "module"
    yield from _below(module.body, "")


def _below(body: list[ast.stmt], prefix: str) -> Iterator[str]:
    for node in body:
        if not isinstance(node, Named) or node.name.startswith("_"):
            continue
        if not ast.get_docstring(node):
            yield prefix + node.name
        if isinstance(node, ast.ClassDef):
            yield from _below(node.body, f"{prefix}{node.name}.")


def test_every_public_name_is_documented() -> None:
    assert not [
        f"{name(path)}: {missing}" for path in files("server/segue", ".py") for missing in undocumented(tree(path))
    ]


def test_a_missing_docstring_is_seen() -> None:
    module = ast.parse('class A:\n    """Say."""\n    def b(self): ...\n    def _c(self): ...\ndef d(): ...')
    assert list(undocumented(module)) == ["module", "A.b", "d"]
