"""What `segue manifests` wrote, held against the settings of now: addresses, ids, scopes."""

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from segue.assets import asset
from segue.browser_policies import sign_in_addresses
from segue.config import PREFIX, Settings
from segue.departure.errors import InputError
from segue.doctor.check import Check
from segue.doors.texts import Texts
from segue.google_manifest import deployment_file
from segue.outlook_manifest import outlook_files
from segue.with_microsoft import pane_scope

LARGEST_BYTES = 1_000_000


def manifest_checks(settings: Settings, folder: Path) -> Iterator[Check]:
    """Look at each file in a folder, and below it, that has the name of a manifest or a browser's policy."""
    if not settings.base_url.startswith("https://"):
        yield Check("manifests", False, f"cannot be compared without an https:// {PREFIX}BASE_URL")
        return
    found = sorted(path for path in folder.rglob("*") if path.name in LOOKS and path.is_file())
    if not found:
        yield Check("manifests", False, f"none in {folder}: `segue manifests --help` says how to write them")
    for path in found:
        wrong = _wrong_with(settings, path)
        yield Check(f"manifest {path.relative_to(folder)}", not wrong, "; ".join(wrong) or "as the settings say")


def _wrong_with(settings: Settings, path: Path) -> list[str]:
    try:
        content = path.read_bytes()[:LARGEST_BYTES].decode("utf-8-sig")
        return list(LOOKS[path.name](settings, content))
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return ["cannot be read: write it again with `segue manifests`"]


def _deployment(settings: Settings, content: str) -> Iterator[str]:
    now, written = json.loads(deployment_file(settings.base_url)), json.loads(content)
    if sorted(written["oauthScopes"]) != sorted(now["oauthScopes"]):
        yield "asks for other scopes than this version: run `segue manifests google`, and deploy it again"
    if written["addOns"] != now["addOns"]:
        yield f"is for another address than {settings.base_url}, or of another version: `segue manifests google`"


def _unified(settings: Settings, content: str) -> Iterator[str]:
    written = json.loads(content)
    application = written.get("webApplicationInfo", {})
    yield from _outlook(settings, content, "manifest.json", str(application.get("id", "")))


def _xml(settings: Settings, content: str) -> Iterator[str]:
    named = re.search("<WebApplicationInfo>\\s*<Id>([^<]*)</Id>", content)
    yield from _outlook(settings, content, "manifest.xml", named[1] if named else "")


def _outlook(settings: Settings, content: str, name: str, client_id: str) -> Iterator[str]:
    """Compare one of Outlook's manifests with what would be written now, with the application that it names."""
    again = f"run `segue manifests outlook --base-url {settings.base_url} --client-id …`, and deploy it again"
    if client_id and client_id.lower() != settings.microsoft_client_id.lower():
        yield f"names another application than {PREFIX}MICROSOFT_CLIENT_ID: {again}"
        return
    resource = pane_scope(settings).rpartition("/")[0]
    if client_id and resource and f"{resource}<" not in content and f'"{resource}"' not in content:
        yield f"names another API than {resource}: {again}"
        return
    try:
        now = outlook_files(settings.base_url, Texts(asset("templates", "interface")), client_id)[name]
    except InputError:
        yield f"names an application whose id is none: {again}"
        return
    if content != now.decode():
        yield f"is for another address than {settings.base_url}, or of another version: {again}"


def _chromium(settings: Settings, content: str) -> Iterator[str]:
    for extension_id, told in json.loads(content)["3rdparty"]["extensions"].items():
        yield from _browser(settings, told, sign_in_addresses(extension_id))


def _firefox(settings: Settings, content: str) -> Iterator[str]:
    for told in json.loads(content)["policies"]["3rdparty"]["Extensions"].values():
        yield from _browser(settings, told, sign_in_addresses(firefox=True))


def _browser(settings: Settings, told: dict[str, Any], returns: list[str]) -> Iterator[str]:
    if told["backend"].rstrip("/") != settings.base_url.rstrip("/"):
        yield f"leads the extension to another address than {settings.base_url}: `segue manifests browser-policy`"
    missing = [one for one in returns if one not in settings.extension_redirects.split()]
    if settings.extension_redirects and missing:
        yield f"its extension's sign-in returns to {missing[0]}, which {PREFIX}EXTENSION_REDIRECTS lacks: add it"


LOOKS: dict[str, Callable[[Settings, str], Iterator[str]]] = {
    "deployment.json": _deployment,
    "manifest.json": _unified,
    "manifest.xml": _xml,
    "chrome.json": _chromium,
    "edge.json": _chromium,
    "policies.json": _firefox,
}
