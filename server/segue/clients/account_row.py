"""One row of an account list: its name, its domains, the addresses of its people, its owner (C7, C4)."""

import re
from collections.abc import Iterable, Iterator, Sequence

from segue.clients.account import Account
from segue.clients.account_headers import ACCOUNT_MEANINGS
from segue.clients.addresses import addresses_in, normalise
from segue.clients.company_name import company_key
from segue.clients.contact import RowProblem
from segue.clients.domains import is_free_mail
from segue.clients.heading import Record
from segue.clients.limits import MAX_FIELD_CHARS, MAX_VALUE_CHARS
from segue.clients.names import clean
from segue.departure.errors import InputError

_PLATFORMS = frozenset(
    (
        *("facebook.com", "instagram.com", "linkedin.com", "x.com", "twitter.com", "youtube.com", "vk.com", "t.me"),
        *("wa.me", "sites.google.com", "linktr.ee", "tiktok.com", "maps.google.com", "goo.gl", "bit.ly"),
    )
)
"""Sites that many companies have a page on: no company's own domain."""

_HOST = re.compile(
    r"(?:[a-z][a-z0-9+.-]*://)?(?:www\d?\.)?((?:[\w-]+\.)+(?:[^\W\d_]{2,}|xn--[\w-]+))\.?", re.IGNORECASE
)
_BETWEEN = re.compile(r"[\s,;|]+")
_PARTED = re.compile(r"[\t;|<>]+")


def account_in(source: str, row: int, cells: list[str] | str, meanings: Sequence[str]) -> Account | RowProblem | None:
    """Return the account of a row, None for a blank one, or why it cannot be kept."""
    if isinstance(cells, str):
        return RowProblem(source, row, cells)
    if not any(map(str.strip, cells)):
        return None
    read: dict[str, list[str]] = {meaning: [] for meaning in ACCOUNT_MEANINGS}
    for meaning, cell in zip(meanings, cells, strict=False):
        if len(cell) > MAX_FIELD_CHARS:
            return RowProblem(source, row, "field_too_long", clean(cell[:MAX_VALUE_CHARS]))
        if meaning and cell.strip():
            read[meaning].append(clean(cell))
    return _account(source, row, read)


def lines_as_records(lines: Iterable[str]) -> Iterator[Record]:
    """Yield pasted lines as rows of one cell: whatever its commas, a line is one account."""
    for row, line in enumerate(lines, start=1):
        yield row, [line.strip()]


def domains_in(cell: str) -> list[str]:
    """Return the domains of a cell with web addresses or bare domains, normalised, without those of many companies."""
    hosts = (_HOST.match(part) for part in _BETWEEN.split(cell))
    found = [_ascii(host[1].lower().removeprefix("www.")) for host in hosts if host]
    return [one for one in found if one and one not in _PLATFORMS and not is_free_mail(one)]


def _account(source: str, row: int, read: dict[str, list[str]]) -> Account | RowProblem:
    names, loose = _parted(read["name"])
    emails = _addresses([*read["email"], *loose])
    domains = [one for cell in (*read["domain"], *loose) if "@" not in cell for one in domains_in(cell)]
    at = [email.rpartition("@")[2] for email in emails]
    domains = list(dict.fromkeys([*domains, *(one for one in at if not is_free_mail(one))]))
    name = names[0] if names else next(iter([*domains, *emails]), "")
    if not name:
        told = next((cell for cells in read.values() for cell in cells), "")
        return RowProblem(source, row, "row_no_account", told[:MAX_VALUE_CHARS])
    key = company_key(name) if names else ""
    known = f"n:{key}" if key else f"d:{domains[0]}" if domains else f"a:{emails[0]}" if emails else f"t:{name}"
    return Account(known, name, row, tuple(domains), tuple(emails), tuple(dict.fromkeys(read["owner"])))


def _parted(cells: list[str]) -> tuple[list[str], list[str]]:
    """Part what stands in a cell of names: the name, and addresses or sites beside it, as people paste them."""
    names: list[str] = []
    loose: list[str] = []
    for cell in cells:
        rest: list[str] = []
        for part in (part for chunk in _PARTED.split(cell) for part in chunk.split(",")):
            words = part.split()
            told = [word for word in words if _is_sure(word) or (len(words) == 1 and _HOST.fullmatch(word))]
            loose += [word.strip("()") for word in told]
            if len(told) < len(words):
                rest.append(" ".join(word for word in words if word not in told))
        names += [name] if (name := ", ".join(rest).strip(" ,()-–:")) else []
    if not names and loose and "@" not in "".join(loose):
        names = loose[:1]  # a company may go by its site, as Booking.com does
    return names, loose


def _is_sure(word: str) -> bool:
    """Say whether a word is an address or a site wherever it stands; "Booking.com" may be part of a name."""
    return "@" in word.strip("@") or "://" in word or word.lower().startswith("www.")


def _addresses(cells: Iterable[str]) -> list[str]:
    found: list[str] = []
    for written in (part for cell in cells if "@" in cell for part in addresses_in(cell)):
        try:
            found.append(normalise(written))
        except InputError:
            continue
    return list(dict.fromkeys(found))


def _ascii(host: str) -> str:
    try:
        return host.encode("idna").decode("ascii")
    except UnicodeError:
        return ""
