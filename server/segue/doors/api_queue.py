"""The queue and its letters as the API tells them: numbers, one part of the list, whose turn it is (H3, H7, H8)."""

from collections.abc import Collection
from typing import Any

from segue.clients.company_name import company_key
from segue.departure.departure import Departure
from segue.departure.errors import NotReleased
from segue.departure.letter_state import LetterState
from segue.desk.desk import Desk
from segue.desk.ports import LetterFilter
from segue.desk.queue import next_turn, standing
from segue.desk.submitted import SubmittedLetter
from segue.desk.tellers import modes_told_by
from segue.desk.unconfirmed import unconfirmed_contacts
from segue.doors.api_models import QueueQuery
from segue.doors.language import locale
from segue.doors.problems import advice
from segue.doors.wiring import actor


def queue_tag(desk: Desk, departure: Departure, query: QueueQuery, closed: NotReleased | None) -> str:
    """Return what changes when the queue would be told differently; no letter is read for it.

    The time opens and closes the gate without a change in the records, and another departure can hold a letter.
    """
    asked = f"{query.part}-{query.q.encode().hex()}-{query.offset}-{query.limit}-{query.later.encode().hex()}"
    revision = f"{desk.stores.departures.revision(departure.id)}-{desk.policy.version}"
    held = len(unconfirmed_contacts(desk, departure))
    return f"{revision}-{closed.code if closed else ''}-{held}-{locale()}-{asked}"


def queue_told(desk: Desk, departure: Departure, query: QueueQuery, closed: NotReleased | None) -> dict[str, Any]:
    """Return one page of a part of the queue, with the numbers of all of it."""
    modes = modes_told_by(actor(), departure)
    stands = standing(desk, departure, modes)
    wanted = LetterFilter(query.q, modes=modes, part=query.part)
    matching, letters = desk.stores.letters.page(departure.id, wanted, query.offset, query.limit)
    calls = call_word(desk, stands.call_first)
    turn = None if closed else next_turn(desk, departure, modes, query.later.split(","))
    following = desk.stores.letters.get(turn) if turn else None
    return {
        "total": stands.letters,
        "told": stands.told,
        "parts": [{"part": part, "count": count} for part, count in stands.parts.items()],
        "matching": matching,
        "gate": _gate(closed),
        "next_id": turn,
        "next": line(following, calls) if following else None,
        "letters": [line(letter, calls) for letter in letters],
    }


def line(letter: SubmittedLetter, calls: dict[str, str]) -> dict[str, Any]:
    """Return one line of the list; ``calls`` says of letters whether their client is called first, or they wait."""
    return {
        "id": letter.id,
        "client": letter.client_name,
        "company": letter.company,
        "firm": company_key(letter.company),
        "to": list(letter.content.to),
        "language": letter.content.language,
        "state": letter.state.value,
        "status": letter.status.value,
        "reason": letter.status_reason or (letter.comment if letter.state is LetterState.REJECTED else ""),
        "call": calls.get(letter.id, ""),
        "second": letter.number > 0,
    }


def call_word(desk: Desk, to_call: Collection[str]) -> dict[str, str]:
    """Return the word for letters whose clients are to be called first: by company policy they wait for that."""
    return dict.fromkeys(to_call, "held" if desk.policy.call_first else "first")


def _gate(closed: NotReleased | None) -> dict[str, Any]:
    return {"open": closed is None, "code": closed.code if closed else "", "message": advice(closed) if closed else ""}
