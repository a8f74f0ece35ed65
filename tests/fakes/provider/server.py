"""The servers: one for each of a provider's hosts, on this machine, for as many worlds as there are tests."""

import sys
import time
import traceback
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import RLock, Thread
from typing import Any, Protocol
from urllib.parse import parse_qs, urlsplit

from .faults import Fault, Faults
from .traffic import Traffic
from .wire import Answer, Request

FINE = Fault(acts=True)


class World(Protocol):
    """What one test knows of a provider, as its servers use it."""

    clock: Callable[[], datetime]
    lock: RLock
    latency_seconds: float
    traffic: Traffic
    faults: Faults

    def whose(self, request: Request) -> str:
        """Return whose token a request carries, "" for none that is good."""

    def answered(self, request: Request) -> Answer:
        """Answer a request as the provider would."""


class Hosts:
    """A provider's hosts, each on a port of its own (``at``); ``world`` is what they know at the moment."""

    world: World

    def __init__(self, names: Iterable[str]) -> None:
        self._servers = {host: _listening(self, host) for host in names}
        self.at = {host: f"http://127.0.0.1:{server.server_port}" for host, server in self._servers.items()}

    def close(self) -> None:
        """Stop listening."""
        for server in self._servers.values():
            server.shutdown()
            server.server_close()


def play(world: World, request: Request) -> Answer | None:
    """Let one request happen, with whatever the script holds for it; None drops the connection."""
    with world.traffic.passing(request, world.whose(request)) as together:
        with world.lock:
            fault = world.faults.take(request) or FINE
        time.sleep(world.latency_seconds)
        answer = world.answered(replace(request, together=together)) if fault.acts else Answer(503)
        time.sleep(fault.pause_seconds)
    if fault.drop:
        return None
    answer = fault.instead or answer
    body = answer.body[: len(answer.body) // 2] if fault.cut else answer.body
    return replace(answer, body=body, headers={"Date": format_datetime(world.clock(), usegmt=True), **answer.headers})


class _Server(ThreadingHTTPServer):
    daemon_threads, request_queue_size = True, 128
    provider: Hosts

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Let a caller hang up; tell the test of anything else."""
        if not isinstance(sys.exc_info()[1], OSError):
            self.provider.world.traffic.mishaps.append(traceback.format_exc())


def _listening(provider: Hosts, host: str) -> ThreadingHTTPServer:
    server = _Server(("127.0.0.1", 0), _handler_of(provider, host))
    server.provider = provider
    Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    return server


def _handler_of(provider: Hosts, host: str) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True

        def _answer(self) -> None:
            answer = play(provider.world, self._request())
            if answer is None:
                self.close_connection = True
            else:
                self._write(answer)

        def _request(self) -> Request:
            parts = urlsplit(self.path)
            headers = {name.lower(): value for name, value in self.headers.items()}
            body = self.rfile.read(int(headers.get("content-length", 0)))
            query = parse_qs(parts.query, keep_blank_values=True)
            return Request(host, self.command, parts.path, query, headers, body)

        def _write(self, answer: Answer) -> None:
            """Write head and body in one piece, so that neither waits for the other."""
            self.send_response_only(answer.status)
            length = {} if answer.status == 204 else {"Content-Length": str(len(answer.body))}
            for name, value in {**length, **answer.headers}.items():
                self.send_header(name, value)
            self._headers_buffer.append(b"\r\n" + answer.body)  # type: ignore[attr-defined]
            self.flush_headers()

        do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = _answer

        def log_message(self, format: str, *args: Any) -> None:
            """Stay quiet."""

    return Handler
