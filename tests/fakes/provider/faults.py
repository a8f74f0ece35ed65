"""What goes wrong, as scripted: the n-th call of a kind is refused, late, garbled or dropped.

::

    provider.fails("POST", "/v1/users/*/drafts", dropped_after(), nth=2)
    provider.fails("GET", "/v1/contacts", refused(answer), nth={1, 3})
    provider.fails("*", "*", slow(0.5), nth=range(1, 1000))
"""

import re
from collections.abc import Container
from dataclasses import dataclass

from .wire import Answer, Request


@dataclass(frozen=True)
class Fault:
    """How one call goes wrong: an answer instead, before or after acting; late; cut; or the connection dropped."""

    instead: Answer | None = None
    acts: bool = False
    pause_seconds: float = 0.0
    cut: bool = False
    drop: bool = False


def refused(answer: Answer, acted: bool = False) -> Fault:
    """Answer with an error; ``acted``: although the thing was done."""
    return Fault(answer, acts=acted)


def slow(seconds: float) -> Fault:
    """Act at once, answer late."""
    return Fault(acts=True, pause_seconds=seconds)


def malformed() -> Fault:
    """Act, and answer with half of the JSON."""
    return Fault(acts=True, cut=True)


def dropped_before() -> Fault:
    """Drop the connection, nothing done."""
    return Fault(drop=True)


def dropped_after() -> Fault:
    """Drop the connection, everything done."""
    return Fault(acts=True, drop=True)


@dataclass
class _Scripted:
    verb: str
    path: re.Pattern[str]
    fault: Fault
    nth: Container[int]
    seen: int = 0


class Faults:
    """The script of one test."""

    def __init__(self) -> None:
        self._script: list[_Scripted] = []

    def add(self, verb: str, path: str, fault: Fault, nth: int | Container[int] = 1) -> None:
        """Let the n-th calls from now on go wrong; ``*`` is any verb, one path segment, or alone any path."""
        pattern = ".*" if path == "*" else "[^/]+".join(map(re.escape, path.split("*")))
        self._script.append(_Scripted(verb, re.compile(pattern), fault, {nth} if isinstance(nth, int) else nth))

    def take(self, request: Request) -> Fault | None:
        """Count a call; return what is to go wrong with it."""
        due = None
        for one in self._script:
            if one.verb in ("*", request.method) and one.path.fullmatch(request.path):
                one.seen += 1
                due = one.fault if due is None and one.seen in one.nth else due
        return due
