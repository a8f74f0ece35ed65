"""What is configured, what is missing, and what to do about it; nothing is changed, and nothing but GETs leaves."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

from segue.assets import asset
from segue.config import Settings
from segue.departure.errors import SegueError
from segue.doctor.address import address_checks, own_address_checks
from segue.doctor.check import LIMIT_SECONDS, Check, Look, looked
from segue.doctor.companies import company_checks
from segue.doctor.database import database_checks, is_missing
from segue.doctor.files import folder_checks
from segue.doctor.keys import key_checks, sealed_checks
from segue.doctor.manifests import manifest_checks
from segue.doctor.providers import provider_looks
from segue.doctor.queue import queue_checks
from segue.doctor.sign_in import sign_in_checks
from segue.letters.pack import load_packs

__all__ = ["Check", "examine"]


def examine(
    settings: Settings, manifests: Path | None = None, offline: bool = False, limit_seconds: float = LIMIT_SECONDS
) -> list[Check]:
    """Look at everything that a running Segue needs; every look has ``limit_seconds``, and they run at once.

    ``manifests`` is a folder with what `segue manifests` wrote, ``offline`` asks no other machine but the database.
    """
    looks: dict[str, Look] = {
        "database": partial(database_checks, settings),
        "keys": partial(key_checks, settings),
        "data folder": partial(folder_checks, settings),
        "address": partial(address_checks, settings),
        "languages": _packs,
        "sign-in": partial(sign_in_checks, settings),
    }
    if manifests is not None:
        looks["manifests"] = partial(manifest_checks, settings, manifests)
    if not offline:
        looks |= {"own address": partial(own_address_checks, settings), **provider_looks(settings)}
    found = looked(looks, limit_seconds)
    return found + (_in_database(settings, limit_seconds) if _is_ready(found) else [_nobody(settings)])


def _in_database(settings: Settings, limit_seconds: float) -> list[Check]:
    """Look at what only a database that is there and up to date can tell."""
    looks: dict[str, Look] = {
        "companies": partial(company_checks, settings),
        "sealed tokens": partial(sealed_checks, settings),
        "worker": partial(queue_checks, settings),
    }
    return looked(looks, limit_seconds)


def _is_ready(found: list[Check]) -> bool:
    return {"database", "migrations"} <= {check.name for check in found if check.ok}


def _nobody(settings: Settings) -> Check:
    says = "run `segue admin add`" if is_missing(settings) else "unknown until the database is there and up to date"
    return Check("administrator", False, says)


def _packs() -> Iterator[Check]:
    try:
        packs = load_packs(asset("templates", "letters"))
    except SegueError as error:
        yield Check("languages", False, str(error))
    else:
        yield Check("languages", True, ", ".join(sorted(packs)))
