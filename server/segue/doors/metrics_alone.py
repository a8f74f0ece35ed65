"""/metrics of a worker that shares no folder with a web process: in a container, or on a machine of its own."""

import threading
from typing import Any

from flask import Flask
from werkzeug.serving import BaseWSGIServer, WSGIRequestHandler, make_server

from segue.doors.metrics import metrics
from segue.doors.wiring import EXTENSION, Wiring


class _Quiet(WSGIRequestHandler):
    """Waits for nobody for ever, and leaves the log to the worker."""

    timeout = 10

    def log(self, type: str, message: str, *args: Any) -> None:
        """Say nothing."""


def serve_metrics(parts: Wiring, host: str, port: int) -> BaseWSGIServer:
    """Answer a Prometheus beside the work of this process until it ends; raises OSError where the port is taken."""
    app = Flask("segue_metrics")
    app.extensions[EXTENSION] = parts
    app.register_blueprint(metrics)
    server = make_server(host, port, app, threaded=True, request_handler=_Quiet)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server
