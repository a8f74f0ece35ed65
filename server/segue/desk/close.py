"""Closing: the telling is over. What is not done is shown first; from here on no letter leaves and nothing changes.

What was recorded stays, and so does the completeness report, until retention ends: it counts from the last day,
whenever a hand-over is closed (A4).
"""

from dataclasses import dataclass

from segue.departure.departure import Departure
from segue.departure.letter_state import LetterState, Told
from segue.departure.people import Person
from segue.departure.stage import Verb
from segue.desk.access import permit
from segue.desk.after_last_day import left_elsewhere
from segue.desk.completeness import Line, Outcome, completeness, counted
from segue.desk.desk import Desk
from segue.desk.submitted import SubmittedLetter
from segue.desk.unneeded_connections import end_with

TO_DECIDE = (LetterState.WAITING, LetterState.REJECTED)
"""Letters on which somebody's word is still awaited: the approver's, or the leader's once one was sent back."""

FIRST = (Outcome.UNTOUCHED, Outcome.HELD, Outcome.BEGUN, Outcome.SKIPPED)
"""The order in which clients who are not told are named."""


@dataclass(frozen=True)
class Unfinished:
    """What closing would leave behind: clients by outcome, those not told by name, and letters in mail programs.

    ``open`` counts the clients of whom nobody has said that they know, or need not be told.
    """

    counts: dict[Outcome, int]
    lines: list[Line]
    open: int
    to_read: int
    in_mailboxes: list[SubmittedLetter]


def close(desk: Desk, actor: Person, departure_id: str, version: int) -> Departure:
    """Close a departure, as the person saw it.

    Raises NotFound, NotNow where it is not agreed or refused, or over already, ChangedMeanwhile.
    """
    departure = permit(desk, actor, departure_id, Verb.CLOSE)
    left = unfinished(desk, departure)
    saved = desk.stores.departures.save(departure.moved(Verb.CLOSE, closed_at=desk.now, version=version))
    end_with(desk, saved)
    desk.record(actor.id, Verb.CLOSE, departure_id, told=left.counts[Outcome.TOLD], open=left.open)
    return saved


def unfinished(desk: Desk, departure: Departure) -> Unfinished:
    """Return what is not done, plainly: who decides on closing has to know it."""
    lines = list(completeness(desk, departure))
    untold = [line for line in lines if line.outcome is not Outcome.TOLD]
    return Unfinished(
        counted(lines),
        sorted(untold, key=lambda line: FIRST.index(line.outcome)),
        sum(map(_is_open, untold)),
        sum(line.why == LetterState.WAITING for line in untold),
        _in_mailboxes(desk, departure),
    )


def _is_open(line: Line) -> bool:
    """Say whether a client may still have to be told; who is left out by answer or policy, or skipped, has not."""
    return line.outcome in (Outcome.UNTOUCHED, Outcome.BEGUN) or (
        line.outcome is Outcome.HELD and line.why in set(TO_DECIDE)
    )


def _in_mailboxes(desk: Desk, departure: Departure) -> list[SubmittedLetter]:
    """Return letters not sent that may stand in somebody's mail program, where nobody else can take them away."""
    elsewhere = {letter.id for letter in left_elsewhere(desk, departure)}
    letters = desk.stores.letters.all(departure.id)
    unsent = [letter for letter in letters if letter.status is not Told.SENT]
    return [one for one in unsent if one.id in elsewhere or _is_out(desk, one)]


def _is_out(desk: Desk, letter: SubmittedLetter) -> bool:
    return letter.status in (Told.INSERTED, Told.DRAFTED) or desk.stores.letters.draft(letter.id) is not None
