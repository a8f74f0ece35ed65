"""The settings, each with its meaning and default, in the groups in which docs/settings.md tells them."""

from pathlib import Path
from typing import Literal

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings

EMPTY = SecretStr("")


class Server(BaseSettings):
    """The server and its addresses."""

    base_url: str = Field("", description="Address that people open, such as https://segue.company.example.")
    host: str = Field("127.0.0.1", description="Address that the server listens on.")
    port: int = Field(8765, ge=1, le=65535, description="Port that the server listens on.")
    workers: int = Field(1, ge=1, le=64, description="Web worker processes.")
    threads: int = Field(8, ge=1, le=256, description="Threads a web worker.")
    session_hours: int = Field(12, ge=1, le=720, description="Hours after which a sign-in ends.")
    idle_minutes: int = Field(
        120, ge=5, le=1440, description="Minutes after which a sign-in that nobody uses ends; not in the demonstration."
    )
    frame_ancestors: str = Field(
        "", description="Addresses, separated by spaces, of mail hosts that may frame the pane."
    )
    extension_redirects: str = Field(
        "",
        description="Exact https addresses, separated by spaces, to which the extension's sign-in may return, one for "
        "each store that it comes from; empty: browsers are connected by a code that is typed.",
    )
    demo: bool = Field(False, description="Demonstration: sign in by picking a person, on this machine only.")


class Stored(BaseSettings):
    """The database and files."""

    data_dir: Path = Field(Path("var/segue"), description="Folder of the database, the keys and the local mailbox.")
    database_url: SecretStr = Field(
        EMPTY,
        description="Address of the database, such as postgresql://segue:PASSWORD@db.company.example/segue; empty: "
        "SQLite in the data folder.",
    )
    erasure_log: str = Field(
        "",
        description="File of erasures, best where no restored backup overwrites it; empty: erasures.jsonl in the data "
        "folder.",
    )


class Keys(BaseSettings):
    """Keys."""

    secret_key: SecretStr = Field(
        EMPTY, description="At least 32 characters, kept secret; empty: made once and kept in the data folder."
    )
    earlier_secret_keys: SecretStr = Field(
        EMPTY,
        description="Secret keys of before, separated by spaces, the newest first: what was approved, recorded and "
        "erased under them still counts.",
    )
    token_keys: SecretStr = Field(
        EMPTY,
        description="Keys that seal the tokens of people's accounts, separated by spaces, the newest first; `segue "
        "keys new` prints one. Empty: made once and kept in the data folder.",
    )


class Google(BaseSettings):
    """Google."""

    google_client_id: str = Field("", description="OAuth client of this installation at Google; empty: no Google.")
    google_client_secret: SecretStr = Field(EMPTY, description="Its secret.")
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


class Microsoft(BaseSettings):
    """Microsoft."""

    microsoft_client_id: str = Field(
        "", description="Application (client) id of this installation at Microsoft; empty: no Microsoft."
    )
    microsoft_client_secret: SecretStr = Field(EMPTY, description="Its secret.")
    microsoft_certificate: SecretStr = Field(
        EMPTY, description="In its place, a certificate and its private key, both in one PEM."
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


class Watching(BaseSettings):
    """Keeping watch."""

    log_format: Literal["json", "text"] = Field(
        "json", description="How lines of the log look: json, one object a line, or text, for a terminal."
    )
    metrics_token: SecretStr = Field(
        EMPTY,
        description="At least 32 characters, kept secret, that a Prometheus brings as its bearer token to /metrics; "
        "empty: no metrics.",
    )


GROUPS = (Server, Stored, Keys, Google, Microsoft, Watching)
