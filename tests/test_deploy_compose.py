"""The Compose file: valid for Compose, confined, on one volume, with settings that Segue takes."""

import subprocess
import sys
from pathlib import Path

import pytest

from house.deployed import DEPLOY, GRACEFUL_SECONDS, VERSION, documents, example_settings, open_secrets, with_files_here
from house.page_commands import known
from house.sources import text
from segue.config import Settings, load_settings

COMPOSE = DEPLOY / "compose"
(MAIN,) = documents(text(COMPOSE / "compose.yaml"))
BESIDE = {path.name: documents(text(path))[0] for path in sorted(COMPOSE.glob("*.yaml")) if path.name != "compose.yaml"}
SERVICES = MAIN["services"]
EXAMPLE = COMPOSE / "segue.env.example"


def test_every_file_holds_to_the_schema_of_compose() -> None:
    words = [Path(sys.executable).parent / "check-jsonschema", "--builtin-schema", "vendor.compose-spec"]
    said = subprocess.run([*words, *COMPOSE.glob("*.yaml")], capture_output=True, text=True, check=False)
    assert said.returncode == 0, said.stdout


def test_web_and_worker_wait_for_the_migrations() -> None:
    waits = {"migrate": {"condition": "service_completed_successfully"}}
    assert {name: one.get("depends_on") for name, one in SERVICES.items()} == {
        "migrate": None,
        "web": waits,
        "worker": waits,
    }


@pytest.mark.parametrize("name", SERVICES)
def test_a_service_can_do_no_more_than_it_needs(name: str) -> None:
    service = SERVICES[name]
    assert service["read_only"]
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert not {"privileged", "network_mode", "pid", "user", "devices", "cap_add"} & service.keys()


@pytest.mark.parametrize("name", SERVICES)
def test_a_service_is_of_this_version_and_has_time_to_stop(name: str) -> None:
    assert SERVICES[name]["image"] == f"segue:{VERSION}"
    assert int(SERVICES[name]["stop_grace_period"].removesuffix("s")) > GRACEFUL_SECONDS


@pytest.mark.parametrize("name", SERVICES)
def test_a_service_runs_a_command_of_ours(name: str) -> None:
    words = SERVICES[name].get("command", ["segue", "serve"])
    assert words[0] == "segue"
    assert known(words[1:])


def test_all_share_one_volume_and_build_from_the_top_of_the_checkout() -> None:
    assert {tuple(one["volumes"]) for one in SERVICES.values()} == {("data:/var/lib/segue",)}
    build = SERVICES["web"]["build"]
    top = (COMPOSE / build["context"]).resolve()
    assert (top / build["dockerfile"]).is_file()
    assert (top / ".dockerignore").is_file()


def test_only_the_web_process_is_reached_and_only_from_this_machine() -> None:
    port = Settings.model_fields["port"].default
    assert {name: one["ports"] for name, one in SERVICES.items() if "ports" in one} == {
        "web": [f"127.0.0.1:{port}:{port}"]
    }


def test_what_serves_nothing_is_not_asked_for_its_health() -> None:
    assert {name for name, one in SERVICES.items() if one.get("healthcheck") == {"disable": True}} == {
        "migrate",
        "worker",
    }


@pytest.mark.parametrize("name", BESIDE)
def test_a_file_beside_it_gives_its_secret_to_every_service(name: str) -> None:
    beside = BESIDE[name]
    assert beside["services"].keys() == SERVICES.keys()
    assert {tuple(one["secrets"]) for one in beside["services"].values()} == {tuple(beside["secrets"])}


def test_the_example_names_the_file_of_every_secret_that_a_service_gets() -> None:
    given = {name for one in (MAIN, *BESIDE.values()) for name in one["secrets"]}
    named = {value for key, value in example_settings(EXAMPLE).items() if key.endswith("_FILE")}
    assert named == {f"/run/secrets/{name}" for name in given}


def test_segue_takes_the_settings_of_the_example(tmp_path: Path) -> None:
    settings = load_settings(with_files_here(example_settings(EXAMPLE), tmp_path))
    assert settings.base_url == "https://segue.company.example"
    assert settings.microsoft_client_secret.get_secret_value()


def test_no_secret_stands_in_a_file_of_settings() -> None:
    assert not [name for path in COMPOSE.iterdir() if path.is_file() for name in open_secrets(text(path))]
