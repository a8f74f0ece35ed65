"""Rooms import inward, and the pure ones know nothing of the outside."""

import ast
import sys

import pytest

from house.sources import SERVER, files, imports, name, tree

# Room → (what of ours it may import, which other packages it may import; None where import-linter is enough).
ROOMS: dict[str, tuple[set[str], set[str] | None]] = {
    "departure": ({"departure"}, set()),
    "clients": ({"clients", "departure"}, {"vobject", "email_validator", "phonenumbers", "openpyxl"}),
    "letters": ({"letters", "departure"}, {"jinja2", "babel", "markupsafe"}),
    "desk": ({"desk", "letters", "clients", "departure"}, set()),
    "providers": ({"providers", "desk", "letters", "clients", "departure"}, None),
    "records": ({"records", "desk", "letters", "clients", "departure"}, None),
    "jobs": ({"jobs", "desk", "letters", "clients", "departure"}, None),
    "doors": ({"doors", "desk", "letters", "clients", "departure"}, None),
}
# Modules without a room; the pure rooms take what these give as arguments.
SHARED = {"assets", "clock", "config", "private"}
PURE = {"departure", "clients", "letters", "desk"}
OUTSIDE = {"doctor"}
"""Looks at everything, as app.py wires everything; no room knows it."""


def complaint(room: str, imported: str) -> str:
    """Why a room may not import a dotted name, "" when it may."""
    ours, others = ROOMS[room]
    first, _, rest = imported.partition(".")
    if first == "segue":
        return "" if rest.split(".")[0] in ours | (set() if room in PURE else SHARED) else "an arrow outward"
    if others is None or first in others or first in sys.stdlib_module_names:
        return ""
    return "a package that this room does not know"


@pytest.mark.parametrize("room", sorted(ROOMS))
def test_a_room_imports_inward_and_only_what_it_may_know(room: str) -> None:
    found = [
        f"{name(path)}: {imported} is {complaint(room, imported)}"
        for path in files(f"server/segue/{room}", ".py")
        for imported in imports(tree(path))
        if complaint(room, imported)
    ]
    assert not found


def test_every_folder_of_the_server_is_a_known_room() -> None:
    rooms = {path.name for path in SERVER.iterdir() if path.is_dir() and (path / "__init__.py").exists()}
    assert rooms <= set(ROOMS) | OUTSIDE


def test_imports_are_absolute_so_that_these_rules_see_them() -> None:
    nodes = [(path, node) for path in files("server", ".py") for node in ast.walk(tree(path))]
    assert not [name(path) for path, node in nodes if isinstance(node, ast.ImportFrom) and node.level]


@pytest.mark.parametrize(
    ("room", "imported"),
    [("departure", "requests"), ("departure", "segue.letters.facts"), ("clients", "jinja2"), ("letters", "vobject"),
     ("letters", "segue.assets.asset"), ("desk", "flask"), ("desk", "segue.records.store"), ("doors", "segue.records"),
     ("providers", "segue.doors.api"), ("records", "segue.providers"), ("doors", "segue.app")],
)  # fmt: skip
def test_a_wrong_import_is_seen(room: str, imported: str) -> None:
    assert complaint(room, imported)


@pytest.mark.parametrize("imported", ["json.dumps", "segue.departure.errors.SegueError", "zoneinfo.ZoneInfo"])
def test_a_right_import_is_left_alone(imported: str) -> None:
    assert not complaint("departure", imported)
