"""Gmail's Drafts folder; implements ``DraftBox``. It makes, looks at and removes drafts, and can do nothing else."""

from base64 import urlsafe_b64encode
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, ClassVar

import requests

from segue.departure.errors import MailboxRefused, MailboxUnclear
from segue.desk.ports.outside import DraftFate, Placed, fate_by_stamp
from segue.desk.release import ReleasedLetter
from segue.providers.google.calls import Calls, library
from segue.providers.mime import letter_mime
from segue.providers.pace import Pace

CREATE, LIST, GET, DELETE = 10, 5, 5, 10
"""Units of the mailbox's quota (developers.google.com/workspace/gmail/api/reference/quota)."""
_GONE = frozenset({requests.codes.not_found, requests.codes.gone})


@dataclass(frozen=True)
class GoogleDrafts:
    """The drafts of one ``mailbox``, a name for it by which it is paced; ``root`` is Gmail's address."""

    calls: Calls
    root: str
    mailbox: str
    pace: Pace
    finds_at_once: ClassVar[bool] = False

    def place(self, letter: ReleasedLetter) -> Placed:
        """Make one draft with one POST, whose answer says its id and its message's: nothing else has to be asked."""
        raw = urlsafe_b64encode(letter_mime(letter)).decode()
        draft = self._run(CREATE, "create", body={"message": {"raw": raw}})
        ref = _text(draft, "id")
        if not ref:
            raise MailboxUnclear(provider="google")
        return Placed(ref, _text(draft.get("message"), "id"))

    def find(self, letter: ReleasedLetter) -> str | None:
        """Return the id of the draft that carries a letter's own Message-ID; what has just been made may be missed."""
        found = self._run(LIST, "list", q=f"rfc822msgid:{letter.marker.strip('<>')}")
        refs = [_text(one, "id") for one in found.get("drafts") or []]
        return next((ref for ref in refs if ref and self._carries(ref, letter.marker)), None)

    def remove(self, ref: str) -> None:
        """Remove a draft; one that is gone already is no error."""
        try:
            self._run(DELETE, "delete", id=ref)
        except MailboxRefused as refused:
            if refused.values["status"] not in _GONE:
                raise

    def stamp(self, ref: str) -> str | None:
        """Return the id of the draft's message, which changes whenever it is edited; None when it is gone."""
        draft = self._got(ref, "minimal")
        return None if draft is None else _text(draft.get("message"), "id")

    def fate(self, ref: str, stamp: str) -> DraftFate:
        """Say how a draft stands; this scope does not tell whether one that is gone was sent."""
        return fate_by_stamp(self.stamp(ref), stamp)

    def _carries(self, ref: str, marker: str) -> bool:
        message = (self._got(ref, "metadata") or {}).get("message")
        payload = message.get("payload") if isinstance(message, dict) else None
        headers = payload.get("headers") if isinstance(payload, dict) else None
        return any(
            _text(one, "name").lower() == "message-id" and _text(one, "value") == marker for one in headers or []
        )

    def _got(self, ref: str, form: str) -> dict[str, Any] | None:
        try:
            return self._run(GET, "get", id=ref, format=form)
        except MailboxRefused as refused:
            if refused.values["status"] in _GONE:
                return None
            raise

    def _run(self, units: int, verb: str, **values: Any) -> dict[str, Any]:
        request = getattr(_drafts(self.root), verb)(userId="me", **values)
        with self.pace.call(self.mailbox, units):
            return self.calls.run(request)


@lru_cache(maxsize=8)
def _drafts(root: str) -> Any:
    """Return the library's methods of drafts: it makes them anew whenever it is asked, which takes a while."""
    return library("gmail", "v1", root).users().drafts()


def _text(made: Any, name: str) -> str:
    found = made.get(name) if isinstance(made, dict) else None
    return found if isinstance(found, str) else ""
