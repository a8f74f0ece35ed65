"""A backup as one file: a ZIP with the database, a manifest that says what it is, and the keys only where wanted.

It is written beside its place, read back, and then given its name: whatever has the name is whole.
"""

import fcntl
import hashlib
import hmac
import json
import os
import shutil
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

from segue.departure.errors import BrokenSetup
from segue.records.snapshot import ENDINGS, Inside, copy_database, examined, require_known

DATABASE, MANIFEST, KEYS = "segue.db", "manifest.json", "keys/"
BESIDE = ".segue-backup.part"
PIECE_BYTES = 1 << 20


@dataclass(frozen=True)
class Manifest:
    """What a backup is: of which version and migration, when it was begun (aware), what is in it, under which key."""

    version: str
    revision: str
    made_at: datetime
    companies: int
    erasures: int
    sha256: str
    key_mark: str


def mark_of(key: bytes) -> str:
    """Return what tells two secret keys apart and gives neither away."""
    return hmac.new(key, b"segue backup", hashlib.sha256).hexdigest()[:16]


def write_backup(source: Path, to: Path, version: str, now: datetime, key: bytes, keys: Mapping[str, bytes]) -> Path:
    """Write a backup of a SQLite database into a folder or as a new file, and return where; ``keys`` go along.

    Raises BrokenSetup where it cannot be written, is not whole when read back, or a file of that name is there.
    """
    target = to / f"segue-{now.astimezone(UTC):%Y%m%dT%H%M%SZ}.zip" if to.is_dir() else to
    if target.exists():
        raise BrokenSetup(detail=f"{target} is there already, and no backup is overwritten")
    with _place_beside(target) as place:
        copy_database(source, place / DATABASE)
        manifest = _manifest(place / DATABASE, version, now, key)
        _pack(place, manifest, keys)
        _require_same(place / "packed", manifest)
        os.replace(place / "packed", target)
        _sync(target.parent)
    return target


def manifest_of(backup: Path) -> Manifest:
    """Return what a backup says of itself; raises BrokenSetup for a file that is none, or of a later version."""
    with _opened(backup) as packed:
        said = json.loads(packed.read(MANIFEST))
        manifest = Manifest(**{**said, "made_at": datetime.fromisoformat(said["made_at"])})
        if manifest.made_at.tzinfo is None:
            raise ValueError("a moment without its zone")
    require_known(manifest.revision)
    return manifest


def keys_in(backup: Path) -> dict[str, bytes]:
    """Return the keys that were packed with a backup, by the names of their files."""
    with _opened(backup) as packed:
        return {Path(name).name: packed.read(name) for name in packed.namelist() if name.startswith(KEYS)}


def unpack(backup: Path, manifest: Manifest, target: Path) -> None:
    """Write a backup's database to a new file; raises BrokenSetup where it is not what the manifest says."""
    for ending in ENDINGS:
        target.with_name(target.name + ending).unlink(missing_ok=True)
    with _opened(backup) as packed, packed.open(DATABASE) as member, _new(target) as file:
        shutil.copyfileobj(member, file, PIECE_BYTES)
    inside = Inside(manifest.revision, manifest.companies, manifest.erasures)
    if _digest_of(target) != manifest.sha256 or examined(target) != inside:
        raise BrokenSetup(detail=f"{backup}: the database in it is not the one that its manifest describes")


def _manifest(copy: Path, version: str, now: datetime, key: bytes) -> Manifest:
    inside = examined(copy)
    about = (inside.revision, now.astimezone(UTC), inside.companies, inside.erasures)
    return Manifest(version, *about, _digest_of(copy), mark_of(key))


def _pack(place: Path, manifest: Manifest, keys: Mapping[str, bytes]) -> None:
    said = {**asdict(manifest), "made_at": manifest.made_at.isoformat()}
    with _new(place / "packed") as file:
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
            packed.writestr(MANIFEST, json.dumps(said, indent=1) + "\n")
            for name, content in keys.items():
                packed.writestr(KEYS + name, content)
            packed.write(place / DATABASE, DATABASE)
        file.flush()
        os.fsync(file.fileno())


def _require_same(backup: Path, manifest: Manifest) -> None:
    with _opened(backup) as packed, packed.open(DATABASE) as member:
        if _digest(member) != manifest.sha256:
            raise BrokenSetup(detail="what was written is not what was to be written: is the disk sound?")


@contextmanager
def _place_beside(target: Path) -> Iterator[Path]:
    """Make a folder for work in progress, the owner's alone; what a killed run left there is removed."""
    try:
        place = target.parent / BESIDE
        place.mkdir(mode=0o700, exist_ok=True)
        held = os.open(place, os.O_RDONLY)
    except OSError as error:
        raise BrokenSetup(detail=f"{target.parent}: cannot be written to: {error.strerror}") from error
    try:
        fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        os.close(held)
        raise BrokenSetup(detail=f"{target.parent}: another backup is being written there") from error
    try:
        for left in place.iterdir():
            left.unlink()
        yield place
    except OSError as error:
        raise BrokenSetup(detail=f"{target}: cannot be written: {error.strerror}") from error
    finally:
        shutil.rmtree(place, ignore_errors=True)
        os.close(held)


@contextmanager
def _opened(backup: Path) -> Iterator[zipfile.ZipFile]:
    try:
        with zipfile.ZipFile(backup) as packed:
            yield packed
    except OSError as error:
        raise BrokenSetup(detail=f"{backup}: {error.strerror}") from error
    except (zipfile.BadZipFile, zlib.error, KeyError, TypeError, ValueError, EOFError) as error:
        raise BrokenSetup(detail=f"{backup}: this is no backup that `segue backup` wrote, or not all of it") from error


def _new(path: Path) -> IO[bytes]:
    """Open a new file that its owner alone can read."""
    return open(path, "xb", opener=lambda name, flags: os.open(name, flags, 0o600))


def _digest_of(path: Path) -> str:
    with path.open("rb") as file:
        return _digest(file)


def _digest(file: IO[bytes]) -> str:
    found = hashlib.sha256()
    while piece := file.read(PIECE_BYTES):
        found.update(piece)
    return found.hexdigest()


def _sync(folder: Path) -> None:
    held = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(held)
    finally:
        os.close(held)
