"""Findings are values: everything that a check saw, returned together and never raised."""

from dataclasses import dataclass, field
from enum import StrEnum


class Severity(StrEnum):
    """How much a finding matters: ``blocking`` keeps a letter from being approved."""

    BLOCKING = "blocking"
    WARNING = "warning"
    HINT = "hint"


@dataclass(frozen=True)
class Finding:
    """One thing seen. ``id`` names its sentence in the catalogue (``finding.<id>``).

    ``where`` is the part it was seen in (a form field, or ``subject``, ``text``, ``note``);
    ``span`` the start and end in characters of that part, (0, 0) for the part as a whole;
    ``values`` fill the sentence's gaps.
    """

    id: str
    severity: Severity
    where: str = ""
    span: tuple[int, int] = (0, 0)
    values: dict[str, str] = field(default_factory=dict, hash=False)


def blocking(findings: list[Finding]) -> list[Finding]:
    """Return only the findings that keep the work from going on."""
    return [finding for finding in findings if finding.severity is Severity.BLOCKING]
