"""Settings: what is taken, and every mistake named at once, without a word of what is secret."""

import os

import pytest
from click.testing import CliRunner

from fakes.pem import certificate_pem
from house.deployed import DEPLOY, SECRETS
from house.sources import text
from segue.cli import main
from segue.config import PREFIX, Settings, load_settings
from segue.config_groups import GROUPS
from segue.config_reading import LARGEST_FILE_BYTES, found_in
from segue.departure.errors import BrokenSetup
from segue.serving import _as_variables

SECRET = "correct-horse-battery-staple"
BASE = "https://segue.norwell.example"


@pytest.fixture
def no_settings(monkeypatch):
    """Forget the settings that the run itself was given."""
    for name in [name for name in os.environ if name.startswith(PREFIX)]:
        monkeypatch.delenv(name)


def mistakes(environment: dict[str, str], **overrides: object) -> str:
    with pytest.raises(BrokenSetup) as wrong:
        load_settings(environment, **overrides)
    assert wrong.value.__cause__ is None
    return str(wrong.value)


@pytest.mark.parametrize(
    ("environment", "said"),
    [
        ({"SEGUE_COLOUR": "red"}, "SEGUE_COLOUR: no setting has this name"),
        ({"SEGUE_BASE_URI": BASE}, "SEGUE_BASE_URI: no setting has this name; did you mean SEGUE_BASE_URL?"),
        ({"segue_port": "1"}, "did you mean SEGUE_PORT?"),
        ({"SEGUE_SECRETKEY_FILE": "x"}, "did you mean SEGUE_SECRET_KEY_FILE?"),
        ({"SEGUE_SERVICE_HOST": "10.0.0.1"}, "enableServiceLinks: false"),
        ({"SEGUE_PORT": "many"}, "SEGUE_PORT: has to be a whole number"),
        ({"SEGUE_PORT": "70000"}, "SEGUE_PORT: Input should be less than or equal to 65535"),
        ({"SEGUE_DEMO": "perhaps"}, "SEGUE_DEMO: has to be true or false"),
        ({"SEGUE_HOST": "0.0.0.0\r"}, "SEGUE_HOST: ends with a carriage return"),
        ({"SEGUE_SECRET_KEY": "short"}, "SEGUE_SECRET_KEY: at least 32 characters"),
        ({"SEGUE_METRICS_TOKEN": "short"}, "SEGUE_METRICS_TOKEN: at least 32 characters"),
        ({"SEGUE_TOKEN_KEYS": "no key"}, "SEGUE_TOKEN_KEYS: each has to be a key as `segue keys new` prints one"),
        ({"SEGUE_LOG_FORMAT": "xml"}, "SEGUE_LOG_FORMAT: Input should be 'json' or 'text'"),
        ({"SEGUE_BASE_URL": "http://segue.norwell.example"}, "SEGUE_BASE_URL: has to begin with https://"),
        ({"SEGUE_BASE_URL": f'"{BASE}"'}, "SEGUE_BASE_URL: https and a host"),
        ({"SEGUE_BASE_URL": f"{BASE}/segue"}, "SEGUE_BASE_URL: https and a host, without a path"),
        ({"SEGUE_BASE_URL": "https://owen@norwell.example"}, "SEGUE_BASE_URL"),
        ({"SEGUE_BASE_URL": "https://segue.norwell.example:port"}, "SEGUE_BASE_URL"),
        ({"SEGUE_DEMO": "true", "SEGUE_HOST": "0.0.0.0"}, "SEGUE_DEMO: everybody signs in as anybody"),
        ({"SEGUE_FRAME_ANCESTORS": "https://a.example;script-src"}, "SEGUE_FRAME_ANCESTORS"),
        ({"SEGUE_EXTENSION_REDIRECTS": "http://a.example/"}, "SEGUE_EXTENSION_REDIRECTS"),
        ({"SEGUE_GOOGLE_PEOPLE": "http://people.example"}, "SEGUE_GOOGLE_PEOPLE: has to be an https address"),
        ({"SEGUE_GOOGLE_BULK_DRAFTS": "yes"}, "SEGUE_GOOGLE_BULK_DRAFTS: needs SEGUE_GOOGLE_CLIENT_ID"),
        ({"SEGUE_MICROSOFT_BULK_DRAFTS": "yes"}, "SEGUE_MICROSOFT_BULK_DRAFTS: needs SEGUE_MICROSOFT_CLIENT_ID"),
        ({"SEGUE_MICROSOFT_AUTHORITY": "https://login.example"}, "SEGUE_MICROSOFT_AUTHORITY"),
        ({"SEGUE_MICROSOFT_CERTIFICATE": "none"}, "SEGUE_MICROSOFT_CERTIFICATE: PEM with a certificate and its"),
        ({"SEGUE_DATABASE_URL": "mysql://db/segue"}, "SEGUE_DATABASE_URL: neither SQLite nor PostgreSQL"),
        ({"SEGUE_DATABASE_URL": "postgresql+psycopg2://db/segue"}, "PostgreSQL's is postgresql://NAME:PASSWORD@HOST"),
        ({"SEGUE_DATABASE_URL": "postgresql://db"}, "SEGUE_DATABASE_URL: names no database"),
        ({"SEGUE_DATABASE_URL": "db.norwell.example"}, "SEGUE_DATABASE_URL: no address of a database"),
    ],
)
def test_a_setting_that_cannot_work_is_named_with_what_it_should_be(environment, said):
    assert said in mistakes(environment)


def test_a_certificate_and_a_secret_do_not_go_together():
    told = {"SEGUE_MICROSOFT_CERTIFICATE": certificate_pem(), "SEGUE_MICROSOFT_CLIENT_SECRET": SECRET}
    assert "SEGUE_MICROSOFT_CLIENT_SECRET: SEGUE_MICROSOFT_CERTIFICATE is set as well" in mistakes(told)


def test_every_mistake_is_named_at_once(tmp_path):
    told = {
        "SEGUE_COLOUR": "red",
        "SEGUE_PORT": "many",
        "SEGUE_THREADS": "0",
        "SEGUE_SECRET_KEY_FILE": str(tmp_path / "none"),
        "SEGUE_BASE_URL": "http://segue.norwell.example",
        "SEGUE_TOKEN_KEYS": "no key",
    }
    said = mistakes(told).splitlines()
    assert said[0] == "6 settings cannot work"
    assert {line.split(":")[0].strip() for line in said[1:]} == told.keys()


def test_what_rests_on_a_mistake_is_no_second_one():
    told = {"SEGUE_GOOGLE_CLIENT_ID_FILE": "", "SEGUE_GOOGLE_BULK_DRAFTS": "yes"}
    assert mistakes(told) == "SEGUE_GOOGLE_CLIENT_ID_FILE: names no file"


@pytest.mark.parametrize("name", sorted(SECRETS))
def test_no_mistake_tells_a_secret(name, tmp_path):
    (tmp_path / "secret").write_bytes(SECRET.encode() + b"\xff")
    for environment in ({name: SECRET + "\r"}, {name + "_FILE": SECRET}, {name + "_FILE": f"/{SECRET}/{SECRET}"},
                        {name + "_FILE": SECRET + "\0"}, {name + "_FILE": str(tmp_path / "secret")},
                        {name: SECRET, "SEGUE_PORT": "many"}):  # fmt: skip
        assert SECRET not in mistakes(environment)


def test_a_database_address_that_is_none_tells_no_password():
    for address in (f"postgresql://segue:{SECRET}@db:port/segue", f"mysql://segue:{SECRET}@db/segue", SECRET):
        assert SECRET not in mistakes({"SEGUE_DATABASE_URL": address})


@pytest.mark.parametrize("name", sorted(Settings.model_fields))
def test_every_setting_can_stand_in_a_file(name, tmp_path):
    (tmp_path / "file").write_text("value\n", encoding="utf-8")
    told = {f"{PREFIX}{name.upper()}_FILE": str(tmp_path / "file")}
    assert found_in(told, frozenset(Settings.model_fields)) == ({name: "value"}, [])


@pytest.mark.parametrize(
    "content",
    [b"%s", b"%s\n", b"%s\r\n", b"\xef\xbb\xbf%s\r\n", b"\n %s\t\n\n"],
    ids=["bare", "new line", "Windows", "mark of UTF-8", "white space"],
)
def test_what_an_editor_adds_to_a_file_is_not_the_value(tmp_path, content):
    (tmp_path / "key").write_bytes(content % (b"k" * 40))
    settings = load_settings({"SEGUE_SECRET_KEY_FILE": str(tmp_path / "key")})
    assert settings.key() == b"k" * 40
    assert "kkk" not in repr(settings)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "is empty"),
        (b" \r\n", "is empty"),
        (b"\xff\xfek\0", "is no text in UTF-8"),
        (b"k" * 10_000_000, f"is larger than {LARGEST_FILE_BYTES:,} bytes"),
    ],
    ids=["empty", "blank", "UTF-16", "10 MB"],
)
def test_a_file_that_holds_no_value_is_named(tmp_path, content, said):
    (tmp_path / "key").write_bytes(content)
    assert f"SEGUE_SECRET_KEY_FILE: {tmp_path / 'key'} {said}" in mistakes(
        {"SEGUE_SECRET_KEY_FILE": str(tmp_path / "key")}
    )


def test_a_file_that_cannot_be_read_is_named_with_the_reason(tmp_path):
    assert "(No such file or directory)" in mistakes({"SEGUE_SECRET_KEY_FILE": str(tmp_path / "key")})
    assert "(Is a directory)" in mistakes({"SEGUE_SECRET_KEY_FILE": str(tmp_path)})
    assert "names no file" in mistakes({"SEGUE_SECRET_KEY_FILE": ""})


def test_a_variable_and_its_file_are_one_too_many(tmp_path):
    (tmp_path / "key").write_text("k" * 40, encoding="utf-8")
    named = {"SEGUE_SECRET_KEY_FILE": str(tmp_path / "key")}
    said = mistakes({**named, "SEGUE_SECRET_KEY": "m" * 40})
    assert said == "SEGUE_SECRET_KEY_FILE: the variable without _FILE is set as well: keep one of the two"
    assert load_settings({**named, "SEGUE_SECRET_KEY": ""}).key() == b"k" * 40


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg"])
def test_postgresql_is_reached_by_its_driver_however_it_is_written(scheme):
    settings = load_settings({"SEGUE_DATABASE_URL": f"{scheme}://segue:{SECRET}@db/segue"})
    assert settings.database == f"postgresql+psycopg://segue:{SECRET}@db/segue"
    assert SECRET not in repr(settings)


def test_what_the_tests_are_told_is_no_setting():
    assert load_settings({"SEGUE_TEST_DATABASE_URL": "postgresql://somewhere"}) == load_settings({})


def test_only_what_was_handed_over_is_read(no_settings, monkeypatch):
    monkeypatch.setenv("SEGUE_PORT", "1")
    assert load_settings({}).port == 8765
    assert load_settings().port == 1


@pytest.mark.parametrize("command", ["migrate", "serve", "worker", "daily"])
def test_a_mistake_ends_a_command_before_it_does_anything(command, no_settings, tmp_path):
    told = {"SEGUE_DATA_DIR": str(tmp_path / "data"), "SEGUE_COLOUR": "red", "SEGUE_PORT": "many"}
    said = CliRunner().invoke(main, [command], env=told)
    assert (said.exit_code, "Traceback" in said.output, (tmp_path / "data").exists()) == (1, False, False)
    assert said.output.startswith("Error: 2 settings cannot work\n  SEGUE_COLOUR")


def test_a_secret_in_a_file_stays_there_when_the_server_hands_its_settings_on(no_settings, monkeypatch, tmp_path):
    (tmp_path / "key").write_text(SECRET * 2, encoding="utf-8")
    monkeypatch.setenv("SEGUE_SECRET_KEY_FILE", str(tmp_path / "key"))
    monkeypatch.setenv("SEGUE_DATA_DIR", str(tmp_path))
    told = _as_variables(load_settings())
    assert "SEGUE_SECRET_KEY" not in told
    assert told["SEGUE_PORT"] == "8765"


# The table of settings


def test_every_setting_is_in_one_group():
    grouped = [name for group in GROUPS for name in group.model_fields]
    assert sorted(grouped) == sorted(Settings.model_fields)


def test_no_setting_looks_like_the_file_of_another():
    assert not [name for name in Settings.model_fields if name.endswith("_file")]


@pytest.mark.parametrize("word", ["key", "secret", "token", "certificate", "password", "database_url"])
def test_what_sounds_secret_is_a_secret(word):
    public = {"google_tokens", "google_certificates"}  # addresses
    named = {name for name in Settings.model_fields if word in name} - public
    assert {PREFIX + name.upper() for name in named} <= SECRETS


def test_every_setting_that_deploy_names_is_one():
    known = {PREFIX + name.upper() + ending for name in Settings.model_fields for ending in ("", "_FILE")}
    assert not [f"{path}: {name}" for path, name in named_in_deploy() if name not in known]


def named_in_deploy():
    """Every whole name of a setting in the files of deploy/."""
    for path in sorted(DEPLOY.rglob("*")):
        if path.is_file() and "__pycache__" not in path.parts:
            found = (word.strip("`*.,:;()\"'") for word in text(path).replace("=", " ").split())
            names = (word for word in found if word.startswith(PREFIX) and word.isidentifier() and word.isascii())
            yield from ((path.relative_to(DEPLOY), word) for word in names if not word.endswith("_"))
