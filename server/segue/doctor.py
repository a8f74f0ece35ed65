"""What is configured, what is missing, and what to do about it."""

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy.exc import SQLAlchemyError

from segue import clock
from segue.assets import asset
from segue.config import PREFIX, Settings
from segue.departure.errors import SegueError
from segue.desk.audit_export import first_break, head_of
from segue.desk.ports import Stores
from segue.letters.pack import load_packs
from segue.records.database import Database, open_engine
from segue.records.migrate import is_up_to_date

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
    here = [_database(settings), _people(settings), _key(settings), _address(settings), _packs(), _sign_in(settings)]
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
            found += [_audit(settings, stores), _daily(stores)]
    return found


def _audit(settings: Settings, stores: Stores) -> Check:
    count = head_of(stores.audit).seq
    if count and first_break(stores.audit, settings.key()):
        return Check("audit", False, f"{stores.workspace.company}: broken; run `segue audit verify`")
    return Check("audit", True, f"{stores.workspace.company}: whole, {count} entries")


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


def _sign_in(settings: Settings) -> Check:
    if settings.demo:
        return Check("sign-in", True, "by picking a person (demonstration)")
    return Check("sign-in", False, "no provider yet: until Google or Microsoft is set up, only `segue demo` signs in")
