"""The JSON API that panes use, version 1; its OpenAPI document is at /api/v1/openapi.json."""

from typing import Any

from apiflask import APIBlueprint
from flask import Response, jsonify, request

from segue.departure.departure import Departure
from segue.departure.errors import NotFound
from segue.departure.letter_state import LetterState
from segue.departure.permission import permission
from segue.desk.access import require_teller
from segue.desk.contact_points import why_on_hold
from segue.desk.desk import Desk
from segue.desk.hand_out import INSERT_WITHIN, open_letter
from segue.desk.mark import set_status
from segue.desk.reading import findings_of
from segue.desk.submitted import SubmittedLetter
from segue.desk.tellers import as_teller, closed_for, departures_told_by
from segue.desk.test_copy import take_test_copy
from segue.desk.uncalled import why_to_call
from segue.desk.write_back import open_replies
from segue.doors.api_calls import sheet_told
from segue.doors.api_models import (
    CopyWanted,
    HandedOutLetter,
    HandedOutReplies,
    HandedOutTestCopy,
    LetterView,
    OpenQuery,
    Queue,
    QueueQuery,
    Session,
    SessionQuery,
    StatusChange,
    StatusResult,
    TextsQuery,
)
from segue.doors.api_queue import call_word, line, queue_tag, queue_told
from segue.doors.language import locale, say
from segue.doors.pages.shell import spoken
from segue.doors.pages.shown import shown
from segue.doors.problems import advice
from segue.doors.wiring import actor, reading, signed_in, wiring, writing

api = APIBlueprint("api", __name__, url_prefix="/api/v1")


@api.get("/session")
@api.input(SessionQuery, location="query")
@api.output(Session)
@api.doc(summary="Who is signed in, and which departures' letters this person hands out")
def session(query_data: SessionQuery) -> dict[str, Any]:
    """Return who is signed in, the CSRF token for unsafe calls, and the departures with a queue for the person.

    The pane is about the one that the query names, else about the first: the person's own, then by last day.
    """
    with reading() as desk:
        departures = [_titled(desk, one) for one in departures_told_by(desk, actor())]
    named = [one for one in departures if one["id"] == query_data.departure]
    about = {"person": {"name": actor().name}, "locale": locale(), "csrf": signed_in().csrf}
    chosen = next(iter(named or departures), None)
    return {**about, "departure": chosen, "departures": departures, "practice": wiring().demo}


@api.get("/texts")
@api.input(TextsQuery, location="query")
@api.doc(summary="Interface texts in the person's language")
def texts(query_data: TextsQuery) -> Response:
    """Return every text whose key begins with one of the prefixes."""
    prefixes = query_data.prefix.split(",")
    return jsonify({key: text for one in prefixes for key, text in wiring().texts.under(locale(), one).items()})


@api.get("/departures/<departure_id>/queue")
@api.input(QueueQuery, location="query")
@api.output(Queue)
@api.doc(summary="The queue: one's own letters in order, counts, and whether they may leave now", responses=[304, 404])
def queue(departure_id: str, query_data: QueueQuery) -> Response:
    """Return one page of the queue; 304 with If-None-Match while nothing of it changed."""
    with reading() as desk:
        departure = as_teller(desk, actor(), departure_id)
        closed = closed_for(desk, actor(), departure)
        tag = queue_tag(desk, departure, query_data, closed)
        # Every pane asks every few seconds, and mostly nothing changed: then the letters are not read at all.
        unchanged = request.if_none_match.contains_weak(tag)
        response = Response(status=304) if unchanged else jsonify(queue_told(desk, departure, query_data, closed))
    response.set_etag(tag)
    response.headers["Cache-Control"] = "private, no-cache"
    return response


@api.get("/letters/<letter_id>")
@api.output(LetterView)
@api.doc(summary="One letter to look at, with its findings and what may be said", responses=[404])
def letter(letter_id: str) -> dict[str, Any]:
    """Return one letter to look at, for who hands it out."""
    with reading() as desk:
        found = desk.stores.letters.get(letter_id)
        departure = desk.stores.departures.get(found.departure_id)
        require_teller(desk, actor(), departure, found)
        if departure.terms is None:
            raise NotFound("letter_unknown")
        allowed = permission(desk.terms(departure))
        held = why_on_hold(desk, actor(), departure, found) or why_to_call(desk, found)
        calls = sheet_told(desk, departure, found)
        return {
            **line(found, call_word(desk, [found.id] if calls and calls["due"] == "first" else [])),
            "calls": calls,
            "preview": _preview(desk, found),
            "findings": [
                *([{"id": held.code, "severity": "blocking", "message": advice(held)}] if held else []),
                *(
                    {"id": finding.id, "severity": finding.severity.value, "message": spoken(finding)[1]}
                    for finding in findings_of(desk, found)
                ),
            ],
            "may_say": [say(f"permission.{key}") for key in allowed.may_say],
            "may_not_say": [say(f"permission.{key}") for key in allowed.may_not_say],
        }


@api.post("/letters/<letter_id>/open")
@api.input(OpenQuery, location="query")
@api.output(HandedOutLetter)
@api.doc(summary="Hand out one approved letter to insert within ten minutes", responses=[404, 409])
def open_(letter_id: str, query_data: OpenQuery) -> dict[str, Any]:
    """Return the approved bytes, recorded as handed out; 409 while they may not leave, or stand in Drafts."""
    with writing() as desk:
        handed = open_letter(desk, actor(), letter_id, again=query_data.again)
        content = handed.letter.content
        direction = desk.packs[content.language].direction
    return {
        "id": letter_id,
        "to": list(content.to),
        "cc": list(content.cc),
        "subject": content.subject,
        "text": content.text,
        "html": content.html,
        "language": content.language,
        "direction": direction,
        "digest": handed.letter.digest,
        "expires_at": handed.expires_at,
    }


@api.post("/letters/<letter_id>/test-copy")
@api.input(CopyWanted)
@api.output(HandedOutTestCopy)
@api.doc(summary="An approved letter as a marked test, for leaver or approver alone", responses=[404, 409])
def test_copy(letter_id: str, json_data: CopyWanted) -> dict[str, Any]:
    """Return a test copy to insert within ten minutes; the letter and its status stay as they are."""
    with writing() as desk:
        copy = take_test_copy(desk, actor(), letter_id, json_data.to)
        direction, expires_at = desk.packs[copy.language].direction, desk.now + INSERT_WITHIN
    said = {name: getattr(copy, name) for name in ("to", "subject", "text", "html", "language", "digest", "readers")}
    return {"id": letter_id, **said, "cc": [], "direction": direction, "expires_at": expires_at, "test": True}


@api.post("/letters/<letter_id>/replies")
@api.output(HandedOutReplies)
@api.doc(summary="Hand out the approved answers for when a client writes back", responses=[404, 409])
def replies(letter_id: str) -> dict[str, Any]:
    """Return the answers that were approved with a letter, recorded as handed out; 409 while it may not leave."""
    with writing() as desk:
        handed = open_replies(desk, actor(), letter_id)
        content = handed.letter.content
        direction = desk.packs[content.language].direction
    return {
        "id": letter_id,
        "to": list(content.to),
        "language": content.language,
        "direction": direction,
        "expires_at": handed.expires_at,
        "replies": [
            {"id": one.question, "question": say(f"reply.{one.question}"), "text": one.text, "html": one.html}
            for one in handed.replies
        ],
    }


@api.put("/letters/<letter_id>/status")
@api.input(StatusChange)
@api.output(StatusResult)
@api.doc(summary="Say how far the telling of one client is; the previous status undoes it", responses=[404, 409])
def status(letter_id: str, json_data: StatusChange) -> dict[str, Any]:
    """Set the status of one client's letter; the same again changes nothing."""
    with writing() as desk:
        marked = set_status(desk, actor(), letter_id, json_data.status, json_data.reason, json_data.expected)
    return {"status": marked.status, "previous": marked.previous, "next_id": marked.next_id}


def _titled(desk: Desk, departure: Departure) -> dict[str, str]:
    """Return a departure as the pane names it: nothing says that anybody leaves."""
    own = departure.leaver_id == actor().id
    name = "" if own else desk.stores.people.get(departure.leaver_id).name
    return {"id": departure.id, "title": say("pane.title") if own else say("pane.title_of", name=name)}


def _preview(desk: Desk, letter: SubmittedLetter) -> dict[str, Any]:
    view = shown(desk, letter)
    return {
        "subject": view.subject,
        "text": view.text,
        "html": view.html,
        "language": view.locale,
        "direction": desk.packs[view.locale].direction,
        "approved": letter.state is LetterState.APPROVED,
    }
