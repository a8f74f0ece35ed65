"""Settings: variables that begin with ``SEGUE_``; ``SEGUE_…_FILE`` names a file that holds the value."""

import os
import secrets
from collections.abc import Mapping
from pathlib import Path

from pydantic import ValidationError
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict
from sqlalchemy.engine import make_url

from segue.config_groups import Google, Keys, Microsoft, Server, Stored, Watching
from segue.config_reading import PREFIX, Mistake, found_in
from segue.config_rules import mistakes_in, with_driver
from segue.departure.errors import BrokenSetup
from segue.departure.keys import Key
from segue.private import private_folder
from segue.records.sealed import Seal, kept_keys

__all__ = ["PREFIX", "Settings", "load_settings"]

PLAIN = {"int_parsing": "has to be a whole number", "bool_parsing": "has to be true or false"}
"""What pydantic says of some mistakes, in plainer words."""


class Settings(Server, Stored, Keys, Google, Microsoft, Watching):
    """Every setting, and what follows from it; docs/settings.md is made from the groups."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, extra="forbid", frozen=True, hide_input_in_errors=True)

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Take what ``load_settings`` found and nothing else: it knows files, and names every mistake at once."""
        return (init_settings,)

    @property
    def database(self) -> str:
        """Return the database's address, with the driver's name; it may hold a password."""
        told = self.database_url.get_secret_value()
        return with_driver(told) if told else f"sqlite:///{self.data_dir.absolute() / 'segue.db'}"

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
    def queue(self) -> Path | str:
        """Return the file of the jobs' queue, or the address of the PostgreSQL that has it beside the records."""
        is_a_file = make_url(self.database).get_backend_name() == "sqlite"
        return self.data_dir / "jobs.db" if is_a_file else self.database.replace("+psycopg", "", 1)

    def key(self) -> Key:
        """Return the secret key, with those before it; where none is set, the data folder's own, made once."""
        told = self.secret_key.get_secret_value().encode() or _kept_key(self.secret_key_file)
        return Key(told, self.earlier_secret_keys.get_secret_value().encode().split())

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
    """Read the settings of an environment, this process's own where none is given.

    Raises BrokenSetup that names every mistake at once, and no value of a setting: it could be a secret.
    """
    values, mistakes = found_in(os.environ if environment is None else environment, frozenset(Settings.model_fields))
    settings, unfit = _fitting({**values, **overrides})
    mistakes += unfit
    unsaid = {mistake.setting for mistake in mistakes}  # what rests on these is not known
    mistakes += [one for one in mistakes_in(settings) if not unsaid & {one.setting, one.beside}]
    if mistakes:
        lines = tuple(map(str, mistakes))
        head = (f"{len(lines)} settings cannot work",) if len(lines) > 1 else ()
        raise BrokenSetup(detail="\n  ".join((*head, *lines)), mistakes=lines)
    return settings


def _fitting(values: Mapping[str, object]) -> tuple[Settings, list[Mistake]]:
    """Return the settings that are made of the values that fit, and what is wrong with the others."""
    try:
        return Settings(**values), []  # type: ignore[arg-type]  # pydantic checks the values
    except ValidationError as error:
        found = error.errors(include_url=False, include_input=False)
        wrong = {str(one["loc"][0]): PLAIN.get(one["type"], one["msg"]) for one in found}
    fitting = {name: value for name, value in values.items() if name not in wrong}
    return Settings(**fitting), [Mistake(name, says) for name, says in wrong.items()]  # type: ignore[arg-type]  # as above


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
