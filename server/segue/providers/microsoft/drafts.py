"""Drafts in a mailbox of Microsoft's; implements ``DraftBox``. It makes, looks at and removes, and nothing else.

A draft is known by an extended property with the letter's own marker, made in the same POST: it can be searched for,
and no header of the letter tells of it.

Source: learn.microsoft.com/graph/api/user-post-messages, and /singlevaluelegacyextendedproperty-get.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, ClassVar
from urllib.parse import quote

import requests

from segue.departure.errors import MailboxRefused, MailboxUnclear
from segue.desk.ports.outside import DraftFate, Placed, fate_by_stamp
from segue.desk.release import ReleasedLetter
from segue.providers.microsoft.addresses import DELETED
from segue.providers.microsoft.calls import Calls, list_in, text_in
from segue.providers.pace import Pace

QUOTA, WINDOW_SECONDS, CATCH_UP_SECONDS = 10_000, 600.0, 400.0
"""What one application may ask of one mailbox, four calls at a time; about 4,000 of it may go at once after a rest.

Source: learn.microsoft.com/graph/throttling-limits.
"""
MARKER = "String {9c1f4b0e-6a55-4b6e-9d0c-3d1c2f7a5e84} Name Marker"
_GONE = frozenset({requests.codes.not_found, requests.codes.gone})
_STATE = {"$select": "isDraft,changeKey,parentFolderId"}


def pace_of_graph(**more: Any) -> Pace:
    """Return the pace of Microsoft's mailboxes; ``more`` is its clock and sleep."""
    return Pace(QUOTA, window_seconds=WINDOW_SECONDS, catch_up_seconds=CATCH_UP_SECONDS, **more)


@dataclass(frozen=True)
class MicrosoftDrafts:
    """The drafts of one ``mailbox``, a name for it by which it is paced; ``root`` is where Graph's calls begin.

    A draft's mark is its ``changeKey``, the store's own version of the item: it changes with whatever is written to it,
    which ``lastModifiedDateTime``, of whole seconds, would miss just after it was made.
    """

    calls: Calls
    root: str
    mailbox: str
    pace: Pace
    finds_at_once: ClassVar[bool] = False  # a POST whose answer got lost may still be on its way

    def place(self, letter: ReleasedLetter) -> Placed:
        """Make one draft with one POST, whose answer says its change key and the id that stays wherever it is moved."""
        made = self._run("POST", self._messages, body=message_of(letter))
        ref = text_in(made, "id")
        if not ref:
            raise MailboxUnclear(provider="microsoft")
        return Placed(ref, text_in(made, "changeKey"))

    def find(self, letter: ReleasedLetter) -> str | None:
        """Return the id of the message that carries a letter's own marker, unless it lies among the deleted ones."""
        marker = letter.marker.replace("'", "''")
        carries = f"singleValueExtendedProperties/Any(ep: ep/id eq '{MARKER}' and ep/value eq '{marker}')"
        query = {"$filter": carries, "$select": "id,parentFolderId"}
        found = list_in(self._run("GET", self._messages, query))
        refs = [text_in(one, "id") for one in found if text_in(one, "parentFolderId") != self._deleted]
        return next(filter(None, refs), None)

    def remove(self, ref: str) -> None:
        """Move a draft to the deleted ones; one that is gone already is no error."""
        try:
            self._run("DELETE", self._address(ref))
        except MailboxRefused as refused:
            if refused.values["status"] not in _GONE:
                raise

    def stamp(self, ref: str) -> str | None:
        """Return the draft's change key; None when it is gone, sent or not."""
        state = self._got(ref, _STATE)
        return text_in(state, "changeKey") if state is not None and state.get("isDraft") is True else None

    def fate(self, ref: str, stamp: str) -> DraftFate:
        """Say how a draft stands; the id finds a message that was sent as well."""
        state = self._got(ref, _STATE)
        if state is not None and state.get("isDraft") is False:
            return DraftFate.SENT
        return fate_by_stamp(None if state is None else text_in(state, "changeKey"), stamp)

    def link(self, ref: str) -> str | None:
        """Return where its owner opens a draft; implements ``OpensDrafts``."""
        found = self._got(ref, {"$select": "isDraft,parentFolderId,webLink"})
        address = "" if found is None else text_in(found, "webLink")
        return address if address.startswith("https://") else None

    @property
    def _messages(self) -> str:
        return f"{self.root}/me/messages"

    def _address(self, ref: str) -> str:
        return f"{self._messages}/{quote(ref, safe='=')}"

    @cached_property
    def _deleted(self) -> str:
        """The id of the folder to which deleting moves."""
        return text_in(self._run("GET", self.root + DELETED, {"$select": "id"}), "id")

    def _got(self, ref: str, query: Mapping[str, str]) -> Mapping[str, Any] | None:
        """Return what is asked of a message, None for one that is gone or lies among the deleted ones."""
        try:
            found: dict[str, Any] = self._run("GET", self._address(ref), query)
        except MailboxRefused as refused:
            if refused.values["status"] in _GONE:
                return None
            raise
        is_draft = found.get("isDraft") is True
        return None if is_draft and text_in(found, "parentFolderId") == self._deleted else found

    def _run(self, method: str, address: str, query: Mapping[str, str] | None = None, body: object = None) -> Any:
        with self.pace.call(self.mailbox, 1):
            return self.calls.run(method, address, query, body)


def message_of(letter: ReleasedLetter) -> dict[str, object]:
    """Return a released letter as Graph takes a new draft; who writes it is whose mailbox it is."""
    content = letter.content
    return {
        "subject": content.subject,
        "body": {"contentType": "html", "content": content.html},
        "toRecipients": [{"emailAddress": {"address": one}} for one in content.to],
        "ccRecipients": [{"emailAddress": {"address": one}} for one in content.cc],
        "singleValueExtendedProperties": [{"id": MARKER, "value": letter.marker}],
    }
