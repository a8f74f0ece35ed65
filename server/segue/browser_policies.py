"""Policy files that put the extension into a company's browsers and tell it the address of the company's Segue.

Formats: Chrome's and Edge's ``ExtensionSettings`` and ``3rdparty`` (chromeenterprise.google/policies), Firefox's
``policies.json`` (mozilla.github.io/policy-templates).
"""

import json
import re
from hashlib import sha1
from typing import Any

from segue.departure.errors import InputError
from segue.extension_package import manifest_of

STORES = {
    "chrome": "https://clients2.google.com/service/update2/crx",
    "edge": "https://edge.microsoft.com/extensionwebstorebase/v1/crx",
}
"""Where each browser's store hands out extensions."""

_BUTTON = {"chrome": {"toolbar_pin": "force_pinned"}, "edge": {"toolbar_state": "force_shown"}}
_REGISTRY = {"chrome": r"Google\Chrome", "edge": r"Microsoft\Edge"}
_STORE_ID = re.compile("[a-p]{32}")
_LOOPBACK = ("127.0.0.1", "localhost")
_PLAIN = re.compile(r"(?P<scheme>https?)://(?P<host>[\w.-]+)(?::\d{1,5})?(?:/[\w./~%-]*)?")
"""No user, query or fragment, and nothing that a registry file or a policy would read as its own."""


def chromium_policies(browser: str, extension_id: str, backend: str, *, update_url: str = "") -> dict[str, str]:
    """Return the files of Chrome or Edge by name: JSON for Linux and macOS, a registry file for Windows.

    ``update_url`` is where the package and its updates come from; empty: the browser's own store.
    Raises InputError ``extension_id_unfit`` or ``base_address_unfit``.
    """
    if not _STORE_ID.fullmatch(extension_id):
        raise InputError("extension_id_unfit", field=f"{browser}_id", id=extension_id[:80])
    settings = {"installation_mode": "force_installed", **_source(browser, update_url), **_BUTTON[browser]}
    told = {"backend": backend_address(backend)}
    policy = {
        "ExtensionSettings": {extension_id: settings},
        "3rdparty": {"extensions": {extension_id: told}},
    }
    return {f"{browser}.json": _as_json(policy), f"{browser}.reg": _registry(browser, extension_id, settings, told)}


def firefox_policies(install_url: str, backend: str) -> dict[str, str]:
    """Return Firefox's ``policies.json``; ``install_url`` is where the signed package lies."""
    extension_id = _firefox_id()
    settings = {"installation_mode": "force_installed", "install_url": backend_address(install_url, whole=True)}
    policies = {
        "ExtensionSettings": {extension_id: settings},
        "3rdparty": {"Extensions": {extension_id: {"backend": backend_address(backend)}}},
    }
    return {"policies.json": _as_json({"policies": policies})}


def sign_in_addresses(*extension_ids: str, firefox: bool = False) -> list[str]:
    """Return the addresses to which the extension's sign-in returns, one for each id, for SEGUE_EXTENSION_REDIRECTS.

    Chrome and Edge make theirs of the store's id, Firefox of the SHA-1 of the id in the manifest (seen in Firefox 153).
    """
    chromium = [f"https://{one}.chromiumapp.org/" for one in dict.fromkeys(extension_ids) if one]
    digest = sha1(_firefox_id().encode(), usedforsecurity=False).hexdigest()
    return [*chromium, *([f"https://{digest}.extensions.allizom.org/"] if firefox else [])]


def _firefox_id() -> str:
    return str(manifest_of("firefox")["browser_specific_settings"]["gecko"]["id"])


def backend_address(address: str, *, whole: bool = False) -> str:
    """Return an address as policies name it: https and a host (``whole``: with its path); http on this machine alone.

    Raises InputError ``base_address_unfit``.
    """
    parts = _PLAIN.fullmatch(address.strip())
    if not parts or (parts["scheme"] == "http" and parts["host"] not in _LOOPBACK):
        raise InputError("base_address_unfit", field="base_url", address=address[:80])
    return parts[0] if whole else parts[0].rstrip("/")


def _source(browser: str, update_url: str) -> dict[str, Any]:
    """Return where a package comes from; our manifest names no such place, so that the policy's stays in force."""
    if not update_url:
        return {"update_url": STORES[browser]}
    return {"update_url": backend_address(update_url, whole=True), "override_update_url": True}


def _registry(browser: str, extension_id: str, settings: dict[str, Any], told: dict[str, str]) -> str:
    """Return a Windows registry file that says the same; a dictionary is JSON in one text there."""
    home = rf"HKEY_LOCAL_MACHINE\SOFTWARE\Policies\{_REGISTRY[browser]}"
    quoted = json.dumps({extension_id: settings}).replace('"', r"\"")
    lines = ["Windows Registry Editor Version 5.00", "", f"[{home}]", f'"ExtensionSettings"="{quoted}"']
    lines += ["", rf"[{home}\3rdparty\extensions\{extension_id}\policy]"]
    lines += [f'"{name}"="{value}"' for name, value in told.items()]
    return "\r\n".join(lines) + "\r\n"


def _as_json(value: dict[str, Any]) -> str:
    return json.dumps(value, indent=2) + "\n"
