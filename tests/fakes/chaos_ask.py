"""One request to a web process that may be killed over it."""

import http.client
import random
from typing import NamedTuple

AWAY = 503
"""What is answered while PostgreSQL is away."""


class Answer(NamedTuple):
    """An answer; status 0 is a connection that broke, and nobody knows what was done."""

    status: int
    headers: dict[str, str]
    text: str

    @property
    def is_open(self) -> bool:
        """Say whether it is not known whether anything was done."""
        return self.status in (0, AWAY)

    @property
    def is_done(self) -> bool:
        """Say whether it was done."""
        return 0 < self.status < 400


def asked(port: int, method: str, path: str, body: str | bytes, headers: dict[str, str]) -> Answer:
    """Make one request; whatever breaks on the way is an answer as well."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    try:
        connection.request(method, path, body or None, headers)
        came = connection.getresponse()
        return Answer(came.status, dict(came.headers), came.read().decode())
    except (OSError, http.client.HTTPException):
        return Answer(0, {}, "")
    finally:
        connection.close()


def as_upload(csrf: str, name: str, content: str) -> tuple[bytes, str]:
    """Return a form with a file of contacts, and its type."""
    part = "Content-Disposition: form-data; name="
    fields = ("--cut", f'{part}"csrf_token"', "", csrf, "--cut", f'{part}"from"', "", "file", "--cut")
    lines = (*fields, f'{part}"file"; filename="{name}"', "Content-Type: text/csv", "", content, "--cut--", "")
    return "\r\n".join(lines).encode(), "multipart/form-data; boundary=cut"


def words_of_its_own() -> str:
    """Return what nobody else says."""
    return f"w{random.getrandbits(64):016x}"
