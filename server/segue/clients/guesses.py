"""What a column probably means, from its cells: proposed where the header does not tell."""

import re
from collections.abc import Callable, Sequence

from segue.clients.addresses import addresses_in, normalise
from segue.departure.errors import InputError

_PHONE = re.compile(r"(?:tel:)?[+(\d][\d\s()./–-]{5,}(?:\s*(?:x|ext|доб)\.?\s*\d+)?", re.IGNORECASE)
_MOST_NAME_WORDS = 5
_LEGAL_FORMS = frozenset(
    (
        *("ltd", "limited", "inc", "llc", "llp", "plc", "corp", "co", "gmbh", "ag", "kg", "ohg", "mbh", "srl", "spa"),
        *("sas", "snc", "sapa", "lda", "ltda", "sa", "pt", "tbk", "cv", "ооо", "зао", "оао", "пао", "ао", "ип"),
        *("pvt", "प्रा", "लि", "लिमिटेड", "company", "group", "holding", "partners"),
    )
)


def guessed(columns: Sequence[Sequence[str]], named: Sequence[str]) -> list[str]:
    """Return the meanings of columns by their cells, filling only what the header did not name.

    ``columns`` are some cells of each column, ``named`` what their names mean. Addresses are looked for first, then a
    name; phone numbers and companies only where no column has a name that is understood.
    """
    found = list(named)
    looks = _LOOKS if not any(named) else _LOOKS[:2]
    for meaning, fits in looks:
        if meaning in found or (meaning == "full" and {"given", "family"} & set(found)):
            continue
        at = _first_that_fits(columns, found, fits)
        if at is not None:
            found[at] = meaning
    return found


def is_address(cell: str) -> bool:
    """Say whether a cell holds an e-mail address that can be written to."""
    return "@" in cell and any(_is_written_to(part) for part in addresses_in(cell))


def _first_that_fits(columns: Sequence[Sequence[str]], found: list[str], fits: Callable[[str], bool]) -> int | None:
    for at, cells in enumerate(columns):
        filled = [cell for cell in cells if cell.strip()]
        if not found[at] and filled and sum(map(fits, filled)) * 2 > len(filled):
            return at
    return None


def _is_written_to(address: str) -> bool:
    try:
        normalise(address)
    except InputError:
        return False
    return True


def _is_phone(cell: str) -> bool:
    return bool(_PHONE.fullmatch(cell.strip())) and sum(map(str.isdigit, cell)) >= 6


def _is_name(cell: str) -> bool:
    words = cell.replace(",", " ").split()
    return 0 < len(words) <= _MOST_NAME_WORDS and not any(map(str.isdigit, cell)) and words[0][0].isalpha()


def _is_company(cell: str) -> bool:
    words = cell.casefold().replace(".", "").replace(",", " ").split()
    return any(word in _LEGAL_FORMS for word in words)


_LOOKS: tuple[tuple[str, Callable[[str], bool]], ...] = (
    ("email", is_address),
    ("full", lambda cell: _is_name(cell) and not _is_company(cell)),
    ("phone", _is_phone),
    ("company", _is_company),
)
