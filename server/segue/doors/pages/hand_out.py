"""Handing out: where to insert the letters, and the letters as files."""

import io
import zipfile

from flask import Blueprint, Response, request

from segue.departure.errors import InputError, NotNow, NotReleased
from segue.desk.access import answered_terms, as_leaver
from segue.desk.hand_out import open_letters, place_draft
from segue.desk.mark import set_status
from segue.desk.ports import LetterFilter
from segue.desk.release import require_open
from segue.desk.submitted import Told
from segue.doors.language import say
from segue.doors.pages.shell import departure_page, notice, page_number
from segue.doors.problems import advice
from segue.doors.wiring import actor, reading, wiring, writing

hand_out_pages = Blueprint("hand_out", __name__)

PAGE_SIZE = 100


@hand_out_pages.get("/departures/<departure_id>/hand-out")
def page(departure_id: str) -> str:
    """Show the queue and the ways to hand out."""
    query, number = request.args.get("q", "").strip()[:200], page_number()
    with reading() as desk:
        departure = as_leaver(desk, actor(), departure_id)
        closed = ""
        try:
            require_open(departure, desk.zone, desk.now)
        except NotReleased as error:
            closed = advice(error)
        total, letters = desk.stores.letters.page(
            departure_id, LetterFilter(query), (number - 1) * PAGE_SIZE, PAGE_SIZE
        )
        return departure_page(
            desk,
            departure,
            "hand_out.html",
            letters=letters,
            total=total,
            query=query,
            number=number,
            pages=max(-(-total // PAGE_SIZE), 1),
            closed=closed,
        )


@hand_out_pages.post("/departures/<departure_id>/hand-out/drafts")
def drafts(departure_id: str) -> Response:
    """Put every open letter in the local Drafts folder and download them all as one zip."""
    with reading() as desk:
        answered_terms(as_leaver(desk, actor(), departure_id))
        ids = open_letters(desk, actor(), departure_id)
    if not ids:
        raise NotNow("nothing_to_hand_out")
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for number, letter_id in enumerate(ids, 1):
            archive.writestr(f"letter-{number:03}.eml", _drafted(letter_id))
    return _download(packed.getvalue(), "letters.zip", "application/zip")


@hand_out_pages.post("/letters/<letter_id>/draft")
def draft(letter_id: str) -> Response:
    """Put one letter in the local Drafts folder and download it."""
    return _download(_drafted(letter_id), "letter.eml", "message/rfc822")


@hand_out_pages.post("/letters/<letter_id>/status")
def status(letter_id: str) -> Response:
    """Mark one client as told, skipped or to do again."""
    if request.form.get("status", "") not in set(Told):
        raise InputError("choice_unknown", field="status")
    wanted = Told(request.form["status"])
    with writing() as desk:
        departure_id = desk.stores.letters.get(letter_id).departure_id
        set_status(desk, actor(), letter_id, wanted, request.form.get("reason", ""))
    notice("hand_out.marked", status=say(f"status.{wanted}"))
    return Response(status=303, headers={"Location": f"/departures/{departure_id}/hand-out"})


def _drafted(letter_id: str) -> bytes:
    letter = place_draft(writing, actor(), letter_id, wiring().mailboxes.drafts(actor()))
    return wiring().mailboxes.as_file(letter)


def _download(body: bytes, name: str, kind: str) -> Response:
    return Response(body, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})
