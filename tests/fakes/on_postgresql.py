"""An office on PostgreSQL in a run of tests whose others are on SQLite, and a second process beside it."""

from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from secrets import token_hex
from typing import Any

import pytest
from huey.storage import PostgresStorage

import segue.app as application
from fakes import kept, office, postgresql
from segue.doors.wiring import Wiring
from segue.jobs.queue import make_ready
from segue.records.engine import open_engine

_there: dict[str, Any] = {
    "_founded": cache(office._founded.__wrapped__),
    "_first_opened": cache(office._first_opened.__wrapped__),
}
_kept_there: OrderedDict[Any, Any] = OrderedDict()


@contextmanager
def offices_on_postgresql() -> Iterator[None]:
    """Let every office that is made meanwhile have its records in PostgreSQL; what is kept of others is apart."""
    with pytest.MonkeyPatch.context() as patch:
        if not postgresql.IS_CHOSEN:
            patch.setattr(postgresql, "IS_CHOSEN", True)
            patch.setattr(kept, "KEPT", _kept_there)
            for name, made in _there.items():
                patch.setattr(office, name, made)
        opened: list[Any] = []
        connect = PostgresStorage._create_connection
        noting = lambda storage: opened.append(connect(storage)) or opened[-1]  # noqa: E731
        patch.setattr(PostgresStorage, "_create_connection", noting)
        patch.setattr(PostgresStorage, "_connect", noting)
        yield
        for connection in opened:
            connection.close()


def another_process(of: office.Office) -> Wiring:
    """Return the parts of a process beside an office, on connections of its own, with the queue's tables made."""
    make_ready(of.settings.queue)
    with office.packs_read_once():
        return application._wiring(of.settings, open_engine(of.settings.database), lambda: of.now, lambda: token_hex(8))
