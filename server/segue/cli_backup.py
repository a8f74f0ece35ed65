"""``segue backup``: everything in one file, written while Segue runs; the keys stay in another place."""

from datetime import UTC, datetime
from pathlib import Path

import click

from segue import __version__, clock
from segue.cli_shared import clear_errors, settings_of
from segue.config import PREFIX, Settings
from segue.departure.errors import BrokenSetup
from segue.departure.keys import every
from segue.records.backup_file import manifest_of, write_backup
from segue.records.snapshot import file_of

SECRET, TOKENS = "secret.key", "token.keys"


@click.command()
@click.option("--to", required=True, type=click.Path(path_type=Path), help="A folder, or a file that is not there yet.")
@click.option("--with-keys", is_flag=True, help="Pack the keys too: whoever has the file can then read everything.")
def backup(to: Path, with_keys: bool) -> None:
    """Write a backup as one file while Segue runs, and read it back.

    The keys stay out: they belong in another place than the data.
    """
    with clear_errors():
        settings, now = settings_of(), clock.now()
        source = file_of(settings.database, now)
        if not source.exists():
            raise BrokenSetup(detail=f"{source}: there is no database here yet")
        keys = _keys_of(settings) if with_keys else {}
        target = write_backup(source, to, __version__, now, settings.key(), keys)
        manifest = manifest_of(target)
    click.echo(f"{target}: {manifest.companies} companies, as of {said_moment(manifest.made_at)}, read back and whole.")
    click.echo("The keys are in it: keep it as you keep a password." if keys else "Keep the keys in another place.")
    if len(every(settings.key())) > 1:
        click.echo(f"Earlier secret keys are a setting, not in it: keep {PREFIX}EARLIER_SECRET_KEYS as well.")


def _keys_of(settings: Settings) -> dict[str, bytes]:
    """Return the keys in use, as the files that hold them would."""
    told = settings.token_keys.get_secret_value().encode()
    kept = settings.token_key_file.read_bytes() if settings.token_key_file.exists() else b""
    return {SECRET: settings.key(), TOKENS: told or kept}


def said_moment(when: datetime) -> str:
    """Return a moment as commands say it, in UTC."""
    return when.astimezone(UTC).isoformat(timespec="seconds")
