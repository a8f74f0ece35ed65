"""Runs gunicorn with the configuration of deploy/, in this process."""

import os
import socket
import sys
from pathlib import Path

from gunicorn.app.wsgiapp import WSGIApplication

from segue.assets import asset
from segue.config import PREFIX, Settings
from segue.departure.errors import BrokenSetup


def serve(settings: Settings) -> None:
    """Serve until stopped; raises BrokenSetup when the port is taken.

    The settings travel as variables, so that gunicorn's configuration and workers read the same.
    """
    require_free(settings.host, settings.port)
    os.environ.update(_as_variables(settings))
    config = asset("deploy", "gunicorn.conf.py")
    sys.argv = ["segue serve", "--config", str(config), "segue.serving:application()"]
    WSGIApplication("%(prog)s").run()


def application() -> object:
    """Return the application that gunicorn serves."""
    from segue.app import migrated_app  # noqa: PLC0415  # the master process has no need of it
    from segue.config import load_settings  # noqa: PLC0415

    return migrated_app(load_settings())


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


def _as_variables(settings: Settings) -> dict[str, str]:
    values = settings.model_dump()
    values["secret_key"] = settings.secret_key.get_secret_value()
    values["data_dir"] = str(Path(settings.data_dir).absolute())
    return {PREFIX + name.upper(): str(value) for name, value in values.items() if value != ""}
