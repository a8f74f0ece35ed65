"""Calls on cards: whom to ring before his letter or after it, the time there, what to say (H8)."""

from segue.departure.call import CallOutcome
from segue.departure.departure import Departure
from segue.desk.calls import key_client
from segue.desk.desk import Desk
from segue.desk.submitted import SubmittedLetter
from segue.doors.cards.widgets import Widget, action, buttons, click, field, paragraph, row, safe, section
from segue.doors.language import say
from segue.doors.pages.calling import CallSheet, Phone, call_sheet

MOST_SHOWN = 5
LONGEST_POINT = 400


def to_ring(desk: Desk, letter_ids: list[str], where: str) -> dict[str, object]:
    """Return the section that names whom to call first; a click shows the number and what to say."""
    letters = [desk.stores.letters.get(one) for one in letter_ids[:MOST_SHOWN]]
    return section(*(_named(one, where) for one in letters), header=say("queue.part_call_first"))


def sheet_of(desk: Desk, departure: Departure, letter: SubmittedLetter) -> CallSheet | None:
    """Return what there is to call about, None where no call to the client is due."""
    one = key_client(desk, letter)
    return call_sheet(desk, departure, one) if one and (one.first or one.again) else None


def calling(sheet: CallSheet, letter: SubmittedLetter, where: str) -> dict[str, object]:
    """Return the section with everything for one call, and the buttons that say what came of it."""
    phones = [_phone(one) for one in sheet.phones] or [paragraph(safe(say("calls.no_phone"), 200))]
    points = sheet.talk.points if sheet.talk.is_approved else ()
    gist = sheet.talk.gist if sheet.talk.is_approved else ()
    said = "<br><br>".join(safe(one, LONGEST_POINT) for one in points) or safe(say("calls.points_not_approved"), 200)
    meant = paragraph("<i>" + "<br>".join(safe(one, LONGEST_POINT) for one in gist) + "</i>") if gist else None
    header = say("queue.part_call_first") if sheet.key.first else say("pane.call_again")
    return section(*phones, paragraph(said), meant, *_log(sheet, letter, where), header=header)


def _log(sheet: CallSheet, letter: SubmittedLetter, where: str) -> list[Widget]:
    if sheet.closed:
        return [paragraph(safe(sheet.closed, 400))]
    about = {"letter": letter.id, "where": where}
    came = (click(say(f"calls.outcome_{one}"), "called", outcome=one.value, **about) for one in CallOutcome)
    return [field("note", say("calls.note"), hint=say("calls.note_hint")), buttons(*came)]


def _phone(phone: Phone) -> Widget:
    there = f"{phone.there}, {say('calls.unusual')}" if phone.unusual else phone.there
    return row(phone.number, below=there)


def _named(letter: SubmittedLetter, where: str) -> Widget:
    shows = {"action": action("show", letter=letter.id, where=where)}
    return row(letter.client_name, above=letter.company, onClick=shows)
