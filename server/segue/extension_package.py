"""The browser extension as each browser takes it: manifest, texts and files, the same bytes each time."""

import io
import json
import zipfile
from pathlib import Path
from typing import Any

from segue import __version__
from segue.assets import asset
from segue.doors.texts import Texts

BROWSERS = ("chrome", "firefox")
"""Whose manifests differ; Edge takes Chrome's."""

SHIPPED = ("background.js", "content", "hosts", "icons", "pane", "panel")
"""What goes into a package as it stands: nothing is built."""

NOT_SHIPPED = ("hosts/office.js",)
"""Outlook's own pane, which the server serves."""

PREFIX = "extension."
_THE_EPOCH_OF_ZIP = (1980, 1, 1, 0, 0, 0)
_READABLE = 0o100644 << 16


def package_files(browser: str, texts: Texts) -> dict[str, bytes]:
    """Return every file of a package by its path in it, in order; ``browser`` is one of BROWSERS."""
    found = {"manifest.json": _as_json(manifest_of(browser))}
    if browser == "chrome":
        found["manifest/managed.json"] = asset("extension", "manifest", "managed.json").read_bytes()
    for locale in texts.locales:
        found[f"_locales/{locale.replace('-', '_')}/messages.json"] = _as_json(messages_of(texts, locale))
    for name in SHIPPED:
        found |= _shipped(asset("extension", name), name)
    return {path: content for path, content in sorted(found.items()) if path not in NOT_SHIPPED}


def manifest_of(browser: str) -> dict[str, Any]:
    """Return a browser's manifest: the common part with its own; lists are joined."""
    common, own = (_part(name) for name in ("common", browser))
    joined = {name: [*value, *own.pop(name, [])] for name, value in common.items() if isinstance(value, list)}
    return {**common, **joined, **own, "version": __version__}


def messages_of(texts: Texts, locale: str) -> dict[str, dict[str, str]]:
    """Return what a browser shows in one language, from the catalogue: ``extension.name`` is ``extension_name``.

    A dollar sign begins a gap of the browser's own, so that it is doubled.
    """
    own = texts.under(locale, PREFIX)
    return {key.replace(".", "_"): {"message": text.replace("$", "$$")} for key, text in sorted(own.items())}


def packed(files: dict[str, bytes]) -> bytes:
    """Return files as a ZIP archive that depends on nothing but them: no clock, no owner, no order of a disk."""
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as package:
        for path, content in files.items():
            entry = zipfile.ZipInfo(path, _THE_EPOCH_OF_ZIP)
            entry.compress_type, entry.external_attr, entry.create_system = zipfile.ZIP_DEFLATED, _READABLE, 3
            package.writestr(entry, content, compresslevel=9)
    return archive.getvalue()


def _part(name: str) -> dict[str, Any]:
    return dict(json.loads(asset("extension", "manifest", f"{name}.json").read_text(encoding="utf-8")))


def _shipped(path: Path, name: str) -> dict[str, bytes]:
    if path.is_file():
        return {name: path.read_bytes()}
    inside = [one for one in sorted(path.rglob("*")) if one.is_file()]
    return {f"{name}/{one.relative_to(path).as_posix()}": one.read_bytes() for one in inside}


def _as_json(value: object) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode()
