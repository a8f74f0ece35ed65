"""Saying how far a client is told: sent, skipped, put back, and each of them undone (H3, H7)."""

from segue.departure.call import CallOutcome
from segue.departure.errors import InputError, NotNow
from segue.departure.letter_state import OVER, Told
from segue.desk.access import require_teller
from segue.desk.calls import log_call
from segue.desk.desk import Desk
from segue.desk.mark import set_status
from segue.desk.submitted import SubmittedLetter
from segue.doors.cards.answers import Answer, begun_anew, pushed, updated
from segue.doors.cards.clicks import of_card
from segue.doors.cards.compose_card import compose_card
from segue.doors.cards.event import Event
from segue.doors.cards.guard import message_in
from segue.doors.cards.home_card import HOME, home_card
from segue.doors.cards.letter_card import letter_card, skip_card
from segue.doors.cards.standing import is_in_hand
from segue.doors.cards.widgets import Card, buttons, click, paragraph, safe, section
from segue.doors.language import say
from segue.doors.wiring import actor, reading, writing

KEPT_WITH_REASON = (Told.SKIPPED, Told.BOUNCED)


def sent(event: Event) -> Answer:
    """Answer "Sent, next": the person says that it went out."""
    return _marked(event, Told.SENT, "", "pane.marked_sent")


def skip(event: Event) -> Answer:
    """Answer "Skip": ask for the reason."""
    with reading() as desk:
        letter = _own(desk, event)
        return pushed(skip_card(letter, event.parameters.get("where", HOME)))


def skipped(event: Event) -> Answer:
    """Answer a skip with its reason: one of those at hand, or what was typed."""
    reason = event.parameters.get("reason", "") or event.typed("reason")
    return _marked(event, Told.SKIPPED, reason, "pane.marked_skipped")


def phoned(event: Event) -> Answer:
    """Answer "Told by phone": no letter is needed."""
    return _marked(event, Told.PHONED, "", "pane.marked_phoned")


def bounced(event: Event) -> Answer:
    """Answer "It came back": the client has not been told."""
    return _marked(event, Told.BOUNCED, "", "queue.bounced_next")


def called(event: Event) -> Answer:
    """Answer what came of a call: with the letter, which opens as the call log has it."""
    outcome = event.parameters.get("outcome", "")
    if outcome not in set(CallOutcome):
        raise InputError("choice_unknown", field="outcome")
    with writing() as desk:
        letter = _own(desk, event)
        log_call(desk, actor(), letter.id, CallOutcome(outcome), event.typed("note"))
        shown = letter_card(desk, letter.id, event.parameters.get("where", HOME))
    said = say("calls.logged", name=letter.client_name, outcome=say(f"calls.outcome_{outcome}"))
    return updated(shown, said)


def put_back(event: Event) -> Answer:
    """Answer "Put back": the client is to be told after all."""
    return _marked(event, Told.TO_DO, "", "pane.marked_to_do")


def undo(event: Event) -> Answer:
    """Answer "Undo": the status before, unless something else was said since."""
    said = event.parameters
    with writing() as desk:
        letter = _own(desk, event)
        before, after = _told(said.get("before", "")), _told(said.get("after", ""))
        if letter.status not in (before, after):
            return begun_anew(root_card(desk, event, letter.departure_id), say("pane.nothing_to_undo"))
        set_status(desk, actor(), letter.id, before, said.get("reason", "") if before in KEPT_WITH_REASON else "")
        return begun_anew(root_card(desk, event, letter.departure_id), say("pane.undone", client=letter.client_name))


def root_card(desk: Desk, event: Event, departure_id: str = "") -> Card:
    """Return the card that the sidebar began with, as it now is; about the departure that is named, if one is."""
    said = event.parameters
    where, offset = said.get("where", HOME), _number(said.get("offset", ""))
    query = event.typed("query") or said.get("query", "")
    wanted = departure_id or event.typed("departure") or said.get("departure", "")
    if where in ("", HOME):
        return home_card(desk, wanted, query[:200], offset)
    seen, card_id = message_in(where)
    follows = of_card(card_id, f"{said.get('do', '')} {said.get('letter', '')} {offset} {query}")
    return compose_card(desk, event.message or seen, follows, wanted, query[:200], offset)


def _marked(event: Event, status: Told, reason: str, key: str) -> Answer:
    with writing() as desk:
        letter = _own(desk, event)
        if status is Told.SENT and letter.status is not Told.SENT and not is_in_hand(letter):
            raise NotNow("letter_not_in_hand")
        set_status(desk, actor(), letter.id, status, reason, _expected(letter, status))
        following = root_card(desk, event, letter.departure_id)
        following["sections"].insert(0, _undo(desk, letter, event))
        return begun_anew(following, say(key, client=letter.client_name))


def _expected(letter: SubmittedLetter, status: Told) -> Told | None:
    """Return what a card that says so had shown: a client who was still to be told, where it is not an undoing.

    Cards are out of date as soon as another door was used: what was said there is not taken back by a late click.
    """
    return Told.TO_DO if {letter.status, status} <= OVER else None


def _undo(desk: Desk, letter: SubmittedLetter, event: Event) -> dict[str, object]:
    """Return what was done, with its undoing; read from the history, so that a second delivery says the same."""
    status = desk.stores.letters.get(letter.id).status
    text = paragraph(safe(f"{letter.client_name}: {say(f'pane.status.{status}')}", 200))
    history = desk.stores.letters.history(letter.id)
    if not history:
        return section(text)
    about = {"letter": letter.id, "where": event.parameters.get("where", HOME)}
    change = {"before": history[-1].before.value, "after": history[-1].after.value}
    reason = history[-2].reason if len(history) > 1 else ""  # of the skip that is undone by skipping again
    return section(text, buttons(click(say("pane.undo"), "undo", **about, **change, reason=reason)))


def _own(desk: Desk, event: Event) -> SubmittedLetter:
    letter = desk.stores.letters.get(event.parameters.get("letter", ""))
    require_teller(desk, actor(), desk.stores.departures.get(letter.departure_id), letter)
    return letter


def _told(value: str) -> Told:
    return Told(value) if value in set(Told) else Told.TO_DO


def _number(value: str) -> int:
    return int(value) if value.isascii() and value.isdigit() and len(value) < 8 else 0
