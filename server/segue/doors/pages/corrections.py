"""Clients who were told something that is no longer so: by what has changed, each with the letter he would get (L3)."""

from dataclasses import dataclass, replace
from itertools import groupby

from flask import Blueprint, redirect, request, url_for
from werkzeug.wrappers import Response

from segue.clients.client import Client
from segue.departure.contact_point import ContactKind
from segue.departure.departure import Departure
from segue.departure.errors import InputError, SegueError
from segue.departure.findings import blocking
from segue.departure.stage import MOVES, Verb
from segue.desk.corrections import Corrections, Due, as_corrector, corrections, corrections_due, write_corrections
from segue.desk.desk import Desk
from segue.desk.reading import Group, groups
from segue.desk.reconsider import as_submitted
from segue.desk.submitted import SubmittedLetter
from segue.doors.language import day, listed, say
from segue.doors.pages.approver import approver_page
from segue.doors.pages.shell import errors_of, notice, spoken, with_status
from segue.doors.pages.shown import shown
from segue.doors.wiring import actor, reading, writing
from segue.letters.announced import Announced
from segue.letters.facts import Changed, Colleague
from segue.letters.letter import PreviewLetter

corrections_pages = Blueprint("corrections", __name__)


@dataclass(frozen=True)
class Difference:
    """One thing that has changed, in words: what clients were told, and what holds."""

    what: str
    told: str
    now: str


@dataclass(frozen=True)
class Concerned:
    """Clients who were told the same and have to hear the same: their letters in groups, each with what was seen."""

    count: int
    differences: list[Difference]
    groups: list[tuple[Group, PreviewLetter, list[tuple[str, str]]]]


@corrections_pages.get("/departures/<departure_id>/corrections")
def page(departure_id: str) -> str | Response:
    """Show who was told otherwise, and the letters that correct it."""
    with reading() as desk:
        departure = as_corrector(desk, actor(), departure_id)
        if Verb.GIVE_LETTERS not in MOVES[departure.stage]:
            return redirect(url_for("home.departure", departure_id=departure_id))
        return _show(desk, departure, None)


@corrections_pages.post("/departures/<departure_id>/corrections")
def write(departure_id: str) -> Response | tuple[str, int]:
    """Give the letters of the groups that were read to the approver."""
    try:
        read = request.form.getlist("read")
        if not read:
            raise InputError("nothing_read", field="read")
        with writing() as desk:
            count = write_corrections(desk, actor(), departure_id, [one for ids in read for one in ids.split()])
    except SegueError as error:
        with reading() as desk:
            return with_status(_show(desk, as_corrector(desk, actor(), departure_id), error), error)
    if count:  # the same form handed in twice gives none
        notice("corrections.given", count=count)
    return redirect(url_for("corrections.page", departure_id=departure_id))


def second_letters(desk: Desk, departure: Departure) -> dict[str, object]:
    """Return what other pages say of second letters: to whom they are due, and who waits for a successor."""
    found = corrections(desk, departure)
    return {"second": found, "interim": for_the_time_being(found)}


def for_the_time_being(found: Corrections) -> str:
    """Return the names of those who look after clients until the post is filled."""
    points = [point for known in found.awaiting for point in known.announced.contacts]
    return listed(sorted({point.name for point in points if point.kind is ContactKind.INTERIM}))


def _show(desk: Desk, departure: Departure, error: SegueError | None) -> str:
    due = corrections_due(desk, departure)
    clean = [one for one in due if one.written.letter and not blocking(one.written.findings)]
    return approver_page(
        desk,
        departure,
        "corrections.html",
        **second_letters(desk, departure),
        concerned=_by_change(desk, departure, clean),
        hindered=[_hindered(one) for one in due if one not in clean],
        sent_back=_sent_back(desk, departure, due),
        on_their_way=_on_their_way(desk, departure),
        errors=errors_of(error) if error else [],
    )


def _by_change(desk: Desk, departure: Departure, due: list[Due]) -> list[Concerned]:
    """Return those together to whom the same has changed, the most first."""
    ranked = sorted(due, key=_change)
    found = [_concerned(desk, departure, list(members)) for _, members in groupby(ranked, key=_change)]
    return sorted(found, key=lambda one: -one.count)


def _change(one: Due) -> str:
    return repr((sorted(one.why.update.changed), one.why.known.announced, one.why.now))


def _concerned(desk: Desk, departure: Departure, due: list[Due]) -> Concerned:
    letters = [replace(as_submitted(desk, departure, one.written, one.why.known.client_id), number=1) for one in due]
    shared = due[0].why
    said = [_difference(what, shared.known.announced, shared.now) for what in Changed if what in shared.update.changed]
    seen = [(group, shown(desk, group.sample), _seen_in(group)) for group in groups(letters)]
    return Concerned(len(due), said, seen)


def _difference(what: Changed, told: Announced, now: Announced) -> Difference:
    before, after = _said(what, told), _said(what, now)
    return Difference(say(f"corrections.changed_{what}"), before, after)


def _said(what: Changed, one: Announced) -> str:
    if what is Changed.LAST_DAY:
        return day(one.last_day) if one.last_day else ""
    if what is Changed.CONTACT_DAY:
        return day(one.contacts[0].first_day)
    points = [*one.contacts, *([one.bridge] if one.bridge and what is Changed.CONTACT else [])]
    return "; ".join(_point(point) for point in points)


def _point(point: Colleague) -> str:
    channels = ", ".join(one for one in (point.email, point.phone) if one)
    named = f"{point.name} ({say(f'contact_kind.{point.kind}')})" if point.kind is ContactKind.INTERIM else point.name
    topic = f"{say(f'topic.{point.topic}')}: " if point.topic else ""
    return f"{topic}{named}, {channels}" if channels else f"{topic}{named}"


def _seen_in(group: Group) -> list[tuple[str, str]]:
    return list({spoken(finding): None for letter in group.letters for finding in letter.findings})


def _hindered(one: Due) -> tuple[Client, list[tuple[str, str]]]:
    return one.written.client, [spoken(finding) for finding in blocking(one.written.findings)]


def _sent_back(desk: Desk, departure: Departure, due: list[Due]) -> dict[str, str]:
    """Return the approver's words on letters that he sent back, by client."""
    ids = [later.letter_id for one in due for later in one.why.known.later]
    return {one.client_id: one.comment for one in desk.stores.letters.some(departure.id, ids) if one.comment}


def _on_their_way(desk: Desk, departure: Departure) -> list[SubmittedLetter]:
    letters = [one.on_its_way for one in corrections(desk, departure).on_their_way]
    return desk.stores.letters.some(departure.id, [one.letter_id for one in letters if one])
