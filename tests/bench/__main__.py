"""``make bench``: measure every row, print the table, write build/bench.json.

A row is a function that measures one thing and returns it as a Row; rows.py lists them in the order of the table.
A floor or peer is measured in the same run, so that a slow machine is slow for both.
"""

import json
import sys
from dataclasses import asdict
from pathlib import Path

from bench.rows import ROWS
from bench.table import measured, table

BUILD = Path(__file__).resolve().parents[2] / "build"


def main() -> int:
    """Measure and report; fails when a row could not be measured."""
    rows = measured(ROWS, lambda line: print(line, file=sys.stderr, flush=True))  # noqa: T201
    print(table(rows))  # noqa: T201
    BUILD.mkdir(exist_ok=True)
    found = [{**asdict(row), "ratio": row.ratio} for row in rows]
    (BUILD / "bench.json").write_text(json.dumps(found, indent=2) + "\n", encoding="utf-8")
    return 0 if len(rows) == len(ROWS) else 1


if __name__ == "__main__":
    sys.exit(main())
