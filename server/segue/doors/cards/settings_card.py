"""The settings: who is signed in, the language of the pages, and taking back what was allowed (A2)."""

from dataclasses import replace

from segue.departure.errors import MailboxTrouble
from segue.desk.connections import disconnect
from segue.desk.desk import Desk
from segue.doors.cards.answers import Answer, pushed, updated
from segue.doors.cards.event import Event
from segue.doors.cards.widgets import Card, Widget, buttons, card, click, link, paragraph, row, safe, section
from segue.doors.language import language_name, say
from segue.doors.wiring import actor, reading, wiring, writing


def settings_card(desk: Desk) -> Card:
    """Return the settings of the person."""
    connection = desk.stores.connections.of(actor().id)
    end = click(say("account.end"), "disconnect") if connection and connection.works else None
    account = [row(actor().name, below=actor().address), buttons(link(say("account.title"), "/account"), end)]
    return card(say("cards.settings"), [section(*account), section(*_language(desk))])


def settings(event: Event) -> Answer:  # every click's verb takes its event
    """Answer "Settings"."""
    with reading() as desk:
        return pushed(settings_card(desk))


def choose_language(event: Event) -> Answer:
    """Answer a choice of language: that of the pages, since the sidebar speaks Gmail's."""
    wanted = event.typed("language")
    with writing() as desk:
        if wanted in wiring().texts.locales:
            desk.stores.people.save(replace(desk.stores.people.get(actor().id), interface_locale=wanted))
        return updated(settings_card(desk), say("cards.saved"))


def end_connection(event: Event) -> Answer:
    """Answer "Take it all back": what the person allowed ends, here and at the provider."""
    with reading() as desk:
        connection = desk.stores.connections.of(actor().id)
    identity = wiring().identities.get(connection.provider) if connection else None
    told = say("account.ended")
    if identity is not None:
        try:
            disconnect(writing, actor(), identity, "by_person")
        except MailboxTrouble:
            told = say("account.ended_here")
    with reading() as desk:
        return updated(settings_card(desk), told)


def _language(desk: Desk) -> list[Widget]:
    chosen = desk.stores.people.get(actor().id).interface_locale
    items = [{"text": language_name(one), "value": one, "selected": one == chosen} for one in wiring().texts.locales]
    asked = {"name": "language", "label": say("cards.language"), "type": "DROPDOWN", "items": items}
    note = paragraph(safe(say("cards.language_note"), 300))
    return [{"selectionInput": asked}, buttons(click(say("cards.save"), "language")), note]
