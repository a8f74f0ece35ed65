"""``make bench``: measure every row, print the table, write build/bench.json.

A row is a function that measures one thing and returns it as a Row; rows.py lists them in the order of the table.
A floor or peer is measured in the same run, so that a slow machine is slow for both. Words choose the rows whose names
hold one of them (``make bench ROWS="crowd hot"``); then nothing is written.
"""

import json
import logging
import sys
from dataclasses import asdict
from pathlib import Path

import structlog

from bench.row import Row
from bench.rows import ROWS
from bench.table import chosen, measured, table

BUILD = Path(__file__).resolve().parents[2] / "build"


def main(words: list[str]) -> int:
    """Measure and report; fails when a row could not be measured."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))  # the table is read
    wanted = chosen(ROWS, words)
    rows = measured(wanted, lambda line: print(line, file=sys.stderr, flush=True))  # noqa: T201  # what it is for
    print(table(rows))  # noqa: T201
    if not words:
        _keep(rows)
    return 0 if len(rows) == len(wanted) else 1


def _keep(rows: list[Row]) -> None:
    BUILD.mkdir(exist_ok=True)
    found = [{**asdict(row), "ratio": row.ratio} for row in rows]
    (BUILD / "bench.json").write_text(json.dumps(found, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
