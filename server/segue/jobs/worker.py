"""The process that takes jobs from the queue, one after the other, until it is told to stop."""

import os
import signal
import sys
import threading

from huey import SqliteHuey  # type: ignore[import-untyped]  # it ships no types

LONGEST_PAUSE_SECONDS = 10.0


def work(queue: SqliteHuey, until_stdin_ends: bool = False) -> None:
    """Take jobs until a signal comes, or until whoever started the process is gone and with him its input."""
    consumer = queue.create_consumer(workers=1, max_delay=LONGEST_PAUSE_SECONDS, graceful_signal="TERM")
    if until_stdin_ends:
        threading.Thread(target=_stop_with_stdin, daemon=True).start()
    consumer.run()


def _stop_with_stdin() -> None:
    while os.read(sys.stdin.fileno(), 1024):
        pass
    os.kill(os.getpid(), signal.SIGTERM)
