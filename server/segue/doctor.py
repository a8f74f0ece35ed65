"""What is configured, what is missing, and what to do about it."""

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy.exc import SQLAlchemyError

from segue import clock
from segue.assets import asset
from segue.config import PREFIX, Settings
from segue.departure.errors import BrokenSetup, SegueError
from segue.departure.people import Workspace
from segue.desk.audit_export import first_break, head_of
from segue.desk.ports import Stores
from segue.letters.pack import load_packs
from segue.records.database import Database, open_engine
from segue.records.migrate import is_up_to_date
from segue.with_microsoft import microsoft_of, pane_scope

DAILY_AT_LEAST = timedelta(days=2)
"""How old the last run may be before something is wrong."""


@dataclass(frozen=True)
class Check:
    """One thing that was looked at; ``says`` tells what to do when it is not ok."""

    name: str
    ok: bool
    says: str


def examine(settings: Settings) -> list[Check]:
    """Look at everything that a running Segue needs; nothing is changed."""
    here = [_database(settings), _people(settings), _key(settings), _address(settings), _packs()]
    here += [*_sign_in(settings), _sidebar(settings)]
    return here + (_companies(settings) if here[0].ok else [])


def _database(settings: Settings) -> Check:
    if _is_missing(settings):
        return Check("database", False, "run `segue migrate`")
    try:
        ready = is_up_to_date(open_engine(settings.database))
    except SQLAlchemyError as error:
        return Check("database", False, f"cannot be opened ({type(error).__name__}): look at {PREFIX}DATABASE_URL")
    return Check("database", ready, "up to date" if ready else "run `segue migrate`")


def _is_missing(settings: Settings) -> bool:
    """Say whether the own database is not there yet: looking into it would make one."""
    return not settings.database_url and not (settings.data_dir / "segue.db").exists()


def _people(settings: Settings) -> Check:
    if _is_missing(settings):
        return Check("administrator", False, "run `segue admin add`")
    try:
        records = Database(open_engine(settings.database))
        for workspace in records.workspaces():
            with records.reading(workspace.id) as stores:
                if any(person.is_administrator for person in stores.people.all()):
                    return Check("administrator", True, "named")
    except SQLAlchemyError:
        return Check("administrator", False, "unknown until the database is there")
    return Check("administrator", False, "run `segue admin add`")


def _companies(settings: Settings) -> list[Check]:
    """Look at what the database tells of every company: its audit, and when the daily job went through."""
    records, found = Database(open_engine(settings.database)), []
    for workspace in records.workspaces():
        with records.reading(workspace.id) as stores:
            found += [_allowed(settings, workspace), _audit(settings, stores), _daily(stores)]
    return found


def _audit(settings: Settings, stores: Stores) -> Check:
    count = head_of(stores.audit).seq
    if count and first_break(stores.audit, settings.key()):
        return Check("audit", False, f"{stores.workspace.company}: broken; run `segue audit verify`")
    return Check("audit", True, f"{stores.workspace.company}: whole, entries: {count}")


def _daily(stores: Stores) -> Check:
    """Say when the job last went through; without a hand-over it has nothing to do."""
    last = stores.settings.daily_at()
    late = bool(stores.departures.all()) and (last is None or clock.now() - last > DAILY_AT_LEAST)
    when = f"last ran {last.isoformat(timespec='minutes')}" if last else "has not run yet"
    advice = "; `segue serve` runs it, or `segue daily`" if late or not last else ""
    return Check("daily job", not late, f"{stores.workspace.company}: {when}{advice}")


def _key(settings: Settings) -> Check:
    if settings.secret_key.get_secret_value():
        return Check("secret key", True, "set")
    kept = (settings.data_dir / "secret.key").exists()
    where = f"kept in {settings.data_dir}" if kept else "is made at the first start"
    return Check("secret key", True, f"{where}; with more than one machine set {PREFIX}SECRET_KEY_FILE")


def _address(settings: Settings) -> Check:
    if settings.demo or settings.base_url.startswith("https://"):
        return Check("address", True, settings.base_url or "this machine")
    return Check("address", False, f"set {PREFIX}BASE_URL to the https:// address that people open")


def _packs() -> Check:
    try:
        packs = load_packs(asset("templates", "letters"))
    except SegueError as error:
        return Check("languages", False, str(error))
    return Check("languages", True, ", ".join(sorted(packs)))


def _sign_in(settings: Settings) -> list[Check]:
    if settings.demo:
        return [Check("sign-in", True, "by picking a person (demonstration)")]
    if not (settings.google_client_id or settings.microsoft_client_id):
        names = f"{PREFIX}GOOGLE_CLIENT_ID (deploy/google.md) or {PREFIX}MICROSOFT_CLIENT_ID (deploy/microsoft.md)"
        return [Check("sign-in", False, f"no provider yet: set {names}")]
    return [*_google_sign_in(settings), *_microsoft_sign_in(settings)]


def _google_sign_in(settings: Settings) -> list[Check]:
    if not settings.google_client_id:
        return []
    if not settings.google_client_secret.get_secret_value():
        return [Check("sign-in", False, f"set {PREFIX}GOOGLE_CLIENT_SECRET_FILE to the file with the client's secret")]
    says = f"Google; its client has to allow the redirect address {_back(settings, 'google')}"
    return [Check("sign-in", True, says)]


def _microsoft_sign_in(settings: Settings) -> list[Check]:
    if not settings.microsoft_client_id:
        return []
    proofs = (settings.microsoft_client_secret, settings.microsoft_certificate)
    if not any(proof.get_secret_value() for proof in proofs):
        named = f"{PREFIX}MICROSOFT_CERTIFICATE_FILE or {PREFIX}MICROSOFT_CLIENT_SECRET_FILE"
        return [Check("sign-in", False, f"set {named} to the file that proves the registration")]
    try:
        microsoft_of(settings)
    except BrokenSetup as error:
        return [Check("sign-in", False, str(error))]
    says = f"Microsoft; its registration has to allow the redirect address {_back(settings, 'microsoft')}"
    return [Check("sign-in", True, says + _several_tenants(settings)), _pane(settings)]


def _several_tenants(settings: Settings) -> str:
    """Say what else is needed where all tenants sign in: Entra refuses it to a registration of one (AADSTS50194)."""
    if not settings.microsoft_authority.rstrip("/").endswith(("/organizations", "/common")):
        return ""
    return f" and accounts of several tenants; if it is for one tenant, set {PREFIX}MICROSOFT_AUTHORITY"


def _pane(settings: Settings) -> Check:
    scope = pane_scope(settings)
    if not scope:
        return Check("Outlook pane", True, "signs in by a code that is typed")
    ready = settings.base_url.startswith("https://")
    says = f"its registration has to expose {scope}" if ready else f"needs an https:// {PREFIX}BASE_URL"
    return Check("Outlook pane", ready, says)


def _back(settings: Settings, provider: str) -> str:
    return f"{settings.base_url.rstrip('/') or 'https://…'}/sign-in/{provider}/back"


def _sidebar(settings: Settings) -> Check:
    if not settings.google_addon_service_account:
        return Check("Gmail sidebar", True, "off")
    ready = bool(settings.google_client_id) and settings.base_url.startswith("https://")
    says = "on" if ready else f"needs {PREFIX}GOOGLE_CLIENT_ID and an https:// {PREFIX}BASE_URL"
    return Check("Gmail sidebar", ready, says)


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
