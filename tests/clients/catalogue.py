"""The interface texts that the clients room owes its readers."""

import json
from pathlib import Path

ROOT = Path(__file__).parents[2]


def sentences(locale: str) -> set[str]:
    """Return the keys of every catalogue of a language: merged, or not merged yet."""
    merged = (ROOT / "templates/interface").rglob(f"{locale}*.json")
    waiting = (ROOT / "build/catalogue").glob(f"clients.{locale}.json")
    return {key for place in (*merged, *waiting) for key in json.loads(place.read_text("utf-8"))}
