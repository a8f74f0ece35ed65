"""The keys: whether they are there, whether they can be read, whether what they sealed still opens."""

import os
from collections.abc import Iterator
from pathlib import Path

from segue.config import PREFIX, Settings
from segue.doctor.check import Check
from segue.doctor.files import is_open
from segue.records.database import Database
from segue.records.engine import open_engine

UNREADABLE = "unreadable"
"""Why a connection ended whose tokens no key opens (``records.connections``)."""


def key_checks(settings: Settings) -> Iterator[Check]:
    """Look at both kinds of keys, without making any."""
    told = (settings.secret_key.get_secret_value(), settings.token_keys.get_secret_value())
    named = ("SECRET_KEY", "TOKEN_KEYS")
    for setting, value, kept in zip(named, told, (settings.secret_key_file, settings.token_key_file), strict=True):
        yield _key(settings, setting, bool(value), kept)


def has_secret_key(settings: Settings) -> bool:
    """Say whether there is a secret key; asking for one would make it."""
    return bool(settings.secret_key.get_secret_value()) or settings.secret_key_file.exists()


def _key(settings: Settings, setting: str, is_told: bool, kept: Path) -> Check:
    name = setting.replace("_", " ").lower()
    if is_told:
        return Check(name, True, "set")
    if kept.exists() and not os.access(kept, os.R_OK):
        return Check(name, False, f"{kept} cannot be read by this user: run `segue` as the user that it belongs to")
    if kept.exists() and is_open(kept):
        return Check(name, False, f"others can read {kept}: run `chmod 600 {kept}`, and change the key if they did")
    where = f"kept in {kept}" if kept.exists() else "is made at the first start"
    if settings.database_url.get_secret_value():
        says = f"{where}, where other machines have another: set {PREFIX}{setting}_FILE on each of them"
        return Check(name, False, says)
    return Check(name, True, f"{where}; with more than one machine set {PREFIX}{setting}_FILE")


def sealed_checks(settings: Settings) -> Iterator[Check]:
    """Look whether every token that is stored still opens with the keys that are known."""
    if not settings.token_keys.get_secret_value() and not settings.token_key_file.exists():
        return
    records, sealed, lost = Database(open_engine(settings.database), settings.seal()), 0, 0
    for workspace in records.workspaces():
        with records.reading(workspace.id) as stores:
            for connection in stores.connections.all():
                sealed += connection.tokens is not None
                lost += connection.ended_why == UNREADABLE
    says = f"accounts whose tokens no key opens: {lost}; put the older key back behind the newest, or let these people"
    yield Check("sealed tokens", not lost, f"{says} connect again" if lost else f"all open, accounts: {sealed}")
