"""The short text by which the leaver tells the approver that a question is there: no client's name, and a link."""

from dataclasses import dataclass

from flask import url_for

from segue.departure.departure import Departure
from segue.departure.people import Person
from segue.departure.stage import Stage
from segue.desk.desk import Desk
from segue.desk.holder import reminder_is_due
from segue.doors.language import locale
from segue.doors.texts import FALLBACK
from segue.doors.wiring import wiring


@dataclass(frozen=True)
class ShortText:
    """A text to copy or to open in one's mail, in the language (a tag) in which its reader uses Segue."""

    to: Person
    language: str
    subject: str
    body: str
    reminds: bool

    @property
    def is_foreign(self) -> bool:
        """Say whether it is in another language than the page that it stands on."""
        return self.language != locale()


def passing_on(desk: Desk, departure: Departure) -> ShortText | None:
    """Return the request, or after some working days the reminder, None while nobody waits for an answer (P6)."""
    if departure.stage is not Stage.ASKED:
        return None
    approver, texts = desk.stores.people.get(departure.approver_id), wiring().texts
    language = approver.interface_locale if approver.interface_locale in texts.locales else FALLBACK
    link = url_for("answer.page", departure_id=departure.id, _external=True)
    reminds = reminder_is_due(desk, departure)
    if reminds:
        subject, body = texts.get(language, "ask.reminder_subject"), "ask.reminder"
    else:
        subject, body = texts.get(language, "ask.request_subject"), "ask.request"
    return ShortText(approver, language, subject, texts.get(language, body, name=approver.name, link=link), reminds)
