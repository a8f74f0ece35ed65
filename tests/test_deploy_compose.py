"""The Compose files: valid for Compose, confined, with settings that Segue takes; on PostgreSQL, and on one machine."""

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from house.deployed import DEPLOY, GRACEFUL_SECONDS, VERSION, documents, example_settings, open_secrets, with_files_here
from house.page_commands import known, unknown_options
from house.sources import text
from segue.config import Settings, load_settings

COMPOSE = DEPLOY / "compose"
FILES = {path.name: documents(text(path))[0] for path in sorted(COMPOSE.glob("*.yaml"))}
WHOLE = {name: FILES.pop(name) for name in ("compose.yaml", "one-machine.yaml")}
"""Files that stand by themselves; the others go beside one of them."""
EXAMPLE = COMPOSE / "segue.env.example"
OURS = {"migrate", "web", "worker"}
SERVICES = [(file, name) for file, one in WHOLE.items() for name in one["services"]]
OF_SEGUE = [(file, name) for file, name in SERVICES if name in OURS]
(MAIN, ON_SQLITE) = WHOLE.values()
POSTGRES = MAIN["services"]["postgres"]
PORT = Settings.model_fields["port"].default


def service(file: str, name: str) -> dict[str, Any]:
    """Return a service of a file."""
    return dict(WHOLE[file]["services"][name])


def test_every_file_holds_to_the_schema_of_compose() -> None:
    words = [Path(sys.executable).parent / "check-jsonschema", "--builtin-schema", "vendor.compose-spec"]
    said = subprocess.run([*words, *COMPOSE.glob("*.yaml")], capture_output=True, text=True, check=False)
    assert said.returncode == 0, said.stdout


@pytest.mark.parametrize("file", WHOLE)
def test_web_and_worker_wait_for_the_migrations_which_wait_for_the_database(file: str) -> None:
    waits = {name: one.get("depends_on") for name, one in WHOLE[file]["services"].items()}
    after_migrating = {"migrate": {"condition": "service_completed_successfully"}}
    assert waits["web"] == waits["worker"] == after_migrating
    assert waits["migrate"] == ({"postgres": {"condition": "service_healthy"}} if "postgres" in waits else None)


@pytest.mark.parametrize(("file", "name"), SERVICES)
def test_a_service_can_do_no_more_than_it_needs(file: str, name: str) -> None:
    one = service(file, name)
    assert one["read_only"]
    assert one["cap_drop"] == ["ALL"]
    assert one["security_opt"] == ["no-new-privileges:true"]
    assert not {"privileged", "network_mode", "pid", "devices", "cap_add"} & one.keys()
    assert one.get("user", "10001:10001").split(":")[0] != "0"


@pytest.mark.parametrize(("file", "name"), OF_SEGUE)
def test_a_service_is_of_this_version_and_runs_a_command_of_ours(file: str, name: str) -> None:
    assert service(file, name)["image"] == f"segue:{VERSION}"
    words = service(file, name).get("command", ["segue", "serve"])
    assert words[0] == "segue"
    assert known(words[1:])
    assert not unknown_options(f"`{' '.join(words)}`")


@pytest.mark.parametrize(("file", "name"), SERVICES)
def test_a_service_has_time_to_stop_and_a_limit(file: str, name: str) -> None:
    assert int(service(file, name)["stop_grace_period"].removesuffix("s")) > GRACEFUL_SECONDS
    assert service(file, name)["mem_limit"]


@pytest.mark.parametrize("file", WHOLE)
def test_it_builds_from_the_top_of_the_checkout(file: str) -> None:
    build = service(file, "web")["build"]
    top = (COMPOSE / build["context"]).resolve()
    assert (top / build["dockerfile"]).is_file()
    assert (top / ".dockerignore").is_file()


@pytest.mark.parametrize("file", WHOLE)
def test_only_the_web_process_is_reached_and_only_from_this_machine(file: str) -> None:
    opened = {name: one["ports"] for name, one in WHOLE[file]["services"].items() if "ports" in one}
    assert opened.keys() == {"web"}
    (port,) = opened["web"]
    assert re.sub(r"\$\{WEB_PORTS:-(\d+)\}", r"\1", port) == f"127.0.0.1:{PORT}:{PORT}"


@pytest.mark.parametrize("file", WHOLE)
def test_what_serves_no_pages_is_not_asked_for_its_health(file: str) -> None:
    silent = {name for name, one in WHOLE[file]["services"].items() if one.get("healthcheck") == {"disable": True}}
    assert silent == {"migrate", "worker"}


# On PostgreSQL


def test_the_database_is_pinned_and_made_as_segue_wants_it() -> None:
    assert re.fullmatch(r"postgres:\d+\.\d+-\w+", POSTGRES["image"])
    assert POSTGRES["environment"]["POSTGRES_INITDB_ARGS"] == "--encoding=UTF8 --locale=C"
    assert POSTGRES["volumes"] == ["database:/var/lib/postgresql"]


def test_the_password_is_a_file_that_the_database_alone_gets() -> None:
    (secret,) = POSTGRES["secrets"]
    assert POSTGRES["environment"]["POSTGRES_PASSWORD_FILE"] == f"/run/secrets/{secret}"
    assert not [name for name in OURS if secret in MAIN["services"][name]["secrets"]]


def test_the_database_is_reached_by_segue_alone_and_reaches_nobody() -> None:
    assert POSTGRES["networks"] == ["database"]
    assert MAIN["networks"]["database"] == {"internal": True}
    outside = {name for name in OURS if "default" in MAIN["services"][name]["networks"]}
    assert outside == {"web", "worker"}


def test_containers_of_one_service_share_the_log_of_erasures_and_nothing_else() -> None:
    assert {tuple(MAIN["services"][name]["volumes"]) for name in OURS} == {("erasures:/var/lib/segue",)}
    told = MAIN["services"]["web"]["environment"]
    assert told["SEGUE_ERASURE_LOG"].startswith("/var/lib/segue/")
    assert told["SEGUE_DATA_DIR"].startswith("/tmp/")


# On one machine


def test_on_sqlite_all_share_one_volume() -> None:
    assert {tuple(one["volumes"]) for one in ON_SQLITE["services"].values()} == {("data:/var/lib/segue",)}


# Settings and secrets


@pytest.mark.parametrize("name", FILES)
def test_a_file_beside_it_gives_its_secret_to_every_service_of_segue(name: str) -> None:
    beside = FILES[name]
    assert beside["services"].keys() == OURS
    assert {tuple(one["secrets"]) for one in beside["services"].values()} == {tuple(beside["secrets"])}


@pytest.mark.parametrize("file", WHOLE)
def test_the_file_of_every_secret_that_segue_gets_is_named(file: str) -> None:
    given = {name for one in (WHOLE[file]["services"]["web"], *FILES.values()) for name in one["secrets"]}
    told = example_settings(EXAMPLE) | service(file, "web").get("environment", {})
    assert {value for key, value in told.items() if key.endswith("_FILE")} == {f"/run/secrets/{one}" for one in given}


@pytest.mark.parametrize("file", WHOLE)
def test_segue_takes_the_settings(file: str, tmp_path: Path) -> None:
    told = example_settings(EXAMPLE) | service(file, "web").get("environment", {})
    settings = load_settings(with_files_here(told, tmp_path))
    assert settings.base_url == "https://segue.company.example"
    assert settings.microsoft_client_secret.get_secret_value()
    assert settings.metrics_token.get_secret_value()
    assert settings.database.startswith("postgresql" if file == "compose.yaml" else "sqlite")


def test_no_secret_stands_in_a_file_of_settings() -> None:
    assert not [name for path in COMPOSE.iterdir() if path.is_file() for name in open_secrets(text(path))]
    assert "PASSWORD:" not in text(COMPOSE / "compose.yaml")
