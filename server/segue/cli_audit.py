"""``segue audit``: whether the record of who did what is whole, its newest entry, and all of it as a file."""

import json
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

import click

from segue.cli_shared import clear_errors, open_parts
from segue.departure.audit import Break, Head
from segue.departure.errors import BrokenSetup
from segue.departure.people import Workspace
from segue.desk.audit_export import as_csv, as_json, first_break, head_of

if TYPE_CHECKING:
    from segue.doors.wiring import Wiring

BREAKS = {
    "missing": "entry {seq} is missing",
    "changed": "entry {seq} was changed, or comes from another key",
    "cut_off": "entries from {seq} on were cut off",
    "unreadable": "after entry {seq} something was changed so that it cannot be read",
}


@click.group()
def audit() -> None:
    """Check the record of who did what, keep its head elsewhere, export it."""


@audit.command()
@click.option("--head", type=click.Path(path_type=Path), help="A file that `segue audit head` wrote before.")
def verify(head: Path | None) -> None:
    """Say whether anything was removed, changed, reordered or added; with a head, also whether the end was cut off."""
    with clear_errors():
        parts, heads = open_parts(), _heads(head) if head else {}
        broken = [_verified(parts, workspace, heads.pop(workspace.id, None)) for workspace in _workspaces(parts)]
    for workspace_id in heads:
        click.echo(f"BROKEN  {workspace_id}: this company is not in the database any more")
    if any(broken) or heads:
        raise SystemExit(1)


@audit.command()
def head() -> None:
    """Print number and digest of the newest entry of each company, to keep where nobody can change them."""
    with clear_errors():
        parts = open_parts()
        for workspace in _workspaces(parts):
            with parts.records.reading(workspace.id) as stores:
                click.echo(json.dumps({"workspace": workspace.id, **vars(head_of(stores.audit))}))


@audit.command()
@click.option("--format", "shape", required=True, type=click.Choice(["csv", "json"]))
@click.option("--departure", default="", help="Only the entries of one departure, by its id.")
def export(shape: str, departure: str) -> None:
    """Write every entry to the terminal, times in UTC."""
    with clear_errors():
        parts = open_parts()
        pieces = _as_csv(parts, departure) if shape == "csv" else _as_json(parts, departure)
        for piece in pieces:
            click.echo(piece, nl=False)


def _as_csv(parts: "Wiring", departure_id: str) -> Iterator[str]:
    for number, workspace in enumerate(_workspaces(parts)):
        with parts.records.reading(workspace.id) as stores:
            yield from as_csv(workspace.id, stores.audit.entries(departure_id), titled=number == 0)


def _as_json(parts: "Wiring", departure_id: str) -> Iterator[str]:
    said = chain.from_iterable(_objects(parts, workspace, departure_id) for workspace in _workspaces(parts))
    yield "["
    for number, one in enumerate(said):
        yield (",\n" if number else "\n") + one
    yield "\n]\n"


def _objects(parts: "Wiring", workspace: Workspace, departure_id: str) -> Iterator[str]:
    with parts.records.reading(workspace.id) as stores:
        yield from as_json(workspace.id, stores.audit.entries(departure_id))


def _verified(parts: "Wiring", workspace: Workspace, head: Head | None) -> Break | None:
    with parts.records.reading(workspace.id) as stores:
        broken = first_break(stores.audit, parts.key, head)
        if broken:
            click.echo(f"BROKEN  {workspace.id}: {BREAKS[broken.why].format(seq=broken.seq)}")
        else:
            click.echo(f"whole   {workspace.id}: {head_of(stores.audit).seq} entries")
    return broken


def _heads(path: Path) -> dict[str, Head]:
    """Return the heads in a file, a line each; raises BrokenSetup for one that cannot be read."""
    try:
        said = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
        return {str(one["workspace"]): Head(int(one["seq"]), str(one["mac"])) for one in said}
    except (OSError, ValueError, KeyError, TypeError, OverflowError, RecursionError) as error:
        raise BrokenSetup(detail=f"{path}: this is no head that `segue audit head` wrote") from error


def _workspaces(parts: "Wiring") -> list[Workspace]:
    return parts.records.workspaces()
