"""A kept connection to a server, with as little of its own as can be: what is measured is the server."""

import select
import socket
import time
from typing import NamedTuple


class Answer(NamedTuple):
    """An answer, and after how many seconds its last byte was there."""

    status: int
    heads: dict[str, str]
    body: bytes
    seconds: float


class Line:
    """One browser's connection; opened again where the server closed it in a pause, as a browser does."""

    def __init__(self, port: int, headers: dict[str, str]) -> None:
        self._port, self._socket = port, None
        self._heads = "".join(f"{name}: {value}\r\n" for name, value in {"Host": "localhost", **headers}.items())

    def ask(self, method: str, path: str, body: bytes = b"", **more: str) -> Answer:
        """Make one request and read its answer whole."""
        heads = self._heads + "".join(f"{name.replace('_', '-')}: {value}\r\n" for name, value in more.items())
        wanted = f"{method} {path} HTTP/1.1\r\n{heads}Content-Length: {len(body)}\r\n\r\n".encode() + body
        begun = time.perf_counter()
        connection = self._opened()
        connection.sendall(wanted)
        status, found, text = _read(connection, method)
        if found.get("connection", "").lower() == "close":
            self.close()
        return Answer(status, found, text, time.perf_counter() - begun)

    def close(self) -> None:
        """Hang up."""
        if self._socket is not None:
            self._socket.close()
            self._socket = None

    def _opened(self) -> socket.socket:
        if self._socket is not None and select.select([self._socket], [], [], 0)[0]:
            self.close()  # it said good-bye while nobody asked
        if self._socket is None:
            self._socket = socket.create_connection(("127.0.0.1", self._port), 60)
            self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return self._socket


def _read(connection: socket.socket, method: str) -> tuple[int, dict[str, str], bytes]:
    raw = b""
    while b"\r\n\r\n" not in raw:
        raw += _more(connection)
    head, _, body = raw.partition(b"\r\n\r\n")
    first, *lines = head.decode("latin-1").split("\r\n")
    status, heads = int(first.split()[1]), {}
    for line in lines:
        name, _, value = line.partition(":")
        heads[name.lower()] = value.strip()
    if heads.get("transfer-encoding") == "chunked":
        while not body.endswith(b"0\r\n\r\n"):
            body += _more(connection)
        return status, heads, body
    wanted = 0 if status in (204, 304) or method == "HEAD" else int(heads.get("content-length", 0))
    while len(body) < wanted:
        body += _more(connection)
    return status, heads, body


def _more(connection: socket.socket) -> bytes:
    some = connection.recv(1 << 16)
    if not some:
        raise ConnectionError("the server hung up in the middle of an answer")
    return some
