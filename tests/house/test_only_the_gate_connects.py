"""Every connection to the outside passes the gate: nobody else makes a session or knows a client library."""

import ast
from pathlib import Path

import pytest

from fakes.cases import for_each
from house.sources import dotted, files, imports, name, tree

GATE = "server/segue/providers/gate.py"
CLIENTS = ("httpx", "aiohttp", "urllib3", "httplib2", "pycurl", "http.client", "urllib.request", "ftplib",
           "imaplib", "poplib", "telnetlib", "xmlrpc", "websocket", "websockets")  # fmt: skip
MAKES = {"Session", "session", "sessions", "adapters", "HTTPAdapter", "api", "request", "get", "options", "head",
         "post", "put", "patch", "delete"}  # fmt: skip


def ways_out(module: ast.Module) -> list[str]:
    """What in a module opens a connection without the gate."""
    imported = list(imports(module))
    found = [one for one in imported if any(one == client or one.startswith(client + ".") for client in CLIENTS)]
    found += [one for one in imported if one.startswith("requests.") and one.split(".")[1] in MAKES]
    used = (dotted(node) for node in ast.walk(module) if isinstance(node, ast.Attribute))
    found += [one for one in used if one.startswith("requests.") and one.split(".")[1] in MAKES]
    return found + [node.id for node in ast.walk(module) if isinstance(node, ast.Name) and node.id == "urlopen"]


@for_each("path", [path for path in files("server", ".py") if name(path) != GATE])
def test_nothing_connects_without_the_gate(path: Path) -> None:
    assert not ways_out(tree(path))


@pytest.mark.parametrize(
    "code",
    ["import httpx", "from urllib.request import urlopen", "import urllib.request", "import http.client",
     "from requests import Session", "import requests\nrequests.get('x')", "requests.Session()", "urlopen('x')",
     "requests.adapters.HTTPAdapter()", "from requests.adapters import HTTPAdapter", "from http import client"],
)  # fmt: skip
def test_a_way_around_the_gate_is_seen(code: str) -> None:
    assert ways_out(ast.parse(code))


@pytest.mark.parametrize(
    "code",
    ["import requests", "requests.RequestException", "from http import HTTPStatus",
     "from segue.providers.gate import gated_session", "from urllib.parse import urlsplit", "store.get('x')"],
)  # fmt: skip
def test_what_opens_nothing_is_left_alone(code: str) -> None:
    assert not ways_out(ast.parse(code))
