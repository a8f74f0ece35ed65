"""What Google says when it calls: read with suspicion, since anybody can post to the address.

What is not as documented is as if it were not there; only a body that is no JSON object is refused. Source: "Build a
Google Workspace add-on using HTTP endpoints" (developers.google.com/workspace/add-ons/guides/alternate-runtimes).
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from segue.departure.errors import InputError
from segue.doors.cards.guard import UNREADABLE, Message

LONGEST_TOKEN = 16_000
LONGEST_VALUE = 20_000
MOST_RECIPIENTS = 200
LISTS = ("toRecipients", "ccRecipients", "bccRecipients")


@dataclass(frozen=True)
class Event:
    """One call.

    ``scopes`` are what the person allowed, None where Google does not say; ``message`` is whom the message being
    written goes to, None where the event says nothing of it; ``inputs`` hold what was typed or ticked.
    """

    system_token: str = field(repr=False)
    user_token: str = field(repr=False)
    scopes: frozenset[str] | None
    locale: str
    message: Message | None
    parameters: Mapping[str, str]
    inputs: Mapping[str, tuple[str, ...]]

    def typed(self, name: str) -> str:
        """Return what was typed into a field, "" for nothing."""
        return next(iter(self.inputs.get(name, ())), "").strip()


def read_event(body: bytes) -> Event:
    """Return the event in a request's body; raises InputError ``bad_request`` for what is none."""
    try:
        said = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise InputError("bad_request") from error
    if not isinstance(said, dict):
        raise InputError("bad_request")
    common, allowed = _part(said, "commonEventObject"), _part(said, "authorizationEventObject")
    scopes = allowed.get("authorizedScopes")
    return Event(
        _text(allowed.get("systemIdToken"), LONGEST_TOKEN),
        _text(allowed.get("userIdToken"), LONGEST_TOKEN),
        frozenset(one for one in scopes if isinstance(one, str)) if isinstance(scopes, list) else None,
        _text(common.get("userLocale"), 40),
        _message(said),
        {name: _text(value, LONGEST_VALUE) for name, value in _part(common, "parameters").items()},
        {name: _values(value) for name, value in _part(common, "formInputs").items()},
    )


def _part(whole: Mapping[str, Any], name: str) -> dict[str, Any]:
    part = whole.get(name)
    return part if isinstance(part, dict) else {}


def _text(value: object, most: int) -> str:
    """Return a text that can be kept and written anywhere, "" for anything else."""
    if not isinstance(value, str) or len(value) > most or not _is_unicode(value):
        return ""
    return value.replace("\0", "")


def _is_unicode(value: str) -> bool:
    """Say whether a text is one: JSON can spell half of a character."""
    try:
        value.encode()
    except UnicodeEncodeError:
        return False
    return True


def _values(value: object) -> tuple[str, ...]:
    found = _part(_part({"": value}, ""), "stringInputs").get("value")
    return tuple(_text(one, LONGEST_VALUE) for one in found[:20]) if isinstance(found, list) else ()


def _message(said: dict[str, Any]) -> Message | None:
    """Return the recipients of the message being written, wherever the event carries them."""
    for name in ("gmail", "draftMetadata"):
        part = _part(said, name)
        if any(one in part for one in LISTS):
            return Message(*(_recipients(part.get(one)) for one in LISTS))
    return None


def _recipients(value: object) -> tuple[str, ...]:
    """Return addresses; one that cannot be read stands for somebody who is not meant."""
    entries = value if isinstance(value, list) else [] if value is None else [value]
    kept = tuple(_text(one, 320).strip() or UNREADABLE for one in entries[:MOST_RECIPIENTS])
    return (*kept, UNREADABLE) if len(entries) > MOST_RECIPIENTS else kept
