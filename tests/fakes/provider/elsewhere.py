"""A provider in a process of its own, by the machine's clock: for workers that are killed while they talk to it."""

import random
from abc import ABC, abstractmethod
from datetime import UTC, datetime
from multiprocessing import get_context
from multiprocessing.connection import Connection
from typing import Any, NamedTuple

from fakes.office import Office
from segue.config import Settings
from segue.desk.ports import Account

LATENCY_SECONDS = 0.002
NO_LIMIT = 1_000_000_000


class Kept(NamedTuple):
    """A draft in the mailbox: the marker that it carries, and whom it is to."""

    marker: str
    to: str


class Sometimes:
    """Every call with a chance of its own, where a script names the calls."""

    def __init__(self, chance: float) -> None:
        self._chance = chance

    def __contains__(self, _nth: object) -> bool:
        return random.random() < self._chance


class Elsewhere(ABC):
    """A provider with one account, whose mailbox is new in each mode; ``account`` allowed drafts, and has tokens.

    ``modes`` are the odd ones, in which it does not do as it mostly does.
    """

    modes: tuple[str, ...]
    account: Account

    def __init__(self, email: str) -> None:
        context = get_context("fork")
        self._here, there = context.Pipe()
        self._process = context.Process(target=self._serve, args=(there, email), daemon=True)
        self._process.start()
        there.close()
        self.__dict__ |= self._here.recv()

    @abstractmethod
    def settings(self, office: Office) -> Settings:
        """Return the settings of an installation at this provider."""

    def begin(self, mode: str) -> None:
        """Give the account an empty mailbox."""
        self._asked("begin", mode)

    def calls(self) -> int:
        """Return how many calls there were since the mailbox was given."""
        return int(self._asked("calls"))

    def drafts(self) -> dict[str, Kept]:
        """Return the drafts by id; fails if anything would have been sent, or the fake itself broke."""
        return self._asked("drafts")  # type: ignore[no-any-return]

    def _asked(self, *question: Any) -> Any:
        self._here.send(question)
        return self._here.recv()

    # In the other process

    @abstractmethod
    def _opened(self, email: str) -> tuple[Any, dict[str, Any]]:
        """Return the world with its account, as often wrong as it is to be, and what the first process is to know."""

    @abstractmethod
    def _new_mailbox(self, world: Any, mode: str) -> Any:
        """Return an empty mailbox."""

    @abstractmethod
    def _kept(self, mailbox: Any) -> dict[str, Kept]:
        """Return the drafts of a mailbox by id."""

    def _serve(self, pipe: Connection, email: str) -> None:
        """Serve until the other end is gone."""
        world, known = self._opened(email)
        world.latency_seconds = LATENCY_SECONDS
        pipe.send(known)
        while True:
            try:
                question = pipe.recv()
            except EOFError:
                return
            pipe.send(self._answer(world, world.accounts[email], *question))

    def _answer(self, world: Any, account: Any, verb: str, *mode: str) -> dict[str, Kept] | int | None:
        if verb == "begin":
            account.mailbox = self._new_mailbox(world, *mode)
            world.traffic.calls.clear()
            return None
        if verb == "calls":
            return len(world.traffic.calls)
        world.assert_never_sent()
        world.assert_no_mishap()
        return self._kept(account.mailbox)


def machine_clock() -> datetime:
    """Return the present moment."""
    return datetime.now(UTC)
