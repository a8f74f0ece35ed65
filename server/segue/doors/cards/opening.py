"""Opening a new message: by the address at which Gmail begins one with recipients and subject.

The letter's text is not part of the address: it is inserted from the card beside the new message, so that the message
holds the approved bytes, formatted. Making a draft instead would need a scope that reads all drafts.
"""

from urllib.parse import quote, urlencode

from segue.departure.approval import LetterBytes
from segue.departure.errors import NotNow
from segue.departure.letter_state import OVER, Told
from segue.desk.access import require_teller
from segue.desk.desk import Desk
from segue.desk.hand_out import INSERT_WITHIN, open_letter, released_letter
from segue.doors.cards.answers import Answer, opened, pushed
from segue.doors.cards.asking import asking_once_more
from segue.doors.cards.event import Event
from segue.doors.wiring import actor, writing

GMAIL = "https://mail.google.com/mail/"


def open_new(event: Event) -> Answer:
    """Answer "Open": the approved letter's recipients and subject, in a new message; recorded as handed out."""
    letter_id = event.parameters.get("letter", "")
    with writing() as desk:
        letter, again = desk.stores.letters.get(letter_id), bool(event.parameters.get("twice"))
        if letter.status in OVER:
            raise NotNow("letter_told_already")
        if letter.status is Told.DRAFTED and not again:
            require_teller(desk, actor(), desk.stores.departures.get(letter.departure_id), letter)
            return pushed(asking_once_more(letter))
        if _is_open(desk, letter_id):  # the same click once more, or the same window again
            content = released_letter(desk, actor(), letter_id).content
        else:
            content = open_letter(desk, actor(), letter_id, again=again).letter.content
    return opened(address_of_new(content, actor().address))


def address_of_new(content: LetterBytes, own_address: str) -> str:
    """Return the address of a new message in the person's own mailbox; nothing in it is left out when it is long."""
    asked = {"authuser": own_address, "view": "cm", "fs": "1", "to": ",".join(content.to)}
    asked |= {"cc": ",".join(content.cc)} if content.cc else {}
    return f"{GMAIL}?{urlencode({**asked, 'su': content.subject}, quote_via=quote)}"


def _is_open(desk: Desk, letter_id: str) -> bool:
    """Say whether the letter as it is approved now was handed out a moment ago, and that is on record."""
    handed_out, approval = desk.stores.letters.get(letter_id).opened_at, desk.stores.letters.approval(letter_id)
    if handed_out is None or approval is None:
        return False
    return approval.at <= handed_out and handed_out + INSERT_WITHIN > desk.now
