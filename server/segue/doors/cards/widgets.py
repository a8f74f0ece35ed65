"""The parts of a card, as Google's card schema (chat.v1, GoogleAppsCardV1Card) has them.

Text of a card takes a few HTML tags, so that everything that comes from people is escaped, and cut to what fits.
"""

import html
import unicodedata
from collections.abc import Iterable
from typing import Any

from flask import url_for

from segue.doors.language import say
from segue.doors.wiring import wiring

Widget = dict[str, Any]
Card = dict[str, Any]
LONGEST_NAME = 60
LONGEST_TEXT = 6_000
_JOINERS = "\u200c\u200d"
"""Part of how Hindi is spelled; every other invisible character is taken out."""


def cut(text: str, most: int = LONGEST_NAME) -> str:
    """Return a text on one line without invisible characters, ending in "…" where it was too long."""
    seen = "".join(one if _is_seen(one) else " " if one.isspace() else "" for one in text)
    line = " ".join(seen.split())
    if len(line) <= most:
        return line
    end = most - 1
    while end and (_goes_on(line[end]) or line[end - 1] in _JOINERS):  # what belongs to one letter stays together
        end -= 1
    return f"{line[:end].rstrip()}…"


def safe(text: str, most: int = LONGEST_NAME) -> str:
    """Return a text of people's as a card shows it: cut, and nothing in it is a tag."""
    return html.escape(cut(text, most), quote=False)


def lines(text: str) -> str:
    """Return a longer text with its lines."""
    return "<br>".join(safe(line, LONGEST_TEXT) for line in text[:LONGEST_TEXT].splitlines())


def address_of(path: str) -> str:
    """Return the full address of one of our own paths."""
    base = wiring().base_url or url_for("home.page", _external=True)
    return base.rstrip("/") + path


def action(do: str, **parameters: str) -> dict[str, Any]:
    """Return what a click tells us: which verb, and on what."""
    said = [{"key": key, "value": value} for key, value in {"do": do, **parameters}.items() if value]
    return {"function": address_of(url_for("cards.act")), "parameters": said, "loadIndicator": "SPINNER"}


def paragraph(text: str) -> Widget:
    """Return a paragraph of a text that is safe already."""
    return {"textParagraph": {"text": text}}


def row(text: str, *, above: str = "", below: str = "", **more: Any) -> Widget:
    """Return a line of a list with what stands above and below it; ``more`` is ``onClick`` or ``button``."""
    labels = {"topLabel": safe(above), "bottomLabel": safe(below, 200)}
    shown = {name: value for name, value in labels.items() if value}
    return {"decoratedText": {"text": safe(text), "wrapText": True, **shown, **more}}


def click(text: str, do: str, **parameters: str) -> dict[str, Any]:
    """Return a button that acts."""
    return {"text": cut(text, 100), "onClick": {"action": action(do, **parameters)}}


def click_to_open(text: str, do: str, **parameters: str) -> dict[str, Any]:
    """Return a button that asks us for an address and opens it."""
    return {"text": cut(text, 100), "onClick": {"openDynamicLinkAction": action(do, **parameters)}}


def link(text: str, path: str) -> dict[str, Any]:
    """Return a button that opens one of our own pages."""
    return {"text": cut(text, 100), "onClick": {"openLink": {"url": address_of(path)}}}


def buttons(*several: dict[str, Any] | None) -> Widget:
    """Return buttons side by side, without those that are None."""
    return {"buttonList": {"buttons": [one for one in several if one]}}


def field(name: str, label: str, value: str = "", hint: str = "") -> Widget:
    """Return a line to type into."""
    more = {key: text for key, text in (("value", value), ("hintText", hint)) if text}
    return {"textInput": {"name": name, "label": label, **more}}


def section(*widgets: Widget | None, header: str = "", folded: bool = False) -> dict[str, Any]:
    """Return a section of a card, without the widgets that are None."""
    shown: dict[str, Any] = {"widgets": [one for one in widgets if one]}
    if header:
        shown["header"] = safe(header, 100)
    return {**shown, "collapsible": True, "uncollapsibleWidgetsCount": 0} if folded else shown


def card(title: str, sections: Iterable[dict[str, Any]], *, subtitle: str = "", menu: bool = False) -> Card:
    """Return a card; ``menu`` adds what is always at hand."""
    header = {"title": cut(title, 80), **({"subtitle": cut(subtitle, 120)} if subtitle else {})}
    shown: Card = {"header": header, "sections": [one for one in sections if one["widgets"]]}
    return {**shown, "cardActions": _menu()} if menu else shown


def _menu() -> list[dict[str, Any]]:
    """Return the card's own menu: at most ten entries fit, and two are enough."""
    settings = {"actionLabel": say("cards.settings"), "onClick": {"action": action("settings")}}
    page = {"actionLabel": say("cards.open_segue"), "onClick": {"openLink": {"url": address_of("/")}}}
    return [settings, page]


def _goes_on(character: str) -> bool:
    return character in _JOINERS or unicodedata.category(character).startswith("M")


def _is_seen(character: str) -> bool:
    return character in _JOINERS or not unicodedata.category(character).startswith(("C", "Zl", "Zp"))
