"""Handing out: where to insert the letters, and the letters as files; each teller sees only his own (P7)."""

import io
import zipfile

from flask import Blueprint, Response, redirect, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from segue.departure.departure import Departure
from segue.departure.errors import NotNow
from segue.desk.access import answered_terms
from segue.desk.after_last_day import left_elsewhere
from segue.desk.after_restore import say_looked
from segue.desk.desk import Desk
from segue.desk.hand_out import open_letter, open_letters
from segue.desk.last_day import is_due
from segue.desk.one_draft import place_draft
from segue.desk.tellers import as_teller, closed_for, departures_told_by, modes_told_by
from segue.desk.test_copy import gives_test_copy
from segue.doors.pages.approver import approver_page
from segue.doors.pages.contact_points import contact_notes
from segue.doors.pages.corrections import second_letters
from segue.doors.pages.drafting import drafting_shown
from segue.doors.pages.letters import copies_for_others
from segue.doors.pages.queue_shown import queue_shown
from segue.doors.wiring import actor, reading, wiring, writing

hand_out_pages = Blueprint("hand_out", __name__)


@hand_out_pages.get("/departures/<departure_id>/hand-out")
def page(departure_id: str) -> str:
    """Show the queue and the ways to hand out."""
    with reading() as desk:
        return _show(desk, as_teller(desk, actor(), departure_id))


@hand_out_pages.post("/departures/<departure_id>/hand-out/drafts")
def drafts(departure_id: str) -> Response:
    """Download every open letter as one zip; whose Drafts are files of ours has them there, too."""
    with reading() as desk:
        answered_terms(as_teller(desk, actor(), departure_id))
        again = wiring().mailboxes.drafts_are_files(actor())  # which are the very files, not another draft of each
        ids = open_letters(desk, actor(), departure_id, again=again)
    if not ids:
        raise NotNow("nothing_to_hand_out")
    made = [draft for letter_id in ids if (draft := _file_unless_edited(letter_id))]
    if not made:
        raise NotNow("draft_edited")
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for number, draft in enumerate(made, 1):
            archive.writestr(f"letter-{number:03}.eml", draft)
    return _download(packed.getvalue(), "letters.zip", "application/zip")


@hand_out_pages.post("/letters/<letter_id>/draft")
def draft(letter_id: str) -> Response:
    """Download one letter; whose Drafts are files of ours has it there, too."""
    return _download(_file_of(letter_id), "letter.eml", "message/rfc822")


@hand_out_pages.post("/departures/<departure_id>/hand-out/looked")
def looked(departure_id: str) -> BaseResponse:
    """Take the person's word that he looked what had gone out after the backup that was restored."""
    with writing() as desk:
        say_looked(desk, actor(), departure_id)
    return redirect(url_for("hand_out.page", departure_id=departure_id))


def _show(desk: Desk, departure: Departure) -> str:
    modes, closed = modes_told_by(actor(), departure), closed_for(desk, actor(), departure)
    queue = queue_shown(desk, departure, closed)
    tested = next((one for _, found in queue["firms"] for one in found if gives_test_copy(desk, departure, one)), None)
    return approver_page(
        desk,
        departure,
        "hand_out.html",
        preparing=is_due(desk, departure),
        leads=departure.leader_id == actor().id,
        test_letter=tested,
        copies_for=copies_for_others(desk, departure) if tested else [],
        left=left_elsewhere(desk, departure),
        **second_letters(desk, departure),
        contact_notes=contact_notes(desk, departure),
        then="hand_out",
        others=_others(desk, departure),
        **{**drafting_shown(desk, departure, modes), **queue, "pulse_url": ""},  # the queue asks for itself
    )


def _others(desk: Desk, departure: Departure) -> list[tuple[str, str]]:
    """Return the other departures whose letters the person hands out: (id, whose)."""
    mine = [one for one in departures_told_by(desk, actor()) if one.id != departure.id and one.terms]
    return [(one.id, desk.stores.people.get(one.leaver_id).name) for one in mine]


def _file_of(letter_id: str) -> bytes:
    """Return a letter as a file. A mailbox elsewhere gets no draft by this: that has a switch and a run of its own."""
    mailboxes = wiring().mailboxes
    if mailboxes.drafts_are_files(actor()):
        return mailboxes.as_file(place_draft(writing, actor(), letter_id, mailboxes.drafts(actor())))
    with writing() as desk:
        again = bool(request.form.get("again"))
        return mailboxes.as_file(open_letter(desk, actor(), letter_id, again=again).letter)


def _file_unless_edited(letter_id: str) -> bytes | None:
    """Return a letter as a file; None where an earlier draft was edited, which the page lists."""
    try:
        return _file_of(letter_id)
    except NotNow as refused:
        if refused.code != "draft_edited":
            raise
        return None


def _download(body: bytes, name: str, kind: str) -> Response:
    return Response(body, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})
