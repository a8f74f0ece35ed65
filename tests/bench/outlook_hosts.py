"""The hosts of Microsoft's that a browser needs for the pane in Outlook, over TLS on this machine."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any

from browser.mail_server import over_tls

Pages = Mapping[str, tuple[str, str]]
"""What each host answers whatever it is asked: the kind, and the words."""


def handler(pages: Pages) -> type[BaseHTTPRequestHandler]:
    """Answer by the host's name; a browser may keep it all."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            kind, words = pages[self.headers["Host"].partition(":")[0]]
            content = words.encode()
            self.send_response(200)
            self.send_header("Content-Type", f"{kind}; charset=utf-8")
            self.send_header("Content-Length", str(len(content)))
            self.send_header("Cache-Control", "max-age=3600")
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *args: Any) -> None:
            """Say nothing."""

    return Handler


@contextmanager
def outlook_hosts(folder: Path, pages: Pages) -> Iterator[str]:
    """Serve them for the length of a ``with``; gives Chromium's rules for finding them, and nothing else."""
    with over_tls(folder, handler(pages)) as port:
        yield ", ".join([*(f"MAP {host} 127.0.0.1:{port}" for host in pages), "MAP * ~NOTFOUND", "EXCLUDE 127.0.0.1"])
