"""Cancelling: the leaver stays, or a hand-over ends before its time. Who was told already is not forgotten."""

from segue.departure.departure import Departure
from segue.departure.letter_state import BEGUN, KNOWS, Told
from segue.departure.people import Person
from segue.departure.stage import Verb
from segue.desk.access import permit
from segue.desk.desk import Desk
from segue.desk.submitted import SubmittedLetter

OUT = KNOWS | BEGUN
"""Whose client knows, or may know: his letter stands in a mail program, where only its owner can take it away."""


def cancel(desk: Desk, actor: Person, departure_id: str, version: int) -> Departure:
    """Cancel a departure; from here on no letter leaves, whatever was approved.

    Raises NotFound, NotNow when it is over already, ChangedMeanwhile when it is not the one that the person saw.
    """
    departure = permit(desk, actor, departure_id, Verb.CANCEL)
    saved = desk.stores.departures.save(departure.moved(Verb.CANCEL, closed_at=desk.now, version=version))
    sent = sum(letter.status is Told.SENT for letter in gone_out(desk, departure_id))
    desk.record(actor.id, Verb.CANCEL, departure_id, sent=sent)
    return saved


def gone_out(desk: Desk, departure_id: str) -> list[SubmittedLetter]:
    """Return the letters whose clients know, or may know, the first of each client."""
    out = [letter for letter in desk.stores.letters.all(departure_id) if letter.status in OUT]
    return list({letter.client_id: letter for letter in reversed(out)}.values())[::-1]
