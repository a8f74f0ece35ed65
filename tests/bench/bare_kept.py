"""The floor of the pane's calls: Flask under Segue's own gunicorn, kept connections, the same reads and writes by hand.

``BENCH_DATABASE`` is a file of SQLite or the address of a PostgreSQL; in either there is one departure.
"""

import os
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
from flask import Flask, Response, jsonify, request

from bench.bare import APPROVAL, LETTER, PAGE, PRAGMAS, TOUCHED, WHO

app = Flask(__name__)
WHERE = os.environ["BENCH_DATABASE"]
IS_FILE = not WHERE.startswith("postgresql")
HELD = "SELECT * FROM workspace" + ("" if IS_FILE else " FOR NO KEY UPDATE")
REVISION = "SELECT * FROM departure"
HISTORY = "SELECT * FROM status_change WHERE letter_id = ? ORDER BY id"
OPENED = "UPDATE letter SET opened_at = CURRENT_TIMESTAMP, version = version + 1 WHERE id = ?"
MARKED = "UPDATE letter SET status = ?, version = version + 1 WHERE id = ?"
STEP = (
    "INSERT INTO status_change (workspace_id, letter_id, person_id, at, before, after, reason) "
    "SELECT workspace_id, id, NULL, CURRENT_TIMESTAMP, '', status, '' FROM letter WHERE id = ?"
)
RECORDED = (
    "INSERT INTO audit (workspace_id, seq, at, person_id, verb, departure_id, subject_id, details, mac) "
    "SELECT workspace_id, seq + 1, at, person_id, verb, departure_id, subject_id, details, mac "
    "FROM audit ORDER BY seq DESC LIMIT 1"
)
_mine = threading.local()


@app.get("/healthz")
def healthz() -> str:
    """Answer."""
    return "ok"


@app.get("/poll")
def poll() -> Response:
    """Look whether anything changed; it did not."""
    with _database() as ask:
        for question in (*WHO, REVISION):
            ask(question)
    return Response(status=304)


@app.get("/queue")
def queue() -> Response:
    """Read one page of the queue and answer with it."""
    with _database() as ask:
        found = [ask(question) for question in (*WHO, *PAGE)]
    return jsonify(found)


@app.get("/letter")
def letter() -> Response:
    """Read one letter with its departure and history, and answer with them."""
    with _database() as ask:
        found = [ask(question) for question in (*WHO, REVISION)]
        found += [ask(question, request.args["id"]) for question in (LETTER, HISTORY)]
    return jsonify(found)


@app.post("/open")
def opened() -> Response:
    """Read one letter and its approval, write that it was opened, and answer with the approved bytes."""
    letter_id = request.args["id"]
    with _database("BEGIN IMMEDIATE") as ask:
        for question in (*WHO, HELD, REVISION):
            ask(question)
        content = [ask(question, letter_id) for question in (LETTER, APPROVAL)][1]
        ask(OPENED, letter_id)
        ask(RECORDED)
        ask(TOUCHED)
    return jsonify(content)


@app.put("/told")
def told() -> Response:
    """Write that a client is told, with its step and its entry, and answer whose turn it is."""
    letter_id = request.args["id"]
    with _database("BEGIN IMMEDIATE") as ask:
        for question in (*WHO, HELD, REVISION):
            ask(question)
        ask(LETTER, letter_id)
        ask(STEP, letter_id)
        ask(MARKED, request.args["status"], letter_id)
        ask(RECORDED)
        ask(TOUCHED)
        turn = ask(PAGE[3])
    return jsonify(turn)


@contextmanager
def _database(begin: str = "BEGIN") -> Iterator[Any]:
    """Give what asks the database, in one transaction of this thread's own connection."""
    connection = _connection()
    connection.execute(begin if IS_FILE else "BEGIN")
    try:
        yield lambda question, *values: _rows(connection, question, values)
        connection.execute("COMMIT")
    except BaseException:
        connection.execute("ROLLBACK")
        raise


def _rows(connection: Any, question: str, values: tuple[str, ...]) -> list[Any]:
    found = connection.execute(question if IS_FILE else question.replace("?", "%s"), values)
    return list(found.fetchall()) if found.description else []


def _connection() -> Any:
    if not hasattr(_mine, "connection"):
        _mine.connection = sqlite3.connect(WHERE, isolation_level=None) if IS_FILE else _connected()
        for pragma in PRAGMAS if IS_FILE else ():
            _mine.connection.execute(f"PRAGMA {pragma}")
    return _mine.connection


def _connected() -> Any:
    return psycopg.connect(WHERE.replace("+psycopg", ""), autocommit=True)
