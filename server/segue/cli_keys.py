"""Keys that seal the tokens of people's accounts: a new one, and everything sealed anew with it (A2)."""

import click

from segue.cli_shared import clear_errors, database_of, settings_of
from segue.records.sealed import add_key, kept_keys, new_key


@click.group()
def keys() -> None:
    """Keys that seal the tokens of people's accounts."""


@keys.command("new")
def print_new() -> None:
    """Print a fresh key, to stand before the others in SEGUE_TOKEN_KEYS."""
    click.echo(new_key())


@keys.command()
def rotate() -> None:
    """Seal every token with the newest key; in the data folder's own file, a new one is made first.

    Safe to stop and to run again: whatever is not sealed anew yet is still opened by the key before.
    """
    with clear_errors():
        settings = settings_of()
        if not settings.token_keys.get_secret_value():
            kept_keys(settings.token_key_file)
            add_key(settings.token_key_file)
        records, count = database_of(settings), 0
        for workspace in records.workspaces():
            with records.writing(workspace.id) as stores:
                for connection in stores.connections.all():
                    stores.connections.save(connection)
                    count += 1
    click.echo(f"{count} accounts are sealed with the newest key. Older keys may go once every server was restarted.")
