"""When a client writes back: the approved answers to him, to copy from the card or to put into the reply (H5, H9)."""

from typing import Any

from segue.desk.hand_out import released_letter
from segue.desk.write_back import OpenedReplies, open_replies, replies_to
from segue.doors.cards.answers import Answer, filled_in, pushed
from segue.doors.cards.asking import asking_extra, other_message
from segue.doors.cards.clicks import heard_before, new_card, of_card
from segue.doors.cards.event import Event
from segue.doors.cards.guard import Message, Verdict, guard, message_in, plain_address
from segue.doors.cards.home_card import HOME
from segue.doors.cards.insert import agreed_in, merged, message_of
from segue.doors.cards.widgets import Card, buttons, card, click, lines, paragraph, safe, section
from segue.doors.language import say
from segue.doors.wiring import actor, reading, writing
from segue.letters.replies import Reply


def answers(event: Event) -> Answer:
    """Answer "When they write back": with every answer to this client, handed out."""
    with writing() as desk:
        opened = open_replies(desk, actor(), event.parameters.get("letter", ""))
    return pushed(_card(opened, event.parameters.get("where", HOME)))


def insert_answer(event: Event) -> Answer:
    """Answer "Insert" below one of them: with the text for the reply, or with why it does not go into this message."""
    message, letter_id = message_of(event), event.parameters.get("letter", "")
    with reading() as desk:
        to = released_letter(desk, actor(), letter_id).content.to
        letter = desk.stores.letters.get(letter_id)
    verdict, strangers = guard(to, (), message)
    if verdict is Verdict.OTHER:
        return pushed(other_message(strangers))
    if not {plain_address(one) for one in strangers} <= agreed_in(event):
        return pushed(asking_extra(letter, message, strangers, event.parameters, ""))
    reply = _handed_out(event, letter_id)
    return filled_in(_markup(reply, to, message)) if reply else pushed(other_message(()))


def _handed_out(event: Event, letter_id: str) -> Reply | None:
    """Return the answer that was asked for, recorded as handed out once a click; None for a question nobody asks."""
    question = event.parameters.get("question", "")
    known = heard_before(of_card(event.parameters.get("card", ""), f"{letter_id} {question}"))
    with writing() as desk:
        if known is None:
            found = open_replies(desk, actor(), letter_id).replies
        else:
            released_letter(desk, actor(), letter_id)
            found = replies_to(desk, desk.stores.letters.get(letter_id))
    return next((one for one in found if one.question == question), None)


def _card(opened: OpenedReplies, where: str) -> Card:
    letter, card_id = opened.letter, new_card()
    about = {"letter": letter.id, "where": where, "card": card_id}
    inserts = where != HOME and bool(message_in(where)[1])
    sections = [
        section(
            paragraph(lines(one.text)),
            buttons(click(say("pane.insert"), "answer", question=one.question, **about)) if inserts else None,
            header=say(f"reply.{one.question}"),
        )
        for one in opened.replies
    ]
    hint = say("pane.answers_hint") if inserts else say("replies.approved_too")
    return card(say("pane.answers"), [section(paragraph(safe(hint, 300))), *sections], subtitle=letter.client_name)


def _markup(reply: Reply, to: tuple[str, ...], message: Message) -> dict[str, Any]:
    """Return what Gmail is to do: the text at the start of the reply, which keeps its recipients and its subject."""
    content = {"content": reply.html, "contentType": "MUTABLE_HTML"}
    return {
        "updateToRecipients": {"toRecipients": [{"email": one} for one in merged(message.to, to)]},
        "updateBody": {"type": "INSERT_AT_START", "insertContents": [content]},
    }
