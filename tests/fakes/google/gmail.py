"""Gmail v1, as far as ``gmail.compose`` goes: the profile and the drafts. There is no way to send here.

- https://developers.google.com/workspace/gmail/api/reference/rest/v1/users.drafts
- https://developers.google.com/workspace/gmail/api/reference/rest/v1/users/getProfile
"""

import json
import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from fakes.provider.wire import Answer, Refusal, Request

from . import api, errors
from .api import Call, Played
from .mailbox import Draft, Mailbox
from .mime import decoded, encoded, parsed, payload, snippet

if TYPE_CHECKING:
    from .world import World

NO_RAW = "'raw' RFC822 payload message string or uploading message via /upload/* URL required"


def answer(world: "World", request: Request) -> Answer:
    """Answer for gmail.googleapis.com."""
    return api.answer(world, request, "gmail", PLAYED)


def _paid(handler: Callable[[Call, Mailbox], dict[str, Any] | None]) -> Callable[[Call], dict[str, Any] | None]:
    """Take the units of a call first; what is not there answers 404."""

    def paying(call: Call) -> dict[str, Any] | None:
        if call.values["userId"] not in ("me", call.account.email):
            raise Refusal(errors.api_error(call.service, 403, f"Delegation denied for {call.account.email}",
                                           {"reason": "forbidden"}))  # fmt: skip
        call.world.quota.spend(call.account.email, call.method.id)
        try:
            return handler(call, call.account.mailbox)
        except KeyError as gone:
            raise Refusal(errors.not_found(call.service)) from gone

    return paying


def profile(call: Call, box: Mailbox) -> dict[str, Any]:
    """Say whose mailbox it is."""
    total = len(box.drafts) + len(box.sent_by_hand)
    return {"emailAddress": call.account.email, "messagesTotal": total, "threadsTotal": total, "historyId": "1000"}


def create(call: Call, box: Mailbox) -> dict[str, Any]:
    """Keep a draft."""
    return _told(box.create(_raw(call)))


def update(call: Call, box: Mailbox) -> dict[str, Any]:
    """Replace a draft."""
    return _told(box.update(call.values["id"], _raw(call)))


def delete(call: Call, box: Mailbox) -> None:
    """Delete a draft for good."""
    box.delete(call.values["id"])


def get(call: Call, box: Mailbox) -> dict[str, Any]:
    """Show a draft."""
    draft = box.drafts[call.values["id"]]
    return {"id": draft.id, "message": _message(draft, call.request.get("format", "full"))}


def list_drafts(call: Call, box: Mailbox) -> dict[str, Any]:
    """List drafts, newest first; the only search is ``rfc822msgid:``."""
    found, size = _found(call, box), call.size("maxResults", 100, 500)
    token, asked = call.request.get("pageToken"), (call.account.email, call.request.get("q"))
    start = call.world.page_tokens.start(token, asked) if token else 0
    if start is None:
        raise call.wrong("Invalid pageToken")
    told: dict[str, Any] = {"resultSizeEstimate": len(found)}
    if shown := [_listed(one) for one in found[start : start + size]]:
        told["drafts"] = shown
    if start + size < len(found):
        told["nextPageToken"] = call.world.page_tokens.new(start + size, asked)
    return told


def _found(call: Call, box: Mailbox) -> list[Draft]:
    query = call.request.get("q").strip()
    if not query:
        return list(reversed(box.drafts.values()))
    asked = re.fullmatch(r"rfc822msgid:<?([^\s<>]+)>?", query)
    if not asked:
        raise Refusal(errors.not_faked(call.service, f"the search {query}"))
    return box.search(asked[1])


def _raw(call: Call) -> bytes:
    try:
        told = json.loads(call.request.body)["message"]["raw"]
        raw = decoded(told)
    except (ValueError, KeyError, TypeError) as error:
        raise call.wrong(NO_RAW) from error
    if not raw:
        raise call.wrong(NO_RAW)
    return raw


def _listed(draft: Draft) -> dict[str, Any]:
    return {"id": draft.id, "message": {"id": draft.message_id, "threadId": draft.thread_id}}


def _told(draft: Draft) -> dict[str, Any]:
    listed = _listed(draft)
    return {**listed, "message": {**listed["message"], "labelIds": ["DRAFT"]}}


def _message(draft: Draft, form: str) -> dict[str, Any]:
    told: dict[str, Any] = _told(draft)["message"]
    if form == "minimal":
        return told
    message = parsed(draft.raw)
    told |= {"snippet": snippet(message), "sizeEstimate": len(draft.raw), "historyId": str(draft.history),
             "internalDate": str(int(draft.saved.timestamp() * 1000))}  # fmt: skip
    if form == "raw":
        return {**told, "raw": encoded(draft.raw)}
    whole = payload(message)
    return {**told, "payload": whole if form == "full" else {name: whole[name] for name in ("mimeType", "headers")}}


PLAYED = {
    "gmail.users.getProfile": Played(_paid(profile)),
    "gmail.users.drafts.create": Played(_paid(create)),
    "gmail.users.drafts.update": Played(_paid(update)),
    "gmail.users.drafts.delete": Played(_paid(delete)),
    "gmail.users.drafts.get": Played(_paid(get), frozenset({"format"})),
    "gmail.users.drafts.list": Played(_paid(list_drafts), frozenset({"maxResults", "pageToken", "q"})),
}
