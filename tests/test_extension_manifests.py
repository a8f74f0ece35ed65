"""The extension's manifests: exactly the permissions that it needs, and pages that run their own scripts alone."""

import json
import subprocess

import jsonschema_rs
import pytest

from fakes.published_schemas import published
from house.sources import ROOT
from segue.assets import asset
from segue.doors.texts import Texts
from segue.extension_package import BROWSERS, manifest_of, package_files, packed

LINTER = ROOT / "tests" / "node_modules" / ".bin" / "addons-linter"
PERMISSIONS = {
    "chrome": ["storage", "identity", "scripting", "sidePanel"],
    "firefox": ["storage", "identity", "scripting"],
}
MAIL_PROGRAMS = [
    "https://mail.google.com/*",
    "https://outlook.office.com/*",
    "https://outlook.office365.com/*",
    "https://outlook.live.com/*",
    "https://outlook.cloud.microsoft/*",
]
BACKENDS = ["https://*/*", "http://127.0.0.1/*", "http://localhost/*"]
PAGES_MAY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "connect-src https: http://127.0.0.1:* http://localhost:*; base-uri 'none'; form-action 'none'"
)
TEXT, MESSAGE = {"type": "string"}, {"type": "string", "pattern": "^__MSG_extension_[a-z_]+__$"}


def closed(required, **optional):
    """Return the schema of an object that has these keys and no others."""
    known = {"type": "object", "additionalProperties": False}
    return {**known, "required": list(required), "properties": {**required, **optional}}


ICONS = {"type": "object", "propertyNames": {"pattern": "^\\d+$"}, "additionalProperties": {"pattern": "^icons/"}}
COMMON = {
    "manifest_version": {"const": 3},
    "name": MESSAGE,
    "description": MESSAGE,
    "version": {"type": "string", "pattern": "^\\d+([.]\\d+){1,3}$"},
    "default_locale": {"const": "en"},
    "icons": ICONS,
    "action": closed({"default_title": MESSAGE, "default_icon": ICONS}),
    "host_permissions": {"const": MAIL_PROGRAMS},
    "optional_host_permissions": {"const": BACKENDS},
    "content_security_policy": closed({"extension_pages": {"const": PAGES_MAY}}),
    "incognito": {"const": "not_allowed"},
}
COLLECTS_NOTHING = closed({"required": {"const": ["none"]}})
GECKO = closed({"id": TEXT, "strict_min_version": TEXT, "data_collection_permissions": COLLECTS_NOTHING})
SHAPES = {
    "chrome": closed(
        {
            **COMMON,
            "permissions": {"const": PERMISSIONS["chrome"]},
            "minimum_chrome_version": TEXT,
            "background": closed({"service_worker": TEXT, "type": {"const": "module"}}),
            "side_panel": closed({"default_path": TEXT}),
            "storage": closed({"managed_schema": TEXT}),
        }
    ),
    "firefox": closed(
        {
            **COMMON,
            "permissions": {"const": PERMISSIONS["firefox"]},
            "browser_specific_settings": closed({"gecko": GECKO}),
            "background": closed({"scripts": {"type": "array", "items": TEXT}, "type": {"const": "module"}}),
            "sidebar_action": closed(
                {
                    "default_title": MESSAGE,
                    "default_panel": TEXT,
                    "default_icon": ICONS,
                    "open_at_install": {"const": False},
                }
            ),
        }
    ),
}
LOOSER = {
    "permissions": ["storage", "identity", "scripting", "tabs"],
    "optional_permissions": ["history"],
    "host_permissions": ["<all_urls>"],
    "content_scripts": [{"matches": ["https://mail.google.com/*"], "js": ["content/gmail.js"]}],
    "externally_connectable": {"matches": ["https://*.example/*"]},
    "web_accessible_resources": [{"resources": ["pane/*"], "matches": ["<all_urls>"]}],
    "update_url": "https://elsewhere.example/updates.xml",
    "content_security_policy": {"extension_pages": PAGES_MAY.replace("'self'", "'self' https://cdn.example", 1)},
    "incognito": "spanning",
    "name": "Segue for people who leave",
}


def linted(package):
    """Return what Mozilla's own linter has to say of a package: code and place of each finding."""
    told = subprocess.run([LINTER, package, "--output", "json"], capture_output=True, text=True, check=False)
    said = json.loads(told.stdout)
    return [(one["code"], one["file"]) for kind in ("errors", "warnings", "notices") for one in said[kind]]


@pytest.fixture(scope="module")
def firefoxs():
    return package_files("firefox", Texts(asset("templates", "interface")))


@pytest.mark.parametrize("browser", BROWSERS)
def test_a_manifest_holds_exactly_what_it_needs(browser):
    jsonschema_rs.validate(SHAPES[browser], manifest_of(browser))


@pytest.mark.parametrize("key", LOOSER)
@pytest.mark.parametrize("browser", BROWSERS)
def test_a_manifest_that_asks_for_more_is_seen(browser, key):
    assert not jsonschema_rs.is_valid(SHAPES[browser], manifest_of(browser) | {key: LOOSER[key]})


def test_chromes_manifest_fits_chromes_published_schema():
    jsonschema_rs.validate(published("chrome-manifest.json"), manifest_of("chrome"))


def test_the_managed_setting_is_one_address():
    managed = json.loads(asset("extension", "manifest", "managed.json").read_text(encoding="utf-8"))
    assert (managed["type"], {name: one["type"] for name, one in managed["properties"].items()}) == (
        "object",
        {"backend": "string"},
    )


@pytest.mark.slow
def test_mozillas_linter_finds_nothing_in_the_package(firefoxs, tmp_path):
    (tmp_path / "segue.xpi").write_bytes(packed(firefoxs))
    assert linted(tmp_path / "segue.xpi") == []


@pytest.mark.slow
def test_mozillas_linter_sees_markup_that_is_written_and_a_remote_script(firefoxs, tmp_path):
    spoiled = firefoxs | {
        "content/gmail.js": firefoxs["content/gmail.js"] + b"\ndocument.body.innerHTML = location.hash;\n",
        "panel/connect.html": firefoxs["panel/connect.html"] + b'<script src="https://cdn.example/x.js"></script>',
    }
    (tmp_path / "segue.xpi").write_bytes(packed(spoiled))
    assert {place for _, place in linted(tmp_path / "segue.xpi")} == {"content/gmail.js", "panel/connect.html"}
