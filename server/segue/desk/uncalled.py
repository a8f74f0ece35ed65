"""Who is to be called before his letter, and whether the letter waits for that by company policy (H8).

It follows from importance, policy and call log alone; nothing of it is stored.
"""

from typing import TYPE_CHECKING

from segue.clients.client import Client, Importance
from segue.departure.call import is_settled
from segue.departure.errors import NotReleased
from segue.departure.letter_state import OVER
from segue.desk.submitted import SubmittedLetter

if TYPE_CHECKING:  # the check of each hand-out asks this, and the desk's own ports name what that check makes
    from segue.desk.desk import Desk


def to_call(desk: "Desk", client: Client, letter: SubmittedLetter | None) -> bool:
    """Say whether a client is to be called before his letter, whatever policy holds back."""
    is_left = letter is None or (letter.number == 0 and letter.status not in OVER)
    return is_left and client.importance is Importance.KEY and not is_settled(desk.stores.calls.of_client(client.id))


def require_called(desk: "Desk", letter: SubmittedLetter) -> None:
    """Raise NotReleased while a letter waits for the call that policy asks for."""
    if waits := why_to_call(desk, letter):
        raise waits


def why_to_call(desk: "Desk", letter: SubmittedLetter) -> NotReleased | None:
    """Return why a letter waits where policy asks for a call to its client first, None where it does not."""
    if not desk.policy.call_first or letter.number:
        return None
    clients = desk.stores.clients.some(letter.departure_id, [letter.client_id])
    return NotReleased("call_first") if any(to_call(desk, one, letter) for one in clients) else None
