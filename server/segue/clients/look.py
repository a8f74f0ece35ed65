"""What a contact file is, before it is read: for a person to say what the columns of an unknown table mean."""

import hashlib
from dataclasses import dataclass

from segue.clients.headers import folded
from segue.clients.heading import Heading
from segue.clients.limits import MAX_COLUMNS, MAX_VALUE_CHARS
from segue.clients.names import clean

_SHOWN_ROWS = 5
_FINGERPRINT_CHARS = 32


@dataclass(frozen=True)
class Look:
    """What was seen of a file.

    ``kind`` is "cards" or "table". Of a table: ``header`` its column names, all empty where it has none; ``proposed``
    what each column probably means (as in headers.MEANINGS, "" for not read); ``rows`` its first five rows, for
    showing, each as wide as the header; ``sheet`` the sheet of a workbook; ``fingerprint`` is equal for tables of the
    same layout, so that what a person said of one is known for the next, "" without a header. ``is_plain`` says that
    nobody needs to be asked.
    """

    kind: str
    is_plain: bool = True
    header: tuple[str, ...] = ()
    proposed: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    sheet: str = ""
    fingerprint: str = ""


def look_of(heading: Heading, sheet: str = "") -> Look:
    """Return what a person is shown of a table."""
    width = len(heading.proposed)
    return Look(
        kind="table",
        is_plain=heading.is_plain,
        header=_shown(list(heading.names), width),
        proposed=heading.proposed,
        rows=tuple(_shown(cells, width) for cells in heading.sample[:_SHOWN_ROWS]),
        sheet=clean(sheet)[:MAX_VALUE_CHARS],
        fingerprint=fingerprint_of(heading.names) if heading.has_names else "",
    )


def fingerprint_of(names: tuple[str, ...]) -> str:
    """Return what is equal for headers of the same columns in the same places, however they are written."""
    written = "\x1f".join(f"{at}:{folded(name)}" for at, name in enumerate(names[:MAX_COLUMNS]))
    return hashlib.sha256(written.encode()).hexdigest()[:_FINGERPRINT_CHARS]


def _shown(cells: list[str], width: int) -> tuple[str, ...]:
    return tuple(clean(cell[:MAX_VALUE_CHARS]) for cell in [*cells, *[""] * width][:width])
