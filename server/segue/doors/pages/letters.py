"""The leaver reads one letter of each kind and gives them to the approver to read."""

from dataclasses import dataclass

from flask import Blueprint, Response, redirect, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from segue.departure.departure import Departure
from segue.departure.errors import InputError, NotFound, SegueError
from segue.departure.findings import blocking
from segue.departure.letter_state import KNOWS, LetterState
from segue.departure.permission import permission
from segue.desk.access import as_leader
from segue.desk.check import check_list
from segue.desk.desk import Desk
from segue.desk.excluded import to_be_told
from segue.desk.gone_teller import gone_teller
from segue.desk.hand_out import released_letter
from segue.desk.history import history_of
from segue.desk.openings import seen_of
from segue.desk.ports import EVERYBODY, ClientFilter
from segue.desk.reading import Group, findings_of, groups, hand_for_reading
from segue.desk.reconsider import as_submitted
from segue.desk.start import choose_subject
from segue.desk.submitted import SubmittedLetter
from segue.desk.tellers import as_reader_of
from segue.desk.test_copy import CopyFor, copies_for, gives_test_copy, take_test_copy
from segue.desk.write_back import replies_to
from segue.desk.writing import Written, kind_of, mode_of, write_letter
from segue.doors.pages.own_language import gist_for_reader
from segue.doors.pages.shell import departure_page, errors_of, notice, spoken, version_seen, with_remedies, with_status
from segue.doors.pages.shown import other_opening, shown
from segue.doors.wiring import actor, reading, wiring, writing
from segue.letters.compose import subjects

letters_pages = Blueprint("letters", __name__)


@dataclass(frozen=True)
class Overview:
    """A departure's letters as the leaver sees them: to give, on their way, and kept back by a finding."""

    to_give: list[Group]
    submitted: list[SubmittedLetter]
    hindered: list[Written]


@letters_pages.get("/departures/<departure_id>/letters")
def page(departure_id: str) -> str:
    """Show the letters in groups, each to be read once."""
    with reading() as desk:
        return _show(desk, as_leader(desk, actor(), departure_id), None)


@letters_pages.post("/departures/<departure_id>/letters")
def give(departure_id: str) -> BaseResponse | tuple[str, int]:
    """Give the letters of the groups that the leaver has read to the approver."""
    try:
        with writing() as desk:
            clients = request.form.getlist("read")
            if not clients:
                raise InputError("nothing_read", field="read")
            count = hand_for_reading(desk, actor(), departure_id, [one for ids in clients for one in ids.split()])
    except SegueError as error:
        with reading() as desk:
            return with_status(_show(desk, as_leader(desk, actor(), departure_id), error), error)
    notice("letters.given", count=count)
    return redirect(url_for("letters.page", departure_id=departure_id))


@letters_pages.post("/departures/<departure_id>/letters/subject")
def subject(departure_id: str) -> BaseResponse:
    """Choose the subject of all letters in one language."""
    form = request.form
    version = version_seen()
    with writing() as desk:
        choose_subject(desk, actor(), departure_id, form.get("locale", ""), form.get("subject", ""), version)
    notice("letters.subject_saved")
    return redirect(url_for("letters.page", departure_id=departure_id))


@letters_pages.get("/departures/<departure_id>/letters/<letter_id>")
def letter(departure_id: str, letter_id: str) -> str:
    """Show one submitted letter whole, to its leaver or its approver."""
    with reading() as desk:
        found = desk.stores.letters.get(letter_id)
        departure = as_reader_of(desk, actor(), found)
        if found.departure_id != departure_id or departure.terms is None:
            raise NotFound("letter_unknown")
        reads = departure.approver_id == actor().id
        return departure_page(
            desk,
            departure,
            "letter.html",
            letter=found,
            shown=shown(desk, found),
            gist=None if departure.leaver_id == actor().id else gist_for_reader(desk, found),
            other=other_opening(desk, found),
            seen=seen_of(desk, found),
            findings=[spoken(finding) for finding in findings_of(desk, found)],
            history=history_of(desk, found),
            others=_others(desk, found),
            permission=permission(desk.terms(departure)),
            reads=reads,
            gone_teller=gone_teller(desk, departure) if reads else None,
            test_letter=found if gives_test_copy(desk, departure, found) else None,
            copies_for=copies_for_others(desk, departure),
            replies=replies_to(desk, found) if reads else [],
            hands_out=_hands_out(desk, found),
        )


@letters_pages.post("/departures/<departure_id>/letters/<letter_id>/test-copy")
def test_copy_file(departure_id: str, letter_id: str) -> Response:
    """Download an approved letter as a marked test, to oneself or to the other of leaver and approver (H10)."""
    wanted = request.form.get("to", CopyFor.ME)
    if wanted not in set(CopyFor):
        raise InputError("choice_unknown", field="to")
    with writing() as desk:
        if desk.stores.letters.get(letter_id).departure_id != departure_id:
            raise NotFound("letter_unknown")
        copy = take_test_copy(desk, actor(), letter_id, CopyFor(wanted))
        file = wiring().mailboxes.test_as_file(copy, actor().address)
    disposition = {"Content-Disposition": 'attachment; filename="test-copy.eml"'}
    return Response(file, headers=disposition, content_type="message/rfc822")


def _others(desk: Desk, letter: SubmittedLetter) -> list[SubmittedLetter]:
    """Return the other letters to the same client that the person may read: what he was told before, or since (L3)."""
    found = []
    for one in desk.stores.letters.of_client(letter.client_id):
        try:
            as_reader_of(desk, actor(), one)
        except NotFound:
            continue
        found.append(one)
    return [one for one in found if one.id != letter.id]


def _hands_out(desk: Desk, letter: SubmittedLetter) -> bool:
    """Say whether the letter is the person's to hand out at this moment."""
    try:
        released_letter(desk, actor(), letter.id)
    except SegueError:
        return False
    return True


def copies_for_others(desk: Desk, departure: Departure) -> list[tuple[CopyFor, str]]:
    """Return for whom else than himself a person may take a test copy, with the name."""
    people = {one.id: (part, one.name) for part, one in copies_for(desk, actor(), departure).items()}
    return [named for id, named in people.items() if id != actor().id]


def _overview(desk: Desk, departure: Departure) -> Overview:
    _, chosen = desk.stores.clients.page(departure.id, ClientFilter(chosen=True), 0, EVERYBODY)
    submitted = desk.stores.letters.all(departure.id)
    news = [letter for letter in submitted if letter.number == 0]
    done = {one.client_id for one in news if one.state is not LetterState.REJECTED or one.status in KNOWS}
    written = [write_letter(desk, departure, c) for c in to_be_told(desk, departure, chosen) if c.id not in done]
    clean = [one for one in written if one.letter and not blocking(one.findings)]
    hindered = [one for one in written if not one.letter or blocking(one.findings)]
    return Overview(groups([as_submitted(desk, departure, one, one.client.id) for one in clean]), submitted, hindered)


def _show(desk: Desk, departure: Departure, error: SegueError | None) -> str:
    seen = _overview(desk, departure)
    locales = sorted({group.locale for group in seen.to_give} | {one.content.language for one in seen.submitted})
    return departure_page(
        desk,
        departure,
        "letters.html",
        groups=[
            (group, shown(desk, group.sample), _warnings(desk, group), other_opening(desk, group.sample))
            for group in seen.to_give
        ],
        submitted=seen.submitted,
        blocking=check_list(desk, departure).blocking,
        hindered=[(one.client, with_remedies(blocking(one.findings), departure, one.client)) for one in seen.hindered],
        subjects=[(one, _subjects(desk, one, departure)) for one in locales if one in desk.packs],
        permission=permission(desk.terms(departure)) if departure.terms else None,
        errors=errors_of(error) if error else [],
    )


def _subjects(desk: Desk, locale: str, departure: Departure) -> list[tuple[str, str]]:
    mode, kind, several = mode_of(desk, departure), kind_of(desk, departure), len(departure.contact_points) > 1
    return subjects(desk.packs[locale], mode, kind, several=several)


def _warnings(desk: Desk, group: Group) -> list[tuple[str, str]]:
    found = {spoken(finding): None for letter in group.letters[:50] for finding in findings_of(desk, letter)}
    return list(found)
