"""What Graph's own description promises, where a machine has it beside the repository."""

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).parents[4] / "shared" / "reference" / "microsoft" / "graph-slice.json"
# On the page of ``user`` and left out of the slice: https://learn.microsoft.com/en-us/graph/api/resources/user
ALSO = {"user": {"businessPhones": "[String]", "jobTitle": "String?", "mobilePhone": "String?",
                 "officeLocation": "String?"}}  # fmt: skip
PRIMITIVES = {"String": str, "Boolean": bool, "Int32": int, "DateTimeOffset": str, "Binary": str}
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z")


@cache
def description() -> dict[str, Any]:
    """Return the description; skips the test that asks for it where there is none."""
    if not HERE.is_file():
        pytest.skip("graph-slice.json is not here: it is in ../shared/reference/microsoft")
    found: dict[str, Any] = json.loads(HERE.read_text(encoding="utf-8"))
    return found


def operations() -> frozenset[tuple[str, str]]:
    """Return every call that is described, whatever the names in its path."""
    return frozenset((one["method"], re.sub(r"\{[^}]+\}", "{}", one["path"])) for one in description()["operations"])


def problems(kind: str, value: dict[str, Any]) -> list[str]:
    """Return where an answer is not what the description promises; it may leave out what was not asked for."""
    known, told = _members(kind), {name: one for name, one in value.items() if not name.startswith("@odata.")}
    wrong = [f"{kind}.{name} is not described" for name in told if name not in known]
    return wrong + [why for name, one in told.items() if name in known for why in _wrong(known[name], one, name)]


def _members(kind: str) -> dict[str, str]:
    found = description()["types"][kind]
    inherited = _members(found["base"]) if "base" in found else {}
    return {**inherited, **found.get("properties", {}), **found.get("navigation", {}), **ALSO.get(kind, {})}


def _wrong(kind: str, value: Any, where: str) -> list[str]:
    if kind.startswith("["):
        return _wrong_list(kind, value, where)
    bare = kind.removesuffix("?")
    if value is None:
        return [] if kind.endswith("?") else [f"{where} is null"]
    if bare not in PRIMITIVES:
        return _wrong_type(bare, value, where)
    if type(value) is not PRIMITIVES[bare] or (bare == "DateTimeOffset" and not MOMENT.fullmatch(str(value))):
        return [f"{where} is no {bare}: {value!r:.80}"]
    return []


def _wrong_list(kind: str, value: Any, where: str) -> list[str]:
    if value is None:
        return [] if kind.endswith("?") else [f"{where} is null"]
    inner = kind.strip("[]?")
    return [why for one in value for why in _wrong(inner, one, where)]


def _wrong_type(kind: str, value: Any, where: str) -> list[str]:
    found = description()["types"][kind]
    if found["kind"] == "enum":
        return [] if value in found["members"] else [f"{where} is no {kind}: {value!r}"]
    return problems(kind, value)
