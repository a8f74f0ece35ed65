"""Graph's messages, as far as drafts go. There is no way to send here.

- https://learn.microsoft.com/en-us/graph/api/user-post-messages
- https://learn.microsoft.com/en-us/graph/api/message-get, message-delete, user-list-messages, mailfolder-list-messages
- https://learn.microsoft.com/en-us/graph/api/singlevaluelegacyextendedproperty-post-singlevalueextendedproperties
"""

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from fakes.provider.wire import Refusal

from . import errors, odata
from .messages import PROPERTY, RECIPIENTS, SHOWN, WRITABLE, Message, shown

if TYPE_CHECKING:
    from .calls import Call

MOST_BYTES = 4 * 1024 * 1024
FOLDER = ("id", "displayName", "parentFolderId", "childFolderCount", "unreadItemCount", "totalItemCount", "isHidden")


def create(call: "Call") -> dict[str, Any]:
    """Keep a draft."""
    box = call.account.mailbox
    made = box.create(_read(call), _folder(call) if call.values else "drafts")
    return {"@odata.context": f"{call.context}/messages/$entity", **_shown(call, made)}


def get(call: "Call") -> dict[str, Any]:
    """Show a message."""
    return {"@odata.context": f"{call.context}/messages/$entity", **_chosen(call, [_found(call)])[0]}


def delete(call: "Call") -> None:
    """Delete a message."""
    call.account.mailbox.delete(_found(call).id)


def listed(call: "Call") -> dict[str, Any]:
    """List the messages of a folder, or of all of them, newest first."""
    box, looked_for = call.account.mailbox, odata.property_filter(call)
    found = box.search(*looked_for) if looked_for else box.messages
    if call.values:
        folder = _folder(call)
        found = [one for one in found if one.folder == folder]
    some, more = odata.page(call, found[::-1])
    return {"@odata.context": f"{call.context}/messages", "value": _chosen(call, some), **more}


def folders(call: "Call") -> dict[str, Any]:
    """List the folders."""
    some, more = odata.page(call, [_told(call, one) for one in call.account.mailbox.folders])
    chosen = odata.selected(call, some, FOLDER, "mailFolder")
    return {"@odata.context": f"{call.context}/mailFolders", "value": chosen, **more}


def folder(call: "Call") -> dict[str, Any]:
    """Show a folder."""
    (told,) = odata.selected(call, [_told(call, _folder(call))], FOLDER, "mailFolder")
    return {"@odata.context": f"{call.context}/mailFolders/$entity", **told}


def _told(call: "Call", name: str) -> dict[str, Any]:
    box = call.account.mailbox
    held = sum(one.folder == name for one in box.messages)
    return {"id": box.folder_id(name), "displayName": box.folders[name], "parentFolderId": box.folder_id("root"),
            "childFolderCount": 0, "unreadItemCount": 0, "totalItemCount": held, "isHidden": False}  # fmt: skip


def _folder(call: "Call") -> str:
    try:
        return call.account.mailbox.folder_named(call.values["folder"])
    except KeyError as gone:
        raise Refusal(errors.not_found()) from gone


def _found(call: "Call") -> Message:
    wanted = call.values["message"]
    if not wanted.startswith(("AAMk", "AAkA")):
        raise Refusal(errors.malformed_id())
    try:
        return call.account.mailbox.find(wanted)
    except KeyError as gone:
        raise Refusal(errors.not_found()) from gone


def _shown(call: "Call", message: Message) -> dict[str, Any]:
    return shown(message, call.immutable, call.account.mailbox.folder_id(message.folder))


def _chosen(call: "Call", messages: Sequence[Message]) -> list[dict[str, Any]]:
    name = odata.expanded_property(call)
    told = odata.selected(call, (_shown(call, one) for one in messages), SHOWN, "message")
    return [{**one, **_expanded(message, name)} for one, message in zip(told, messages, strict=True)]


def _expanded(message: Message, name: str) -> dict[str, Any]:
    found = [{"id": name, "value": message.properties[name]}] if name in message.properties else []
    return {"singleValueExtendedProperties": found} if found else {}


def _read(call: "Call") -> dict[str, Any]:
    """Return the message that a client hands in; Refusal where it is none."""
    if len(call.request.body) > MOST_BYTES:
        raise Refusal(errors.too_large())
    try:
        told = json.loads(call.request.body)
    except ValueError:
        told = None
    if not isinstance(told, dict) or "json" not in call.request.headers.get("content-type", ""):
        raise odata.wrong("Unable to read JSON request payload. Please ensure Content-Type header is set and payload "
                          "is of valid JSON format.")  # fmt: skip
    for name, value in told.items():
        if name not in WRITABLE:
            raise odata.wrong(f"The property '{name}' does not exist on type 'microsoft.graph.message' or is not to be "
                              "written.", "RequestBodyRead")  # fmt: skip
        if not isinstance(value, WRITABLE[name]) or not _readable(name, value):
            raise odata.wrong(f"Invalid value specified for property '{name}' in the request.", "RequestBodyRead")
    return told


def _readable(name: str, value: Any) -> bool:
    if name in RECIPIENTS:
        return all(isinstance(one.get("emailAddress", {}).get("address"), str) for one in value)
    if name == "singleValueExtendedProperties":
        return all(PROPERTY.fullmatch(one.get("id", "")) and isinstance(one.get("value"), str) for one in value)
    if name == "body":
        return str(value.get("contentType")).lower() in ("text", "html") and set(value) <= {"contentType", "content"}
    return name != "importance" or value.lower() in ("low", "normal", "high")
