"""The command line: ``segue --help`` lists what it can do."""

import json
import os
import secrets
import sys
import threading
import time
import webbrowser
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import click

from segue import __version__, clock
from segue.cli_allowed import require_free_organisations, require_well_formed
from segue.cli_audit import audit
from segue.cli_backup import backup
from segue.cli_company import export_workspace, remove_workspace
from segue.cli_doctor import doctor
from segue.cli_erase import erase, export_person
from segue.cli_import import import_sqlite
from segue.cli_jobs import daily, worker
from segue.cli_keys import keys
from segue.cli_manifests import manifests
from segue.cli_restore import restore
from segue.cli_shared import clear_errors, database_of, settings_of
from segue.clients.addresses import domain_of
from segue.clients.domains import is_own
from segue.config import Settings
from segue.demo import PEOPLE, seed
from segue.departure.errors import BrokenSetup, InputError
from segue.departure.people import Workspace
from segue.desk.accounts import Allowed, name_by_command
from segue.desk.desk import Desk
from segue.jobs.queue import make_ready
from segue.letter_files import PrintedLetter, example, previews, review
from segue.private import private_folder
from segue.records.database import Database
from segue.records.engine import open_engine
from segue.records.migrate import migrate as apply_migrations
from segue.serving import require_free
from segue.serving import serve as serve_until_stopped
from segue.terminal import told_finding, told_row


@click.group()
@click.version_option(__version__)
def main() -> None:
    """Segue tells a leaver's clients properly. It composes letters and never sends one."""


for command in (
    *(audit, backup, daily, doctor, erase, export_person, export_workspace, import_sqlite, keys, manifests),
    *(remove_workspace, restore),
    worker,
):
    main.add_command(command)


@main.command()
@click.option("--data", type=click.Path(path_type=Path), default=Path("var/demo"), help="Folder of the demo's data.")
@click.option("--port", type=int, default=8765, help="Port to listen on.")
@click.option("--open/--no-open", "opens", default=True, help="Open a browser where there is one.")
def demo(data: Path, port: int, opens: bool) -> None:
    """Start Segue with an invented company, on this machine only."""
    settings = settings_of(data_dir=data, port=port, demo=True, host="127.0.0.1")
    with clear_errors():
        require_free(settings.host, settings.port)
        _migrate(settings)
        fresh = seed(database_of(settings), settings.mailboxes)
        address = f"http://localhost:{port}/"
        click.echo(f"\n  Segue's demonstration: {address}\n")
        click.echo("  Sign in as any of these, by picking the name:")
        for person in PEOPLE:
            click.echo(f"    {person.name:<18} {person.job_title}")
        click.echo(f"\n  {'A new company' if fresh else 'The company of the last run'} in {data}. Ctrl-C stops it.\n")
        if opens:
            threading.Thread(target=_open_browser, args=(address,), daemon=True).start()
        serve_until_stopped(settings)


@main.command()
@click.option("--without-worker", is_flag=True, help="Leave the jobs to a `segue worker` that runs by itself.")
def serve(without_worker: bool) -> None:
    """Serve with gunicorn, and a worker beside it; the settings are variables (docs/settings.md)."""
    with clear_errors():
        serve_until_stopped(settings_of(), with_worker=not without_worker)


@main.command()
def migrate() -> None:
    """Bring the database up to date; safe to run again."""
    with clear_errors():
        _migrate(settings_of())
    click.echo("The database is up to date.")


@main.group()
def admin() -> None:
    """Administrators."""


@admin.command("add")
@click.option("--company", required=True, help="The company's name, as letters say it.")
@click.option("--zone", required=True, help="Its time zone, such as Europe/Rome.")
@click.option("--domain", "domains", multiple=True, help="A mail domain of its own; repeat for more.")
@click.option(
    "--google-domain", "google", multiple=True, help="A Google Workspace whose accounts sign in; repeat for more."
)
@click.option("--microsoft-tenant", "microsoft", multiple=True, help="The same for Microsoft: a tenant's id.")
@click.option("--name", required=True, help="The administrator's name.")
@click.option("--address", required=True, help="The administrator's e-mail address.")
def admin_add(
    company: str,
    zone: str,
    domains: tuple[str, ...],
    google: tuple[str, ...],
    microsoft: tuple[str, ...],
    name: str,
    address: str,
) -> None:
    """Name the first administrator, and the company if it is new; run again, it adds domains and tenants."""
    allowed = Allowed(domains, google, microsoft)
    with clear_errors():
        _require_zone(zone)
        domain_of(address)
        require_well_formed(allowed)
        settings = settings_of()
        _migrate(settings)
        records = database_of(settings)
        require_free_organisations(records.workspaces(), company, allowed)
        workspace = _workspace(records, company, zone, domains, address)
        with records.writing(workspace.id) as stores:
            desk = Desk(stores, {}, settings.key(), clock.now(), lambda: secrets.token_hex(8))
            name_by_command(desk, name, address, allowed)
    click.echo(f"{name} <{address}> administers {workspace.company}.")


@main.group()
def letters() -> None:
    """Letters on the terminal; nothing is stored, and every one is marked as not approved."""


@letters.command("example")
@click.option("--language", default="en-GB", help="The letter's language.")
@click.option("--register", default="neutral", type=click.Choice(["formal", "neutral", "warm"]))
@click.option("--mode", default="leaver", type=click.Choice(["leaver", "manager", "hand_over"]))
def letters_example(language: str, register: str, mode: str) -> None:
    """Print one example letter."""
    with clear_errors():
        click.echo(example(language, register, mode, clock.now()).text)


@letters.command("review")
@click.option("--language", required=True, help="The language to review, such as ru.")
@click.option("--to", "target", type=click.Path(path_type=Path), help="File to write; the terminal otherwise.")
def letters_review(language: str, target: Path | None) -> None:
    """Write one HTML page for a native reader: every clause, complete letters, a place to comment."""
    with clear_errors():
        page = review(language, clock.now())
    if target:
        target.write_text(page, encoding="utf-8")
        click.echo(f"Open {target} in a browser.")
    else:
        click.echo(page)


@letters.command("preview")
@click.argument("departure", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.argument("contacts", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--format", "shape", default="text", type=click.Choice(["text", "json"]))
def letters_preview(departure: Path, contacts: Path, shape: str) -> None:
    """Print the letters of a departure file to a contacts file (see `docs/departure-file.md`).

    Rows that were not kept, and what the proofreader saw, are told beside them on the error output.
    """
    with clear_errors():
        shown = previews(departure, contacts, clock.now())
    for problem in shown.unread:
        click.echo(told_row(problem), err=True)
    if shape == "json":
        click.echo(json.dumps([_as_json(one) for one in shown.letters], ensure_ascii=False, indent=2))
        return
    for one in shown.letters:
        click.echo(_seen_in(one), err=True, nl=False)
    click.echo("\n\n----\n\n".join(_in_full(one) for one in shown.letters))


def _in_full(letter: PrintedLetter) -> str:
    """Return a letter as the terminal shows it, or what keeps it from being written."""
    if not letter.text:
        return f"{letter.to}\nNo letter: {' '.join(map(told_finding, letter.findings))}"
    return f"{letter.to}\n{letter.subject}\n\n{letter.text}"


def _seen_in(letter: PrintedLetter) -> str:
    """Return a line for each finding in a letter."""
    return "".join(f"{letter.to}: {told_finding(one)}\n" for one in letter.findings if letter.text)


def _as_json(letter: PrintedLetter) -> dict[str, object]:
    seen = [{"id": one.id, "severity": one.severity, "sentence": told_finding(one)} for one in letter.findings]
    problem = "" if letter.text else letter.findings[0].id
    return {**vars(letter), "findings": seen, "problem": problem}


def _require_zone(zone: str) -> None:
    try:
        ZoneInfo(zone)
    except (OSError, ValueError, ZoneInfoNotFoundError) as error:
        raise BrokenSetup(detail=f"--zone: no time zone is called {zone}; one is Europe/Rome") from error


def _migrate(settings: Settings) -> None:
    private_folder(settings.data_dir)
    apply_migrations(open_engine(settings.database))
    make_ready(settings.queue)


def _workspace(records: Database, company: str, zone: str, domains: tuple[str, ...], address: str) -> Workspace:
    """Return the company, made where it is new; raises InputError before that for an address of none of its domains."""
    known = next((workspace for workspace in records.workspaces() if workspace.company == company), None)
    own = (*(known.own_domains if known else ()), *(domain.strip().casefold() for domain in domains))
    if own and not is_own(domain_of(address), own):
        raise InputError("address_outside", domain=domain_of(address), allowed=", ".join(own))
    if known is None:
        known = Workspace(secrets.token_hex(8), company, zone, own)
        records.add_workspace(known)
    return known


def _open_browser(address: str) -> None:
    """Open a browser with windows; one that would take over the terminal is none here."""
    if sys.platform in ("darwin", "win32") or os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"):
        time.sleep(1.5)
        webbrowser.open(address)
