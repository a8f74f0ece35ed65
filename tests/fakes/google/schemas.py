"""The schemas of the discovery documents as JSON Schema, with nothing allowed that they do not name."""

from functools import cache
from typing import Any

import jsonschema_rs

from .discovery import document

PATTERNS = {"int64": r"^-?\d+$", "uint64": r"^\d+$", "byte": r"^[A-Za-z0-9_-]*={0,2}$",
            "google-datetime": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$"}  # fmt: skip


def problems(api: str, schema: str, value: Any) -> list[str]:
    """Return where an answer is not what the discovery document of ``people`` or ``gmail`` promises."""
    found = _validator(api, schema).iter_errors(value)
    return [f"{'/'.join(map(str, error.instance_path))}: {error.message:.200}" for error in found]


@cache
def _validator(api: str, schema: str) -> Any:
    every = {name: _converted(one) for name, one in document(api)["schemas"].items()}
    return jsonschema_rs.validator_for({"$ref": f"#/$defs/{schema}", "$defs": every})


def _converted(node: dict[str, Any]) -> dict[str, Any]:
    if "$ref" in node:
        return {"$ref": f"#/$defs/{node['$ref']}"}
    kind = node.get("type", "any")
    if kind == "object":
        more = node.get("additionalProperties")
        inner = {name: _converted(one) for name, one in node.get("properties", {}).items()}
        return {"type": kind, "properties": inner, "additionalProperties": _converted(more) if more else False}
    if kind == "array":
        return {"type": kind, "items": _converted(node["items"])}
    return {} if kind == "any" else {"type": kind, **_limits(node)}


def _limits(node: dict[str, Any]) -> dict[str, Any]:
    limits: dict[str, Any] = {"enum": node["enum"]} if "enum" in node else {}
    if node.get("type") == "string" and node.get("format") in PATTERNS:
        limits["pattern"] = PATTERNS[node["format"]]
    if node.get("format") == "uint32":
        limits["minimum"] = 0
    return limits
