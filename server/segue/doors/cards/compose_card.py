"""The card beside a message being written: the letters of the clients it goes to, or else the list (H3, H5)."""

from segue.departure.letter_state import OVER, LetterState, Told
from segue.desk.desk import Desk
from segue.desk.submitted import SubmittedLetter
from segue.doors.cards.calling import to_ring
from segue.doors.cards.clicks import of_card
from segue.doors.cards.guard import Message
from segue.doors.cards.home_card import next_step, queue
from segue.doors.cards.standing import (
    chosen_departure,
    in_hand,
    is_ready,
    recognised,
    said_of,
    standing_of,
    title_of,
    told_in,
)
from segue.doors.cards.widgets import Card, Widget, buttons, card, click, paragraph, row, safe, section
from segue.doors.language import say

SUBJECT = "subject"
TICKED = "yes"


def compose_card(
    desk: Desk, message: Message, card_id: str, wanted: str = "", query: str = "", offset: int = 0
) -> Card:
    """Return the card for a message; ``card_id`` tells its clicks from those of any other card."""
    letters = recognised(desk, message)
    if letters:
        return _for_clients(letters, message, card_id)
    if message.everyone:
        return card(say("pane.title"), [section(paragraph(safe(say("cards.nobody_here"), 400)))], menu=True)
    return _for_nobody(desk, card_id, wanted, query, offset)


def insert_button(letter: SubmittedLetter, message: Message, card_id: str) -> dict[str, object]:
    """Return the button that puts a letter into the message."""
    about = {"letter": letter.id, "where": message.as_text(card_id), "card": of_card(card_id, letter.id)}
    return click(say("cards.insert_for", client=letter.client_name), "insert", **about)


def _for_clients(letters: list[SubmittedLetter], message: Message, card_id: str) -> Card:
    own_subject = _own_subject() if message.to and any(is_ready(one) for one in letters) else None
    widgets = [widget for one in letters for widget in _client(one, message, card_id)]
    return card(say("pane.title"), [section(*widgets), section(own_subject)], menu=True)


def _client(letter: SubmittedLetter, message: Message, card_id: str) -> list[Widget]:
    about = {"letter": letter.id, "where": message.as_text(card_id)}
    insert = insert_button(letter, message, card_id) if is_ready(letter) else None
    back = click(say("pane.put_back"), "put_back", **about) if letter.status in OVER | {Told.BOUNCED} else None
    answers = click(say("pane.answers"), "answers", **about) if letter.state is LetterState.APPROVED else None
    show = click(say("pane.show"), "show", **about)
    named = row(letter.client_name, above=letter.company, below=said_of(letter))
    return [named, buttons(insert, back, answers, show)]


def _for_nobody(desk: Desk, card_id: str, wanted: str, query: str, offset: int) -> Card:
    """Return the card of a message to nobody yet: the next letter first, with everything filled in by one click."""
    departure, _ = chosen_departure(desk, wanted)
    if departure is None:
        return card(say("pane.title"), [section(paragraph(safe(say("pane.no_departure"), 300)))], menu=True)
    stands, where = standing_of(desk, departure), Message().as_text(card_id)
    done = [_to_finish(one, where) for one in in_hand(desk, departure)]
    if stands.next is None:
        first = next_step(stands, where)
    else:
        named = row(stands.next.client_name, above=say("cards.next"), below=stands.next.company)
        first = [named, buttons(insert_button(stands.next, Message(), card_id))]
    sections = [
        to_ring(desk, stands.to_call, where),
        section(*first),
        section(*done, header=say("cards.in_hand")),
        section(*queue(desk, departure, query, offset, where), header=say("pane.queue")),
    ]
    told = f"{say('pane.told_label')}: {told_in(stands)}"
    return card(title_of(desk, departure), sections, subtitle=told, menu=True)


def _to_finish(letter: SubmittedLetter, where: str) -> Widget:
    done = click(say("pane.sent_next"), "sent", letter=letter.id, where=where)
    return row(letter.client_name, above=letter.company, button=done)


def _own_subject() -> Widget:
    """Return the tick without which a message that was begun keeps its subject."""
    items = [{"text": say("cards.also_subject"), "value": TICKED, "selected": False}]
    return {"selectionInput": {"name": SUBJECT, "type": "CHECK_BOX", "items": items}}
