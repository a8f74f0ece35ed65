"""One mailbox: its messages, and what its owner does with them by hand.

- ids change when a message is moved, immutable ones do not, and lead to the copy in Sent Items:
  https://learn.microsoft.com/en-us/graph/outlook-immutable-id
- what Graph deletes goes to the recoverable items, where no id finds it; what a person deletes goes to Deleted Items,
  where it still is a draft

How soon a search knows a message nobody promises; ``search_lag_seconds`` is counted by the fake's own clock.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from itertools import count
from typing import Any

from .messages import RECIPIENTS, Message, content_of, recipients_of

WELL_KNOWN = {"inbox": "Inbox", "drafts": "Drafts", "sentitems": "Sent Items", "deleteditems": "Deleted Items"}


class Mailbox:
    """The messages of one account, newest last; ``recoverable`` are those that were deleted for good."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self.clock, self.search_lag_seconds = clock, 0.0
        self.folders: dict[str, str] = dict(WELL_KNOWN)
        self.messages: list[Message] = []
        self.recoverable: list[Message] = []
        self.sent_by_hand: list[Message] = []
        self.created = 0
        self._numbers = count(1)

    def folder_id(self, folder: str) -> str:
        """Return what Graph calls a folder."""
        return f"AAMkAMailFolder{folder.encode().hex()}AAA="

    def folder_named(self, name: str) -> str:
        """Return the folder of a well-known name or an id; KeyError."""
        return {**{one: one for one in WELL_KNOWN}, **{self.folder_id(one): one for one in self.folders}}[name]

    def create(self, told: dict[str, Any], folder: str = "drafts") -> Message:
        """Keep a new draft."""
        self.created += 1
        number, now = next(self._numbers), self.clock()
        kept = {"subject": "", "importance": "normal", "categories": [], "isReadReceiptRequested": False,
                "isDeliveryReceiptRequested": False, **{one: [] for one in RECIPIENTS}, **told}  # fmt: skip
        kept |= {"importance": kept["importance"].lower(), "body": content_of(kept.get("body", {}))}
        kept |= {one: recipients_of(kept[one]) for one in RECIPIENTS}
        properties = {one["id"]: one["value"] for one in kept.pop("singleValueExtendedProperties", ())}
        made = Message(number, kept, folder, now, now, f"AAkALgAA-Fake_{number:08x}AAA=", properties=properties)
        self.messages.append(made)
        return made

    def find(self, message_id: str) -> Message:
        """Return a message by either of its ids; KeyError."""
        for one in self.messages:
            if message_id in (one.id, one.immutable_id):
                return one
        raise KeyError(message_id)

    def delete(self, message_id: str) -> None:
        """Delete a message for good; KeyError."""
        gone = self.find(message_id)
        self.messages.remove(gone)
        self.recoverable.append(gone)

    def search(self, name: str, value: str) -> list[Message]:
        """Return the messages that carry a property, as far as the index knows them.

        Names are compared exactly, values in any case:
        https://learn.microsoft.com/en-us/graph/api/singlevaluelegacyextendedproperty-get
        """
        until = self.clock() - timedelta(seconds=self.search_lag_seconds)
        return [one for one in self.messages
                if one.created <= until and one.properties.get(name, "\0").lower() == value.lower()]  # fmt: skip

    # What the person does in Outlook

    def person_edits(self, message_id: str, text: str = "", subject: str = "") -> Message:
        """Add a line to the text, or change the subject."""
        message = self.find(message_id)
        if subject:
            message.told["subject"] = subject
        else:
            body = message.told["body"]
            end = "</body>" if "</body>" in body["content"] else ""
            before, _, after = body["content"].partition(end) if end else (body["content"], "", "")
            message.told["body"] = {**body, "content": f"{before}{text or 'PS: see you soon!'}\r\n{end}{after}"}
        return self._changed(message)

    def person_opens(self, message_id: str) -> Message:
        """Look at a draft and close it: Outlook may save it anew, though nothing was typed."""
        return self._changed(self.find(message_id))

    def person_deletes(self, message_id: str) -> Message:
        """Throw a message away: it goes to Deleted Items."""
        return self.person_moves(message_id, "deleteditems")

    def person_moves(self, message_id: str, folder: str) -> Message:
        """Put a message into a folder, which is made where there is none."""
        message = self.find(message_id)
        self.folders.setdefault(folder, folder)
        message.folder = folder
        return self._changed(message)

    def person_empties_the_bin(self) -> None:
        """Empty Deleted Items."""
        for one in [one for one in self.messages if one.folder == "deleteditems"]:
            self.delete(one.id)

    def person_sends(self, message_id: str) -> Message:
        """Press Send: the draft goes to Sent Items, and is none any more."""
        message = self.person_moves(message_id, "sentitems")
        message.draft = False
        self.sent_by_hand.append(message)
        return message

    def _changed(self, message: Message) -> Message:
        message.version += 1
        message.changed = self.clock()
        return message
