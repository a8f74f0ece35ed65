"""``segue erase`` and ``segue export-person``: whoever asks to be forgotten, or what is held on him (A4)."""

import shutil
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from segue.cli_shared import ALL_OVER, clear_errors, open_parts, settings_of
from segue.clients.addresses import readable
from segue.departure.erasure import ErasedKind
from segue.departure.errors import BrokenSetup, NotFound
from segue.departure.people import Workspace
from segue.desk.erase import erase_address, forget_departure
from segue.desk.erase_company import erase_company
from segue.desk.export_person import as_json, held_on
from segue.desk.left_drafts import TO_LOOK_AT, Seen, clear_left_drafts
from segue.desk.ports import Erasure
from segue.desk.replay import replay
from segue.records.erasure_log import FileErasures

if TYPE_CHECKING:
    from segue.doors.wiring import Wiring

FOR_GOOD = "This cannot be undone. Go on?"


@click.command()
@click.option("--client", "address", help="Erase whoever has this address, from every hand-over, for good.")
@click.option("--departure", help="Erase one hand-over with its contacts, clients and letters, by its id.")
@click.option("--workspace", help="Erase a whole company, by its id.")
@click.option(
    "--replay",
    "log",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Erase again what this file of erasures names.",
)
@click.option("--yes", is_flag=True, help="Ask nothing.")
def erase(address: str | None, departure: str | None, workspace: str | None, log: Path | None, yes: bool) -> None:
    """Erase a client, a hand-over or a company; or, after restoring a backup, once more what was erased since."""
    wanted = [one for one in (address, departure, workspace, log) if one]
    if len(wanted) != 1:
        raise click.UsageError("Name one of --client, --departure, --workspace and --replay.")
    with clear_errors():
        parts = open_parts()
        if address:
            _erase_address(parts, readable(address), yes)
        elif departure:
            _erase_departure(parts, departure, yes)
        elif workspace:
            _erase_workspace(parts, workspace, yes)
        elif log:
            broken = replay_log(parts, log)
            if broken:
                raise BrokenSetup(detail=broken)


@click.command("export-person")
@click.argument("address")
def export_person(address: str) -> None:
    """Write everything held on whoever has an address, as JSON: a client or an employee, and nobody else."""
    with clear_errors():
        parts, wanted = open_parts(), readable(address)
        for piece in as_json(wanted, _held(parts, wanted)):
            click.echo(piece, nl=False)


def _held(parts: "Wiring", address: str) -> Iterator[tuple[str, object]]:
    for workspace in parts.records.workspaces():
        with parts.desk_of(workspace.id) as desk:
            yield from held_on(desk, address)


def _erase_address(parts: "Wiring", address: str, yes: bool) -> None:
    _require_yes(yes, f"Everything about {address} will be erased from every hand-over.")
    count = 0
    for workspace in parts.records.workspaces():
        with parts.desk_of(workspace.id) as desk:
            count += erase_address(desk, address, parts.erasures)
    click.echo(f"Erased: {count} clients. Nobody with this address comes back with a reading.")
    _finish(parts, parts.records.workspaces())


def _erase_departure(parts: "Wiring", departure_id: str, yes: bool) -> None:
    workspace = _workspace_of(parts, departure_id)
    _require_yes(yes, f"The hand-over {departure_id} will be erased with its contacts, clients and letters.")
    with parts.desk_of(workspace.id) as desk:
        forget_departure(desk, desk.stores.departures.get(departure_id), parts.erasures)
    click.echo("Erased: 1 hand-over.")
    _finish(parts, [workspace])


def _erase_workspace(parts: "Wiring", workspace_id: str, yes: bool) -> None:
    named = {workspace.id: workspace for workspace in parts.records.workspaces()}
    if workspace_id not in named:
        raise NotFound("workspace_unknown", known=", ".join(sorted(named)))
    _require_yes(yes, f"{named[workspace_id].company} will be erased: its people, hand-overs, policy and audit.")
    erased_company(parts, workspace_id)
    click.echo("Erased: 1 company.")
    wipe(parts)


def erased_company(parts: "Wiring", workspace_id: str) -> None:
    """Erase a company, its mailboxes on this machine with it, and say what may be left elsewhere."""
    parts.records.forget_sessions(workspace_id, ALL_OVER)
    open_desk = partial(parts.desk_of, workspace_id)
    with parts.look_of(workspace_id) as desk:
        people = [person.id for person in desk.stores.people.all()]
    for person_id in people:
        shutil.rmtree(settings_of().mailboxes / Path(person_id).name, ignore_errors=True)
    left = erase_company(parts.records, open_desk, parts.mailboxes.drafts, parts.erasures, parts.identities)
    _say(left.drafts)
    if left.connected:
        click.echo(f"Accounts that their provider, which is away or not set up, did not end: {len(left.connected)}.")


def replay_log(parts: "Wiring", path: Path) -> str:
    """Erase again what a file names; what the installation's own log lacks is added to it.

    Returns what is to be said of lines that cannot be read, "" where there is none.
    """
    found, broken = _erasures_in(path)
    own = set(FileErasures(parts.erasures.path).lines()) if isinstance(parts.erasures, FileErasures) else set()
    count = 0
    for workspace in parts.records.workspaces():
        theirs = [erasure for workspace_id, erasure in found if workspace_id == workspace.id]
        if any(erasure.kind is ErasedKind.WORKSPACE for erasure in theirs):
            erased_company(parts, workspace.id)
            count += 1
            continue
        with parts.desk_of(workspace.id) as desk:
            count += replay(desk, theirs)
    for workspace_id, erasure in found:
        if (workspace_id, erasure) not in own:
            parts.erasures.add(workspace_id, erasure)
    click.echo(f"Replayed: {len(found)} erasures; {count} clients, hand-overs or companies were back and went again.")
    _finish(parts, parts.records.workspaces())
    return f"{path}: lines that cannot be read, so nothing was done for them: {broken}" if broken else ""


def _erasures_in(path: Path) -> tuple[list[tuple[str, Erasure]], str]:
    """Return what a file of erasures holds, and the numbers of its lines that cannot be read."""
    lines = list(FileErasures(path).lines())
    found = [line for line in lines if not isinstance(line, int)]
    return found, ", ".join(str(line) for line in lines if isinstance(line, int))


def _finish(parts: "Wiring", workspaces: list[Workspace]) -> None:
    for workspace in workspaces:
        _say(clear_left_drafts(partial(parts.desk_of, workspace.id), parts.mailboxes.drafts))
    wipe(parts)


def _say(seen: list[Seen]) -> None:
    """Name the drafts that stay: somebody edited them, or their mailbox does not answer."""
    for one in seen:
        if one.fate in TO_LOOK_AT:
            where = f"{one.draft.ref or 'one that a crash left'}, mailbox of {one.draft.person_id}"
            click.echo(f"A draft may still be in its mailbox ({one.fate}): {where}")


def wipe(parts: "Wiring") -> None:
    """Make sure that nothing deleted can be read from the files any more, or say when that will be."""
    if not parts.records.wipe():
        click.echo(
            "Somebody is reading: the database's files are wiped by the next daily job, or by running this again."
        )


def _workspace_of(parts: "Wiring", departure_id: str) -> Workspace:
    for workspace in parts.records.workspaces():
        with parts.desk_of(workspace.id) as desk:
            if any(departure.id == departure_id for departure in desk.stores.departures.all()):
                return workspace
    raise NotFound("departure_unknown", departure=departure_id[:80])


def _require_yes(yes: bool, what: str) -> None:
    if not yes:
        click.echo(what)
        click.confirm(FOR_GOOD, abort=True)
