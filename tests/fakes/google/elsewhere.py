"""A Google in a process of its own, by the machine's clock: for workers that are killed while they talk to it."""

import random
from datetime import UTC, datetime
from email import message_from_bytes, policy
from multiprocessing import get_context
from multiprocessing.connection import Connection
from typing import Any, NamedTuple

from . import errors, faults
from .consent import Client
from .mailbox import Mailbox
from .server import Google
from .world import COMPOSE, Addresses, World

DRAFTS = "/gmail/v1/users/me/drafts"
LATENCY_SECONDS = 0.002
OFTEN_WRONG = (
    ("POST", DRAFTS, faults.dropped_before(), 0.05),
    ("POST", DRAFTS, faults.dropped_after(), 0.06),
    ("POST", DRAFTS, faults.too_many("1"), 0.02),
    ("POST", DRAFTS, faults.too_many(), 0.01),
    ("POST", DRAFTS, faults.quota_spent("1"), 0.01),
    ("POST", DRAFTS, faults.broken(503), 0.02),
    ("POST", DRAFTS, faults.broken(500, acted=True), 0.02),
    ("POST", DRAFTS, faults.unauthorised(), 0.02),
    ("POST", DRAFTS, faults.refused(errors.invalid_argument(errors.GMAIL)), 0.03),
    ("GET", DRAFTS, faults.dropped_before(), 0.05),
    ("GET", DRAFTS, faults.broken(), 0.03),
)  # fmt: skip


class Kept(NamedTuple):
    """A draft in the mailbox: its Message-ID with the brackets, and whom it is to."""

    marker: str
    to: str


class GoogleElsewhere:
    """Where it listens, whose app it knows, and what the token desk answered to one account's consent."""

    addresses: Addresses
    client: Client
    tokens: dict[str, Any]

    def __init__(self, email: str) -> None:
        context = get_context("fork")
        self._here, there = context.Pipe()
        self._process = context.Process(target=_serve, args=(there, email), daemon=True)
        self._process.start()
        there.close()
        self.addresses, self.client, self.tokens = self._here.recv()

    def begin(self, message_ids: str, lag_seconds: float) -> None:
        """Give the account an empty mailbox that keeps or rewrites Message-IDs and finds after so long."""
        self._asked("begin", message_ids, lag_seconds)

    def calls(self) -> int:
        """Return how many calls there were since the mailbox was given."""
        return int(self._asked("calls"))

    def drafts(self) -> dict[str, Kept]:
        """Return the drafts by id; fails if anything would have been sent, or the fake itself broke."""
        return self._asked("drafts")  # type: ignore[no-any-return]

    def _asked(self, *question: Any) -> Any:
        self._here.send(question)
        return self._here.recv()


class Sometimes:
    """Every call with a chance of its own, where a script names the calls."""

    def __init__(self, chance: float) -> None:
        self._chance = chance

    def __contains__(self, _nth: object) -> bool:
        return random.random() < self._chance


def _serve(pipe: Connection, email: str) -> None:
    """Serve until the other end is gone."""
    google = Google()
    world = google.fresh(lambda: datetime.now(UTC))
    world.account(email, hd=email.partition("@")[2])
    world.latency_seconds, world.quota.units_per_minute = LATENCY_SECONDS, 1_000_000_000
    for verb, path, fault, chance in OFTEN_WRONG:
        world.fails(verb, path, fault, Sometimes(chance))
    pipe.send((google.addresses, world.client, world.tokens_for(email, COMPOSE)))
    while True:
        try:
            question = pipe.recv()
        except EOFError:
            return
        pipe.send(_answer(world, email, *question))


def _answer(world: World, email: str, verb: str, *values: Any) -> dict[str, Kept] | int | None:
    if verb == "begin":
        box = Mailbox(world.now)
        box.message_ids, box.search_lag_seconds = values
        world.accounts[email].mailbox = box
        world.traffic.calls.clear()
        return None
    if verb == "calls":
        return len(world.traffic.calls)
    world.assert_never_sent()
    world.assert_no_mishap()
    found = dict(world.accounts[email].mailbox.drafts)
    return {ref: _kept(draft.raw) for ref, draft in found.items()}


def _kept(raw: bytes) -> Kept:
    message = message_from_bytes(raw, policy=policy.default)
    return Kept(str(message["Message-ID"]), str(message["To"]))
