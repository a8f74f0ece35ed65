"""Putting a letter into the message being written: whom it goes to is read first, and nothing is doubled (H4, H5).

Gmail replaces recipients and subject, so that they are given whole, never as an empty list; the text goes to the start
of the body, where what was typed and the signature stay as they are.
"""

import json
from typing import Any

from segue.departure.approval import LetterBytes
from segue.departure.errors import NotNow
from segue.departure.letter_state import BEGUN, OVER, Told
from segue.desk.access import require_teller
from segue.desk.hand_out import open_letter, released_letter
from segue.desk.mark import set_status
from segue.desk.submitted import SubmittedLetter
from segue.desk.test_copy import TestCopy, take_test_copy
from segue.doors.cards.answers import Answer, filled_in, pushed
from segue.doors.cards.asking import asking_again, asking_extra, other_message
from segue.doors.cards.clicks import heard_before
from segue.doors.cards.compose_card import SUBJECT
from segue.doors.cards.event import Event
from segue.doors.cards.guard import (
    Message,
    Verdict,
    bare_address,
    guard,
    guard_test,
    message_in,
    plain_address,
)
from segue.doors.wiring import actor, reading, wiring, writing


def insert(event: Event) -> Answer:
    """Answer "Insert": with the letter, with a question first, or with why it does not go into this message."""
    letter, message = _letter(event), message_of(event)
    verdict, strangers = guard(letter.content.to, letter.content.cc, message)
    if verdict is Verdict.OTHER:
        return pushed(other_message(strangers))
    if not {plain_address(one) for one in strangers} <= agreed_in(event):
        return pushed(asking_extra(letter, message, strangers, event.parameters, event.typed(SUBJECT)))
    content = _handed_out(event, letter)
    if content is None:
        return pushed(asking_again(letter, event.parameters, event.typed(SUBJECT)))
    ticked = event.typed(SUBJECT) or event.parameters.get(SUBJECT)
    return filled_in(_markup(content, message, with_subject=bool(ticked)))


def insert_test(event: Event) -> Answer:
    """Answer "Insert a test copy": to oneself alone, and never before a client (H10)."""
    message = message_of(event)
    with writing() as desk:
        copy = take_test_copy(desk, actor(), event.parameters.get("letter", ""))
    verdict, strangers = guard_test(copy.to, copy.readers, message)
    if verdict is not Verdict.FITS:
        return pushed(other_message(strangers))
    return filled_in(_markup(copy, message, with_subject=True))


def message_of(event: Event) -> Message:
    """Return whom the message goes to: as the event says it, else as the card was told."""
    return event.message or message_in(event.parameters.get("where", ""))[0]


def _letter(event: Event) -> SubmittedLetter:
    """Return the letter that is wanted, for who hands it out; raises NotFound, NotNow for one that is told already."""
    with reading() as desk:
        letter = desk.stores.letters.get(event.parameters.get("letter", ""))
        require_teller(desk, actor(), desk.stores.departures.get(letter.departure_id), letter)
    if letter.status in OVER:
        raise NotNow("letter_told_already")
    return letter


def _handed_out(event: Event, seen: SubmittedLetter) -> LetterBytes | None:
    """Hand the letter out, once a click; None where the person has to be asked whether it is to stand there twice."""
    since = heard_before(event.parameters.get("card", "") or wiring().new_id())
    with writing() as desk:
        now = desk.stores.letters.get(seen.id)
        again = since is not None and now.opened_at is not None and now.opened_at >= since
        if again and now.status is Told.INSERTED:
            return released_letter(desk, actor(), seen.id).content
        if now.status in BEGUN and not event.parameters.get("twice"):
            return None
        content = open_letter(desk, actor(), seen.id, again=True).letter.content
        set_status(desk, actor(), seen.id, Told.INSERTED)
    return content


def agreed_in(event: Event) -> set[str]:
    """Return the addresses that the person agreed to as further readers."""
    try:
        agreed = json.loads(event.parameters.get("extra", "[]"))
    except (ValueError, RecursionError):
        return set()
    return {str(one) for one in agreed} if isinstance(agreed, list) else set()


def _markup(content: LetterBytes | TestCopy, message: Message, *, with_subject: bool) -> dict[str, Any]:
    to = merged(message.to, content.to)
    known = {plain_address(one) for one in to}
    cc = [one for one in merged(message.cc, getattr(content, "cc", ())) if plain_address(one) not in known]
    body = (content.html, "MUTABLE_HTML") if content.html else (content.text, "TEXT")
    markup: dict[str, Any] = {
        "updateToRecipients": {"toRecipients": [{"email": one} for one in to]},
        "updateBody": {"type": "INSERT_AT_START", "insertContents": [{"content": body[0], "contentType": body[1]}]},
    }
    if cc:
        markup["updateCcRecipients"] = {"ccRecipients": [{"email": one} for one in cc]}
    if with_subject or not message.to:
        markup["updateSubject"] = {"subject": content.subject}
    return markup


def merged(there: tuple[str, ...], meant: tuple[str, ...]) -> list[str]:
    """Return the addresses that are there and those that are meant, each once."""
    return list({plain_address(one): bare_address(one) for one in (*meant, *there)}.values())
