"""The four addresses that Google calls."""

from collections.abc import Callable

from flask import Blueprint, Response, jsonify, request, url_for

from segue.departure.errors import InputError, MailboxTrouble, NotFound, SegueError
from segue.desk.tellers import as_teller, closed_for
from segue.doors.cards import marking
from segue.doors.cards.answers import Answer, asked_for, begun_anew, pushed, shown, updated
from segue.doors.cards.asking import refusal
from segue.doors.cards.clicks import new_card
from segue.doors.cards.compose_card import compose_card
from segue.doors.cards.event import Event, read_event
from segue.doors.cards.guard import Message
from segue.doors.cards.home_card import HOME, home_card
from segue.doors.cards.insert import insert, insert_test
from segue.doors.cards.letter_card import letter_card
from segue.doors.cards.opening import open_new
from segue.doors.cards.scopes import PREFIX, TO_LOOK, TO_WRITE
from segue.doors.cards.settings_card import choose_language, end_connection, settings
from segue.doors.cards.who import lacking, nobody_yet, sign_in, speak
from segue.doors.cards.widgets import Card, address_of, card, paragraph, safe, section
from segue.doors.cards.writing_back import answers, insert_answer
from segue.doors.language import say
from segue.doors.problems import advice
from segue.doors.wiring import actor, reading, wiring

cards = Blueprint("cards", __name__, url_prefix=PREFIX)


@cards.post("/home")
def home() -> Response:
    """Show the first card."""

    def first(event: Event) -> Answer:
        with reading() as desk:
            return shown(home_card(desk))

    return _answered(lambda event: TO_LOOK, first, shown)


@cards.post("/compose")
def compose() -> Response:
    """Show the card beside a message being written."""

    def beside(event: Event) -> Answer:
        with reading() as desk:
            return shown(compose_card(desk, event.message or Message(), new_card()))

    return _answered(lambda event: TO_WRITE, beside, shown)


@cards.post("/settings")
def from_menu() -> Response:
    """Show the settings, from the add-on's own menu."""
    return _answered(lambda event: TO_LOOK, settings, pushed)


@cards.post("/act")
def act() -> Response:
    """Do what was clicked."""
    return _answered(_needed_to_act, _act, pushed)


def _act(event: Event) -> Answer:
    verb = VERBS.get(event.parameters.get("do", ""))
    if verb is None:
        raise InputError("bad_request")
    return verb(event)


def _needed_to_act(event: Event) -> frozenset[str]:
    return TO_WRITE if event.parameters.get("do") in WRITING else TO_LOOK


def _answered(
    needed: Callable[[Event], frozenset[str]], answer: Callable[[Event], Answer], envelope: Callable[[Card], Answer]
) -> Response:
    """Answer a call: who it is comes from its tokens alone; after that every failure is a card in words."""
    nobody_yet()
    addon = wiring().addon
    if addon is None:
        raise NotFound("page_unknown")
    event = read_event(request.get_data())
    speak(event.locale)
    missing = lacking(event, needed(event))
    if missing:
        return jsonify(asked_for(missing))
    try:
        here = address_of(url_for(str(request.endpoint)))
        account = addon.who(event.system_token, event.user_token, here, wiring().clock())
    except MailboxTrouble as error:  # the keys to check tokens with cannot be had at the moment
        return jsonify(envelope(refusal(error)))
    try:
        sign_in(account)
        return jsonify(answer(event))
    except SegueError as error:
        return jsonify(envelope(refusal(error)))


def _first(event: Event) -> Answer:
    with reading() as desk:
        return begun_anew(marking.root_card(desk, event))


def _list(event: Event) -> Answer:
    with reading() as desk:
        return updated(marking.root_card(desk, event))


def _show(event: Event) -> Answer:
    letter, where = event.parameters.get("letter", ""), event.parameters.get("where", HOME)
    with reading() as desk:
        return pushed(letter_card(desk, letter, where))


def _why(event: Event) -> Answer:
    """Answer "Why not?": only who asks is told the reason, which can speak of the last day (P7)."""
    with reading() as desk:
        departure = as_teller(desk, actor(), event.parameters.get("departure", ""))
        closed = closed_for(desk, actor(), departure)
        text = advice(closed) if closed else say("pane.none_ready")
    return pushed(card(say("cards.why"), [section(paragraph(safe(text, 600)))]))


def _back(event: Event) -> Answer:
    return {"renderActions": {"action": {"navigations": [{"pop": True}]}}}


VERBS: dict[str, Callable[[Event], Answer]] = {
    "home": _first,
    "list": _list,
    "show": _show,
    "why": _why,
    "back": _back,
    "open": open_new,
    "insert": insert,
    "test": insert_test,
    "answers": answers,
    "answer": insert_answer,
    "sent": marking.sent,
    "skip": marking.skip,
    "skipped": marking.skipped,
    "phoned": marking.phoned,
    "bounced": marking.bounced,
    "called": marking.called,
    "put_back": marking.put_back,
    "undo": marking.undo,
    "settings": settings,
    "language": choose_language,
    "disconnect": end_connection,
}
"""Every click's verb. A click that says another is refused."""

WRITING = frozenset({"insert", "test", "answer"})
