"""``segue export-workspace`` and ``segue remove-workspace``: a company takes its data along, and goes (A4)."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from segue import clock
from segue.cli_erase import erased_company, wipe
from segue.cli_shared import clear_errors, open_parts, settings_of
from segue.company_package import write_package
from segue.departure.errors import BrokenSetup, NotFound
from segue.departure.people import Workspace
from segue.records.engine import open_engine
from segue.records.export import exported

if TYPE_CHECKING:
    from segue.doors.wiring import Wiring


@click.command("export-workspace")
@click.argument("company")
@click.option("--to", required=True, type=click.Path(path_type=Path), help="The file to write, such as company.zip.")
def export_workspace(company: str, to: Path) -> None:
    """Write everything held of a company, named as letters say it or by its id, as one file; no key is in it."""
    with clear_errors():
        parts = open_parts()
        workspace = _named(parts, company)
        kinds = exported(open_engine(settings_of().database), workspace.id)
        letters = write_package(parts.records, kinds, workspace, to, clock.now())
        with parts.desk_of(workspace.id) as desk:
            desk.record("", "export_workspace")
    click.echo(f"{to}: everything held of {workspace.company}, {letters} letters as text.")


@click.command("remove-workspace")
@click.argument("company")
@click.option("--yes-remove", "said", help="The same name again, in place of being asked for it.")
def remove_workspace(company: str, said: str | None) -> None:
    """Remove a company: end its sign-ins and accounts, its drafts, its data; whatever stops it, run it again."""
    with clear_errors():
        parts = open_parts()
        workspace = _to_remove(parts, company)
        _require_said(workspace, said)
        erased_company(parts, workspace.id)
        wipe(parts)
    click.echo(f"{workspace.company} is removed. The log of erasures has a line of it, for backups that come back.")
    click.echo("What is still to remove at Google, Microsoft and in browsers: deploy/removal.md")


def _to_remove(parts: "Wiring", company: str) -> Workspace:
    """Return the company; where it is gone, as after a stop at the very end, its traces go before it is said so."""
    try:
        return _named(parts, company)
    except NotFound:
        wipe(parts)
        raise


def _named(parts: "Wiring", company: str) -> Workspace:
    """Return a company by its name or id; raises NotFound, BrokenSetup for a name that several have."""
    known = parts.records.workspaces()
    found = [one for one in known if company in (one.id, one.company)]
    if not found:
        raise NotFound("workspace_unknown", known=", ".join(f"{one.company} ({one.id})" for one in known))
    if len(found) > 1:
        raise BrokenSetup(detail=f"several companies are called so: name one of {', '.join(one.id for one in found)}")
    return found[0]


def _require_said(workspace: Workspace, said: str | None) -> None:
    """Raise Abort unless the company was named once more."""
    if said is None:
        click.echo(f"{workspace.company}: its people, hand-overs, letters, policy and audit will be gone for good.")
        said = click.prompt("Type its name to go on", default="", show_default=False)
    if said not in (workspace.company, workspace.id):
        raise BrokenSetup(detail="that is not its name: nothing was removed")
