"""One letter to look at: what the proofreader saw, what may be said, its text, what can be done (P2, H3)."""

from segue.departure.errors import NotFound
from segue.departure.letter_state import OVER, LetterState, Told
from segue.departure.permission import permission
from segue.desk.access import require_teller
from segue.desk.contact_points import why_on_hold
from segue.desk.desk import Desk
from segue.desk.reading import findings_today
from segue.desk.submitted import SubmittedLetter
from segue.desk.uncalled import why_to_call
from segue.doors.cards.calling import calling, sheet_of
from segue.doors.cards.compose_card import insert_button
from segue.doors.cards.guard import message_in
from segue.doors.cards.home_card import HOME
from segue.doors.cards.standing import is_in_hand, is_ready, said_of
from segue.doors.cards.widgets import (
    Card,
    Widget,
    buttons,
    card,
    click,
    click_to_open,
    field,
    lines,
    link,
    paragraph,
    row,
    safe,
    section,
)
from segue.doors.language import say
from segue.doors.pages.queue_shown import READY_REASONS
from segue.doors.pages.shell import spoken
from segue.doors.pages.shown import shown
from segue.doors.problems import advice
from segue.doors.wiring import actor

MOST_FINDINGS = 10


def letter_card(desk: Desk, letter_id: str, where: str) -> Card:
    """Return one letter for who hands it out; raises NotFound for everybody else."""
    letter = desk.stores.letters.get(letter_id)
    departure = desk.stores.departures.get(letter.departure_id)
    require_teller(desk, actor(), departure, letter)
    if departure.terms is None:
        raise NotFound("letter_unknown")
    sheet = sheet_of(desk, departure, letter)
    held = why_on_hold(desk, actor(), departure, letter) or why_to_call(desk, letter)
    findings = [advice(held)] if held else []
    findings += [spoken(one)[1] for one in findings_today(desk, letter)][:MOST_FINDINGS]
    allowed = permission(desk.terms(departure))
    view = shown(desk, letter)
    sections = [
        *([calling(sheet, letter, where)] if sheet else []),
        section(row(said_of(letter), above=letter.company), *_what_to_do(letter, where, waits=held is not None)),
        section(*(paragraph(safe(one, 400)) for one in findings), header=say("pane.findings")),
        section(paragraph(f"<b>{safe(view.subject, 200)}</b>"), paragraph(lines(view.text)), header=say("pane.letter")),
        _said(say("pane.may_say"), allowed.may_say),
        _said(say("pane.may_not_say"), allowed.may_not_say),
    ]
    return card(letter.client_name, sections)


def skip_card(letter: SubmittedLetter, where: str) -> Card:
    """Return the question why a client is not written to."""
    name = say("pane.skip_title", client=letter.client_name)
    about = {"letter": letter.id, "where": where}
    why = [say(f"queue.ready_{one}") for one in READY_REASONS]
    ready = buttons(*(click(one, "skipped", reason=one, **about) for one in why))
    asked = field("reason", say("pane.skip_own"), hint=say("pane.skip_hint"))
    done = buttons(click(say("pane.skip_confirm"), "skipped", **about))
    return card(name, [section(paragraph(safe(say("pane.skip_reason"), 200)), ready, asked, done)])


def _what_to_do(letter: SubmittedLetter, where: str, *, waits: bool) -> list[Widget]:
    about = {"letter": letter.id, "where": where}
    ready, finished = is_ready(letter) and not waits, letter.status in OVER
    page = link(say("cards.on_page"), f"/departures/{letter.departure_id}/letters/{letter.id}")
    insert = insert_button(letter, *message_in(where)) if ready and where != HOME else None
    tests = letter.state is LetterState.APPROVED and where != HOME
    first = [
        click_to_open(say("pane.open_this"), "open", letter=letter.id) if ready and where == HOME else None,
        insert,
        click(say("pane.sent_next"), "sent", **about) if ready and is_in_hand(letter) else None,
        click(say("pane.put_back"), "put_back", **about) if finished or letter.status is Told.BOUNCED else None,
    ]
    second = [
        click(say("queue.phoned"), "phoned", **about) if not finished else None,
        click(say("queue.bounced"), "bounced", **about) if _can_come_back(letter) else None,
        click(say("pane.skip"), "skip", **about) if not finished else None,
        click(say("cards.test_copy"), "test", **about) if tests else None,
        click(say("pane.answers"), "answers", **about) if letter.state is LetterState.APPROVED else None,
        page,
    ]
    return [*([buttons(*first)] if any(first) else []), buttons(*second)]


def _can_come_back(letter: SubmittedLetter) -> bool:
    return letter.state is LetterState.APPROVED and letter.status is Told.SENT


def _said(header: str, keys: tuple[str, ...]) -> dict[str, object]:
    listed = "<br>".join(safe(say(f"permission.{key}"), 200) for key in keys)
    return section(paragraph(listed) if listed else None, header=header, folded=True)
