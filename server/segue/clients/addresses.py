"""What is an e-mail address, and when two of them are the same mailbox (C2)."""

import re
import unicodedata
from functools import lru_cache

from email_validator import EmailNotValidError, ValidatedEmail, validate_email

from segue.departure.errors import InputError

GMAIL = ("gmail.com", "googlemail.com")
DEMONSTRATION = ".example"

# What most addresses look like: nothing in them needs the validator, which takes fifty times as long.
_PLAIN = re.compile(
    r"(?=.{6,254}\Z)(?P<local>[a-z0-9_](?:[a-z0-9_+-]|\.(?!\.)){0,61}[a-z0-9_]|[a-z0-9_])"
    r"@(?P<domain>(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63})\Z",
    re.IGNORECASE | re.ASCII,
)
_IN_ANGLES = re.compile(r"<([^<>]*)>")
_BETWEEN = re.compile(r"\s*:::\s*|[;,\s]+")


def normalise(address: str) -> str:
    """Return the form in which equal mailboxes are equal: case-folded, NFC, IDNA domain, Gmail dots and plus removed.

    For comparing only: what is written to is :func:`readable`. Raises InputError ``address_invalid``.
    """
    return _normalised(_validated(address))


def readable(address: str) -> str:
    """Return an address as it is written to: trimmed, NFC, domain in lower case and its own script.

    Raises InputError ``address_invalid``.
    """
    return _validated(address).normalized


def both(address: str) -> tuple[str, str]:
    """Return an address normalised and readable, checked once. Raises InputError ``address_invalid``.

    Of a plain one the domain alone needs the validator, and an address book names the same domains again and again.
    """
    plain = _PLAIN.match(address)
    domain = _plain_domain(plain["domain"].lower()) if plain and plain["local"] == plain["local"].lower() else None
    if plain and domain:
        return _compared(plain["local"], domain[0]), f"{plain['local']}@{domain[1]}"
    valid = _validated(address)
    return _normalised(valid), valid.normalized


def domain_of(address: str) -> str:
    """Return the normalised (IDNA, lower case) domain of an address. Raises InputError ``address_invalid``."""
    return normalise(address).rpartition("@")[2]


def without_example(domain: str) -> str:
    """Return a domain without the ending reserved for examples, so that demonstrations behave as the real thing.

    ``rossi.it.example`` is looked at as ``rossi.it``; a plain ``rossi.example`` has nothing before it to look at.
    """
    bare = domain.removesuffix(DEMONSTRATION)
    return bare if "." in bare else domain


def comparable(address: str) -> str:
    """Return an address in the form in which equal mailboxes are equal; one that is none as it stands, folded.

    For addresses that were checked when they were read: one that looks plain is not checked again.
    """
    plain = _PLAIN.match(address)
    if plain:
        return _compared(plain["local"].lower(), plain["domain"].lower())
    try:
        return normalise(address)
    except InputError:
        return address.strip().casefold()


def is_address(text: str) -> bool:
    """Say whether a text is an e-mail address; one that looks plain is not checked further."""
    if _PLAIN.match(text):
        return True
    try:
        _validated(text)
    except InputError:
        return False
    return True


def addresses_in(cell: str) -> list[str]:
    """Return what stands for addresses in a cell that may hold several, or ``Name <address>``; not yet checked."""
    parts = _IN_ANGLES.findall(cell) or _BETWEEN.split(cell)
    trimmed = (part.strip().strip("'\"") for part in parts)
    return [part[7:] if part[:7].lower() == "mailto:" else part for part in trimmed if part]


@lru_cache(maxsize=4096)
def _plain_domain(domain: str) -> tuple[str, str] | None:
    """Return a domain in IDNA and as it is written to, None when no mail goes there."""
    try:
        valid = _validated(f"a@{domain}")
    except InputError:
        return None
    return (valid.ascii_domain or valid.domain).lower(), valid.domain


def _validated(address: str) -> ValidatedEmail:
    """Return an address checked; raises InputError ``address_invalid``, ``field_missing`` where nothing was typed."""
    if not address.strip():
        raise InputError("field_missing", field="address")
    # The test environment lets .test through, for people who try the product; nothing is looked up in the network.
    try:
        return validate_email(address.strip(), check_deliverability=False, test_environment=True)
    except (EmailNotValidError, UnicodeError) as error:
        raise InputError("address_invalid", field="address", address=address[:80]) from error


def _normalised(valid: ValidatedEmail) -> str:
    local = unicodedata.normalize("NFC", valid.local_part.casefold())
    return _compared(local, (valid.ascii_domain or valid.domain).lower())


def _compared(local: str, domain: str) -> str:
    if without_example(domain) in GMAIL:
        domain = domain.replace("googlemail.com", "gmail.com", 1)
        local = local.split("+", 1)[0].replace(".", "") or local
    return f"{local}@{domain}"
