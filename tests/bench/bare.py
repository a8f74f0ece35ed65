"""The floor: Flask, one route, one database read. What Segue needs more than this is Segue's own."""

import os
import sqlite3

from flask import Flask, Response, jsonify

from bench.next_letter import SAME_READ

app = Flask(__name__)


@app.get("/healthz")
def healthz() -> str:
    """Answer."""
    return "ok"


@app.get("/letter")
def letter() -> Response:
    """Read one letter and answer with it as JSON."""
    connection = sqlite3.connect(os.environ["BENCH_DATABASE"])
    try:
        found = connection.execute(SAME_READ).fetchone()
    finally:
        connection.close()
    return jsonify(list(map(str, found)))
