"""What crosses the wire: one request as it arrived, one answer as it leaves."""

import json
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs

Values = dict[str, list[str]]


@dataclass(frozen=True)
class Request:
    """One request to one of a provider's hosts; header names are small.

    ``together`` counts the account's calls in flight when it arrived, itself included.
    """

    host: str
    method: str
    path: str
    query: Values = field(default_factory=dict)
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""
    together: int = 1

    def get(self, name: str, default: str = "") -> str:
        """Return the last value of a query parameter."""
        return self.query.get(name, [default])[-1]

    @property
    def form(self) -> dict[str, str]:
        """Return the fields of a form in the body."""
        return {name: values[-1] for name, values in parse_qs(self.body.decode()).items()}

    @property
    def bearer(self) -> str:
        """Return the access token that the request carries, or ""."""
        kind, _, token = self.headers.get("authorization", "").partition(" ")
        return token.strip() if kind.lower() == "bearer" else ""


@dataclass(frozen=True)
class Answer:
    """One answer."""

    status: int = 200
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)

    @property
    def json(self) -> Any:
        """Return what the body says."""
        return json.loads(self.body)


class Refusal(Exception):
    """The provider answers with an error; raised wherever that turns out."""

    def __init__(self, answer: Answer) -> None:
        super().__init__(f"{answer.status} {answer.body[:200]!r}")
        self.answer = answer


def as_json(value: Any, status: int = 200, headers: dict[str, str] | None = None) -> Answer:
    """Answer with JSON."""
    body = json.dumps(value, ensure_ascii=False).encode()
    return Answer(status, body, {"Content-Type": "application/json; charset=UTF-8", **(headers or {})})


def as_page(markup: str, status: int = 200) -> Answer:
    """Answer with a page for a person."""
    return Answer(status, f"<!doctype html>{markup}".encode(), {"Content-Type": "text/html; charset=UTF-8"})
