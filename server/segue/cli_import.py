"""``segue import-sqlite``: what one machine kept in SQLite goes on in PostgreSQL."""

from pathlib import Path

import click

from segue.cli_shared import clear_errors, settings_of
from segue.departure.errors import BrokenSetup
from segue.jobs.queue import make_ready
from segue.records.engine import POSTGRESQL, open_engine
from segue.records.migrate import migrate
from segue.records.moved import bring_all
from segue.records.snapshot import nobody_uses


@click.command("import-sqlite")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def import_sqlite(file: Path) -> None:
    """Fill the new, empty PostgreSQL of SEGUE_DATABASE_URL with what is in a SQLite FILE.

    Segue has to be stopped meanwhile. The file stays as it is, but for its migrations; the keys have to be the same.
    """
    with clear_errors():
        settings = settings_of()
        source, target = open_engine(f"sqlite:///{file.absolute()}"), open_engine(settings.database)
        if target.dialect.name != POSTGRESQL:
            raise BrokenSetup(detail="SEGUE_DATABASE_URL names no PostgreSQL to fill")
        with nobody_uses(file):
            pass
        for engine in (source, target):
            migrate(engine)
        make_ready(settings.queue)
        brought = bring_all(source, target)
        source.dispose()
    click.echo(f"{sum(brought.values())} rows in {len(brought)} tables are in the PostgreSQL now, counted there.")
    click.echo(f"Start Segue, and put {file} away when people have worked with it for a while.")
