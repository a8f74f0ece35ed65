"""The manifests: an old and a new kubectl render them, Kubernetes knows every field, and the pod is confined."""

import shutil
import subprocess
from functools import cache
from typing import Any

import kubernetes_validate
import pytest

from house.deployed import DEPLOY, GRACEFUL_SECONDS, VERSION, documents, open_secrets, with_files_here
from house.page_commands import known
from house.sources import ROOT, files, name, text
from segue.app import create_app
from segue.config import Settings, load_settings

PLACE = DEPLOY / "kubernetes"
OVERLAYS = sorted(path.name for path in (PLACE / "overlays").iterdir())
KUBECTLS = {"debian": str(ROOT / "build" / "kubectl" / "kubectl"), "system": "kubectl"}
"""Debian's is unpacked by .ci/deploy-tools; in Debian 12 it is 1.20, whose kustomize is the oldest that has to do."""
KUBERNETES = ("1.25", kubernetes_validate.latest_version())
GENERATED = "segue-settings-"


@cache
def rendered(kubectl: str, overlay: str) -> list[Any]:
    """Return what a kubectl makes of an overlay; skip where there is no such kubectl."""
    if not shutil.which(KUBECTLS[kubectl]):
        pytest.skip(f"no kubectl of this kind ({kubectl}) here (.ci/deploy-tools brings Debian's): it renders nothing")
    words = [KUBECTLS[kubectl], "kustomize", str(PLACE / "overlays" / overlay)]
    return documents(subprocess.run(words, capture_output=True, text=True, check=True).stdout)


@pytest.fixture(params=KUBECTLS)
def kubectl(request) -> str:
    """Name each kubectl."""
    return request.param


@pytest.fixture(params=OVERLAYS)
def manifests(request, kubectl) -> dict[str, Any]:
    """Return what is rendered of each overlay by each kubectl, by its kind."""
    return {one["kind"]: one for one in rendered(kubectl, request.param)}


def pod(manifests: dict[str, Any]) -> dict[str, Any]:
    """Return what the pod is."""
    return manifests["StatefulSet"]["spec"]["template"]["spec"]


def containers(manifests: dict[str, Any]) -> dict[str, Any]:
    """Return the pod's containers by name, those that run first too."""
    return {one["name"]: one for kind in ("initContainers", "containers") for one in pod(manifests)[kind]}


def settings_in(manifests: dict[str, Any]) -> dict[str, str]:
    """Return the settings that the web container gets."""
    own = {one["name"]: one["value"] for one in containers(manifests)["web"]["env"]}
    return manifests["ConfigMap"]["data"] | own


@pytest.mark.parametrize("path", files("deploy/kubernetes", ".yaml"), ids=name)
def test_a_file_is_yaml_without_a_doubled_key(path) -> None:
    assert all("kind" in one for one in documents(text(path)))


@pytest.mark.parametrize("path", files("deploy/kubernetes", "kustomization.yaml"), ids=name)
def test_every_file_of_a_folder_is_named_and_there(path) -> None:
    (one,) = documents(text(path))
    named = {*one["resources"], *one.get("patchesStrategicMerge", [])}
    assert named | {path.name} == {each.name for each in path.parent.iterdir() if each.is_file()}
    assert all((path.parent / base / path.name).is_file() for base in one.get("bases", []))


@pytest.mark.parametrize("version", KUBERNETES)
def test_kubernetes_knows_every_field(manifests, version) -> None:
    for one in manifests.values():
        kubernetes_validate.validate(one, version, strict=True)


@pytest.mark.parametrize("overlay", OVERLAYS)
def test_old_and_new_render_the_same(overlay) -> None:
    def without_names(one: str) -> list[str]:
        found = [each for each in rendered(one, overlay) if each["kind"] != "ConfigMap"]
        return sorted(str(each).split(GENERATED)[0] + each["kind"] for each in found)

    assert without_names("debian") == without_names("system")


def test_every_container_is_of_this_version_and_runs_a_command_of_ours(manifests) -> None:
    for one in containers(manifests).values():
        assert one["image"].endswith(f"/segue:{VERSION}")
        words = one.get("command", ["segue", "serve"])
        assert words[0] == "segue"
        assert known(words[1:])


def test_the_pod_may_run_where_pods_are_restricted(manifests) -> None:
    of_all = pod(manifests)["securityContext"]
    assert of_all["runAsNonRoot"]
    assert of_all["seccompProfile"] == {"type": "RuntimeDefault"}
    assert not {"hostNetwork", "hostPID", "hostIPC"} & pod(manifests).keys()
    for one in containers(manifests).values():
        assert one["securityContext"] == {
            "allowPrivilegeEscalation": False,
            "readOnlyRootFilesystem": True,
            "capabilities": {"drop": ["ALL"]},
        }


def test_a_file_of_sqlite_has_one_pod(manifests) -> None:
    assert manifests["StatefulSet"]["spec"]["replicas"] == 1
    assert containers(manifests).keys() == {"migrate", "web", "worker"}


def test_every_container_works_in_the_volume_and_has_a_limit(manifests) -> None:
    for one in containers(manifests).values():
        at = {each["name"]: each["mountPath"] for each in one["volumeMounts"]}
        assert settings_in(manifests)["SEGUE_DATA_DIR"].startswith(at["data"] + "/")
        assert at["tmp"] == "/tmp"
        assert "memory" in one["resources"]["limits"]


def test_kubernetes_adds_no_settings_of_its_own(manifests) -> None:
    assert pod(manifests)["enableServiceLinks"] is False
    assert pod(manifests)["automountServiceAccountToken"] is False


def test_the_pod_has_time_to_stop(manifests) -> None:
    assert pod(manifests)["terminationGracePeriodSeconds"] > GRACEFUL_SECONDS


def test_the_service_the_probes_and_the_policy_mean_the_port_that_segue_listens_on(manifests) -> None:
    web = containers(manifests)["web"]
    assert web["ports"] == [{"name": "http", "containerPort": Settings.model_fields["port"].default}]
    assert [one["targetPort"] for one in manifests["Service"]["spec"]["ports"]] == ["http"]
    assert {web[f"{kind}Probe"]["httpGet"]["port"] for kind in ("startup", "liveness", "readiness")} == {"http"}
    for one in manifests["NetworkPolicy"]["spec"].get("ingress") or []:
        assert one["ports"] == [{"protocol": "TCP", "port": Settings.model_fields["port"].default}]


def test_the_probes_ask_what_there_is(manifests, tmp_path) -> None:
    rules = {rule.rule for rule in create_app(Settings(data_dir=tmp_path)).url_map.iter_rules()}
    web = containers(manifests)["web"]
    assert {web[f"{kind}Probe"]["httpGet"]["path"] for kind in ("startup", "liveness", "readiness")} <= rules


def test_whatever_selects_selects_the_pod(manifests) -> None:
    labels = manifests["StatefulSet"]["spec"]["template"]["metadata"]["labels"]
    chosen = [
        manifests["Service"]["spec"]["selector"],
        manifests["NetworkPolicy"]["spec"]["podSelector"]["matchLabels"],
    ]
    chosen += [
        one["spec"]["selector"]["matchLabels"]
        for kind, one in manifests.items()
        if kind in ("StatefulSet", "PodDisruptionBudget")
    ]
    assert {tuple(one.items()) for one in chosen} == {tuple(labels.items())}


def test_nobody_comes_in_whom_the_policy_does_not_name(manifests) -> None:
    policy = manifests["NetworkPolicy"]["spec"]
    assert policy["policyTypes"] == ["Ingress", "Egress"]
    assert all(one.get("from") for one in policy.get("ingress") or [])


def test_segue_takes_the_settings(manifests, tmp_path) -> None:
    settings = load_settings(with_files_here(settings_in(manifests), tmp_path))
    assert settings.secret_key.get_secret_value()
    assert settings.base_url.startswith("https://")


def test_secrets_are_files_of_a_secret_that_is_not_in_here(manifests) -> None:
    named = [value for key, value in settings_in(manifests).items() if key.endswith("_FILE")]
    at = {one["name"]: one["mountPath"] for one in containers(manifests)["web"]["volumeMounts"]}
    assert named
    assert all(one.startswith(at["secrets"] + "/") for one in named)
    assert "Secret" not in manifests
    assert not list(open_secrets(" ".join(settings_in(manifests))))
