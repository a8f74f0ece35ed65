"""Segue as a process of its own on a free port of this machine, and a browser made of http.client."""

import http.client
import os
import re
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from urllib.parse import urlencode

READY_SECONDS = 30
HERE = (str(Path(sys.executable).parent / "segue"),)


def free_port() -> int:
    """Return a port that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Running:
    """``segue demo`` in a process group of its own; ``command`` is how it is called."""

    def __init__(self, data: Path, command: tuple[str, ...] = HERE, cwd: Path | None = None):
        self.data, self.command, self.cwd, self.port = data, command, cwd, free_port()
        self.start()

    def start(self) -> None:
        """Start it, and wait until it can work."""
        words = [*self.command, "demo", "--data", str(self.data), "--port", str(self.port), "--no-open"]
        environment = {name: value for name, value in os.environ.items() if not name.startswith(("SEGUE_", "PYTHON"))}
        self.process = subprocess.Popen(
            words,
            cwd=self.cwd,
            env=environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        ends = time.monotonic() + READY_SECONDS
        while time.monotonic() < ends:
            try:
                if self.ask("GET", "/readyz")[0] == 200:
                    return
            except OSError:
                time.sleep(0.05)
        self.kill()
        raise AssertionError("it did not get ready")

    def kill(self) -> None:
        """Kill it and its workers at once, without a chance to tidy up."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def restart(self) -> None:
        """Kill it and start it again on the same data."""
        self.kill()
        self.start()

    def ask(self, method: str, path: str, body: str = "", **headers: str) -> tuple[int, dict[str, str], str]:
        """Make one request; returns status, headers and text."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        try:
            connection.request(
                method, path, body or None, {name.replace("_", "-"): text for name, text in headers.items()}
            )
            answer = connection.getresponse()
            cookies = answer.headers.get_all("Set-Cookie") or []
            return answer.status, {**dict(answer.headers), "cookies": "\n".join(cookies)}, answer.read().decode()
        finally:
            connection.close()


class Hand:
    """Somebody signed in at a running Segue."""

    def __init__(self, running: Running, person_id: str) -> None:
        self.running, self.cookies = running, {}
        self.token = self._token(self.get("/sign-in"))
        self.post("/sign-in", person_id=person_id)
        self.token = re.search(r'"csrf": ?"([^"]+)"', self.get("/api/v1/session"))[1]

    def get(self, path: str) -> str:
        """Open a page that has to be there."""
        status, text = self._ask("GET", path)
        assert status == 200, (path, status, text[-300:])
        return text

    def post(self, path: str, **fields: object) -> str:
        """Hand in a form that has to be taken; returns where it leads."""
        body = urlencode([("csrf_token", self.token), *_pairs(fields)])
        status, text = self._ask("POST", path, body, Content_Type="application/x-www-form-urlencoded")
        assert status in (302, 303), (path, status, re.sub("<[^>]+>", "", text)[-400:])
        return self.led_to

    def call(self, method: str, path: str, body: str = "{}") -> str:
        """Make an unsafe call of the API that has to be taken."""
        status, text = self._ask(method, path, body, Content_Type="application/json", X_CSRF_Token=self.token)
        assert status == 200, (path, status, text)
        return text

    def _ask(self, method: str, path: str, body: str = "", **headers: str) -> tuple[int, str]:
        cookie = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        status, answered, text = self.running.ask(method, path, body, Cookie=cookie, **headers)
        for line in filter(None, answered["cookies"].split("\n")):
            name, _, value = line.partition(";")[0].partition("=")
            self.cookies[name] = value
        self.led_to = answered.get("Location", "")
        return status, text

    @staticmethod
    def _token(page: str) -> str:
        return re.search(r'name="csrf_token" value="([^"]+)"', page)[1]


def _pairs(fields: dict[str, object]) -> list[tuple[str, str]]:
    listed = {name: value if isinstance(value, list) else [value] for name, value in fields.items()}
    return [(name, str(one)) for name, values in listed.items() for one in values]
