"""The process that takes jobs from the queue, one after the other, until it is told to stop."""

import os
import signal
import sys
import threading

import structlog
from huey import Huey  # type: ignore[import-untyped]  # it ships no types

LONGEST_PAUSE_SECONDS = 10.0
STOPS_WITHIN_SECONDS = 20.0
"""How long a job may take to its end once the process is told to stop: orchestrators kill after 25 to 30 seconds."""

log = structlog.get_logger()


def work(queue: Huey, stopping: threading.Event, until_stdin_ends: bool = False) -> None:
    """Take jobs until a signal comes, or until whoever started the process is gone and with him its input.

    ``stopping`` is set then. The job that is being done is done to its end, or leaves the rest to another. One that
    takes longer than ``STOPS_WITHIN_SECONDS`` is left with the process, and is found again by its row as if the process
    had been killed.
    """
    consumer = queue.create_consumer(
        workers=1, max_delay=LONGEST_PAUSE_SECONDS, graceful_signal="TERM", shutdown_timeout=STOPS_WITHIN_SECONDS
    )
    queue.on_startup("ready")(lambda: log.info("worker_ready"))
    threading.Thread(target=_pass_on, args=(consumer.stop_flag, stopping), daemon=True).start()
    if until_stdin_ends:
        threading.Thread(target=_stop_with_stdin, daemon=True).start()
    consumer.run()
    if any(worker.is_alive() for _, worker in consumer.worker_threads):
        log.warning("job_left")
        os._exit(0)  # Python would wait for what the job had begun in threads


def _pass_on(stopped: threading.Event, stopping: threading.Event) -> None:
    stopped.wait()
    stopping.set()


def _stop_with_stdin() -> None:
    while os.read(sys.stdin.fileno(), 1024):
        pass
    os.kill(os.getpid(), signal.SIGTERM)
