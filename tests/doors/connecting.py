"""The browser extension as the server sees it: what it asks for, and what it keeps."""

import base64
import hashlib
from dataclasses import replace
from urllib.parse import parse_qs, urlsplit

from segue.doors.wiring import EXTENSION

REDIRECT = "https://abcdefghijklmnop.chromiumapp.org/"
OF_ANOTHER_STORE = "https://0123456789.extensions.allizom.org/"
VERIFIER = "v3rifier-" * 5
CHALLENGE = base64.urlsafe_b64encode(hashlib.sha256(VERIFIER.encode()).digest()).rstrip(b"=").decode()
ASKED = {
    "response_type": "code",
    "client_id": "segue-extension",
    "redirect_uri": REDIRECT,
    "code_challenge": CHALLENGE,
    "code_challenge_method": "S256",
    "state": "st4te",
}
CHROME = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36"


def with_flow(office, *redirects):
    """Let an office take the extension's own sign-in."""
    wired = office.app.extensions[EXTENSION]
    office.app.extensions[EXTENSION] = replace(
        wired, extension_redirects=frozenset(redirects or (REDIRECT, OF_ANOTHER_STORE))
    )
    return office


def in_use(office):
    """Let an office be no demonstration, which answers this machine alone."""
    wired = office.app.extensions[EXTENSION]
    office.app.extensions[EXTENSION] = replace(wired, demo=False)
    return office


def sent_back(response):
    """Return where a redirect goes, and what it carries."""
    parts = urlsplit(response.location)
    carried = {name: one for name, (one,) in parse_qs(parts.query, keep_blank_values=True).items()}
    return f"{parts.scheme}://{parts.netloc}{parts.path}", carried


class Extension:
    """A browser with the extension, and no cookie of ours."""

    def __init__(self, office, address="127.0.0.1"):
        self.office, self.address = office, address
        self.access = self.refresh = ""

    def ask(self, visitor, **changes):
        """Open the page that asks the person."""
        return visitor.get("/oauth/authorize", query_string=wanted(changes), headers={"User-Agent": CHROME})

    def agreed(self, visitor, do="agree", **changes):
        """Let the person answer the page."""
        return visitor.post("/oauth/authorize", do=do, **wanted(changes))

    def code(self, visitor, **changes):
        """Return the code that the person's agreement sends back."""
        return sent_back(self.agreed(visitor, **changes))[1]["code"]

    def exchange(self, code, **changes):
        """Exchange a code for tokens."""
        return self.fetch(
            grant_type="authorization_code", code=code, redirect_uri=REDIRECT, code_verifier=VERIFIER, **changes
        )

    def renew(self, refresh=None):
        """Exchange the refresh token."""
        return self.fetch(grant_type="refresh_token", refresh_token=refresh or self.refresh)

    def fetch(self, **form):
        """Ask for tokens, and keep them."""
        asked = {name: one for name, one in {"client_id": "segue-extension", **form}.items() if one is not None}
        return self._kept(self._post("/oauth/token", data=asked))

    def pair(self, code, name="Kitchen laptop"):
        """Type a pairing code."""
        return self._kept(self._post("/oauth/pair", json={"code": code, "name": name}))

    def sign_out(self):
        """Sign out in the extension."""
        return self._post("/oauth/revoke", data={"token": self.refresh, "client_id": "segue-extension"})

    def connected(self, who):
        """Connect for a person, by agreeing."""
        assert self.exchange(self.code(self.office.as_(who))).status_code == 200
        return self

    def call(self, method="GET", path="/api/v1/session", token=None, **more):
        """Call the API by the access token."""
        headers = {"Authorization": f"Bearer {token or self.access}", **more.pop("headers", {})}
        return self.office.app.test_client().open(path, method=method, headers=headers, buffered=True, **more)

    def works(self):
        """Say whether the API is open to it."""
        return self.call().status_code == 200

    def _post(self, path, **sent):
        return self.office.app.test_client().post(path, environ_base={"REMOTE_ADDR": self.address}, **sent)

    def _kept(self, response):
        if response.status_code == 200:
            self.access, self.refresh = response.json["access_token"], response.json["refresh_token"]
        return response


def wanted(changes):
    """Return the parameters of a request; None leaves one out."""
    return {name: one for name, one in {**ASKED, **changes}.items() if one is not None}
