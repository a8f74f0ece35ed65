"""A Google in a process of its own, so that its work and memory count for nobody: ``python -m bench.google_aside``."""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from bench.serving import ROOT
from fakes.google.server import Google
from fakes.google.world import COMPOSE, CONTACTS, World
from fakes.google_parts import MARA

DRAFTS, PEOPLE = "/gmail/v1/users/me/drafts", "/v1/people/me/connections"


@dataclass(frozen=True)
class Aside:
    """That Google: ``settings`` lead to it, ``access`` and ``refresh`` are Mara's tokens."""

    settings: dict[str, str]
    access: str
    refresh: str
    process: subprocess.Popen[str]

    def seen(self) -> dict[str, Any]:
        """Return what reached it: calls, creates, pages, the most at once, refusals for quota, units, drafts."""
        assert self.process.stdin
        self.process.stdin.write("\n")
        self.process.stdin.flush()
        return _line(self.process)


@contextmanager
def google_aside(**told: float) -> Iterator[Aside]:
    """Run one for the length of a ``with``: ``contacts``, ``latency_seconds``, ``units_per_minute``."""
    command = [sys.executable, "-m", "bench.google_aside", json.dumps(told)]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        yield Aside(**_line(process), process=process)


def main(contacts: int = 0, latency_seconds: float = 0.0, units_per_minute: int = 6_000) -> None:
    """Serve until nobody asks any more; say first where it is, then what was seen, whenever asked."""
    google = Google()
    world = google.fresh(lambda: datetime.now(UTC))
    world.latency_seconds, world.quota.units_per_minute = latency_seconds, units_per_minute
    world.account(MARA, hd="norwell.example", contacts=contacts)
    tokens = world.tokens_for(MARA, CONTACTS, COMPOSE)
    _say({"settings": _settings(world), "access": tokens["access_token"], "refresh": tokens["refresh_token"]})
    for _ in sys.stdin:
        world.assert_never_sent()
        world.assert_no_mishap()
        _say(_seen(world))
    google.close()


def _settings(world: World) -> dict[str, str]:
    at = world.addresses
    return {
        "SEGUE_GOOGLE_CLIENT_ID": world.client.id,
        "SEGUE_GOOGLE_CLIENT_SECRET": world.client.secret,
        "SEGUE_GOOGLE_BULK_DRAFTS": "true",
        "SEGUE_GOOGLE_UNITS_PER_MINUTE": str(world.quota.units_per_minute),
        "SEGUE_GOOGLE_ACCOUNTS": at.accounts,
        "SEGUE_GOOGLE_TOKENS": at.tokens,
        "SEGUE_GOOGLE_CERTIFICATES": at.certs,
        "SEGUE_GOOGLE_PEOPLE": at.people_root,
        "SEGUE_GOOGLE_GMAIL": at.gmail_root,
    }


def _seen(world: World) -> dict[str, Any]:
    traffic, quota = world.traffic, world.quota
    return {
        "calls": len(traffic.calls),
        "creates": traffic.count("POST", DRAFTS),
        "pages": traffic.count("GET", PEOPLE),
        "most_at_once": max(traffic.peak.values(), default=0),
        "refusals": quota.refusals,
        "units": quota.spent_in_all[MARA],
        "drafts": len(world.accounts[MARA].mailbox.drafts),
    }


def _say(what: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(what) + "\n")
    sys.stdout.flush()


def _line(process: subprocess.Popen[str]) -> dict[str, Any]:
    assert process.stdout
    line = process.stdout.readline()
    if not line:
        raise RuntimeError(f"the Google aside ended with {process.wait()}")
    found: dict[str, Any] = json.loads(line)
    return found


if __name__ == "__main__":
    main(**json.loads(sys.argv[1]))
