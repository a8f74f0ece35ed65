"""The completeness report: what became of every client who was to be told (A4, H7)."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from segue.clients.accounts import Compared, Stands
from segue.clients.companies import Company, Seen
from segue.clients.company_name import company_key
from segue.departure.call import CallOutcome
from segue.departure.departure import Departure
from segue.departure.letter_state import OVER, Told
from segue.desk.compared import compared
from segue.desk.desk import Desk
from segue.desk.outcomes import KNOW, NO_LETTER, Numbers, Outcome, counted, holds_of, outcome_of

FIRST = (
    *(Outcome.UNTOUCHED, Outcome.BOUNCED, Outcome.BEGUN, Outcome.HELD),
    *(Outcome.SKIPPED, Outcome.PHONED, Outcome.TOLD),
)
"""The order in which clients are named: what asks for something first."""


@dataclass(frozen=True)
class Line:
    """One client. ``why`` is somebody's own reason, or the code of what holds the letter (``held.<code>``).

    ``at`` (aware) and ``person_id`` say when and by whom it was last marked, None and "" where it never was;
    ``firm`` is equal for clients of one company. ``corrections`` counts his correcting letters, ``corrections_left``
    those still on their way; ``calls`` are what came of calls to him, without those that were taken back.
    """

    client: Seen
    firm: str
    outcome: Outcome
    why: str = ""
    at: datetime | None = None
    person_id: str = ""
    corrections: int = 0
    corrections_left: int = 0
    calls: tuple[CallOutcome, ...] = ()

    @property
    def is_coded(self) -> bool:
        """Say whether ``why`` is a code with a sentence of its own."""
        return self.outcome is Outcome.HELD or self.why == NO_LETTER


@dataclass(frozen=True)
class Besides:
    """What was done besides the news: correcting letters in all and on their way, and calls by what came of them."""

    corrections: int
    corrections_left: int
    calls: Mapping[CallOutcome, int]


def completeness(desk: Desk, departure: Departure) -> Iterator[Line]:
    """Yield a line for each client who is chosen or has a letter, by company and name; no letter is read for it."""
    holds, marks = holds_of(desk, departure), desk.stores.letters.marks(departure.id)
    news = {mark.client_id: mark for mark in marks if mark.number == 0}
    later = Counter(mark.client_id for mark in marks if mark.number > 0)
    left = Counter(mark.client_id for mark in marks if mark.number > 0 and mark.status not in OVER)
    calls = _calls_of(desk, departure)
    for client in desk.stores.clients.recipients(departure.id):
        mark = news.get(client.id)
        outcome, why = outcome_of(holds, client, mark)
        at, person_id = (mark.at, mark.person_id) if mark and mark.status is not Told.TO_DO else (None, "")
        besides = later[client.id], left[client.id], tuple(calls[client.id])
        firm = company_key(client.company) or client.id  # who has no company is one of his own
        yield Line(client, firm, outcome, why, at, person_id, *besides)


def besides_in(lines: Iterable[Line]) -> Besides:
    """Return what was done besides the news."""
    listed = list(lines)
    corrections, left = sum(line.corrections for line in listed), sum(line.corrections_left for line in listed)
    return Besides(corrections, left, Counter(call for line in listed for call in line.calls))


def numbers_in(lines: Iterable[Line]) -> Numbers:
    """Return how many clients there are of each outcome."""
    return counted([(line.outcome, line.why) for line in lines])


def by_company(lines: Iterable[Line]) -> list[Line]:
    """Return lines company by company: where something is still to be done first, and in each the same."""
    listed = list(lines)
    rank = {outcome: number for number, outcome in enumerate(FIRST)}
    firms: dict[str, int] = {}
    for line in listed:
        firms[line.firm] = min(firms.get(line.firm, len(rank)), rank[line.outcome])

    def place(line: Line) -> tuple[int, str, str, int]:
        return firms[line.firm], line.client.company.casefold(), line.firm, rank[line.outcome]

    return sorted(listed, key=place)


@dataclass(frozen=True)
class Gaps:
    """What the account list says of completeness (C7): accounts of which nobody was told, and clients on no account.

    ``accounts`` counts all that are to be told: those said to be none of the leaver's are not.
    """

    accounts: int
    untold: tuple[Compared, ...]
    unlisted: tuple[Company, ...]


def gaps(desk: Desk, departure: Departure, lines: Iterable[Line]) -> Gaps | None:
    """Return where the telling and the account list part, None where there is no list."""
    both = compared(desk, departure, {line.client.id for line in lines if line.outcome in KNOW})
    if both is None:
        return None
    wanted = [one for one in both.accounts if one.stands is not Stands.NOT_HIS]
    return Gaps(len(wanted), tuple(one for one in wanted if not one.told), both.unlisted)


def _calls_of(desk: Desk, departure: Departure) -> dict[str, list[CallOutcome]]:
    found: dict[str, list[CallOutcome]] = defaultdict(list)
    for call in desk.stores.calls.all(departure.id):
        if call.stands:
            found[call.client_id].append(call.outcome)
    return found
