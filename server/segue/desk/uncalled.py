"""Who is to be called before his letter, and whether the letter waits for that by company policy (H8).

It follows from importance, policy and call log alone; nothing of it is stored.
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from segue.clients.client import Client, Importance
from segue.departure.call import Call, is_settled
from segue.departure.errors import NotReleased
from segue.departure.letter_state import OVER
from segue.desk.submitted import SubmittedLetter

if TYPE_CHECKING:  # the check of each hand-out asks this, and the desk's own ports name what that check makes
    from segue.desk.desk import Desk


def to_call(client: Client, letter: SubmittedLetter | None, calls: Iterable[Call]) -> bool:
    """Say whether a client is to be called before his letter, by the calls to him, whatever policy holds back."""
    is_left = letter is None or (letter.number == 0 and letter.status not in OVER)
    return is_left and client.importance is Importance.KEY and not is_settled(calls)


def require_called(desk: "Desk", letter: SubmittedLetter) -> None:
    """Raise NotReleased while a letter waits for the call that policy asks for."""
    if waits := why_to_call(desk, letter):
        raise waits


def why_to_call(desk: "Desk", letter: SubmittedLetter) -> NotReleased | None:
    """Return why a letter waits where policy asks for a call to its client first, None where it does not."""
    if not desk.policy.call_first or letter.number:
        return None
    clients = desk.stores.clients.some(letter.departure_id, [letter.client_id])
    waits = any(to_call(one, letter, desk.stores.calls.of_client(one.id)) for one in clients)
    return NotReleased("call_first") if waits else None
