"""Settings: variables that begin with ``SEGUE_``; ``SEGUE_…_FILE`` names a file that holds the value."""

import os
import secrets
from collections.abc import Mapping
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from segue.departure.errors import BrokenSetup
from segue.private import private_folder
from segue.records.sealed import Seal, kept_keys

PREFIX = "SEGUE_"
SHORTEST_KEY = 32


class Settings(BaseSettings):
    """Every setting, with its meaning and default; docs/settings.md is made from here."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, extra="forbid", frozen=True)

    data_dir: Path = Field(Path("var/segue"), description="Folder of the database, the keys and the local mailbox.")
    database_url: str = Field("", description="SQLAlchemy address of the database; empty: SQLite in the data folder.")
    secret_key: SecretStr = Field(
        SecretStr(""),
        description="At least 32 characters, kept secret; empty: made once and kept in the data folder.",
    )
    erasure_log: str = Field(
        "",
        description="File of erasures, best where no restored backup overwrites it; empty: erasures.jsonl in the data "
        "folder.",
    )
    base_url: str = Field("", description="Address that people open, such as https://segue.company.example.")
    host: str = Field("127.0.0.1", description="Address that the server listens on.")
    port: int = Field(8765, ge=1, le=65535, description="Port that the server listens on.")
    workers: int = Field(1, ge=1, le=64, description="Web worker processes.")
    threads: int = Field(8, ge=1, le=256, description="Threads a web worker.")
    session_hours: int = Field(12, ge=1, le=720, description="Hours after which a sign-in ends.")
    frame_ancestors: str = Field(
        "", description="Addresses, separated by spaces, of mail hosts that may frame the pane."
    )
    extension_redirects: str = Field(
        "",
        description="Exact https addresses, separated by spaces, to which the extension's sign-in may return, one for "
        "each store that it comes from; empty: browsers are connected by a code that is typed.",
    )
    token_keys: SecretStr = Field(
        SecretStr(""),
        description="Keys that seal the tokens of people's accounts, separated by spaces, the newest first; `segue "
        "keys new` prints one. Empty: made once and kept in the data folder.",
    )
    google_client_id: str = Field("", description="OAuth client of this installation at Google; empty: no Google.")
    google_client_secret: SecretStr = Field(SecretStr(""), description="Its secret.")
    google_other_contacts: bool = Field(False, description='Read people\'s "other contacts" at Google too.')
    google_bulk_drafts: bool = Field(
        False,
        description="Let people put all approved letters in their Gmail Drafts folder, where the policy allows it "
        "as well; asks for gmail.compose.",
    )
    google_units_per_minute: int = Field(
        6000, ge=100, description="Gmail's quota for one mailbox, in units a minute; drafting stays just under it."
    )
    google_addon_service_account: str = Field(
        "", description="Address of the service account that Google calls the Gmail sidebar with; empty: no sidebar."
    )
    google_addon_client_id: str = Field(
        "",
        description="OAuth client of the add-on, to which Google addresses people's tokens; empty: google_client_id.",
    )
    google_addon_audiences: str = Field(
        "",
        description="Addresses, separated by spaces, that Google may name as the sidebar's; empty: those of base_url.",
    )
    google_accounts: str = Field("https://accounts.google.com", description="Google's sign-in.")
    google_tokens: str = Field("https://oauth2.googleapis.com", description="Where Google gives and ends tokens.")
    google_certificates: str = Field(
        "https://www.googleapis.com/oauth2/v3/certs", description="The keys that Google signs tokens with."
    )
    google_people: str = Field("https://people.googleapis.com", description="Google's address books.")
    google_gmail: str = Field("https://gmail.googleapis.com", description="Gmail's drafts.")
    microsoft_client_id: str = Field(
        "", description="Application (client) id of this installation at Microsoft; empty: no Microsoft."
    )
    microsoft_client_secret: SecretStr = Field(SecretStr(""), description="Its secret.")
    microsoft_certificate: SecretStr = Field(
        SecretStr(""), description="In its place, a certificate and its private key, both in one PEM."
    )
    microsoft_authority: str = Field(
        "https://login.microsoftonline.com/organizations",
        description="Microsoft's sign-in: of one tenant, which ends in its id, or of all that are allowed here.",
    )
    microsoft_login: str = Field(
        "", description="Where that sign-in is reached, if not at its own address; for trying things out."
    )
    microsoft_graph: str = Field("https://graph.microsoft.com", description="Microsoft's contacts and drafts.")
    microsoft_bulk_drafts: bool = Field(
        False,
        description="Let people put all approved letters in their Outlook Drafts folder, where the policy allows it "
        "as well; asks for Mail.ReadWrite.",
    )
    microsoft_api_uri: str = Field(
        "",
        description="Application id URI of Segue's own API there; empty: api://<host of base_url>/<client id>.",
    )
    microsoft_api_scope: str = Field(
        "access_as_user",
        description="The API's one permission, for the Outlook pane; empty: it has no sign-in.",
    )
    microsoft_api_clients: str = Field(
        "", description="Client ids, separated by spaces, of those who may call the API; empty: microsoft_client_id."
    )
    log_format: Literal["json", "text"] = Field(
        "json", description="How lines of the log look: json, one object a line, or text, for a terminal."
    )
    metrics_token: SecretStr = Field(
        SecretStr(""),
        description="At least 32 characters, kept secret, that a Prometheus brings as its bearer token to /metrics; "
        "empty: no metrics.",
    )
    demo: bool = Field(False, description="Demonstration: sign in by picking a person, on this machine only.")

    @property
    def database(self) -> str:
        """Return the database's address."""
        return self.database_url or f"sqlite:///{self.data_dir.absolute() / 'segue.db'}"

    @property
    def mailboxes(self) -> Path:
        """Return the folder of the local mailboxes."""
        return self.data_dir / "mailboxes"

    @property
    def metrics(self) -> Path:
        """Return the folder in which the processes count."""
        return self.data_dir / "metrics"

    @property
    def behind_proxy(self) -> bool:
        """Say whether a proxy stands before it, whose headers are believed; the demonstration believes none."""
        return self.base_url.startswith("https://") and not self.demo

    def can_read_keys(self) -> bool:
        """Say whether the keys that are kept in the data folder are there and can be read."""
        kept = [] if self.secret_key.get_secret_value() else [self.secret_key_file]
        kept += [] if self.token_keys.get_secret_value() else [self.token_key_file]
        return all(os.access(path, os.R_OK) for path in kept)

    @property
    def erasures(self) -> Path:
        """Return the file of erasures."""
        return Path(self.erasure_log) if self.erasure_log else self.data_dir / "erasures.jsonl"

    @property
    def queue(self) -> Path:
        """Return the file of the jobs' queue."""
        return self.data_dir / "jobs.db"

    def key(self) -> bytes:
        """Return the secret key; without one in the settings, the data folder's own, made once."""
        if self.secret_key.get_secret_value():
            return self.secret_key.get_secret_value().encode()
        return _kept_key(self.secret_key_file)

    def seal(self) -> Seal:
        """Return what seals the tokens of accounts; raises BrokenSetup for keys that are none."""
        told = self.token_keys.get_secret_value().split()
        return Seal(lambda: told or kept_keys(self.token_key_file))

    @property
    def secret_key_file(self) -> Path:
        """Return the file of the secret key, where no setting names it."""
        return self.data_dir / "secret.key"

    @property
    def token_key_file(self) -> Path:
        """Return the file of the keys that seal tokens, where no setting names them."""
        return self.data_dir / "token.keys"


def load_settings(environment: Mapping[str, str] | None = None, **overrides: object) -> Settings:
    """Read the settings; raises BrokenSetup that names every mistake at once."""
    found = _values(os.environ if environment is None else environment)
    unknown = sorted(found.keys() - Settings.model_fields.keys())
    if unknown:
        raise BrokenSetup(detail="unknown settings: " + ", ".join(PREFIX + name.upper() for name in unknown))
    try:
        settings = Settings(**{**found, **overrides})  # type: ignore[arg-type]  # pydantic checks the values
    except ValidationError as error:
        lines = [f"{PREFIX}{str(e['loc'][0]).upper()}: {e['msg']}" for e in error.errors()]
        raise BrokenSetup(detail="\n".join(lines)) from error
    for name in ("secret_key", "metrics_token"):
        if 0 < len(getattr(settings, name).get_secret_value()) < SHORTEST_KEY:
            raise BrokenSetup(detail=f"{PREFIX}{name.upper()}: at least {SHORTEST_KEY} characters")
    wrong = [address for address in settings.extension_redirects.split() if not _is_redirect(address)]
    if wrong:
        raise BrokenSetup(detail=f"{PREFIX}EXTENSION_REDIRECTS: not an https address of its own: {' '.join(wrong)}")
    return settings


def _is_redirect(address: str) -> bool:
    """Say whether the extension's sign-in may return to an address: https, a host, and nothing that hides another."""
    try:
        parts = urlsplit(address)
        plain = parts.hostname == parts.netloc and address.isascii() and address.isprintable()
    except ValueError:
        return False
    return plain and parts.scheme == "https" and not (parts.query or parts.fragment or set(address) & set("\"\\'<>;,"))


def _values(environment: Mapping[str, str]) -> dict[str, str]:
    values = {}
    for name, value in environment.items():
        if name.startswith(PREFIX):
            short = name.removeprefix(PREFIX)
            values[short.removesuffix("_FILE").lower()] = _file(name, value) if short.endswith("_FILE") else value
    return values


def _file(name: str, path: str) -> str:
    try:
        return Path(path).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise BrokenSetup(detail=f"{name}: cannot read {path}") from error


def _kept_key(path: Path) -> bytes:
    """Return the key in a file, made for its owner's eyes only if there is none yet."""
    private_folder(path.parent)
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_bytes()
    with os.fdopen(descriptor, "wb") as file:
        file.write(secrets.token_hex(32).encode())
        file.flush()
        os.fsync(file.fileno())
    return path.read_bytes()
