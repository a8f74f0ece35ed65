"""The card that the sidebar opens with: what is next, what is in hand, the list; no word about leaving (P7)."""

from segue.departure.departure import Departure
from segue.desk.desk import Desk
from segue.desk.submitted import SubmittedLetter
from segue.desk.waiting import waiting_for
from segue.doors.cards.calling import to_ring
from segue.doors.cards.standing import (
    ROWS,
    Standing,
    chosen_departure,
    in_hand,
    listed,
    said_of,
    standing_of,
    title_of,
    told_in,
)
from segue.doors.cards.widgets import (
    Card,
    Widget,
    action,
    buttons,
    card,
    click,
    click_to_open,
    field,
    link,
    paragraph,
    row,
    safe,
    section,
)
from segue.doors.language import say
from segue.doors.wiring import actor

HOME = "home"


def home_card(desk: Desk, wanted: str = "", query: str = "", offset: int = 0) -> Card:
    """Return the first card; ``wanted`` names a departure, ``query`` and ``offset`` are of its list."""
    departure, mine = chosen_departure(desk, wanted)
    if departure is None:
        return _without_queue(desk)
    stands = standing_of(desk, departure)
    sections = [
        section(_choice(desk, mine, departure)),
        to_ring(desk, stands.to_call, HOME),
        section(*next_step(stands, HOME)),
        section(*(_to_finish(one) for one in in_hand(desk, departure)), header=say("cards.in_hand")),
        section(*queue(desk, departure, query, offset, HOME), header=say("pane.queue")),
    ]
    subtitle = f"{say('pane.told_label')}: {told_in(stands)}"
    return card(title_of(desk, departure), sections, subtitle=subtitle, menu=True)


def next_step(stands: Standing, where: str) -> list[Widget]:
    """Return what comes next: a letter, a step on the pages, or nothing any more."""
    if stands.next is not None:
        named = row(stands.next.client_name, above=say("cards.next"), below=stands.next.company)
        return [named, _open(stands, where), paragraph(safe(say("cards.open_hint"), 400))]
    if stands.is_done:
        everybody = stands.numbers.told == stands.numbers.letters
        return [paragraph(safe(say("pane.all_told") if everybody else say("queue.nothing_left"), 300))]
    why = click(say("cards.why"), "why", departure=stands.departure.id) if stands.closed else None
    page = link(say("cards.open_segue"), f"/departures/{stands.departure.id}")
    return [paragraph(safe(say("cards.not_now"), 300)), buttons(page, why)]


def queue(desk: Desk, departure: Departure, query: str, offset: int, where: str) -> list[Widget | None]:
    """Return the search and one stretch of the list; a click on a line shows that letter."""
    matching, letters = listed(desk, departure, query, offset)
    if query and not matching:
        rows = [paragraph(safe(say("pane.nothing_found", query=query), 300))]
    else:
        rows = [_line(one, where) for one in letters]
    about = {"departure": departure.id, "query": query, "where": where}
    back = click(say("pane.page_back"), "list", offset=str(max(offset - ROWS, 0)), **about) if offset else None
    more = offset + ROWS < matching
    on = click(say("pane.page_on"), "list", offset=str(offset + ROWS), **about) if more else None
    search = buttons(click(say("cards.search"), "list", departure=departure.id, where=where))
    return [field("query", say("pane.search"), query), search, *rows, buttons(back, on) if back or on else None]


def _open(stands: Standing, where: str) -> Widget:
    letter = stands.next.id if stands.next else ""
    return buttons(
        click_to_open(say("pane.open_next"), "open", letter=letter),
        click(say("pane.sent_next"), "sent", letter=letter, where=where),
        click(say("pane.skip"), "skip", letter=letter, where=where),
    )


def _to_finish(letter: SubmittedLetter) -> Widget:
    done = click(say("pane.sent_next"), "sent", letter=letter.id, where=HOME)
    return row(letter.client_name, above=letter.company, button=done)


def _line(letter: SubmittedLetter, where: str) -> Widget:
    shows = {"action": action("show", letter=letter.id, where=where)}
    return row(letter.client_name, above=letter.company, below=said_of(letter), onClick=shows)


def _choice(desk: Desk, mine: list[Departure], chosen: Departure) -> Widget | None:
    """Return the choice between several departures, None where there is one."""
    if len(mine) == 1:
        return None
    items = [{"text": title_of(desk, one), "value": one.id, "selected": one.id == chosen.id} for one in mine[:50]]
    asks = {"name": "departure", "label": say("pane.which"), "type": "DROPDOWN", "items": items}
    return {"selectionInput": {**asks, "onChangeAction": action("home")}}


def _without_queue(desk: Desk) -> Card:
    """Return the card of who hands out no letters: it says at most that something waits on the pages."""
    text = say("cards.waits") if waiting_for(desk, actor()) else say("pane.no_departure")
    widgets = [paragraph(safe(text, 300)), buttons(link(say("cards.open_segue"), "/"))]
    return card(say("pane.title"), [section(*widgets)], menu=True)
