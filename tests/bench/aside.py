"""A provider in a process of its own, so that its work and memory count for nobody (``bench.google_aside``)."""

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from bench.serving import ROOT


@dataclass(frozen=True)
class Aside:
    """That provider: ``settings`` lead to it; ``subject`` of ``tenant`` is Mara, and the tokens are hers.

    ``pane`` is her token for our own API, from a provider that gives one.
    """

    provider: str
    settings: dict[str, str]
    subject: str
    tenant: str
    access: str
    renewal: str
    process: subprocess.Popen[str]
    pane: str = ""

    def seen(self) -> dict[str, Any]:
        """Return what reached it: calls, creates, the most at once, refusals for quota, drafts."""
        assert self.process.stdin
        self.process.stdin.write("\n")
        self.process.stdin.flush()
        return _line(self.process)


@contextmanager
def aside(provider: str, **told: float) -> Iterator[Aside]:
    """Run one for the length of a ``with``; what may be told is what its ``main`` takes."""
    command = [sys.executable, "-m", f"bench.{provider}_aside", json.dumps(told)]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        yield Aside(provider, **_line(process), process=process)


def serve(world: Any, about: dict[str, Any], drafts: str, seen: Callable[[], dict[str, Any]]) -> None:
    """Serve until nobody asks any more; say first where it is, then what was seen, whenever asked.

    ``drafts`` is where drafts are made; ``seen`` is what each provider counts in its own way.
    """
    _say(about)
    for _ in sys.stdin:
        world.assert_never_sent()
        world.assert_no_mishap()
        traffic = world.traffic
        _say(
            {
                "calls": len(traffic.calls),
                "creates": traffic.count("POST", drafts),
                "most_at_once": max(traffic.peak.values(), default=0),
                **seen(),
            }
        )


def _say(what: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(what) + "\n")
    sys.stdout.flush()


def _line(process: subprocess.Popen[str]) -> dict[str, Any]:
    assert process.stdout
    line = process.stdout.readline()
    if not line:
        raise RuntimeError(f"the provider aside ended with {process.wait()}")
    found: dict[str, Any] = json.loads(line)
    return found
