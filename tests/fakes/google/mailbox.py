"""One mailbox: its drafts, and what its owner does with them by hand.

What is known of ids: a draft keeps its id when it is edited, its message gets a new one, and a changed subject moves
it to another thread (https://github.com/taylorwilsdon/google_workspace_mcp/pull/920, tried there in Gmail on the web).
Whether Gmail keeps a Message-ID that it was given, and how soon its search knows a draft, nobody promises; so both can
be played: ``message_ids`` is "kept" or "rewritten", ``search_lag_seconds`` is counted by the fake's own clock.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import count

from .mime import parsed, text_of, with_header

OWN_DOMAIN = "mail.gmail.com"


@dataclass(frozen=True)
class Draft:
    """One draft as it stands; ``saved`` is when this version was, ``marker`` its Message-ID without the brackets."""

    id: str
    message_id: str
    thread_id: str
    raw: bytes
    saved: datetime
    marker: str
    history: int


class Mailbox:
    """The drafts of one account, newest last, and what was sent from them by hand."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self.clock = clock
        self.message_ids, self.search_lag_seconds = "kept", 0.0
        self.drafts: dict[str, Draft] = {}
        self.sent_by_hand: list[Draft] = []
        self.created = 0
        self._numbers = count(1)

    def create(self, raw: bytes) -> Draft:
        """Keep a new draft."""
        self.created += 1
        number = next(self._numbers)
        draft = self._saved(f"r-{7_000_000_000_000_000_000 + number}", f"{number:016x}", self._addressed(raw))
        return self._keep(draft)

    def update(self, draft_id: str, raw: bytes) -> Draft:
        """Replace what a draft says; KeyError if it is gone."""
        thread = self.drafts[draft_id].thread_id
        return self._keep(self._saved(draft_id, thread, self._addressed(raw)))

    def delete(self, draft_id: str) -> None:
        """Forget a draft; KeyError if it is gone."""
        del self.drafts[draft_id]

    def search(self, marker: str) -> list[Draft]:
        """Return the drafts with a Message-ID that the index knows already."""
        known_until = self.clock() - timedelta(seconds=self.search_lag_seconds)
        return [one for one in self.drafts.values() if one.marker == marker and one.saved <= known_until]

    # What the person does in Gmail

    def person_edits(self, draft_id: str, text: str = "", subject: str = "", keeps_message_id: bool = False) -> Draft:
        """Add a line to the text, or change the subject; Gmail then writes the message anew."""
        draft = self.drafts[draft_id]
        message = parsed(draft.raw)
        if subject:
            message.replace_header("Subject", subject)
        elif plain := message.get_body(("plain",)):
            plain.set_content(text_of(message) + (text or "PS: see you soon!") + "\n")
        raw = message.as_bytes()
        raw = raw if keeps_message_id else with_header(raw, "Message-ID", self._own_marker())
        thread = f"{next(self._numbers):016x}" if subject else draft.thread_id
        return self._keep(self._saved(draft_id, thread, raw))

    def person_deletes(self, draft_id: str) -> None:
        """Throw a draft away."""
        self.delete(draft_id)

    def person_sends(self, draft_id: str) -> Draft:
        """Press Send: the draft leaves the drafts."""
        draft = self.drafts.pop(draft_id)
        self.sent_by_hand.append(draft)
        return draft

    # Below

    def _keep(self, draft: Draft) -> Draft:
        self.drafts[draft.id] = draft
        return draft

    def _saved(self, draft_id: str, thread_id: str, raw: bytes) -> Draft:
        number, marker = next(self._numbers), str(parsed(raw).get("Message-ID", "")).strip().strip("<>")
        return Draft(draft_id, f"{number:016x}", thread_id, raw, self.clock(), marker, 1000 + number)

    def _addressed(self, raw: bytes) -> bytes:
        given = parsed(raw).get("Message-ID")
        return raw if given and self.message_ids == "kept" else with_header(raw, "Message-ID", self._own_marker())

    def _own_marker(self) -> str:
        return f"<CAF{next(self._numbers):012x}@{OWN_DOMAIN}>"
