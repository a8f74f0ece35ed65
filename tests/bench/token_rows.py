"""The rows about the token that comes with each request: the extension's own opaque one, and the Outlook pane's."""

import http.client
import json
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from bench.aside import aside
from bench.next_letter import prepared
from bench.panel import code_of
from bench.row import Row
from bench.serving import bare, median_ms, segue, serving

ROUNDS = 5
SESSION = "/api/v1/session"
SAME_READS = "bare Flask, same reads"
LETTERS = 5


@dataclass(frozen=True)
class Asked:
    """Milliseconds of one request that is answered by what it brings, and of the same reads without any."""

    by_microsofts_ms: float
    by_own_ms: float
    bare_ms: float


@cache
def asked() -> Asked:
    """Ask by turns, on one server; of each the best of five medians."""
    with aside("microsoft") as there, tempfile.TemporaryDirectory() as folder:
        wanted = prepared(Path(folder), LETTERS, there)
        command, port, environment = segue(Path(folder))
        with serving(command, port, environment | there.settings), serving(*bare(wanted.database)) as floor:
            own = _bearer(own_token(port, code_of(port, wanted.headers)))
            microsofts = _bearer(there.pane)
            turns = [
                (median_ms(port, SESSION, microsofts), median_ms(port, SESSION, own), median_ms(floor.port, "/who", {}))
                for _ in range(ROUNDS)
            ]
    return Asked(*(min(turn) for turn in zip(*turns, strict=True)))


def own_token(port: int, code: str) -> str:
    """The extension's access token for a code."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    said = {"code": code.replace("-", ""), "name": "Bench"}
    connection.request("POST", "/oauth/pair", json.dumps(said), {"Content-Type": "application/json"})
    return str(json.load(connection.getresponse())["access_token"])


def _bearer(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"}


def request_of_the_outlook_pane() -> Row:
    """The pane asks whose session it is, by Microsoft's token: its signature and what it says are checked each time."""
    return Row("request by Outlook's token", asked().by_microsofts_ms, "ms", asked().bare_ms, SAME_READS)


def request_of_the_extension() -> Row:
    """The extension asks the same by its own token, which is looked up."""
    return Row("request by the extension's token", asked().by_own_ms, "ms", asked().bare_ms, SAME_READS)


def check_of_outlooks_token() -> Row:
    """The two against each other."""
    return Row("Outlook's token or our own", asked().by_microsofts_ms, "ms", asked().by_own_ms, "the extension's")


TOKENS: list[Callable[[], Row]] = [request_of_the_outlook_pane, request_of_the_extension, check_of_outlooks_token]
"""Rows about tokens."""
