"""What settings cannot be, and which cannot be together. What is only missing is told by ``segue doctor``."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING
from urllib.parse import SplitResult, urlsplit

from cryptography.fernet import Fernet
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from segue.config_reading import Mistake
from segue.departure.errors import BrokenSetup
from segue.providers.microsoft.entra import Registration

if TYPE_CHECKING:
    from segue.config import Settings

SHORTEST_KEY = 32
HERE = frozenset({"127.0.0.1", "localhost", "::1"})
DRIVERS = frozenset({"sqlite", "sqlite+pysqlite", "postgresql+psycopg"})
AT_PROVIDERS = (
    "google_accounts", "google_tokens", "google_certificates", "google_people", "google_gmail", "microsoft_graph",
)  # fmt: skip


def with_driver(address: str) -> str:
    """Return a database's address with the driver's name, which SQLAlchemy wants in PostgreSQL's."""
    return re.sub("^postgres(ql)?://", "postgresql+psycopg://", address)


def mistakes_in(settings: "Settings") -> Iterator[Mistake]:
    """Yield what cannot work."""
    for rule in (_database, _keys, _base_url, _addresses, _demo, _google, _microsoft, _proof):
        yield from rule(settings)


def _database(settings: "Settings") -> Iterator[Mistake]:
    told = settings.database_url.get_secret_value()
    if not told:
        return
    form = "PostgreSQL's is postgresql://NAME:PASSWORD@HOST/DATABASE"
    try:
        url = make_url(with_driver(told))
    except (ArgumentError, ValueError):
        yield Mistake("database_url", f"no address of a database; {form}, with : / @ in a password as %3A %2F %40")
        return
    if url.drivername not in DRIVERS:
        yield Mistake("database_url", f"neither SQLite nor PostgreSQL with the driver psycopg; {form}")
    elif url.drivername.startswith("postgresql") and not url.database:
        yield Mistake("database_url", f"names no database; {form}")


def _keys(settings: "Settings") -> Iterator[Mistake]:
    for name in ("secret_key", "metrics_token"):
        if 0 < len(getattr(settings, name).get_secret_value()) < SHORTEST_KEY:
            yield Mistake(name, f"at least {SHORTEST_KEY} characters")
    if any(len(key) < SHORTEST_KEY for key in settings.earlier_secret_keys.get_secret_value().split()):
        yield Mistake("earlier_secret_keys", f"each at least {SHORTEST_KEY} characters")
    if not all(_seals(key) for key in settings.token_keys.get_secret_value().split()):
        yield Mistake("token_keys", "each has to be a key as `segue keys new` prints one")


def _seals(key: str) -> bool:
    try:
        Fernet(key)
    except ValueError:
        return False
    return True


def _base_url(settings: "Settings") -> Iterator[Mistake]:
    if not settings.base_url:
        return
    parts = _parts(settings.base_url)
    if not parts or parts.path.strip("/"):
        yield Mistake("base_url", "https and a host, without a path, such as https://segue.company.example")
    elif parts.scheme == "http" and parts.hostname not in HERE:
        yield Mistake("base_url", "has to begin with https://: a sign-in over http can be read on the way")


def _addresses(settings: "Settings") -> Iterator[Mistake]:
    named = {name: getattr(settings, name) for name in AT_PROVIDERS}
    named |= {"microsoft_login": settings.microsoft_login} if settings.microsoft_login else {}
    for name, address in named.items():
        parts = _parts(address)
        if not parts or (parts.scheme == "http" and parts.hostname not in HERE):
            yield Mistake(name, "has to be an https address")
    if not all(_is_redirect(one) for one in settings.extension_redirects.split()):
        yield Mistake("extension_redirects", "each has to be an https address of its own, without a query")
    if not all(re.fullmatch(r"https://(\*\.)?[\w.-]+(:\d+)?/?", one) for one in settings.frame_ancestors.split()):
        yield Mistake("frame_ancestors", "each has to be https:// and a host, which may begin with *.")


def _demo(settings: "Settings") -> Iterator[Mistake]:
    if settings.demo and settings.host not in HERE:
        yield Mistake("demo", "everybody signs in as anybody: SEGUE_HOST has to be 127.0.0.1 with it", beside="host")


def _google(settings: "Settings") -> Iterator[Mistake]:
    for name in ("google_bulk_drafts", "google_other_contacts", "google_addon_service_account"):
        if getattr(settings, name) and not settings.google_client_id:
            yield Mistake(name, "needs SEGUE_GOOGLE_CLIENT_ID as well", beside="google_client_id")


def _microsoft(settings: "Settings") -> Iterator[Mistake]:
    parts = _parts(settings.microsoft_authority)
    if not parts or parts.scheme != "https" or not parts.path.strip("/"):
        yield Mistake("microsoft_authority", "an https address that ends in a tenant's id, or in organizations")
    if settings.microsoft_bulk_drafts and not settings.microsoft_client_id:
        says = "needs SEGUE_MICROSOFT_CLIENT_ID as well"
        yield Mistake("microsoft_bulk_drafts", says, beside="microsoft_client_id")


def _proof(settings: "Settings") -> Iterator[Mistake]:
    secret, certificate = settings.microsoft_client_secret, settings.microsoft_certificate
    if secret.get_secret_value() and certificate.get_secret_value():
        says = "SEGUE_MICROSOFT_CERTIFICATE is set as well: keep one of the two"
        yield Mistake("microsoft_client_secret", says, beside="microsoft_certificate")
    try:
        Registration("", certificate=certificate.get_secret_value()).credential()
    except BrokenSetup as error:
        yield Mistake("microsoft_certificate", str(error).partition(": ")[2])


def _parts(address: str) -> SplitResult | None:
    """Return the parts of a plain http or https address, None for anything that could hide another."""
    try:
        parts = urlsplit(address)
        plain = bool(parts.hostname) and (parts.port is None or parts.port > 0) and "@" not in parts.netloc
    except ValueError:
        return None
    is_clean = address.isascii() and address.isprintable() and not set(address) & set(" \"\\'<>;,?#")
    return parts if plain and is_clean and parts.scheme in ("http", "https") else None


def _is_redirect(address: str) -> bool:
    """Say whether the extension's sign-in may return to an address: https, a host, and nothing that hides another."""
    parts = _parts(address)
    return parts is not None and parts.scheme == "https" and parts.hostname == parts.netloc
