"""A session that leads Microsoft's real addresses to this machine, for msal and whoever else insists on them.

::

    msal.ConfidentialClientApplication(app.id, authority=..., client_credential=..., http_client=Rewritten(addresses))

It follows nothing else: another host is an AssertionError, not a connection.
"""

from typing import Any
from urllib.parse import urlsplit

import requests
from requests.adapters import HTTPAdapter

from .apps import GRAPH, LOGIN
from .world import Addresses


def led_here(addresses: Addresses, request: requests.PreparedRequest) -> requests.PreparedRequest:
    """Lead a prepared request to this machine; ``Host`` says where it was to go, so that links lead there too."""
    parts = urlsplit(str(request.url))
    origin = f"{parts.scheme}://{parts.netloc}"
    here = {LOGIN: addresses.login, GRAPH: addresses.graph}.get(origin)
    assert here, f"not Microsoft’s: {origin}"
    request.url = here + str(request.url)[len(origin) :]
    request.headers["Host"] = parts.netloc
    return request


class _Leading(HTTPAdapter):
    def __init__(self, addresses: Addresses) -> None:
        super().__init__(max_retries=0)
        self._addresses = addresses

    def send(self, request: requests.PreparedRequest, *args: Any, **more: Any) -> requests.Response:
        """Transmit to this machine."""
        return super().send(led_here(self._addresses, request), *args, **more)


class Rewritten(requests.Session):
    """A session to the Microsoft to test against, by Microsoft's own addresses."""

    def __init__(self, addresses: Addresses) -> None:
        super().__init__()
        self.trust_env = False
        self.adapters.clear()
        self.mount("https://", _Leading(addresses))
