"""Putting all letters in one's own Drafts: begun, followed, paused, ended; and what one says of single drafts (H6)."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

from flask import Blueprint, redirect, render_template, request, url_for
from flask import Response as Answer
from werkzeug.wrappers import Response

from segue.departure.departure import Departure
from segue.departure.errors import InputError, NotApproved, NotFound, NotReleased, SegueError
from segue.departure.letter_state import OVER, LetterState, Told
from segue.desk.call_first import held_for_call
from segue.desk.desk import Desk
from segue.desk.draft_fates import draft_to_open, look_at_drafts
from segue.desk.drafting import (
    begin_drafting,
    cancel_drafting,
    may_draft,
    own_drafting,
    pause_drafting,
    resume_drafting,
)
from segue.desk.drafts_to_check import Said, Why, drafts_to_check, say_of_draft
from segue.desk.on_hold import on_hold
from segue.desk.one_draft import place_draft
from segue.desk.ports import GOES_ON, Drafting, DraftingState, Modes, Need, OpensDrafts, Outcome
from segue.doors.pages.shell import notice
from segue.doors.problems import advice
from segue.doors.wiring import actor, reading, signed_in, wiring, writing

drafting_pages = Blueprint("drafting", __name__)

SHOWN = (Outcome.LEFT, Outcome.REFUSED)
TOLD = OVER | {Told.INSERTED}


@dataclass(frozen=True)
class HowFar:
    """A run, and how many of its letters came to what; ``waits_until`` is until when the mailbox asked to wait."""

    drafting: Drafting
    counts: Mapping[Outcome, int]
    total: int
    done: int
    waits_until: datetime | None


@drafting_pages.post("/departures/<departure_id>/drafting")
def begin(departure_id: str) -> Response:
    """Begin to put every letter that may leave in the person's Drafts."""
    is_offered = _is_offered()
    with writing() as desk:
        begun = begin_drafting(desk, actor(), departure_id, is_offered)
    return _go_on(begun)


@drafting_pages.get("/departures/<departure_id>/drafting/<drafting_id>")
def progress(departure_id: str, drafting_id: str) -> Answer | str:
    """Show how far it is, for the page that asks again and again; when it rests, have the page loaded anew."""
    with reading() as desk:
        now = own_drafting(desk, actor(), departure_id, drafting_id)
        if now.state is not DraftingState.RUNNING:
            return Answer("", headers={"HX-Refresh": "true"})
        return render_template("drafting_progress.html", departure_id=departure_id, far=_how_far(desk, now))


@drafting_pages.post("/departures/<departure_id>/drafting/<drafting_id>")
def change(departure_id: str, drafting_id: str) -> Response:
    """Pause it, go on with it, or end it."""
    wanted, who, is_offered = request.form.get("do", ""), actor(), _is_offered()
    with writing() as desk:
        if wanted == "pause":
            now = pause_drafting(desk, who, departure_id, drafting_id)
        elif wanted == "resume":
            now = resume_drafting(desk, who, departure_id, drafting_id, is_offered)
        elif wanted == "cancel":
            now = cancel_drafting(desk, who, departure_id, drafting_id)
        else:
            raise InputError("choice_unknown", field="do")
    return _go_on(now)


@drafting_pages.post("/departures/<departure_id>/drafts/look")
def look(departure_id: str) -> Response:
    """Look which drafts are still where they were put."""
    openers = wiring().openers_of(signed_in().workspace_id)
    away = look_at_drafts(openers, actor(), departure_id, wiring().mailboxes.drafts(actor()))
    notice("drafting.looked", count=away)
    return _back(departure_id)


@drafting_pages.get("/letters/<letter_id>/draft")
def opened(letter_id: str) -> Response:
    """Lead to a draft in the person's own mailbox, where the mailbox has an address for it."""
    with reading() as desk:
        ref = draft_to_open(desk, actor(), letter_id)
    box = wiring().mailboxes.drafts(actor())
    link = box.link(ref) if isinstance(box, OpensDrafts) else None
    if link is None:
        raise NotFound("draft_gone")
    return redirect(link)


@drafting_pages.post("/letters/<letter_id>/draft/said")
def said(letter_id: str) -> Response:
    """Take what a person says of a draft of his; one that is not there is made anew where it may be."""
    told, mailboxes = request.form.get("said", ""), wiring().mailboxes
    are_files, is_offered = mailboxes.drafts_are_files(actor()), _is_offered()
    with writing() as desk:
        departure_id = desk.stores.letters.get(letter_id).departure_id
        say_of_draft(desk, actor(), letter_id, told)
        is_on = are_files or may_draft(desk, is_offered)
    if told == Said.NOT_THERE and is_on:
        with suppress(NotApproved, NotReleased):
            place_draft(writing, actor(), letter_id, mailboxes.drafts(actor()))
    notice("drafting.noted")
    return _back(departure_id)


def _held(desk: Desk, departure: Departure) -> int:
    """Return how many letters would be drafted but for a contact point to confirm (P11) or a call to make (H8)."""
    held = held_for_call(desk, departure) | {letter.id for letter in on_hold(desk, departure)}
    marks = desk.stores.letters.marks(departure.id) if held else []
    return sum(one.id in held and (one.state, one.status) == (LetterState.APPROVED, Told.TO_DO) for one in marks)


def drafting_shown(desk: Desk, departure: Departure, modes: Modes) -> dict[str, object]:
    """Return what the page for handing out says of drafts: what there is to do, how far it is, what came of it."""
    to_check = drafts_to_check(desk, actor(), departure.id)
    now = desk.stores.draftings.newest(departure.id, actor().id)
    counts = desk.stores.letters.counts(departure.id, modes)
    waiting = sum(one.why in (Why.UNCLEAR, Why.LOOKING) for one in to_check)
    held = _held(desk, departure)
    shown: dict[str, object] = {
        "to_check": {why: [one for one in to_check if one.why is why] for why in Why},
        "drafting_offered": may_draft(desk, _is_offered()),
        "allow": _to_allow(desk, now),
        "drafting_on": now is not None and now.state in GOES_ON,
        "to_draft": max(counts.get((LetterState.APPROVED, Told.TO_DO), 0) - held - waiting, 0),
        "drafted": counts.get((LetterState.APPROVED, Told.DRAFTED), 0),
        "drafting": now,
        "opens_drafts": isinstance(wiring().mailboxes.drafts(actor()), OpensDrafts),
    }
    if now is not None:
        shown |= {"far": _how_far(desk, now), "not_placed": _not_placed(desk, now), "why_stopped": _why_stopped(now)}
    if now is not None and now.state is DraftingState.RUNNING:
        shown["pulse_url"] = ""  # the page itself asks how far it is
    return shown


def _how_far(desk: Desk, now: Drafting) -> HowFar:
    counts = desk.stores.draftings.counts(now.id)
    total = sum(counts.values())
    waits_until = now.not_before if now.not_before and now.not_before > desk.now else None
    return HowFar(now, counts, total, total - counts.get(Outcome.TODO, 0), waits_until)


def _not_placed(desk: Desk, now: Drafting) -> list[tuple[str, str, str]]:
    """Return the letters still to be told by that a run left alone or the mailbox refused: (client, company, why)."""
    found = [one for one in desk.stores.draftings.letters(now.id) if one.outcome in SHOWN]
    letters = [(desk.stores.letters.get(one.letter_id), one.code) for one in found]
    untold = [(letter, code) for letter, code in letters if letter.status not in TOLD]
    return [(letter.client_name, letter.company, advice(SegueError(code))) for letter, code in untold]


def _why_stopped(now: Drafting) -> str:
    return advice(SegueError(now.error, **now.error_values)) if now.error else ""


def _to_allow(desk: Desk, now: Drafting | None) -> str:
    """Say whether drafts have to be allowed: "must" before any, "again" where a run stopped for that, "done" since."""
    if wiring().mailboxes.drafts_to_allow(actor()):
        return "must"
    if now is None or now.state is not DraftingState.STOPPED or now.error_values.get("need") != Need.DRAFTS:
        return ""
    account = desk.stores.connections.of(actor().id)
    if account is None or now.ended_at is None:
        return ""
    return "done" if account.made_at >= now.ended_at else "again"


def _is_offered() -> bool:
    return wiring().mailboxes.drafts_allowed(actor())


def _go_on(now: Drafting) -> Response:
    if now.state is DraftingState.RUNNING:
        wiring().queue.place_drafts(signed_in().workspace_id, now.id)
    else:
        notice(f"drafting.now_{now.state}")
    return _back(now.departure_id)


def _back(departure_id: str) -> Response:
    return redirect(url_for("hand_out.page", departure_id=departure_id, _anchor="drafting"))
