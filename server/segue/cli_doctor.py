"""``segue doctor``: what is configured, what is missing and what to do."""

import json
from pathlib import Path

import click

from segue.config import load_settings
from segue.departure.errors import BrokenSetup
from segue.doctor import Check, examine


@click.command()
@click.option(
    "--manifests",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="A folder that `segue manifests` wrote to; its files are held against the settings.",
)
@click.option("--offline", is_flag=True, help="Ask no other machine, but for the database.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object, for machines.")
def doctor(manifests: Path | None, offline: bool, as_json: bool) -> None:
    """Say what is configured, what is missing and what to do; ends with 1 where something is to do.

    It changes nothing. Each look is given five seconds.
    """
    found = _found(manifests, offline)
    ok = all(check.ok for check in found)
    if as_json:
        click.echo(json.dumps({"ok": ok, "checks": [vars(check) for check in found]}, ensure_ascii=False, indent=2))
    else:
        for check in found:
            click.echo(f"{'ok  ' if check.ok else 'TODO'}  {check.name}: {check.says}")
    if not ok:
        raise SystemExit(1)


def _found(manifests: Path | None, offline: bool) -> list[Check]:
    """Return what was found; with settings that cannot work there is nothing else to look at."""
    try:
        settings = load_settings()
    except BrokenSetup as error:
        mistakes = error.values.get("mistakes", ())
        return [Check("settings", False, mistake) for mistake in mistakes] if isinstance(mistakes, tuple) else []
    return examine(settings, manifests, offline)
