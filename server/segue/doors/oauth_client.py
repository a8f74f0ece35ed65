"""The one client, and what is stored of it, as Authlib asks them: a public client with exact return addresses."""

from typing import Any

from authlib.oauth2.rfc6749 import ClientMixin

from segue.desk.ports import Grant, Token

CLIENT_ID = "segue-extension"


class Extension(ClientMixin):
    """The one client: the extension, which can keep no secret. It returns to exact addresses only."""

    client_id = CLIENT_ID

    def __init__(self, redirects: frozenset[str]) -> None:
        self._redirects = redirects

    def get_client_id(self) -> str:
        """Return its name."""
        return self.client_id

    def get_default_redirect_uri(self) -> str:
        """Return none: a request names its address."""
        return ""

    def get_allowed_scope(self, scope: Any) -> str:
        """Return none: there is one thing to allow."""
        return ""

    def check_redirect_uri(self, redirect_uri: str) -> bool:
        """Compare as bytes: no prefix, no case, no decoding (RFC 9700, 2.1)."""
        return redirect_uri in self._redirects

    def check_endpoint_auth_method(self, method: str, endpoint: str) -> bool:
        """Say that it is public."""
        return method == "none"

    def check_response_type(self, response_type: str) -> bool:
        """Allow codes alone."""
        return response_type == "code"

    def check_grant_type(self, grant_type: str) -> bool:
        """Allow what is registered."""
        return True


class StoredCode:
    """A used code as Authlib asks it."""

    def __init__(self, grant: Grant) -> None:
        self.grant = grant
        self.code_challenge, self.code_challenge_method = grant.challenge, "S256"

    def get_redirect_uri(self) -> str:
        """Return the address that it is bound to."""
        return self.grant.redirect

    def get_scope(self) -> str:
        """Return none."""
        return ""


class StoredRefresh:
    """A used refresh token as Authlib asks it."""

    def __init__(self, token: Token) -> None:
        self.token = token

    def check_client(self, client: Any) -> bool:
        """Say that it is the one client's."""
        return True

    def get_scope(self) -> str:
        """Return none."""
        return ""
