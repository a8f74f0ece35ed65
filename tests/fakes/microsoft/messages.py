"""Messages as Graph holds and shows them.

- https://learn.microsoft.com/en-us/graph/api/resources/message
- https://learn.microsoft.com/en-us/graph/api/user-post-messages (a body comes back as a whole HTML document)
- https://learn.microsoft.com/en-us/graph/api/resources/extended-properties-overview
"""

import re
from dataclasses import dataclass, field
from datetime import datetime
from html import unescape
from typing import Any
from urllib.parse import quote

WRITABLE = {"subject": str, "importance": str, "body": dict, "toRecipients": list, "ccRecipients": list,
            "bccRecipients": list, "replyTo": list, "categories": list, "from": dict, "sender": dict,
            "singleValueExtendedProperties": list, "isReadReceiptRequested": bool,
            "isDeliveryReceiptRequested": bool}  # fmt: skip
RECIPIENTS = ("toRecipients", "ccRecipients", "bccRecipients", "replyTo")
SHOWN = (*WRITABLE, "id", "changeKey", "createdDateTime", "lastModifiedDateTime", "receivedDateTime", "sentDateTime",
         "hasAttachments", "internetMessageId", "bodyPreview", "parentFolderId", "conversationId", "isRead", "isDraft",
         "webLink", "inferenceClassification", "flag")  # fmt: skip
GUID = r"\{[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}\}"
# Of the many kinds, those that carry a text under a name of one's own.
PROPERTY = re.compile(rf"String {GUID} Name \S+")


@dataclass
class Message:
    """One message as it stands; ``folder`` is where, ``immutable_id`` its id for good, ``version`` counts changes."""

    number: int
    told: dict[str, Any]
    folder: str
    created: datetime
    changed: datetime
    immutable_id: str
    version: int = 1
    draft: bool = True
    properties: dict[str, str] = field(default_factory=dict)

    @property
    def id(self) -> str:
        """Return the id that changes when it is moved."""
        return f"AAMkAFake{self.number:08x}{self.folder.encode().hex()}AAA="

    @property
    def change_key(self) -> str:
        """Return what changes with every change."""
        return f"CQAAABYAAA{self.number:08x}{self.version:06x}"


def content_of(body: dict[str, Any]) -> dict[str, str]:
    """Return a body as it is kept."""
    kind, content = str(body.get("contentType", "text")).lower(), str(body.get("content", ""))
    if kind == "html" and "<html" not in content.lower():
        head = '<html>\r\n<head>\r\n<meta http-equiv="Content-Type" content="text/html; charset=utf-8">\r\n</head>'
        content = f"{head}\r\n<body>\r\n{content}\r\n</body>\r\n</html>\r\n"
    return {"contentType": kind, "content": content}


def recipients_of(listed: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return recipients as they are kept: who came without a name is called by the address."""
    return [{"emailAddress": {"name": one["emailAddress"]["address"], **one["emailAddress"]}} for one in listed]


def preview_of(body: dict[str, str]) -> str:
    """Return the first 255 characters of the text."""
    if body["contentType"] == "text":
        return " ".join(body["content"].split())[:255]
    blocks = re.sub(r"(?s)<head>.*?</head>|</?(?:p|div|br|li|ul|ol|table|tr|td|h\d)\b[^>]*>", " ", body["content"])
    return " ".join(unescape(re.sub(r"<[^>]+>", "", blocks)).split())[:255]


def moment(when: datetime) -> str:
    """Return a moment as Graph writes it."""
    return f"{when:%Y-%m-%dT%H:%M:%SZ}"


def shown(message: Message, immutable: bool, folder_id: str) -> dict[str, Any]:
    """Return a message as Graph shows it; its extended properties only where they are asked for."""
    told = {name: one for name, one in message.told.items() if name != "singleValueExtendedProperties"}
    own = message.immutable_id if immutable else message.id
    link = f"https://outlook.office365.com/owa/?ItemID={quote(own, safe='')}&exvsurl=1&viewmodel=ReadMessageItem"
    return {"@odata.etag": f'W/"{message.change_key}"', "id": own, "changeKey": message.change_key,
            "createdDateTime": moment(message.created), "lastModifiedDateTime": moment(message.changed),
            "receivedDateTime": moment(message.created), "sentDateTime": moment(message.changed),
            "hasAttachments": False, "internetMessageId": f"<FAKE{message.number:08x}@host.prod.outlook.com>",
            "bodyPreview": preview_of(told["body"]), "parentFolderId": folder_id,
            "conversationId": f"AAQkAFake{message.number:08x}=", "isRead": True, "isDraft": message.draft,
            "webLink": link, "inferenceClassification": "focused", "flag": {"flagStatus": "notFlagged"},
            **told}  # fmt: skip
