"""Whoever changes something at the desk writes it into the audit (A3)."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from fakes.cases import for_each
from house.sources import files, tree

STORES = {
    *("people", "departures", "contacts", "clients", "letters", "settings", "policies", "account_lists"),
    "draftings",
}
CHANGES = {
    "save",
    "save_all",
    "remove",
    "add",
    "approve",
    "changed",
    "set_approver",
    "bind",
    "unbind",
    "strike",
    "add_word",
    "remove_word",
}
REHEARSED = {"policy_preview"}  # in a transaction that is never kept
VERBS = [path for path in files("server/segue/desk", ".py") if path.name != "desk.py"]


def changes(node: ast.AST) -> bool:
    """Whether a function changes a store by itself, as in ``desk.stores.clients.save(…)``."""
    for call in (one for one in ast.walk(node) if isinstance(one, ast.Call)):
        verb = call.func
        if isinstance(verb, ast.Attribute) and verb.attr in CHANGES and isinstance(verb.value, ast.Attribute):
            store = verb.value
            if store.attr in STORES and isinstance(store.value, ast.Attribute) and store.value.attr == "stores":
                return True
    return False


def records(node: ast.AST) -> bool:
    """Whether a function writes an entry by itself."""
    calls = (one.func for one in ast.walk(node) if isinstance(one, ast.Call))
    return any(isinstance(call, ast.Attribute) and call.attr == "record" for call in calls)


def reached(start: str, functions: dict[str, ast.FunctionDef]) -> set[str]:
    """A function and those of its module that it leads to."""
    found, todo = set(), [start]
    while todo:
        one = todo.pop()
        if one in functions and one not in found:
            found.add(one)
            todo += [node.id for node in ast.walk(functions[one]) if isinstance(node, ast.Name)]
    return found


def unrecorded(module: ast.Module) -> Iterator[str]:
    """The verbs of a module (what a person does, so that it takes an actor) that change and do not record."""
    functions = {node.name: node for node in module.body if isinstance(node, ast.FunctionDef)}
    for verb, node in functions.items():
        if verb.startswith("_") or verb in REHEARSED or "actor" not in {argument.arg for argument in node.args.args}:
            continue
        within = [functions[one] for one in reached(verb, functions)]
        if any(map(changes, within)) and not any(map(records, within)):
            yield verb


@for_each("path", VERBS)
def test_every_verb_that_changes_something_records_it(path: Path) -> None:
    assert not list(unrecorded(tree(path)))


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("def f(desk, actor): desk.stores.clients.save(1)", ["f"]),
        ("def f(desk, actor): _g(desk)\ndef _g(desk): desk.stores.letters.remove(1)", ["f"]),
        ("def f(desk, actor):\n  desk.stores.clients.save(1)\n  desk.record(1)", []),
        ("def f(desk, actor):\n  desk.stores.clients.save(1)\n  _g(desk)\ndef _g(desk): desk.record(1)", []),
        ("def f(desk, actor): return desk.stores.clients.get(1)", []),
        ("def _f(desk, actor): desk.stores.clients.save(1)", []),
    ],
)
def test_a_verb_that_records_nothing_is_seen(code: str, expected: list[str]) -> None:
    assert list(unrecorded(ast.parse(code))) == expected
