"""The manifests: an old and a new kubectl render them, Kubernetes knows every field, and the pods are confined."""

import re
import shutil
import subprocess
from functools import cache
from typing import Any

import kubernetes_validate
import pytest

from house.deployed import DEPLOY, GRACEFUL_SECONDS, VERSION, documents, open_secrets, with_files_here
from house.page_commands import known, unknown_options
from house.sources import ROOT, files, name, text
from segue.app import create_app
from segue.config import Settings, load_settings
from segue.jobs.worker import STOPS_WITHIN_SECONDS

PLACE = DEPLOY / "kubernetes"
OVERLAYS = sorted(path.name for path in (PLACE / "overlays").iterdir())
ON_POSTGRESQL = ["company", "with-database"]
KUBECTLS = {"debian": str(ROOT / "build" / "kubectl" / "kubectl"), "system": "kubectl"}
"""Debian's is unpacked by .ci/deploy-tools; in Debian 12 it is 1.20, whose kustomize is the oldest that has to do."""
KUBERNETES = ("1.25", kubernetes_validate.latest_version())
GENERATED = re.compile(r"segue-settings-\w+")
CALLED, PART = "app.kubernetes.io/name", "app.kubernetes.io/component"
PORT = Settings.model_fields["port"].default
PROBES = [f"{kind}Probe" for kind in ("startup", "liveness", "readiness")]

Manifest = dict[str, Any]


@cache
def rendered(kubectl: str, overlay: str) -> list[Manifest]:
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
def manifests(request, kubectl) -> list[Manifest]:
    """Return what is rendered of each overlay by each kubectl."""
    return rendered(kubectl, request.param)


@pytest.fixture(params=ON_POSTGRESQL)
def spread(request, kubectl) -> list[Manifest]:
    """Return what is rendered of each overlay that is for more than one machine."""
    return rendered(kubectl, request.param)


def of_kind(manifests: list[Manifest], *kinds: str) -> dict[str, Manifest]:
    """Return the manifests of some kinds by their names."""
    return {one["metadata"]["name"]: one for one in manifests if one["kind"] in kinds}


def templates(manifests: list[Manifest], ours: bool = True) -> dict[str, Manifest]:
    """Return the templates of pods by the names of what makes them: Segue's, or every one."""
    made = {key: one["spec"]["template"] for key, one in of_kind(manifests, "StatefulSet", "Deployment", "Job").items()}
    return {key: one for key, one in made.items() if not ours or one["metadata"]["labels"][CALLED] == "segue"}


def containers(manifests: list[Manifest], ours: bool = True) -> dict[str, Manifest]:
    """Return the containers by name, those that run first too; "pod" is the one that each is in."""
    pods = [one["spec"] for one in templates(manifests, ours).values()]
    kinds = ("initContainers", "containers")
    return {one["name"]: one | {"pod": pod} for pod in pods for kind in kinds for one in pod.get(kind, [])}


def settings_in(manifests: list[Manifest]) -> dict[str, str]:
    """Return the settings that the web container gets."""
    (told,) = of_kind(manifests, "ConfigMap").values()
    own = {one["name"]: one["value"] for one in containers(manifests)["web"].get("env", [])}
    return told["data"] | own


def mounts(container: Manifest) -> dict[str, str]:
    """Return where a container has its volumes."""
    return {one["name"]: one["mountPath"] for one in container["volumeMounts"]}


def selects(selector: Manifest, labels: dict[str, str]) -> bool:
    """Say whether a selector means a pod with these labels."""
    chosen = selector.get("matchLabels", {}).items() <= labels.items()
    return chosen and all(labels.get(one["key"]) in one["values"] for one in selector.get("matchExpressions", []))


def chosen_by(selector: Manifest, manifests: list[Manifest]) -> set[str]:
    """Return the names of what makes the pods that a selector means."""
    pods = templates(manifests, ours=False)
    return {key for key, one in pods.items() if selects(selector, one["metadata"]["labels"])}


def policies(manifests: list[Manifest]) -> dict[str, Manifest]:
    """Return what the network policies say."""
    return {key: one["spec"] for key, one in of_kind(manifests, "NetworkPolicy").items()}


# The files


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
    for one in manifests:
        kubernetes_validate.validate(one, version, strict=True)


def in_any_order(one: Any) -> Any:
    """Return a manifest without what means nothing: the order of a list, and labels of which there are none."""
    if isinstance(one, dict):
        return {key: in_any_order(value) for key, value in sorted(one.items()) if key == "emptyDir" or value != {}}
    if isinstance(one, list):
        return sorted(map(in_any_order, one), key=str) if one and isinstance(one[0], dict) else one
    return GENERATED.sub("segue-settings", one) if isinstance(one, str) else one


@pytest.mark.parametrize("overlay", OVERLAYS)
def test_old_and_new_render_the_same(overlay) -> None:
    assert in_any_order(rendered("debian", overlay)) == in_any_order(rendered("system", overlay))


# What runs


def test_every_container_of_ours_is_of_this_version_and_runs_a_command_of_ours(manifests) -> None:
    assert containers(manifests).keys() == {"migrate", "web", "worker"}
    for one in containers(manifests).values():
        assert one["image"].endswith(f"/segue:{VERSION}")
        words = one.get("command", ["segue", "serve"])
        assert words[0] == "segue"
        assert known(words[1:])
        assert not unknown_options(f"`{' '.join(words)}`")


def test_the_pods_may_run_where_pods_are_restricted(manifests) -> None:
    for one in containers(manifests, ours=False).values():
        of_all = one["pod"]["securityContext"]
        assert of_all["runAsNonRoot"]
        assert of_all["seccompProfile"] == {"type": "RuntimeDefault"}
        assert not {"hostNetwork", "hostPID", "hostIPC"} & one["pod"].keys()
        assert one["securityContext"] == {
            "allowPrivilegeEscalation": False,
            "readOnlyRootFilesystem": True,
            "capabilities": {"drop": ["ALL"]},
        }


def test_a_pod_gets_no_settings_and_no_token_from_kubernetes(manifests) -> None:
    for one in templates(manifests, ours=False).values():
        assert one["spec"]["enableServiceLinks"] is False
        assert one["spec"]["automountServiceAccountToken"] is False


def test_every_container_has_a_limit_and_room_in_tmp(manifests) -> None:
    for one in containers(manifests, ours=False).values():
        assert mounts(one)["tmp"] == "/tmp"
        assert "memory" in one["resources"]["limits"]


def test_every_container_of_ours_works_in_a_folder_of_its_own_in_a_volume(manifests) -> None:
    for one in containers(manifests).values():
        assert settings_in(manifests)["SEGUE_DATA_DIR"].startswith(mounts(one)["data"] + "/")


def test_a_pod_has_time_to_stop(manifests) -> None:
    for one in containers(manifests).values():
        before = one["lifecycle"]["preStop"]["exec"]["command"][-1] if "lifecycle" in one else 0
        longest = int(before) + max(GRACEFUL_SECONDS, STOPS_WITHIN_SECONDS)
        assert one["pod"]["terminationGracePeriodSeconds"] > longest


def test_the_service_and_the_probes_mean_the_port_that_segue_listens_on(manifests) -> None:
    web = containers(manifests)["web"]
    assert web["ports"] == [{"name": "http", "containerPort": PORT}]
    service = of_kind(manifests, "Service")["segue"]["spec"]
    assert [one["targetPort"] for one in service["ports"]] == ["http"]
    assert {web[probe]["httpGet"]["port"] for probe in PROBES} == {"http"}


def test_the_probes_ask_what_there_is(manifests, tmp_path) -> None:
    rules = {rule.rule for rule in create_app(Settings(data_dir=tmp_path)).url_map.iter_rules()}
    web = containers(manifests)["web"]
    assert {web[probe]["httpGet"]["path"] for probe in PROBES} <= rules


def test_what_makes_pods_selects_its_own_and_nobody_else_s(manifests) -> None:
    for key, one in of_kind(manifests, "StatefulSet", "Deployment").items():
        assert chosen_by(one["spec"]["selector"], manifests) == {key}
    for key, one in of_kind(manifests, "PodDisruptionBudget").items():
        assert chosen_by(one["spec"]["selector"], manifests) == {key}


# Who reaches whom


def test_nobody_comes_in_and_nobody_goes_out_whom_no_policy_names(manifests) -> None:
    for key in templates(manifests, ours=False):
        mine = [one for one in policies(manifests).values() if key in chosen_by(one["podSelector"], manifests)]
        assert {kind for one in mine for kind in one["policyTypes"]} == {"Ingress", "Egress"}
    for one in policies(manifests).values():
        assert all(rule["from"] and rule["ports"] for rule in one.get("ingress") or [])
        assert all(rule["ports"] for rule in one.get("egress") or [])


def test_whoever_comes_in_comes_to_the_port_that_segue_listens_on(manifests) -> None:
    for key, one in policies(manifests).items():
        port = 5432 if key == "segue-postgres" else PORT
        for rule in one.get("ingress") or []:
            assert rule["ports"] == [{"protocol": "TCP", "port": port}]


def goes_out(spread: list[Manifest], key: str) -> set[int]:
    """Return the ports to which the pods of that name may connect."""
    mine = [one for one in policies(spread).values() if key in chosen_by(one["podSelector"], spread)]
    return {port["port"] for one in mine for rule in one.get("egress") or [] for port in rule["ports"]}


def test_the_migrations_reach_the_database_and_web_and_worker_the_providers_too(spread) -> None:
    assert goes_out(spread, "segue-migrate") == {53, 5432}
    assert goes_out(spread, "segue-web") == goes_out(spread, "segue-worker") == {53, 5432, 443}


def test_the_database_is_at_one_place(spread) -> None:
    (asked,) = [one for one in policies(spread)["segue-to-database"]["egress"] if one["ports"][0]["port"] == 5432]
    assert len(asked["to"]) == 1


def test_a_database_in_the_cluster_is_reached_by_segue_alone_and_reaches_nobody(kubectl) -> None:
    manifests = rendered(kubectl, "with-database")
    policy = policies(manifests)["segue-postgres"]
    assert chosen_by(policy["podSelector"], manifests) == {"segue-postgres"}
    (rule,) = policy["ingress"]
    assert [chosen_by(one["podSelector"], manifests) for one in rule["from"]] == [set(templates(manifests))]
    assert not policy.get("egress")


def test_pages_are_for_the_ingress_and_metrics_for_the_scraper(kubectl) -> None:
    manifests = rendered(kubectl, "company")
    come_in = {
        key: chosen_by(one["podSelector"], manifests) for key, one in policies(manifests).items() if one.get("ingress")
    }
    assert come_in == {"segue-from-ingress": {"segue-web"}, "segue-from-scraper": {"segue-web", "segue-worker"}}


# On more than one machine


def test_there_are_two_of_each_on_two_machines_of_which_one_is_always_there(spread) -> None:
    budgets = of_kind(spread, "PodDisruptionBudget")
    for key, one in of_kind(spread, "Deployment").items():
        assert one["spec"]["replicas"] == 2
        assert budgets[key]["spec"]["minAvailable"] == 1
        apart = one["spec"]["template"]["spec"]["topologySpreadConstraints"]
        assert "kubernetes.io/hostname" in {each["topologyKey"] for each in apart}
        assert all(chosen_by(each["labelSelector"], spread) == {key} for each in apart)


def test_the_service_leads_to_web_alone(spread) -> None:
    assert chosen_by({"matchLabels": of_kind(spread, "Service")["segue"]["spec"]["selector"]}, spread) == {"segue-web"}


def test_the_first_step_leaves_out_what_has_to_wait_for_the_migrations_and_has_all_that_they_need(spread) -> None:
    assert f"--selector {PART}!=web,{PART}!=worker\n" in text(DEPLOY / "README.md")
    later = {
        (one["kind"], one["metadata"]["name"])
        for one in spread
        if one["metadata"].get("labels", {}).get(PART) in ("web", "worker")
    }
    assert later == {("Deployment", "segue-web"), ("Deployment", "segue-worker")}


def test_what_has_to_outlast_a_pod_is_in_a_volume_that_all_share(kubectl) -> None:
    manifests = rendered(kubectl, "company")
    told = settings_in(manifests)["SEGUE_ERASURE_LOG"]
    for one in (containers(manifests)["web"], containers(manifests)["worker"]):
        assert told.startswith(mounts(one)["erasures"] + "/")
        (volume,) = [each for each in one["pod"]["volumes"] if each["name"] == "erasures"]
        claim = of_kind(manifests, "PersistentVolumeClaim")[volume["persistentVolumeClaim"]["claimName"]]
        assert claim["spec"]["accessModes"] == ["ReadWriteMany"]


def test_a_database_in_the_cluster_is_pinned_and_made_as_segue_wants_it(kubectl) -> None:
    one = containers(rendered(kubectl, "with-database"), ours=False)["postgres"]
    told = {each["name"]: each["value"] for each in one["env"]}
    assert re.fullmatch(r"postgres:\d+\.\d+-\w+", one["image"])
    assert told["POSTGRES_INITDB_ARGS"] == "--encoding=UTF8 --locale=C"
    assert told["POSTGRES_PASSWORD_FILE"].startswith(mounts(one)["password"] + "/")
    assert "POSTGRES_PASSWORD" not in told


# On one machine


def test_a_file_of_sqlite_has_one_pod(kubectl) -> None:
    (one,) = of_kind(rendered(kubectl, "pilot"), "StatefulSet", "Deployment", "Job").values()
    assert (one["kind"], one["spec"]["replicas"]) == ("StatefulSet", 1)


# Settings and secrets


def test_segue_takes_the_settings(manifests, tmp_path) -> None:
    settings = load_settings(with_files_here(settings_in(manifests), tmp_path))
    assert settings.secret_key.get_secret_value()
    assert settings.base_url.startswith("https://")
    assert settings.database.startswith("sqlite" if templates(manifests).keys() == {"segue"} else "postgresql")


def test_secrets_are_files_of_a_secret_that_is_not_in_here(manifests) -> None:
    named = [value for key, value in settings_in(manifests).items() if key.endswith("_FILE")]
    assert named
    for one in containers(manifests).values():
        assert all(each.startswith(mounts(one)["secrets"] + "/") for each in named)
    assert not of_kind(manifests, "Secret")
    assert not list(open_secrets(" ".join(settings_in(manifests))))
