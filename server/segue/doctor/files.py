"""The data folder: whose it is, whether there is room, whether the file of erasures can be written."""

import os
import shutil
import stat
from collections.abc import Iterator
from pathlib import Path

from segue.config import PREFIX, Settings
from segue.doctor.check import Check

LEAST_FREE_BYTES = 500_000_000
"""An upload, its rows and SQLite's log of a large company have room in it many times."""


def folder_checks(settings: Settings) -> Iterator[Check]:
    """Look at the data folder and the file of erasures, without making either."""
    folder, is_elsewhere = settings.data_dir.absolute(), bool(settings.database_url.get_secret_value())
    yield _folder(folder)
    if not is_elsewhere:  # what is left in the folder takes no room
        yield _room(folder)
    yield _erasures(settings)


def is_open(path: Path) -> bool:
    """Say whether others than its owner may do anything with a file or folder."""
    return bool(stat.S_IMODE(path.stat().st_mode) & (stat.S_IRWXG | stat.S_IRWXO))


def _folder(folder: Path) -> Check:
    if not folder.exists():
        ready = os.access(_nearest(folder), os.W_OK | os.X_OK)
        advice = f"cannot be made by this user: make {folder} and give it to the user that Segue runs as"
        return Check("data folder", ready, f"{folder} is made at the first start" if ready else advice)
    if not folder.is_dir():
        return Check("data folder", False, f"{folder} is a file: set {PREFIX}DATA_DIR to a folder")
    if not os.access(folder, os.R_OK | os.W_OK | os.X_OK):
        return Check("data folder", False, f"{folder} cannot be used by this user: run `segue` as its owner")
    if is_open(folder):
        return Check("data folder", False, f"others can look into {folder}: run `chmod 700 {folder}`")
    loose = sorted(path.name for path in folder.iterdir() if path.is_file() and is_open(path))
    says = f"others can read {', '.join(loose)} in {folder}: run `chmod 600` on each" if loose else f"{folder}"
    return Check("data folder", not loose, says)


def _room(folder: Path) -> Check:
    free = shutil.disk_usage(_nearest(folder)).free
    says = f"{free / 1e9:,.1f} GB free"
    if free >= LEAST_FREE_BYTES:
        return Check("disk", True, says)
    return Check("disk", False, f"{says} where {folder} is: make room, or the database stops taking anything")


def _erasures(settings: Settings) -> Check:
    file = settings.erasures.absolute()
    place = file if file.exists() else _nearest(file.parent)
    inside = file.is_relative_to(settings.data_dir.absolute())
    if file.is_dir() or not os.access(place, os.W_OK):
        return Check("erasures", False, f"{file} cannot be written: nobody could be erased; see {PREFIX}ERASURE_LOG")
    advice = f"; best set {PREFIX}ERASURE_LOG to a place that no restored backup overwrites" if inside else ""
    advice += ", and that all machines share" if inside and settings.database_url.get_secret_value() else ""
    return Check("erasures", True, f"{file}{advice}")


def _nearest(folder: Path) -> Path:
    """Return a folder, or the first above it that is there."""
    return next(one for one in (folder, *folder.parents) if one.exists())
