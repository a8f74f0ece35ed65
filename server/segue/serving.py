"""Runs gunicorn with the configuration of deploy/, in this process, and as a rule a worker for its jobs beside it."""

import os
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

from gunicorn.app.wsgiapp import WSGIApplication
from pydantic import SecretStr

from segue.assets import asset
from segue.config import PREFIX, Settings
from segue.config_reading import FILE
from segue.departure.errors import BrokenSetup

WORKER_AFTER_SECONDS, WORKER_AGAIN_SECONDS = 3, 30
"""When the worker starts, so that the first pages come first, and how long it rests before it is started again."""


def serve(settings: Settings, with_worker: bool = True) -> None:
    """Serve until stopped; raises BrokenSetup when the port is taken.

    The settings travel as variables, so that gunicorn's configuration and workers read the same; a secret that stands
    in a file stays there.
    """
    require_free(settings.host, settings.port)
    told = _as_variables(settings)
    os.environ.update(told)
    for name in told:
        os.environ.pop(name + FILE, None)
    if with_worker:
        threading.Thread(target=_keep_a_worker, daemon=True).start()
    config = asset("deploy", "gunicorn.conf.py")
    sys.argv = ["segue serve", "--config", str(config), "segue.serving:application()"]
    WSGIApplication("%(prog)s").run()


def application() -> object:
    """Return the application that gunicorn serves."""
    from segue.app import migrated_app  # noqa: PLC0415  # the master process has no need of it
    from segue.config import load_settings  # noqa: PLC0415
    from segue.doors.counts import share_counts  # noqa: PLC0415
    from segue.logs import set_up_logs  # noqa: PLC0415

    settings = load_settings()
    set_up_logs(settings)
    if settings.metrics_token.get_secret_value():
        share_counts(settings.metrics, "web")
    return migrated_app(settings)


def require_free(host: str, port: int) -> None:
    """Raise BrokenSetup, with the answer to it, when something listens on the port already."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise BrokenSetup(
                detail=f"port {port} is taken: stop what uses it, or choose another (PORT={port + 1} make demo, "
                f"or {PREFIX}PORT={port + 1})"
            ) from error


def _keep_a_worker() -> None:
    """Have one worker process as long as this process lives; one that ends is started again.

    Its input is a pipe from here that nobody writes to: when this process is gone, however it went,
    the pipe ends, and the worker with it.
    """
    command = [sys.executable, "-P", "-m", "segue", "worker", "--until-stdin-ends"]
    pause_seconds = WORKER_AFTER_SECONDS
    while True:
        time.sleep(pause_seconds)
        # Ctrl-C is for this process; the worker ends with it.
        subprocess.Popen(command, stdin=subprocess.PIPE, start_new_session=True).wait()  # noqa: S603  # our own
        pause_seconds = WORKER_AGAIN_SECONDS


def _as_variables(settings: Settings) -> dict[str, str]:
    values = settings.model_dump()
    secret = {name: value.get_secret_value() for name, value in values.items() if isinstance(value, SecretStr)}
    in_files = {name for name in secret if PREFIX + name.upper() + FILE in os.environ}
    values |= secret | {"data_dir": str(Path(settings.data_dir).absolute())}
    return {PREFIX + name.upper(): str(it) for name, it in values.items() if it != "" and name not in in_files}
