"""Which part of a queue its page is asked for: in the address, so that it survives a reload and can be kept."""

from dataclasses import dataclass
from typing import Any

from flask import request

from segue.desk.ports import LetterFilter, Modes, Part
from segue.doors.pages.shell import page_number

PAGE_SIZE = 50
TYPED = ("part", "q", "company", "locale")


@dataclass(frozen=True)
class Asked:
    """What the address asks for; ``part`` is None where it names none."""

    part: Part | None
    query: str
    firm: str
    locale: str
    number: int

    @property
    def is_narrowed(self) -> bool:
        """Say whether more than a part is asked for."""
        return bool(self.query or self.firm or self.locale)

    def filter(self, part: Part, modes: Modes) -> LetterFilter:
        """Return what to look for."""
        return LetterFilter(self.query, modes=modes, part=part, firm=self.firm, locale=self.locale)


def asked() -> Asked:
    """Return what the address asks for; nonsense asks for nothing."""
    part, query, firm, locale = (request.args.get(name, "").strip()[:200] for name in TYPED)
    return Asked(Part(part) if part in set(Part) else None, query, firm, locale, page_number())


def here() -> dict[str, Any]:
    """Return the address's own arguments, to come back to the same place."""
    kept = (*TYPED, "page")
    return {name: value[:200] for name in kept if (value := request.args.get(name, ""))}
