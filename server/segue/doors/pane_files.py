"""The pane's files as the server gives them. They hold nothing private, so that a browser keeps them.

A page of the pane is asked about each time (RFC 9111, 5.2.2.4) and names its modules with the version of them all: what
is new is seen at once, and what is not is never asked for again. Far from the server that is most of the waiting.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from posixpath import dirname, join, normpath

from flask import Response, abort, request

from segue.assets import asset

PAGE = "pane/index.html"
_TYPES = {".css": "text/css", ".html": "text/html", ".js": "text/javascript"}
_FOLDERS = ("hosts", "outlook", "pane")
_OF_THE_PANEL = ("panel/kept.js", "panel/tokens.js")
"""Those modules of the extension's panel that keep the tokens of a pane connected by a code."""
_IMPORTED = re.compile(r'^(?:import|export)\b[^;"]*"(\.[^"]+)";', re.MULTILINE)
_FOR_EVER = "public, max-age=31536000, immutable"  # RFC 8246


@dataclass(frozen=True)
class PaneFiles:
    """What pages of the pane load, by its path in the extension: as this process found it, whatever is there later."""

    files: Mapping[str, bytes]
    version: str

    def address(self, path: str) -> str:
        """Return where a browser finds a file of this version."""
        return f"/kept/{self.version}/{path}"

    def answer(self, version: str, path: str) -> Response:
        """Return a file, to be kept for ever; of another version, while a newer server starts, to be asked about."""
        if path not in self.files:
            abort(404)
        # The type is named here: a machine's own table may call a module something that browsers refuse to run.
        response = revalidated(self.files[path], _TYPES[_suffix(path)])
        if version == self.version:
            response.headers["Cache-Control"] = _FOR_EVER
        return response

    def preloads(self, start: str) -> str:
        """Return links with which a page asks for all that a module imports at once, not import after import."""
        found = (self.address(one) for one in self.imported(start))
        return "".join(f'<link rel="modulepreload" href="{one}">\n' for one in found)

    def imported(self, start: str) -> list[str]:
        """Return the path of each module that one imports, directly or not, in the order in which a browser meets them.

        Raises KeyError for one that pages of the pane do not have.
        """
        found = [start]
        for one in found:  # it grows on the way
            named = _IMPORTED.findall(self.files[one].decode())
            paths = dict.fromkeys(normpath(join(dirname(one), path)) for path in named)
            found += [path for path in paths if path not in found]
        return found[1:]


def pane_files() -> PaneFiles:
    """Read them all; raises FileNotFoundError when this installation lacks the pane."""
    paths = [f"{folder}/{one.name}" for folder in _FOLDERS for one in asset("extension", folder).iterdir()]
    served = sorted(path for path in (*paths, *_OF_THE_PANEL) if _suffix(path) in _TYPES)
    files = {path: asset("extension", *path.split("/")).read_bytes() for path in served}
    sums = "".join(f"{path} {sha256(content).hexdigest()}\n" for path, content in files.items())
    return PaneFiles(files, sha256(sums.encode()).hexdigest()[:32])


def revalidated(content: bytes, mimetype: str) -> Response:
    """Return what a browser keeps and asks about; to one that has the same already, only that it has (304).

    The tag is of the content alone: servers side by side give the same, whenever each was installed.
    """
    response = Response(content, mimetype=mimetype)
    response.set_etag(sha256(content).hexdigest())
    response.headers["Cache-Control"] = "no-cache"
    return response.make_conditional(request)  # type: ignore[return-value]  # werkzeug returns itself


def _suffix(name: str) -> str:
    return name[name.rfind(".") :]
