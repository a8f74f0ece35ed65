"""The leaver is warned before first-person letters close with the last day: who is not told yet (P7)."""

from dataclasses import dataclass
from datetime import timedelta

from segue.departure.dates import working_days
from segue.departure.departure import Departure
from segue.departure.letter_state import BEGUN, OVER
from segue.departure.permission import closes_at
from segue.departure.stage import Stage
from segue.desk.desk import Desk
from segue.desk.excluded import to_be_told
from segue.desk.ports import EVERYBODY, ClientFilter
from segue.desk.submitted import SubmittedLetter

FIRST_WARNING_DAYS, LAST_WARNING_DAYS = 5, 2
"""Working days that are left after today when the leaver is warned, and warned again."""


@dataclass(frozen=True)
class Closing:
    """How many working days are left after today, how many clients are not told, and the drafts not sent."""

    days: int
    untold: int
    drafts: tuple[SubmittedLetter, ...]

    @property
    def is_urgent(self) -> bool:
        """Say whether this is the second warning."""
        return self.days <= LAST_WARNING_DAYS


def closing_soon(desk: Desk, departure: Departure) -> Closing | None:
    """Return the warning that the leaver needs today, None when it is early, over, or everybody is told."""
    days = working_days(desk.today + timedelta(days=1), departure.last_day, desk.policy.holidays)
    if days > FIRST_WARNING_DAYS or not _can_close(desk, departure):
        return None
    letters = desk.stores.letters.all(departure.id)
    told = {letter.client_id for letter in letters if letter.number == 0 and letter.status in OVER}
    _, chosen = desk.stores.clients.page(departure.id, ClientFilter(chosen=True), 0, EVERYBODY)
    untold = sum(client.id not in told for client in to_be_told(desk, departure, chosen))
    drafts = tuple(letter for letter in letters if letter.status in BEGUN)
    return Closing(days, untold, drafts) if untold else None


def _can_close(desk: Desk, departure: Departure) -> bool:
    """Say whether letters in the first person are still open, or will be once both sides have agreed."""
    closes = closes_at(desk.terms(departure).mode, departure.last_day, desk.zone)
    on_its_way = departure.stage in (Stage.ASKED, Stage.ANSWERED, Stage.AGREED)
    return on_its_way and closes is not None and desk.now < closes
