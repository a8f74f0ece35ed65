"""What letters announce, read out of their facts: of thousands there are a few that differ."""

import json
from typing import Any

from segue.letters.announced import Announced
from segue.records.convert import from_json


class AnnouncedRead:
    """Reads each once."""

    def __init__(self) -> None:
        self._read: dict[str, Announced] = {}

    def of(self, facts: dict[str, Any]) -> Announced:
        """Return what a letter of these facts announces."""
        others = facts.get("others") or []
        said = {"last_day": facts.get("last_day"), "contacts": [facts["contact"], *others], "bridge": facts["bridge"]}
        key = json.dumps(said)
        if key not in self._read:
            self._read[key] = from_json(said, Announced)
        return self._read[key]
