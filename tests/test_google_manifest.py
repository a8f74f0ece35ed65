"""The deployment file of the Gmail sidebar: what it asks for, where Google calls, and nothing else."""

import json

import jsonschema_rs
import pytest
from click.testing import CliRunner

from fakes.card_schemas import REFERENCE, closed
from segue.assets import asset
from segue.cli import main
from segue.departure.errors import InputError
from segue.doors.cards import scopes
from segue.google_manifest import deployment_file

BASE = "https://segue.norwell.example"
OURS = {"type": "string", "pattern": f"^{BASE}/"}
CALLED = {"type": "string", "pattern": f"^{BASE}/addon/google/[a-z]+$"}
COMMON = closed(
    {
        "name": {"const": "Segue"},
        "logoUrl": OURS,
        "useLocaleFromApp": {"const": True},
        "homepageTrigger": closed({"enabled": {"const": True}, "runFunction": CALLED}, "enabled", "runFunction"),
        "universalActions": {"type": "array", "items": closed({"label": {}, "runFunction": CALLED, "openLink": OURS})},
        "openLinkUrlPrefixes": {"type": "array", "items": {"type": "string", "pattern": "^https://[^*]+/$"}},
    },
    "name",
    "logoUrl",
    "homepageTrigger",
)
COMPOSE = closed(
    {"label": {"const": "Segue"}, "runFunction": CALLED, "logoUrl": OURS}, "label", "runFunction", "logoUrl"
)
TRIGGER = closed(
    {
        "actions": {"type": "array", "items": COMPOSE, "minItems": 1, "maxItems": 1},
        "draftAccess": {"const": "METADATA"},
    },
    "actions",
    "draftAccess",
)
HTTP = closed(
    {"authorizationHeader": {"const": "NONE"}, "granularOauthPermissionSupport": {"const": "OPT_IN"}},
    "authorizationHeader",
    "granularOauthPermissionSupport",
)
ADD_ONS = closed(
    {"common": COMMON, "gmail": closed({"composeTrigger": TRIGGER}), "httpOptions": HTTP}, "common", "gmail"
)
SHAPE = closed({"oauthScopes": {"type": "array", "uniqueItems": True}, "addOns": ADD_ONS}, "oauthScopes", "addOns")


def deployment(base=BASE):
    return json.loads(deployment_file(base))


def test_the_file_has_the_shape_of_our_own_schema():
    jsonschema_rs.validate(SHAPE, deployment())


@pytest.mark.parametrize(
    "change",
    [{"addOns": {}}, {"addOns": {"common": {"name": "Somebody leaves"}}}, {"name": "projects/1/deployments/x"}],
)
def test_a_file_of_another_shape_is_seen(change):
    assert not jsonschema_rs.is_valid(SHAPE, {**deployment(), **change})


def test_the_file_fits_googles_deployment_resource():
    path = REFERENCE / "deployment.schema.json"
    if not path.is_file():
        pytest.skip("the reference schemas are in ../shared/reference/google, which is not here")
    jsonschema_rs.validate(json.loads(path.read_text(encoding="utf-8")), deployment())


def test_it_asks_for_what_the_sidebar_needs_and_for_nothing_else():
    asked = {one.rpartition("/")[2] for one in deployment()["oauthScopes"]}
    assert asked == {
        "gmail.addons.execute",
        "gmail.addons.current.action.compose",
        "gmail.addons.current.message.metadata",
        "script.locale",
        "userinfo.email",
    }
    assert set(deployment()["oauthScopes"]) >= scopes.TO_WRITE | scopes.TO_LOOK


def test_google_calls_only_addresses_that_answer():
    called = [one for one in json.dumps(deployment()).split('"') if "/addon/google/" in one]
    answered = {BASE + path for path in (scopes.HOME_PATH, scopes.COMPOSE_PATH, scopes.SETTINGS_PATH)}
    assert set(called) == answered


def test_cards_open_our_own_pages_and_a_new_message_and_no_other_place():
    assert deployment()["addOns"]["common"]["openLinkUrlPrefixes"] == [f"{BASE}/", "https://mail.google.com/mail/"]


@pytest.mark.parametrize("address", ["", "http://localhost:8765", "segue.norwell.example", "https://x.example/?a=b"])
def test_google_calls_https_only(address):
    with pytest.raises(InputError) as refused:
        deployment_file(address)
    assert refused.value.code == "base_address_unfit"


def test_the_file_in_the_tree_is_as_the_command_writes_it(tmp_path):
    words = ["manifests", "google", "--base-url", "https://segue.example.com", "--out", str(tmp_path)]
    assert CliRunner().invoke(main, words).exit_code == 0
    written = (tmp_path / "deployment.json").read_bytes()
    assert asset("manifest", "google", "deployment.json").read_bytes() == written


def test_the_logo_is_there():
    assert asset("templates", "pages", "static", "logo.png").read_bytes().startswith(b"\x89PNG")
