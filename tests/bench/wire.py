"""A wire between a browser and a server: it has a length, and counts what the server transmits."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Thread

CHUNK_BYTES = 65_536


class Wire:
    """A port that leads to another one. ``latency_seconds`` is there and back; ``transmitted_bytes`` came back."""

    def __init__(self, target: int, latency_seconds: float) -> None:
        self.target, self.latency_seconds = target, latency_seconds
        self.port, self.transmitted_bytes = 0, 0
        self._loop, self._stop, self._open = asyncio.new_event_loop(), asyncio.Event(), Event()

    def run(self) -> None:
        """Carry until it is cut."""
        self._loop.run_until_complete(self._serve())

    def wait_until_open(self) -> None:
        """Return as soon as ``port`` leads somewhere."""
        self._open.wait()

    def cut(self) -> None:
        """End it, from another thread."""
        self._loop.call_soon_threadsafe(self._stop.set)

    async def _serve(self) -> None:
        server = await asyncio.start_server(self._connected, "127.0.0.1", 0)
        self.port = server.sockets[0].getsockname()[1]
        self._open.set()
        await self._stop.wait()
        server.close()
        ends = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
        for one in ends:
            one.cancel()
        await asyncio.gather(*ends, return_exceptions=True)

    async def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await asyncio.sleep(self.latency_seconds)  # a connection is made there and back
        there_reader, there_writer = await asyncio.open_connection("127.0.0.1", self.target)
        try:
            await asyncio.gather(
                self._carry(reader, there_writer, counts=False), self._carry(there_reader, writer, counts=True)
            )
        except OSError:
            pass  # the browser dropped it half way
        finally:
            there_writer.close()
            writer.close()

    async def _carry(self, source: asyncio.StreamReader, target: asyncio.StreamWriter, counts: bool) -> None:
        while chunk := await source.read(CHUNK_BYTES):
            self.transmitted_bytes += len(chunk) if counts else 0
            self._loop.call_later(self.latency_seconds / 2, target.write, chunk)
        self._loop.call_later(self.latency_seconds / 2, target.close)


@contextmanager
def wire(target: int, latency_seconds: float = 0.0) -> Iterator[Wire]:
    """Lay one to a port of this machine for the length of a ``with``."""
    laid = Wire(target, latency_seconds)
    thread = Thread(target=laid.run, daemon=True)
    thread.start()
    laid.wait_until_open()
    try:
        yield laid
    finally:
        laid.cut()
        thread.join()
