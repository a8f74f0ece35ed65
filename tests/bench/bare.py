"""The floor: Flask, one route, the same database work by hand. What Segue needs more than this is Segue's own."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from flask import Flask, Response, jsonify, request

app = Flask(__name__)

# What the product reads for any request: the session, its person, the company.
WHO = (
    "SELECT * FROM session LIMIT 1",
    "SELECT * FROM person WHERE id = (SELECT person_id FROM session)",
    "SELECT * FROM workspace",
)
PAGE = (
    "SELECT * FROM departure",
    "SELECT count(*) FROM letter",
    "SELECT state, status, count(*) FROM letter GROUP BY state, status",
    "SELECT id FROM letter WHERE state = 'approved' AND status = 'to_do' ORDER BY company, client_name, id LIMIT 1",
    "SELECT id, client_name, company, content, state, status FROM letter ORDER BY company, client_name, id LIMIT 50",
)
LETTERS = 'SELECT id, client_name, company, content, facts, "values", digest FROM letter ORDER BY company, client_name'
LETTER = "SELECT * FROM letter WHERE id = ?"
APPROVAL = "SELECT content FROM approval WHERE letter_id = ?"
OPENED = "UPDATE letter SET opened_at = datetime('now'), version = version + 1 WHERE id = ?"
TOUCHED = "UPDATE departure SET revision = revision + 1"
PRAGMAS = ("journal_mode=WAL", "busy_timeout=10000", "synchronous=FULL", "secure_delete=ON")


@app.get("/healthz")
def healthz() -> str:
    """Answer."""
    return "ok"


@app.get("/who")
def who() -> Response:
    """Read who asks, and answer with it."""
    with _database("BEGIN") as database:
        found = _read(database, WHO)
    return jsonify(found)


@app.post("/open")
def opened() -> Response:
    """Read one letter and its approval, write that it was opened, and answer with the approved bytes."""
    letter_id = request.args["id"]
    with _database("BEGIN IMMEDIATE") as database:
        _read(database, WHO)
        database.execute(LETTER, (letter_id,)).fetchone()
        database.execute("SELECT * FROM departure").fetchone()
        content = database.execute(APPROVAL, (letter_id,)).fetchone()[0]
        database.execute(OPENED, (letter_id,))
        database.execute(TOUCHED)
    return Response(content, content_type="application/json")


@app.get("/queue")
def queue() -> Response:
    """Read one page of the queue and answer with it."""
    with _database("BEGIN") as database:
        _read(database, WHO)
        found = _read(database, PAGE)
    return jsonify(found)


@app.get("/letters")
def letters() -> Response:
    """Read every letter of the departure and answer with their values."""
    with _database("BEGIN") as database:
        _read(database, WHO)
        found = database.execute(LETTERS).fetchall()
    return jsonify(found)


@contextmanager
def _database(begin: str) -> Iterator[sqlite3.Connection]:
    """A connection with the product's own settings and one transaction, which is written at the end."""
    connection = sqlite3.connect(os.environ["BENCH_DATABASE"], isolation_level=None)
    try:
        for pragma in PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")
        connection.execute(begin)
        yield connection
        connection.execute("COMMIT")
    finally:
        connection.close()


def _read(database: sqlite3.Connection, questions: tuple[str, ...]) -> list[list[tuple[str, ...]]]:
    return [database.execute(question).fetchall() for question in questions]
