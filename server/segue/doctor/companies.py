"""What the database tells of every company: who administers, whose accounts sign in, its audit, its daily job."""

from collections.abc import Iterator
from datetime import timedelta

from segue import clock
from segue.config import Settings
from segue.departure.people import Workspace
from segue.desk.audit_export import first_break, head_of
from segue.desk.ports import Stores
from segue.doctor.check import Check
from segue.doctor.keys import has_secret_key
from segue.records.database import Database
from segue.records.engine import open_engine

DAILY_AT_LEAST = timedelta(days=2)
"""How old the last run may be before something is wrong."""


def company_checks(settings: Settings) -> Iterator[Check]:
    """Look at every company."""
    records = Database(open_engine(settings.database))
    companies = records.workspaces()
    if not companies:
        yield Check("administrator", False, "no company yet: run `segue admin add`")
    for workspace in companies:
        with records.reading(workspace.id) as stores:
            yield _administrator(stores)
            yield _allowed(settings, workspace)
            yield _audit(settings, stores)
            yield _daily(stores)


def _administrator(stores: Stores) -> Check:
    named = any(person.is_administrator for person in stores.people.all())
    says = "named" if named else "none: run `segue admin add`"
    return Check("administrator", named, f"{stores.workspace.company}: {says}")


def _audit(settings: Settings, stores: Stores) -> Check:
    count = head_of(stores.audit).seq
    if count and not has_secret_key(settings):
        says = f"{settings.secret_key_file} is gone, with which it was written: put it back"
        return Check("audit", False, f"{stores.workspace.company}: {says}")
    if count and first_break(stores.audit, settings.key()):
        says = "broken, or the secret key is another than before; run `segue audit verify`"
        return Check("audit", False, f"{stores.workspace.company}: {says}")
    return Check("audit", True, f"{stores.workspace.company}: whole, entries: {count}")


def _daily(stores: Stores) -> Check:
    """Say when the job last went through; without a hand-over it has nothing to do."""
    last = stores.settings.daily_at()
    late = bool(stores.departures.all()) and (last is None or clock.now() - last > DAILY_AT_LEAST)
    when = f"last ran {last.isoformat(timespec='minutes')}" if last else "has not run yet"
    advice = "; `segue serve` runs it, or `segue daily`" if late or not last else ""
    return Check("daily job", not late, f"{stores.workspace.company}: {when}{advice}")


def _allowed(settings: Settings, workspace: Workspace) -> Check:
    """Say whose accounts sign in to a company; without any, nobody does."""
    providers = [
        ("--google-domain", settings.google_client_id, workspace.google_domains),
        ("--microsoft-tenant", settings.microsoft_client_id, workspace.microsoft_tenants),
    ]
    used = [(option, allowed) for option, client, allowed in providers if client]
    if settings.demo or not used:
        return Check("accounts", True, f"{workspace.company}: not by a provider")
    named = ", ".join(one for _, allowed in used for one in allowed)
    advice = "nobody's: run `segue admin add` again with " + " or ".join(option for option, _ in used)
    return Check("accounts", bool(named), f"{workspace.company}: {named or advice}")
