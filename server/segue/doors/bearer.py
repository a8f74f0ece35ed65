"""The API by an access token: for the extension and the Outlook pane, which have no cookie. Pages never take one.

The extension's token is our own and opaque; the pane's is Microsoft's, for our own API.
"""

from flask import request

from segue.departure.errors import NotAllowed, PaneTooOld
from segue.desk.browsers import bearer_of, digest_of
from segue.desk.desk import Desk
from segue.desk.ports import SignedIn
from segue.doors.letting_in import let_in
from segue.doors.problems import API
from segue.doors.wiring import wiring

OLDEST_PANE = 1
"""The oldest version of the pane (``X-Segue-Pane``) whose calls are understood; raised when the API breaks with it."""
PANE_HEADER = "X-Segue-Pane"


def bearer_given() -> str | None:
    """Return the token that a call of the API carries, None without one; then it alone counts, whatever the cookie."""
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    is_bearer = scheme.lower() == "bearer" and request.path.startswith(API)
    return token.strip() if is_bearer else None


def signed_in_by(token: str) -> SignedIn | None:
    """Return whose call it is, None when the token opens nothing; it needs no form's token.

    Raises NotAllowed for an account of Microsoft's that is not let in, MailboxTrouble while its keys cannot be had.
    """
    parts = wiring()
    if token.count(".") == 2:  # a signed one (RFC 7519); ours have no dot
        return _signed_in_at_microsoft(token)
    workspace_id = parts.records.workspace_of(digest_of(parts.key, token))
    if workspace_id is None:
        return None
    with parts.records.reading(workspace_id) as stores:
        person = bearer_of(Desk(stores, parts.packs, parts.key, parts.clock(), parts.new_id), token)
    return SignedIn(workspace_id, person.id, "") if person else None


def _signed_in_at_microsoft(token: str) -> SignedIn | None:
    parts = wiring()
    if parts.pane_tokens is None:
        return None
    try:
        account = parts.pane_tokens.who(token, parts.clock())
    except NotAllowed as error:
        if error.code == "token_refused":
            return None
        raise
    person, workspace = let_in(account)
    return SignedIn(workspace.id, person.id, "")


def require_pane() -> None:
    """Refuse a pane that says it is older than what is understood; one that says nothing ships with this server."""
    said = request.headers.get(PANE_HEADER)
    if said is not None and request.path.startswith(API):
        version = int(said) if said.isascii() and said.isdigit() and len(said) < 10 else 0
        if version < OLDEST_PANE:
            raise PaneTooOld()
