"""What the queue's page shows of it, on the page and alone for the page that asks again (H3)."""

from collections.abc import Sequence
from hashlib import sha256
from itertools import groupby
from typing import Any

from flask import render_template

from segue.clients.company_name import company_key
from segue.departure.departure import Departure
from segue.departure.errors import NotReleased
from segue.departure.letter_state import Told
from segue.desk.call_first import held_for_call
from segue.desk.desk import Desk
from segue.desk.on_hold import on_hold
from segue.desk.ports import LetterFilter, OpensDrafts, Part
from segue.desk.queue import standing
from segue.desk.submitted import SubmittedLetter
from segue.desk.tellers import modes_told_by
from segue.desk.unconfirmed import unconfirmed_contacts
from segue.doors.language import locale, say
from segue.doors.pages.queue_query import PAGE_SIZE, asked, here
from segue.doors.problems import advice
from segue.doors.wiring import actor, wiring

Errors = Sequence[tuple[str, str]]
READY_REASONS = ("colleague", "not_client", "in_person")
"""Reasons for skipping that take one click."""


def queue_shown(desk: Desk, departure: Departure, closed: NotReleased | None) -> dict[str, Any]:
    """Return what the queue shows: its numbers, the part that is asked for, its letters by company."""
    modes, wanted = modes_told_by(actor(), departure), asked()
    stands = standing(desk, departure, modes)
    part = wanted.part or (Part.LEFT if stands.parts[Part.LEFT] else Part.ALL)
    first = (wanted.number - 1) * PAGE_SIZE
    total, letters = desk.stores.letters.page(departure.id, wanted.filter(part, modes), first, PAGE_SIZE)
    return {
        "stands": stands,
        "part": part,
        "asked": wanted,
        "here": here(),
        "total": total,
        "pages": max(-(-total // PAGE_SIZE), 1),
        "firms": [(key, list(found)) for key, found in groupby(letters, key=_firm)],
        "languages": desk.stores.letters.languages(departure.id, modes),
        "drafted": len(desk.stores.letters.ids(departure.id, LetterFilter(status=Told.DRAFTED, modes=modes))),
        "on_hold": {letter.id for letter in on_hold(desk, departure)},
        "held_for_call": held_for_call(desk, departure),
        "call_first": set(stands.call_first),
        "ready_reasons": [say(f"queue.ready_{one}") for one in READY_REASONS],
        "opens_drafts": isinstance(wiring().mailboxes.drafts(actor()), OpensDrafts),
        "closed": advice(closed) if closed else "",
        "unseen": closed is not None and closed.code == "restored_unseen",
        "queue_tag": queue_tag(desk, departure, closed),
    }


def queue_tag(desk: Desk, departure: Departure, closed: NotReleased | None) -> str:
    """Return what changes when the queue would look different: by what was done, elsewhere too, and by the clock."""
    said = [
        desk.stores.departures.revision(departure.id),
        desk.policy.version,
        len(unconfirmed_contacts(desk, departure)),
        advice(closed) if closed else "",
        locale(),
        sorted(here().items()),
    ]
    return sha256(repr(said).encode()).hexdigest()[:32]


def _firm(letter: SubmittedLetter) -> str:
    return company_key(letter.company) or letter.client_id


def queue_alone(
    desk: Desk, departure: Departure, closed: NotReleased | None, errors: Errors = (), *, said: bool
) -> str:
    """Return the queue without its page; ``said`` is whether it answers a mark, ``errors`` why that was refused."""
    shown = queue_shown(desk, departure, closed)
    return render_template("queue.html", departure=departure, said=said, errors=errors, **shown)
