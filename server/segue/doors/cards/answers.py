"""The envelopes of an answer: what a trigger gets and what a click gets are not the same.

Source: the schemas of "Build a Google Workspace add-on using HTTP endpoints".
"""

from collections.abc import Iterable
from typing import Any

from segue.doors.cards.widgets import Card, cut

Answer = dict[str, Any]


def shown(card: Card) -> Answer:
    """Answer a trigger with a card."""
    return {"action": {"navigations": [{"pushCard": card}]}}


def pushed(card: Card) -> Answer:
    """Answer a click with a card on top of the others."""
    return {"renderActions": {"action": {"navigations": [{"pushCard": card}]}}}


def updated(card: Card, notice: str = "") -> Answer:
    """Answer a click with the same card anew."""
    return _acted([{"updateCard": card}], notice)


def begun_anew(card: Card, notice: str = "") -> Answer:
    """Answer a click with the first card as it now is, and a word on what was done."""
    return _acted([{"popToRoot": True}, {"updateCard": card}], notice)


def opened(url: str) -> Answer:
    """Answer a click with an address to open; what other cards show is out of date by then."""
    return {"renderActions": {"action": {"link": {"url": url}}}, "stateChanged": True}


def filled_in(markup: dict[str, Any]) -> Answer:
    """Answer a click with a change to the message being written, and nothing else beside it."""
    gmail = {"updateDraftActionMarkup": markup}
    return {"renderActions": {"hostAppAction": {"gmailAction": gmail}}, "stateChanged": True}


def asked_for(scopes: Iterable[str]) -> Answer:
    """Answer anything with what the person has to allow first; Google asks, and calls again."""
    return {"requesting_google_scopes": {"scopes": sorted(scopes)}}


def _acted(navigations: list[dict[str, Any]], notice: str) -> Answer:
    said = {"notification": {"text": cut(notice, 200)}} if notice else {}
    return {"renderActions": {"action": {"navigations": navigations, **said}}, "stateChanged": True}
