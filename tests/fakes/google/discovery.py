"""What Google's own discovery documents say: methods, scopes, parameters, and the shape of answers."""

import json
import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from googleapiclient.discovery_cache import get_static_doc

from fakes.provider.wire import Values

SCOPE = "https://www.googleapis.com/auth/"


@dataclass(frozen=True)
class Method:
    """One method of an API; ``parameters`` are those of its query, ``response`` names the schema of its answer."""

    id: str
    verb: str
    pattern: re.Pattern[str]
    scopes: frozenset[str]
    parameters: dict[str, dict[str, Any]]
    response: str


@cache
def document(api: str) -> dict[str, Any]:
    """Return the discovery document of ``people`` or ``gmail``, as the client library carries it."""
    text = get_static_doc(api, "v1")
    assert text, f"no discovery document for {api}"
    found: dict[str, Any] = json.loads(text)
    return found


@cache
def methods(api: str) -> tuple[Method, ...]:
    """Return every method of an API, the most literal paths first."""
    found = [_method(raw) for raw in _raw_methods(document(api))]
    return tuple(sorted(found, key=lambda method: method.pattern.pattern.count("?P<")))


def _raw_methods(resource: dict[str, Any]) -> list[dict[str, Any]]:
    own = list(resource.get("methods", {}).values())
    return own + [one for inner in resource.get("resources", {}).values() for one in _raw_methods(inner)]


def _method(raw: dict[str, Any]) -> Method:
    parts = re.split(r"\{(\w+)\}", raw["flatPath"])
    path = "".join(f"(?P<{part}>[^/:]+)" if number % 2 else re.escape(part) for number, part in enumerate(parts))
    asked = {name: one for name, one in raw.get("parameters", {}).items() if one["location"] == "query"}
    scopes, response = frozenset(raw.get("scopes", ())), raw.get("response", {}).get("$ref", "")
    return Method(raw["id"], raw["httpMethod"], re.compile("/" + path), scopes, asked, response)


def find(api: str, verb: str, path: str) -> tuple[Method, dict[str, str]] | None:
    """Return the method that a request calls, and the values in its path."""
    for method in methods(api):
        if method.verb == verb and (match := method.pattern.fullmatch(path)):
            return method, match.groupdict()
    return None


def wrong_parameter(api: str, method: Method, query: Values) -> str:
    """Return what Google says of the first parameter that it does not know or cannot read, or ""."""
    known = {**document(api)["parameters"], **method.parameters}
    for name, values in query.items():
        if name not in known:
            return f'Invalid JSON payload received. Unknown name "{name}": Cannot bind query parameter.'
        if not all(_readable(known[name], value) for value in values):
            return f"Invalid value at '{name}', \"{values[-1]}\""
    return ""


def _readable(parameter: dict[str, Any], value: str) -> bool:
    if "enum" in parameter:
        return value in parameter["enum"]
    if parameter["type"] == "integer":
        return re.fullmatch(r"-?\d{1,10}", value) is not None
    return parameter["type"] != "boolean" or value in ("true", "false")


def paths_in(api: str, method_id: str, parameter: str) -> frozenset[str]:
    """Return the field names that a mask may hold, as the parameter's description lists them."""
    method = next(one for one in methods(api) if one.id == method_id)
    listed = method.parameters[parameter]["description"].partition("alid values are")[2]
    return frozenset(re.findall(r"\* (\w+)", listed.partition(" If ")[0]))
