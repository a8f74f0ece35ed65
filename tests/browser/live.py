"""Segue itself, served in this process on this machine: the demonstration's company, and a clock that tests move."""

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from threading import Thread
from typing import Any

from apiflask import APIFlask
from werkzeug.http import http_date
from werkzeug.serving import WSGIRequestHandler, make_server

from fakes.office import packs_read_once
from segue.app import create_app
from segue.config import Settings, load_settings
from segue.demo import seed
from segue.records.database import Database
from segue.records.engine import open_engine
from segue.records.migrate import migrate

DATABASE = "segue.db"
A_MONTH_HOURS = 720  # so that nobody is signed out when a test moves the clock past the last day


@dataclass(frozen=True)
class Live:
    """A running Segue. ``app`` is for a look behind the pages, never to do what a person does."""

    address: str
    clock: Any
    folder: Path
    app: APIFlask


class Quiet(WSGIRequestHandler):
    """Logs no requests."""

    def log(self, type: str, message: str, *args: object) -> None:
        """Say nothing."""


def answered_whole(app: Any) -> Callable[..., list[bytes]]:
    """Give each answer in one piece, with its file closed.

    Werkzeug's server for development leaves a file open when the browser drops the connection half way, and a warning
    about it fails whatever test runs just then.
    """

    def answer(environ: dict[str, Any], start_response: Any) -> list[bytes]:
        parts = app(environ, start_response)
        try:
            return [b"".join(parts)]
        finally:
            getattr(parts, "close", lambda: None)()

    return answer


def dated(app: Any, clock: Callable[[], datetime]) -> Callable[..., Any]:
    """Have the answers say the moment that the application goes by, as a server's do."""

    def answer(environ: dict[str, Any], start_response: Any) -> Any:
        def start(status: str, headers: list[tuple[str, str]], *more: Any) -> Any:
            return start_response(status, [*headers, ("Date", http_date(clock()))], *more)

        return app(environ, start)

    return answer


def settings_in(folder: Path, **settings: Any) -> Settings:
    """The demonstration's settings with its data in a folder, and what a test needs besides."""
    return load_settings({}, data_dir=folder, demo=True, session_hours=A_MONTH_HOURS, **settings)


def make_company(folder: Path) -> None:
    """Migrate a database and seed the demonstration's company in it."""
    folder.mkdir(parents=True)
    settings = settings_in(folder)
    engine = open_engine(settings.database)
    migrate(engine)
    seed(Database(engine), settings.mailboxes)
    engine.dispose()


def copy_data(source: Path, target: Path) -> None:
    """Copy a data folder as it stands, the database by SQLite's own means."""
    shutil.copytree(source, target, ignore=shutil.ignore_patterns(f"{DATABASE}*"))
    old, new = sqlite3.connect(source / DATABASE), sqlite3.connect(target / DATABASE)
    old.backup(new)
    old.close()
    new.close()


@contextmanager
def served(folder: Path, clock: Callable[[], datetime], **settings: Any) -> Iterator[Live]:
    """Serve the data of a folder on a free port until the block ends."""
    with packs_read_once():
        app = create_app(settings_in(folder, **settings), now=clock)
    server = make_server("127.0.0.1", 0, dated(answered_whole(app), clock), threaded=True, request_handler=Quiet)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield Live(f"http://127.0.0.1:{server.server_port}", clock, folder, app)
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
