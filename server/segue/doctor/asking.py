"""Asking another machine one question: a GET through the gate, to that address alone, once."""

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any
from urllib.parse import urlsplit

import requests

from segue.doctor.check import Check
from segue.providers.gate import Patience, Rule, gated_session

TIMEOUT_SECONDS = (3.0, 4.0)
ONCE = Patience(tries=1)
PROXIES = ("HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy")
PIECE_BYTES, PIECES = 16_384, 16


class NotReached(Exception):
    """Nobody answered; its text says why and what to do."""


@dataclass(frozen=True)
class Answer:
    """What came back; of a long body its beginning."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def told(self) -> Mapping[str, Any]:
        """Return the object that the body holds as JSON, an empty one for anything else."""
        try:
            found = json.loads(self.body)
        except ValueError:
            return {}
        return found if isinstance(found, dict) else {}


def answer_from(address: str) -> Answer:
    """Return the answer to a GET, a redirect among them, which is not followed; raises NotReached."""
    parts = urlsplit(address)
    rule = Rule("GET", f"{parts.scheme}://{parts.netloc}".lower(), parts.path or "/")
    with gated_session([rule], timeout_seconds=TIMEOUT_SECONDS, patience=ONCE) as session:
        try:
            answer = session.get(address, allow_redirects=False, stream=True)
            body = b"".join(islice(answer.iter_content(PIECE_BYTES), PIECES))
        except requests.RequestException as error:
            raise NotReached(_why(error, parts.hostname or "")) from None
    return Answer(answer.status_code, answer.headers, body)


def reach_check(address: str) -> Check:
    """Say whether anybody answers at an address, whatever the answer is; whoever asks brings no token."""
    host = urlsplit(address).netloc
    try:
        answer_from(address)
    except NotReached as reason:
        return Check(f"reach {host}", False, str(reason))
    return Check(f"reach {host}", True, "answers")


def _why(error: requests.RequestException, host: str) -> str:
    """Say what kept a request from being answered, as far as its causes tell."""
    told = repr(error)
    if isinstance(error, requests.exceptions.SSLError):
        return f"{host} shows a certificate that is not trusted here: see if it is its own, or of something between"
    if isinstance(error, requests.Timeout):
        return f"{host} does not answer in time: let this machine out to it on its port{_past_proxy()}"
    if "NameResolutionError" in told or "getaddrinfo" in told:
        return f"the name {host} is not known here: see this machine's DNS{_past_proxy()}"
    if "refused" in told.lower():
        return f"{host} refuses the connection: nothing listens there, or a firewall is between{_past_proxy()}"
    return f"{host} broke off ({type(error).__name__}): try again, and look at what is between{_past_proxy()}"


def _past_proxy() -> str:
    named = next((name for name in PROXIES if os.environ.get(name)), "")
    return f" ({named} is set, but Segue goes out directly, by no proxy)" if named else ""
