"""The browsers' own published schemas, where a machine has them beside the repository."""

import json
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).parents[3] / "shared" / "reference" / "browser"


def published(name: str) -> Any:
    """One of the browsers' schemas; skips the test that asks for it where there is none."""
    if not HERE.is_dir():
        pytest.skip(f"{name} is not here: the browsers' schemas are in ../shared/reference/browser")
    return json.loads((HERE / name).read_text(encoding="utf-8"))
