"""Outlook's add-in for an address: the add-in only manifest (XML), and the unified one with its package (A5, H2).

One source for both: the same id, so that the one replaces the other, the same name, pane, icons and words. Neither says
what Segue is for (P7). Elements: learn.microsoft.com/javascript/api/manifest; fields of the unified manifest:
learn.microsoft.com/microsoft-365/extensibility/schema (1.30).
"""

import json
import re
from typing import Any
from urllib.parse import urlsplit
from uuid import NAMESPACE_URL, UUID, uuid5

from jinja2 import Environment, StrictUndefined

from segue import __version__
from segue.assets import asset
from segue.browser_policies import backend_address
from segue.departure.errors import InputError
from segue.doors.texts import Texts

PANE = "/outlook/"
ICONS = "/outlook/icons/"
SIGN_IN = "https://login.microsoftonline.com"
LANGUAGES = {
    "en": "en-US",
    "it": "it-IT",
    "ru": "ru-RU",
    "id": "id-ID",
    "hi": "hi-IN",
    "pt-BR": "pt-BR",
    "pt-PT": "pt-PT",
}
"""The interface's languages as Outlook names them; English is what all others see."""
SCHEMA = "https://developer.microsoft.com/json-schemas/teams/v1.30/MicrosoftTeams.schema.json"
PERMISSION = "MailboxItem.ReadWrite.User"
"""In the XML manifest: ReadWriteItem. To fill in the message in front, and no other."""
_COLOUR = "#14565E"


def outlook_files(base_url: str, texts: Texts, client_id: str = "") -> dict[str, bytes]:
    """Return the files of both manifests by name; the unified one's belong into one package.

    ``client_id`` is the application's at Microsoft, which lets an administrator see in one place what it may do; empty
    where people connect by a code. Raises InputError ``base_address_unfit``, ``client_id_unfit``.
    """
    about = _about(_https(base_url), texts, _client(client_id))
    found = {"manifest.xml": _xml(about).encode(), "manifest.json": _as_json(_unified(about))}
    for language, tag in LANGUAGES.items():
        if language != "en":
            found[f"{tag.lower()}.json"] = _as_json(_words(about, language))
    for name in ("color", "outline"):
        found[f"{name}.png"] = asset("extension", "outlook", "icons", f"{name}.png").read_bytes()
    return found


def _about(base: str, texts: Texts, client_id: str) -> dict[str, Any]:
    return {
        "base": base,
        "id": str(uuid5(NAMESPACE_URL, base + PANE)),
        "name": texts.get("en", "extension.name"),
        "descriptions": {language: texts.get(language, "extension.description") for language in LANGUAGES},
        "version": _version(__version__),
        "pane": base + PANE,
        "icons": base + ICONS,
        "sign_in": SIGN_IN,
        "client_id": client_id,
        "resource": f"api://{urlsplit(base).netloc}/{client_id}",
    }


def _version(ours: str) -> str:
    """Return a version that grows with ours; add-ins begin at 1.0."""
    major, minor, patch = re.findall(r"\d+", ours)[:3]
    return f"{int(major) + 1}.{minor}.{patch}"


def _xml(about: dict[str, Any]) -> str:
    source = asset("templates", "outlook", "manifest.xml").read_text(encoding="utf-8")
    page = Environment(autoescape=True, undefined=StrictUndefined, keep_trailing_newline=True).from_string(source)
    return page.render(about, others=_others)


def _others(texts: dict[str, str]) -> list[tuple[str, str]]:
    return [(LANGUAGES[language], text) for language, text in texts.items() if language != "en"]


def _unified(about: dict[str, Any]) -> dict[str, Any]:
    base, name = about["base"], about["name"]
    description = about["descriptions"]["en"]
    manifest = {
        "$schema": SCHEMA,
        "manifestVersion": "1.30",
        "version": about["version"],
        "id": about["id"],
        "localizationInfo": {"defaultLanguageTag": "en-us", "additionalLanguages": _languages()},
        "developer": dict.fromkeys(("websiteUrl", "privacyUrl", "termsOfUseUrl"), f"{base}/") | {"name": name},
        "name": {"short": name, "full": name},
        "description": {"short": description, "full": description},
        "icons": {"color": "color.png", "outline": "outline.png"},
        "accentColor": _COLOUR,
        "validDomains": [urlsplit(base).netloc],
        "authorization": {"permissions": {"resourceSpecific": [{"name": PERMISSION, "type": "Delegated"}]}},
        "extensions": [_extension(about)],
    }
    application = {"id": about["client_id"], "resource": about["resource"]}
    return {**manifest, **({"webApplicationInfo": application} if about["client_id"] else {})}


def _extension(about: dict[str, Any]) -> dict[str, Any]:
    return {
        "requirements": {
            "scopes": ["mail"],
            "formFactors": ["desktop"],
            "capabilities": [{"name": "Mailbox", "minVersion": "1.3"}],
        },
        "runtimes": [_runtime(about, "read", True), _runtime(about, "compose", False)],
        "ribbons": [_ribbon(about, "read", "mailRead"), _ribbon(about, "compose", "mailCompose")],
    }


def _runtime(about: dict[str, Any], place: str, pins: bool) -> dict[str, Any]:
    action = {"id": f"open-{place}", "type": "openPage", "view": f"pane-{place}", "pinnable": pins}
    code = {"page": about["pane"]}
    return {"id": f"pane-{place}", "type": "general", "lifetime": "short", "code": code, "actions": [action]}


def _ribbon(about: dict[str, Any], place: str, context: str) -> dict[str, Any]:
    name, icons = about["name"], [{"size": size, "url": f"{about['icons']}{size}.png"} for size in (16, 32, 80)]
    button = {
        "id": f"button-{place}",
        "type": "button",
        "label": name,
        "icons": icons,
        "supertip": {"title": name, "description": about["descriptions"]["en"]},
        "actionId": f"open-{place}",
    }
    group = {"id": f"group-{place}", "label": name, "icons": icons, "controls": [button]}
    return {"contexts": [context], "tabs": [{"builtInTabId": "TabDefault", "groups": [group]}]}


def _languages() -> list[dict[str, str]]:
    return [{"languageTag": tag.lower(), "file": f"{tag.lower()}.json"} for tag in LANGUAGES.values() if tag != "en-US"]


def _words(about: dict[str, Any], language: str) -> dict[str, Any]:
    """Return what the unified manifest says in another language."""
    name, description = about["name"], about["descriptions"][language]
    found: dict[str, Any] = {
        "$schema": SCHEMA.replace(".schema.", ".Localization.schema."),
        "name.short": name,
        "name.full": name,
        "description.short": description,
        "description.full": description,
    }
    control = "extensions[0].ribbons[{}].tabs[0].groups[0].controls[0].supertip.description"
    return {**found, **{control.format(number): description for number in range(2)}}


def _client(client_id: str) -> str:
    try:
        return str(UUID(client_id)) if client_id else ""
    except ValueError as error:
        raise InputError("client_id_unfit", field="client_id", id=client_id[:80]) from error


def _https(base_url: str) -> str:
    base = backend_address(base_url)
    if not base.startswith("https://"):
        raise InputError("base_address_unfit", field="base_url", address=base_url[:80])
    return base


def _as_json(value: dict[str, Any]) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode()
