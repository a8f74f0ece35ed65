"""The API by an access token: for the extension, which has no cookie. Pages never take one."""

from flask import request

from segue.departure.errors import PaneTooOld
from segue.desk.browsers import bearer_of, digest_of
from segue.desk.desk import Desk
from segue.desk.ports import SignedIn
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
    """Return whose call it is, None when the token opens nothing; it needs no form's token."""
    parts = wiring()
    workspace_id = parts.records.workspace_of(digest_of(parts.key, token))
    if workspace_id is None:
        return None
    with parts.records.reading(workspace_id) as stores:
        person = bearer_of(Desk(stores, parts.packs, parts.key, parts.clock(), parts.new_id), token)
    return SignedIn(workspace_id, person.id, "") if person else None


def require_pane() -> None:
    """Refuse a pane that says it is older than what is understood; one that says nothing ships with this server."""
    said = request.headers.get(PANE_HEADER)
    if said is not None and request.path.startswith(API):
        version = int(said) if said.isascii() and said.isdigit() and len(said) < 10 else 0
        if version < OLDEST_PANE:
            raise PaneTooOld()
