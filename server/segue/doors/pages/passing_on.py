"""Short texts from one colleague to another: the question passed on, and reminders. No client's name, and a link.

Segue sends none of them: they are copied, or opened in the mail program of who writes.
"""

from dataclasses import dataclass

from flask import url_for

from segue.departure.departure import Departure
from segue.departure.people import Person
from segue.departure.stage import Stage
from segue.desk.desk import Desk
from segue.desk.holder import reminder_is_due
from segue.desk.reminders import Nudge, reminders
from segue.doors.language import locale
from segue.doors.texts import FALLBACK
from segue.doors.wiring import actor, wiring

PAGE_OF = {
    Nudge.ANSWER: "answer.page",
    Nudge.AGREE: "consent.page",
    Nudge.READ: "reading.page",
    Nudge.CALL: "calls.page",
    Nudge.HAND_OUT: "hand_out.page",
    Nudge.CARD: "successor.page",
}
"""Where a reminder leads."""

REQUEST = "ask.request"


@dataclass(frozen=True)
class ShortText:
    """A text to copy or to open in one's mail, in the language (a tag) in which its reader uses Segue.

    ``about`` is a key of the catalogue: what it is about, to who passes it on.
    """

    to: Person
    language: str
    subject: str
    body: str
    about: str

    @property
    def is_foreign(self) -> bool:
        """Say whether it is in another language than the page that it stands on."""
        return self.language != locale()


def passing_on(desk: Desk, departure: Departure) -> ShortText | None:
    """Return the request, or after some working days the reminder, None while nobody waits for an answer (P6)."""
    if departure.stage is not Stage.ASKED:
        return None
    approver = desk.stores.people.get(departure.approver_id)
    if reminder_is_due(desk, departure):
        return _reminder(Nudge.ANSWER, approver, departure)
    return _text(approver, REQUEST, "answer.page", departure, about="ask.pass_on_title")


def reminder_texts(desk: Desk, departure: Departure) -> list[ShortText]:
    """Return every reminder that the person may pass on now."""
    return [_reminder(one.of, one.to, departure) for one in reminders(desk, actor(), departure)]


def waiting_text(to: Person) -> ShortText:
    """Return what an administrator may pass on to whoever a departure waits for: that something does, no more."""
    texts, language = wiring().texts, _language(to)
    body = texts.get(language, "reminder.waits", name=to.name, link=url_for("home.page", _external=True))
    return ShortText(to, language, texts.get(language, "reminder.subject"), body, "remind.waits")


def _reminder(of: Nudge, to: Person, departure: Departure) -> ShortText:
    return _text(to, f"reminder.{of}", PAGE_OF[of], departure, about=f"remind.{of}")


def _text(to: Person, key: str, page: str, departure: Departure, about: str) -> ShortText:
    texts, language = wiring().texts, _language(to)
    link = url_for(page, departure_id=departure.id, _external=True)
    subject = texts.get(language, "ask.request_subject" if key == REQUEST else "reminder.subject")
    return ShortText(to, language, subject, texts.get(language, key, name=to.name, link=link), about)


def _language(reader: Person) -> str:
    return reader.interface_locale if reader.interface_locale in wiring().texts.locales else FALLBACK
