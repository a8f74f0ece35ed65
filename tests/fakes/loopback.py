"""A small web server on this machine that remembers what reached it and answers as it was told."""

import threading
import time
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass(frozen=True)
class Answer:
    """One scripted answer; ``drop`` closes the connection after the request was read, without a word;

    ``pause_seconds`` keeps the caller waiting first.
    """

    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b"{}"
    drop: bool = False
    pause_seconds: float = 0.0


class Loopback:
    """Answers in the order of ``script``, then 200; ``seen`` lists "METHOD path" of every request that arrived."""

    def __init__(self) -> None:
        self.script: list[Answer] = []
        self.seen: list[str] = []
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler_of(self))
        self._server.daemon_threads = True
        self.origin = f"http://127.0.0.1:{self._server.server_port}"
        threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()

    def next_answer(self) -> Answer:
        """Take the next scripted answer."""
        return self.script.pop(0) if self.script else Answer()

    def close(self) -> None:
        """Stop listening."""
        self._server.shutdown()
        self._server.server_close()


def _handler_of(loopback: Loopback) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def _answer(self) -> None:
            self.rfile.read(int(self.headers.get("Content-Length", 0)))
            loopback.seen.append(f"{self.command} {self.path}")
            answer = loopback.next_answer()
            self.close_connection = True
            if answer.drop:
                return
            time.sleep(answer.pause_seconds)
            self.send_response_only(answer.status)
            for name, value in {"Content-Length": str(len(answer.body)), **answer.headers}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(answer.body)

        do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = _answer

        def log_message(self, format: str, *args: Any) -> None:
            """Stay quiet."""

    return Handler
