"""Outlook's add-in: both manifests say the same, ask for the message in front alone, and fit what Microsoft takes."""

import io
import json
import re
import subprocess
import zipfile
from xml.etree import ElementTree

import jsonschema_rs
import pytest
from click.testing import CliRunner
from lxml import etree

from house.sources import ROOT
from segue.assets import asset
from segue.cli import main
from segue.departure.errors import InputError
from segue.doors.outlook import ICON_SIZES
from segue.doors.texts import Texts
from segue.outlook_manifest import LANGUAGES, outlook_files

BASE = "https://segue.norwell.example"
CLIENT = "8d3b0f5e-1c4a-4f6b-9a27-3e5d7c9b1a20"
EXAMPLE = ["manifests", "outlook", "--base-url", "https://segue.example.com", "--client-id", CLIENT]
NODE = ROOT / "tests" / "node_modules"
TEAMS = NODE / "@microsoft" / "app-manifest" / "build" / "json-schemas" / "teams" / "v1.30"
XSD = ROOT.parent / "shared" / "reference" / "microsoft" / "office-xml-mail" / "extended" / "OfficeAppManifestV1_1.xsd"
APP = "{http://schemas.microsoft.com/office/appforoffice/1.1}"
V1_0 = "{http://schemas.microsoft.com/office/mailappversionoverrides}"
V1_1 = "{http://schemas.microsoft.com/office/mailappversionoverrides/1.1}"
BT = "{http://schemas.microsoft.com/office/officeappbasictypes/1.0}"
TYPE = "{http://www.w3.org/2001/XMLSchema-instance}type"
POINTS = ["MessageReadCommandSurface", "MessageComposeCommandSurface"]


@pytest.fixture(scope="module")
def texts():
    return Texts(asset("templates", "interface"))


@pytest.fixture(scope="module")
def files(texts):
    return outlook_files(BASE, texts, CLIENT)


@pytest.fixture(scope="module")
def xml(files):
    return ElementTree.fromstring(files["manifest.xml"])


@pytest.fixture(scope="module")
def unified(files):
    return json.loads(files["manifest.json"])


def values(xml, name):
    return [one.text for one in xml.iter(name)]


def test_both_manifests_have_one_id_that_only_the_address_decides(texts, files, xml, unified):
    assert xml.findtext(f"{APP}Id") == unified["id"]
    assert outlook_files(BASE + "/", texts, CLIENT) == files
    assert json.loads(outlook_files("https://other.example", texts)["manifest.json"])["id"] != unified["id"]


def test_both_ask_for_the_message_in_front_and_for_nothing_else(xml, unified):
    assert values(xml, f"{APP}Permissions") == ["ReadWriteItem"]
    asked = unified["authorization"]["permissions"]["resourceSpecific"]
    assert asked == [{"name": "MailboxItem.ReadWrite.User", "type": "Delegated"}]


def test_the_button_stands_where_messages_are_read_and_written_in_every_outlook(xml, unified):
    for version in (V1_0, V1_1):
        assert [one.get(TYPE) for one in xml.iter(f"{version}ExtensionPoint")] == POINTS
    assert [ribbon["contexts"] for ribbon in unified["extensions"][0]["ribbons"]] == [["mailRead"], ["mailCompose"]]
    rules = [(one.get("ItemType"), one.get("FormType")) for one in xml.iter(f"{APP}Rule") if one.get("ItemType")]
    assert rules == [("Message", "Read"), ("Message", "Edit")]


def test_only_beside_messages_that_are_read_the_pane_can_be_pinned(xml, unified):
    pinned = [bool(values(point, f"{V1_1}SupportsPinning")) for point in xml.iter(f"{V1_1}ExtensionPoint")]
    actions = [runtime["actions"][0] for runtime in unified["extensions"][0]["runtimes"]]
    assert pinned == [action["pinnable"] for action in actions] == [True, False]
    assert list(xml.iter(f"{V1_0}SupportsPinning")) == []


def test_every_address_is_ours_and_answers(xml, unified):
    named = set(re.findall(r'https://[^"<]+', ElementTree.tostring(xml, encoding="unicode") + json.dumps(unified)))
    ours = {one.removeprefix(BASE) for one in named if one.startswith(BASE)}
    assert ours == {"", "/", "/outlook/", *(f"/outlook/icons/{size}.png" for size in ICON_SIZES)}
    theirs = ("http://schemas", "https://developer.microsoft.com/json-schemas/", "https://login.microsoftonline.com")
    assert [one for one in named if not one.startswith((BASE, *theirs))] == []


def test_each_picture_has_the_size_that_it_is_named_for(files):
    def size(content):
        assert content.startswith(b"\x89PNG")
        return int.from_bytes(content[16:20], "big"), int.from_bytes(content[20:24], "big")

    folder = asset("extension", "outlook", "icons")
    assert {one: size((folder / f"{one}.png").read_bytes()) for one in ICON_SIZES} == {x: (x, x) for x in ICON_SIZES}
    assert (size(files["color.png"]), size(files["outline.png"])) == ((192, 192), (32, 32))


def test_every_resource_is_there_and_used(xml):
    for version in (V1_0, V1_1):
        overrides = next(xml.iter(f"{version}VersionOverrides"))
        own = overrides.find(f"{version}Resources")
        there = {one.get("id") for one in own.iter() if one.get("id")}
        used = {one.get("resid") for one in overrides.iter() if one.get("resid")}
        assert there == used


def test_all_seven_languages_are_spoken_in_both(texts, files, xml, unified):
    wanted = {
        tag: texts.get(language, "extension.description") for language, tag in LANGUAGES.items() if tag != "en-US"
    }
    for kind in (f"{APP}Override", f"{BT}Override"):
        assert {one.get("Locale"): one.get("Value") for one in xml.iter(kind)} == wanted
    for language in unified["localizationInfo"]["additionalLanguages"]:
        words = json.loads(files[language["file"]])
        assert words["description.short"] == wanted[next(t for t in wanted if t.lower() == language["languageTag"])]
    assert len(unified["localizationInfo"]["additionalLanguages"]) == 6


def test_names_and_labels_say_nothing_but_the_product(xml, unified):
    shown = [one.get("DefaultValue") for one in xml.iter(f"{APP}DisplayName")]
    shown += [one.get("DefaultValue") for one in xml.iter(f"{BT}String") if one.get("id") == "name"]
    assert {*shown, unified["name"]["short"], unified["name"]["full"]} == {"Segue"}


def test_without_a_registration_neither_names_an_application(texts):
    bare = outlook_files(BASE, texts)
    assert b"WebApplicationInfo" not in bare["manifest.xml"]
    assert "webApplicationInfo" not in json.loads(bare["manifest.json"])


def test_with_one_both_name_the_same(xml, unified):
    resource = f"api://segue.norwell.example/{CLIENT}"
    assert unified["webApplicationInfo"] == {"id": CLIENT, "resource": resource}
    assert (values(xml, f"{V1_1}Id"), values(xml, f"{V1_1}Resource")) == ([CLIENT], [resource])


@pytest.mark.parametrize("address", ["", "http://localhost:8765", "segue.norwell.example", "https://x.example/?a=<b>"])
def test_outlook_takes_https_only(texts, address):
    with pytest.raises(InputError) as refused:
        outlook_files(address, texts)
    assert refused.value.code == "base_address_unfit"


def test_what_is_no_application_id_is_refused(texts):
    with pytest.raises(InputError) as refused:
        outlook_files(BASE, texts, "</Id>")
    assert refused.value.code == "client_id_unfit"


def test_the_files_in_the_tree_are_as_the_command_writes_them(tmp_path):
    assert CliRunner().invoke(main, [*EXAMPLE, "--out", str(tmp_path)]).exit_code == 0
    written = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    package = zipfile.ZipFile(io.BytesIO(written.pop("segue-outlook.zip")))
    assert {path.name: path.read_bytes() for path in asset("manifest", "outlook").iterdir()} == written
    assert set(package.namelist()) == set(written) - {"manifest.xml"}


@pytest.mark.parametrize("name", ["MicrosoftTeams", "MicrosoftTeams.Localization"])
def test_the_unified_manifest_and_its_words_fit_microsofts_schemas(files, name):
    schema = json.loads((TEAMS / f"{name}.schema.json").read_text(encoding="utf-8"))
    words = {one for one in files if one.endswith(".json")} - {"manifest.json"}
    for file in words if "Localization" in name else {"manifest.json"}:
        jsonschema_rs.validate(schema, json.loads(files[file]))


@pytest.mark.slow
def test_microsofts_own_validator_takes_the_unified_manifest_and_sees_a_broken_one(files, tmp_path):
    broken = files["manifest.json"].replace(b"openPage", b"closePage")
    for name, content in {"whole": files["manifest.json"], "broken": broken}.items():
        (tmp_path / f"{name}.json").write_bytes(content)

    def taken(name):
        words = [NODE / ".bin" / "office-addin-manifest", "validate", tmp_path / f"{name}.json"]
        said = subprocess.run(words, capture_output=True, text=True, check=False, timeout=60)
        return said.returncode == 0 and "Error" not in said.stdout + said.stderr

    assert (taken("whole"), taken("broken")) == (True, False)


def test_the_xml_manifest_fits_the_schemas_kept_beside_the_repository_and_a_broken_one_does_not(files):
    if not XSD.is_file():
        pytest.skip("the XSDs are in ../shared/reference/microsoft, which is not here")
    schema = etree.XMLSchema(file=str(XSD))
    whole, broken = (etree.fromstring(one) for one in (files["manifest.xml"], _without_its_version(files)))
    assert schema.validate(whole), schema.error_log
    assert not schema.validate(broken)


def _without_its_version(files):
    return re.sub(rb"<Version>.*?</Version>", b"", files["manifest.xml"], count=1)
