"""The JSON API that panes use, version 1; its OpenAPI document is at /api/v1/openapi.json."""

from typing import Any

from apiflask import APIBlueprint
from flask import Response, jsonify, request

from segue.departure.departure import Departure
from segue.departure.errors import NotFound
from segue.departure.letter_state import LetterState, Told
from segue.departure.permission import permission
from segue.desk.access import require_teller
from segue.desk.contact_points import why_on_hold
from segue.desk.desk import Desk
from segue.desk.hand_out import open_letter
from segue.desk.mark import set_status
from segue.desk.on_hold import next_letter
from segue.desk.ports import LetterFilter
from segue.desk.reading import findings_of
from segue.desk.submitted import SubmittedLetter
from segue.desk.tellers import as_teller, closed_for, departures_told_by, modes_told_by
from segue.desk.unconfirmed import unconfirmed_contacts
from segue.doors.api_models import (
    HandedOutLetter,
    LetterView,
    Queue,
    QueueQuery,
    Session,
    SessionQuery,
    StatusChange,
    StatusResult,
    TextsQuery,
)
from segue.doors.language import locale, say
from segue.doors.pages.letters import shown
from segue.doors.pages.shell import spoken
from segue.doors.problems import advice
from segue.doors.wiring import actor, reading, signed_in, wiring, writing

api = APIBlueprint("api", __name__, url_prefix="/api/v1")

TOLD = (Told.SENT.value, Told.SKIPPED.value)


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
    """Return every text whose key begins with a prefix."""
    return jsonify(wiring().texts.under(locale(), query_data.prefix))


@api.get("/departures/<departure_id>/queue")
@api.input(QueueQuery, location="query")
@api.output(Queue)
@api.doc(summary="The queue: one's own letters in order, counts, and whether they may leave now", responses=[304, 404])
def queue(departure_id: str, query_data: QueueQuery) -> Response:
    """Return one page of the queue; 304 with If-None-Match while nothing of it changed."""
    with reading() as desk:
        departure = as_teller(desk, actor(), departure_id)
        gate = _gate(desk, departure)
        revision = desk.stores.departures.revision(departure_id)
        # The time opens and closes the gate without a change in the records, so it is part of the tag.
        held = len(unconfirmed_contacts(desk, departure))  # by what happens to another departure
        tag = f"{revision}-{gate['code']}-{held}-{locale()}-{_tag(query_data)}"
        # Every pane asks every few seconds, and mostly nothing changed: then the letters are not read at all.
        unchanged = request.if_none_match.contains_weak(tag)
        response = Response(status=304) if unchanged else jsonify(_queue(desk, departure, query_data, gate))
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
        held = why_on_hold(desk, actor(), departure, found)
        return {
            **_line(found),
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
@api.output(HandedOutLetter)
@api.doc(summary="Hand out one approved letter to insert within ten minutes", responses=[404, 409])
def open_(letter_id: str) -> dict[str, Any]:
    """Return the approved bytes, recorded as handed out; 409 while they may not leave."""
    with writing() as desk:
        handed = open_letter(desk, actor(), letter_id)
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


@api.put("/letters/<letter_id>/status")
@api.input(StatusChange)
@api.output(StatusResult)
@api.doc(summary="Say how far the telling of one client is; the previous status undoes it", responses=[404, 409])
def status(letter_id: str, json_data: StatusChange) -> dict[str, Any]:
    """Set the status of one client's letter; the same again changes nothing."""
    with writing() as desk:
        marked = set_status(desk, actor(), letter_id, json_data.status, json_data.reason)
    return {"status": marked.status, "previous": marked.previous, "next_id": marked.next_id}


def _tag(query: QueueQuery) -> str:
    """Return a short tag of a query that is safe inside an ETag."""
    return f"{query.q.encode().hex()}-{query.offset}-{query.limit}"


def _queue(desk: Desk, departure: Departure, query: QueueQuery, gate: dict[str, Any]) -> dict[str, Any]:
    modes = modes_told_by(actor(), departure)
    wanted = LetterFilter(query.q, modes=modes)
    matching, letters = desk.stores.letters.page(departure.id, wanted, query.offset, query.limit)
    counts = desk.stores.letters.counts(departure.id, modes)
    return {
        "total": sum(counts.values()),
        "told": sum(count for (_, status), count in counts.items() if status in TOLD),
        "matching": matching,
        "gate": gate,
        "next_id": next_letter(desk, departure, modes) if gate["open"] else None,
        "letters": [_line(letter) for letter in letters],
    }


def _gate(desk: Desk, departure: Departure) -> dict[str, Any]:
    closed = closed_for(desk, actor(), departure)
    if closed is not None:
        return {"open": False, "code": closed.code, "message": advice(closed)}
    return {"open": True, "code": "", "message": ""}


def _titled(desk: Desk, departure: Departure) -> dict[str, str]:
    """Return a departure as the pane names it: nothing says that anybody leaves."""
    own = departure.leaver_id == actor().id
    name = "" if own else desk.stores.people.get(departure.leaver_id).name
    return {"id": departure.id, "title": say("pane.title") if own else say("pane.title_of", name=name)}


def _line(letter: SubmittedLetter) -> dict[str, Any]:
    return {
        "id": letter.id,
        "client": letter.client_name,
        "company": letter.company,
        "to": list(letter.content.to),
        "language": letter.content.language,
        "state": letter.state.value,
        "status": letter.status.value,
        "reason": letter.status_reason or (letter.comment if letter.state is LetterState.REJECTED else ""),
    }


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
