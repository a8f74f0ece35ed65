"""A local server that stands for the mail programs' hosts: the test pages over TLS, and nothing else."""

import ssl
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

PAGES = Path(__file__).parent / "pages"
MODULES = Path(__file__).parents[1] / "node_modules"
ROOT = Path(__file__).resolve().parents[2]
CAPTURED = ROOT.parent / "shared" / "pages"  # pages captured from the programs themselves, where a machine has them
TRUSTED_TYPES = "require-trusted-types-for 'script'"


@dataclass
class Mail:
    """The running server. ``link`` is what a compose link opens, as a query for the page."""

    port: int = 0
    link: str = ""
    files: dict[str, bytes] = field(default_factory=dict)


def outlook_script(source: Path, target: Path) -> bytes:
    """The script of a page with the real editor in it."""
    options = ["--bundle", "--format=iife", "--log-level=error", f"--outfile={target}"]
    subprocess.run([MODULES / ".bin" / "esbuild", source, *options], check=True, env={"NODE_PATH": str(MODULES)})
    return target.read_bytes()


def page(host: str, asked: str) -> bytes:
    """The page that a host shows."""
    script = "gmail" if host == "mail.google.com" else "outlook"
    scripts = "".join(f'<script src="/of-the-test/{name}.js"></script>' for name in ("shared", script))
    return f'<!doctype html><html data-asked="{escape(asked)}"><meta charset="utf-8"><body>{scripts}'.encode()


def handler(mail: Mail) -> type[BaseHTTPRequestHandler]:
    """Answer every address with a page, a script of the tests, or a captured page."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            path, _, query = self.path.partition("?")
            if path.startswith(("/of-the-test/", "/captured/")) or path == "/rooster.js":
                return self._answer(mail.files.get(path), "text/html" if path.endswith(".html") else "text/javascript")
            asked = f"{query}&{mail.link}" if "view=cm" in query or "/deeplink/" in path else query
            return self._answer(page(self.headers["Host"].partition(":")[0], asked), "text/html")

        def _answer(self, content: bytes | None, kind: str) -> None:
            self.send_response(404 if content is None else 200)
            self.send_header("Content-Type", f"{kind}; charset=utf-8")
            self.send_header("Content-Length", str(len(content or b"")))
            if kind == "text/html" and self.headers["Host"].startswith("mail.google"):
                self.send_header("Content-Security-Policy", TRUSTED_TYPES)
            self.end_headers()
            self.wfile.write(content or b"")

        def log_message(self, *args: Any) -> None:
            """Say nothing."""

    return Handler


def certificate(folder: Path) -> Path:
    """A certificate that signs itself, with its key, in one file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "mail.test")])
    start = datetime(2026, 1, 1, tzinfo=UTC)
    made = (
        x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
        .serial_number(1).not_valid_before(start).not_valid_after(start + timedelta(days=36500))
        .sign(key, hashes.SHA256())
    )  # fmt: skip
    plain = serialization.NoEncryption()
    pem = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain)
    (folder / "mail.pem").write_bytes(pem + made.public_bytes(serialization.Encoding.PEM))
    return folder / "mail.pem"


def contents(folder: Path) -> dict[str, bytes]:
    """Every file that the server has, by its path."""
    found = {f"/of-the-test/{name}.js": (PAGES / f"{name}.js").read_bytes() for name in ("shared", "gmail")}
    found["/of-the-test/outlook.js"] = outlook_script(PAGES / "outlook.js", folder / "outlook.js")
    for one in CAPTURED.glob("*/*.html"):
        found[f"/captured/{one.name}"] = b'<!doctype html><meta charset="utf-8">' + one.read_bytes()
    if (entry := CAPTURED / "outlook" / "rooster-entry.js").exists():
        found["/rooster.js"] = outlook_script(entry, folder / "rooster.js")
    return found


@contextmanager
def mail_pages(folder: Path) -> Iterator[Mail]:
    """Serve the pages until the block ends."""
    mail = Mail(files=contents(folder))
    with over_tls(folder, handler(mail)) as mail.port:
        yield mail


@contextmanager
def over_tls(folder: Path, answering: type[BaseHTTPRequestHandler]) -> Iterator[int]:
    """Serve on a free port until the block ends."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), answering)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate(folder))
    server.socket = context.wrap_socket(server.socket, server_side=True)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield server.server_port
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
