"""What letters announce, read out of their facts: of thousands there are a few that differ, and each is parsed once."""

import json

from segue.letters.announced import Announced
from segue.records.convert import from_json
from segue.records.rows import LetterRow

Parts = tuple[str | None, str, str, str | None]
"""The last day, the contact, the others and who covers, as the JSON that they are stored as."""

PARTS = tuple(LetterRow.facts[part].as_string() for part in ("last_day", "contact", "others", "bridge"))


class AnnouncedRead:
    """Reads each once."""

    def __init__(self) -> None:
        self._read: dict[Parts, Announced] = {}

    def of(self, parts: Parts) -> Announced:
        """Return what a letter with these parts announces."""
        if parts not in self._read:
            last_day, contact, others, bridge = parts
            points = [json.loads(contact), *json.loads(others or "[]")]
            between = json.loads(bridge) if bridge else None
            self._read[parts] = from_json({"last_day": last_day, "contacts": points, "bridge": between}, Announced)
        return self._read[parts]
