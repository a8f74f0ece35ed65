"""``segue restore``: a backup comes back, and nobody is told twice by what it does not know (H6, A4).

It is made ready beside the database (erased people go again, all sign-ins end, letters are held until their tellers
have looked) before it takes its place: whatever is killed on the way has changed nothing, and is run again.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from segue import clock
from segue.cli_backup import SECRET, TOKENS, said_moment
from segue.cli_erase import replay_log
from segue.cli_shared import ALL_OVER, clear_errors, settings_of
from segue.config import Settings
from segue.departure.errors import BrokenSetup
from segue.departure.keys import every
from segue.desk.after_restore import note_restored
from segue.private import private_folder
from segue.records.backup_file import Manifest, keys_in, manifest_of, mark_of, unpack
from segue.records.engine import open_engine
from segue.records.migrate import migrate
from segue.records.snapshot import ENDINGS, file_of, holds_anything, nobody_uses

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from segue.doors.wiring import Wiring

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command()
@click.argument("source", metavar="[BACKUP]", required=False, type=FILE)
@click.option(
    "--by-other-means",
    "made_at",
    type=click.DateTime(["%Y-%m-%dT%H:%M:%S%z", "%Y-%m-%dT%H:%M%z"]),
    help="The database is back already, by pg_restore or as a volume, from a backup of this moment: do the rest.",
)
@click.option("--replace", is_flag=True, help="Take the place of a database that holds something; it is kept beside.")
@click.option("--erasures", "log", type=FILE, help="The log of erasures, where it was rescued from elsewhere.")
@click.option("--no-erasures", is_flag=True, help="There is no such log: whoever was erased since the backup is back.")
def restore(source: Path | None, made_at: datetime | None, replace: bool, log: Path | None, no_erasures: bool) -> None:
    """Bring a backup back, with web and worker stopped: migrate it, erase again, end sign-ins, hold the letters."""
    if (source is None) == (made_at is None):
        raise click.UsageError("Name a backup, or --by-other-means with the moment at which it was made.")
    with clear_errors():
        settings = settings_of()
        logs = _logs(settings, log, no_erasures)
        if made_at is not None:
            engine = open_engine(settings.database)
            _make_ready(settings, engine, logs, made_at)
            engine.dispose()
        elif source is not None:
            made_at = _restored(settings, source, logs, replace)
    click.echo(f"Restored as of {said_moment(made_at or ALL_OVER)}. Start web and worker; then `segue doctor`.")


def _restored(settings: Settings, source: Path, logs: list[Path], replace: bool) -> datetime:
    """Put a backup in the database's place; returns when it was made."""
    place, manifest = file_of(settings.database, clock.now()), manifest_of(source)
    private_folder(place.parent)
    is_full = holds_anything(place)
    if is_full and not replace:
        raise BrokenSetup(detail=f"{place} holds a database: --replace takes its place and keeps it beside")
    with _alone(place):
        pass  # else a long preparation would be for nothing
    _bring_keys(settings, source, manifest)
    ready = place.with_name(place.name + ".restoring")
    unpack(source, manifest, ready)
    engine = open_engine(f"sqlite:///{ready.absolute()}")
    _make_ready(settings, engine, logs, manifest.made_at)
    engine.dispose()
    aside = place.with_name(f"{place.name}.before-{clock.now().astimezone(UTC):%Y%m%dT%H%M%SZ}")
    with nobody_uses(ready):
        pass  # what stands in its log is in the file then
    with _alone(place):
        _move(place, aside)
        _move(ready, place)
    if is_full:
        click.echo(f"The database of before is {aside}. It holds people's data: delete it once all is well.")
    else:
        _delete(aside)
    return manifest.made_at


def _make_ready(settings: Settings, engine: "Engine", logs: list[Path], made_at: datetime) -> None:
    """Do with a database from a backup what has to be done before anybody works with it; safe to do again."""
    from segue.app import parts_of  # noqa: PLC0415  # most commands have no need of the web
    from segue.logs import set_up_logs  # noqa: PLC0415  # as above

    migrate(engine)
    set_up_logs(settings)
    parts = parts_of(settings, engine)
    for broken in filter(None, [replay_log(parts, log) for log in logs]):
        click.echo(broken)
    held = _held(parts, made_at)
    parts.records.wipe()
    click.echo("Everybody signs in anew; browsers and accounts are connected anew.")
    click.echo(f"Hand-overs whose letters wait until their teller has looked what he had sent: {held}.")


def _held(parts: "Wiring", made_at: datetime) -> int:
    """End every sign-in and hold the letters; returns of how many hand-overs."""
    held = 0
    for workspace in parts.records.workspaces():
        with parts.desk_of(workspace.id) as desk:
            held += note_restored(desk, made_at)
        parts.records.forget_sessions(workspace.id, ALL_OVER)
    return held


def _logs(settings: Settings, log: Path | None, none_there: bool) -> list[Path]:
    """Return the logs of erasures there are; raises BrokenSetup where there is none and nobody said so."""
    found = [path for path in (log, settings.erasures) if path is not None and path.exists()]
    if not found and not none_there:
        raise BrokenSetup(
            detail=f"no log of erasures at {settings.erasures}: name it with --erasures, or say --no-erasures; whoever "
            "was erased after the backup is back then"
        )
    return found


def _bring_keys(settings: Settings, source: Path, manifest: Manifest) -> None:
    """See to it that the key is the backup's own, from the backup if need be; raises BrokenSetup for another."""
    packed = keys_in(source)
    has_own = settings.secret_key.get_secret_value() or settings.secret_key_file.exists()
    if not has_own and SECRET not in packed:
        raise BrokenSetup(detail=f"the key is missing: put it in {settings.secret_key_file}, or name its file")
    held = every(settings.key()) if has_own else (packed[SECRET],)
    if manifest.key_mark not in map(mark_of, held):
        raise BrokenSetup(detail="the backup was made under another secret key: no approval in it would hold")
    for path, name in ((settings.secret_key_file, SECRET), (settings.token_key_file, TOKENS)):
        wanted = settings.secret_key if name == SECRET else settings.token_keys
        if packed.get(name) and not wanted.get_secret_value():
            _keep_key(path, packed[name])


def _keep_key(path: Path, content: bytes) -> None:
    """Write a key for its owner's eyes only, where none is."""
    with suppress(FileExistsError):
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)


@contextmanager
def _alone(place: Path) -> Iterator[None]:
    """Be alone with the database, where there is one."""
    if not place.exists():
        yield
        return
    with nobody_uses(place):
        yield


def _move(path: Path, to: Path) -> None:
    """Give a database another name, with what SQLite keeps beside it."""
    for ending in ENDINGS:
        with suppress(FileNotFoundError):
            path.with_name(path.name + ending).replace(to.with_name(to.name + ending))


def _delete(path: Path) -> None:
    for ending in ENDINGS:
        path.with_name(path.name + ending).unlink(missing_ok=True)
