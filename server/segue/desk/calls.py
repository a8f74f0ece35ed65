"""Calls to the most important clients: whom to call before the letter and after it, and what came of it (H8)."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from segue.clients.client import Client, Importance
from segue.departure.call import LONGEST_NOTE, Call, CallOutcome, is_settled, was_reached
from segue.departure.departure import Departure
from segue.departure.errors import InputError, NotApproved, NotFound, NotNow, SegueError
from segue.departure.letter_state import Told
from segue.departure.people import Person
from segue.departure.stage import Verb, after
from segue.departure.terms import SenderMode
from segue.desk.access import require_teller
from segue.desk.desk import Desk
from segue.desk.excluded import to_be_told
from segue.desk.openings import as_called
from segue.desk.release import require_open
from segue.desk.steps import save_step
from segue.desk.submitted import SubmittedLetter
from segue.desk.tellers import is_teller
from segue.desk.uncalled import to_call

SAME_WITHIN = timedelta(minutes=1)
"""A call logged again in the same words within this time is the same form handed in twice."""
HAS_GONE = frozenset({Told.SENT, Told.BOUNCED})


@dataclass(frozen=True)
class KeyClient:
    """One of the most important clients, with the letter that tells the news (None before it is given to read).

    ``first`` says that he is to be called before his letter, ``again`` after it: nobody spoke with him yet.
    """

    client: Client
    letter: SubmittedLetter | None
    calls: tuple[Call, ...]
    first: bool
    again: bool


def key_clients(desk: Desk, departure: Departure) -> list[KeyClient]:
    """Return the most important clients who are to be told, by company and name."""
    clients = to_be_told(desk, departure, desk.stores.clients.key(departure.id))
    letters: dict[str, SubmittedLetter] = {}
    for letter in desk.stores.letters.of_clients([client.id for client in clients]):
        letters.setdefault(letter.client_id, letter)
    calls: dict[str, list[Call]] = {}
    for call in desk.stores.calls.all(departure.id):
        calls.setdefault(call.client_id, []).append(call)
    said_at = {one.client_id: one.at for one in desk.stores.letters.marks(departure.id) if one.number == 0}
    return [_key_client(one, letters.get(one.id), tuple(calls.get(one.id, ())), said_at.get(one.id)) for one in clients]


def key_client(desk: Desk, letter: SubmittedLetter) -> KeyClient | None:
    """Return the client of a letter with the news as one of the most important, None where he is none of them."""
    client = desk.stores.clients.get(letter.client_id)
    if client.importance is not Importance.KEY or letter.number:
        return None
    now = next(iter(desk.stores.letters.of_client(client.id)), None)
    calls, steps = tuple(desk.stores.calls.of_client(client.id)), desk.stores.letters.history(letter.id)
    return _key_client(client, now, calls, steps[-1].at if steps else None)


def why_no_call(desk: Desk, actor: Person, departure: Departure, letter: SubmittedLetter | None) -> SegueError | None:
    """Return why a person can log no call to the client of a letter at this moment, None when he can."""
    if letter is None:
        return NotApproved()
    try:
        _require_caller(desk, actor, departure, letter)
        _require_sayable(desk, departure, letter)
    except SegueError as closed:
        return closed
    return None


def log_call(desk: Desk, actor: Person, letter_id: str, outcome: CallOutcome, note: str = "") -> Call:
    """Log a call to the client of a letter; the letter opens from now on as the call log has it.

    The same again within a minute changes nothing. Raises NotFound to whoever does not hand the letter out; NotReleased
    while clients may not be told, and NotApproved where nobody approved what is said (P1): a call tells, too; NotNow
    for a client who is none of the most important; InputError for a long note.
    """
    letter = desk.stores.letters.get(letter_id)
    departure = desk.stores.departures.get(letter.departure_id)
    _require_caller(desk, actor, departure, letter)
    _require_sayable(desk, departure, letter)
    said = note.strip()
    if len(said) > LONGEST_NOTE:
        raise InputError("call_note_too_long", field="note", most=LONGEST_NOTE)
    newest = next((one for one in reversed(desk.stores.calls.of_client(letter.client_id)) if one.stands), None)
    if newest and _is_same(newest, actor, outcome, said, desk.now):
        return newest
    call = Call(
        desk.new_id(), departure.workspace_id, departure.id, letter.client_id, actor.id, desk.now, outcome, said
    )
    desk.stores.calls.save(call)
    desk.record(actor.id, "log_call", departure.id, letter.id, outcome=outcome)
    follow_call(desk, letter.client_id)
    return call


def withdraw_call(desk: Desk, actor: Person, call_id: str) -> Call:
    """Take a call back that was logged in error; a letter that has not gone out opens as it did before.

    Raises NotFound to whoever does not hand the client's letter out; the same again changes nothing.
    """
    call = desk.stores.calls.get(call_id)
    departure = desk.stores.departures.get(call.departure_id)
    for letter in desk.stores.letters.of_client(call.client_id)[:1]:
        _require_caller(desk, actor, departure, letter)
    if not is_teller(desk, actor, departure):
        raise NotFound()
    after(departure.stage, Verb.MARK)
    if not call.stands:
        return call
    withdrawn = replace(call, withdrawn_at=desk.now)
    desk.stores.calls.save(withdrawn)
    desk.record(actor.id, "withdraw_call", departure.id, call.id, outcome=call.outcome)
    follow_call(desk, call.client_id)
    return withdrawn


def follow_call(desk: Desk, client_id: str) -> None:
    """Let the client's letter open as the call log has it; what went out stays."""
    for letter in desk.stores.letters.of_client(client_id):
        called = as_called(desk, letter)
        if called != letter:
            save_step(desk, letter, called)


def _key_client(
    client: Client, letter: SubmittedLetter | None, calls: tuple[Call, ...], said_at: datetime | None
) -> KeyClient:
    again = _to_call_again(letter, calls, said_at)
    return KeyClient(client, letter, calls, to_call(client, letter, calls), again)


def _to_call_again(letter: SubmittedLetter | None, calls: tuple[Call, ...], said_at: datetime | None) -> bool:
    """Say whether a client was told by letter alone: nobody spoke with him, and no call was settled since it was said.

    ``said_at`` is when the letter got its status.
    """
    if letter is None or letter.status is not Told.SENT or was_reached(calls):
        return False
    return not is_settled(one for one in calls if said_at is None or one.at >= said_at)


def _require_caller(desk: Desk, actor: Person, departure: Departure, letter: SubmittedLetter) -> None:
    """Raise NotFound unless the letter is the actor's; the calls after it are those of who tells by now."""
    if letter.status not in HAS_GONE or not is_teller(desk, actor, departure):
        require_teller(desk, actor, departure, letter)


def _require_sayable(desk: Desk, departure: Departure, letter: SubmittedLetter) -> None:
    after(departure.stage, Verb.MARK)
    if letter.status not in HAS_GONE:
        require_open(desk, departure, SenderMode(letter.content.mode))
    if desk.stores.letters.approval(letter.id) is None:
        raise NotApproved()
    client = desk.stores.clients.get(letter.client_id)
    if client.importance is not Importance.KEY and letter.other is None:
        raise NotNow("not_called_first")


def _is_same(call: Call, actor: Person, outcome: CallOutcome, note: str, now: datetime) -> bool:
    said = (call.person_id, call.outcome, call.note)
    return said == (actor.id, outcome, note) and now - call.at < SAME_WITHIN
