"""The completeness report: what became of every client who was to be told (A4, H7)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

from segue.clients.accounts import Compared, Stands
from segue.clients.client import Client
from segue.clients.companies import Company
from segue.departure.departure import Departure
from segue.departure.letter_state import LetterState, Told
from segue.departure.terms import Terms
from segue.desk.compared import compared
from segue.desk.csv_lines import csv_lines
from segue.desk.desk import Desk
from segue.desk.excluded import is_excluded
from segue.desk.submitted import SubmittedLetter


class Outcome(StrEnum):
    """What became of one client; *begun* stands in a mail program, and nobody said that it was sent."""

    TOLD = "told"
    BEGUN = "begun"
    HELD = "held"
    SKIPPED = "skipped"
    UNTOUCHED = "untouched"


OF_STATUS = {
    Told.SENT: Outcome.TOLD,
    Told.INSERTED: Outcome.BEGUN,
    Told.DRAFTED: Outcome.BEGUN,
    Told.SKIPPED: Outcome.SKIPPED,
}

HOLDS = ("not_allowed", "excluded", LetterState.WAITING.value, LetterState.REJECTED.value)
"""Why a letter is held, as codes."""


@dataclass(frozen=True)
class Line:
    """One client. ``why`` is the leaver's reason for skipping, or the code of what holds the letter (``held.<code>``).

    ``at`` (aware) and ``person_id`` say when and by whom it was last marked, None and "" where it never was.
    """

    client: Client
    outcome: Outcome
    why: str = ""
    at: datetime | None = None
    person_id: str = ""


def completeness(desk: Desk, departure: Departure) -> Iterator[Line]:
    """Yield a line for each chosen client, by company and name."""
    letters = {letter.client_id: letter for letter in desk.stores.letters.all(departure.id)}
    terms = desk.terms(departure)
    for client in desk.stores.clients.all(departure.id):
        letter = letters.get(client.id)
        if client.chosen or letter:
            yield _line(desk, terms, client, letter)


@dataclass(frozen=True)
class Gaps:
    """What the account list says of completeness (C7): accounts of which nobody was told, and clients on no account.

    ``accounts`` counts all that are to be told: those said to be none of the leaver's are not.
    """

    accounts: int
    untold: tuple[Compared, ...]
    unlisted: tuple[Company, ...]


def gaps(desk: Desk, departure: Departure, lines: list[Line]) -> Gaps | None:
    """Return where the telling and the account list part, None where there is no list."""
    both = compared(desk, departure, {line.client.id for line in lines if line.outcome is Outcome.TOLD})
    if both is None:
        return None
    wanted = [one for one in both.accounts if one.stands is not Stands.NOT_HIS]
    return Gaps(len(wanted), tuple(one for one in wanted if not one.told), both.unlisted)


def counted(lines: list[Line]) -> dict[Outcome, int]:
    """Return how many clients there are of each outcome."""
    return {outcome: sum(line.outcome is outcome for line in lines) for outcome in Outcome}


def report_csv(lines: Iterator[Line], title: list[str], named: dict[str, str]) -> Iterator[str]:
    """Yield the report for a spreadsheet; ``named`` puts outcomes, holds and people (by id) in words."""
    yield from csv_lines([title])
    for line in lines:
        at = line.at.astimezone(UTC).isoformat() if line.at else ""
        why = named.get(line.why, line.why) if line.outcome is Outcome.HELD else line.why
        client = [line.client.company, line.client.name, line.client.addresses[0]]
        yield from csv_lines([[*client, named[line.outcome], why, at, named.get(line.person_id, "")]])


def gaps_csv(found: Gaps, named: dict[str, str]) -> Iterator[str]:
    """Yield the same in the report's columns; ``named`` puts ``untold``, ``unlisted`` and ``stands.<…>`` in words."""
    for one in found.untold:
        yield from csv_lines([[one.account.name, "", "", named["untold"], named[f"stands.{one.stands}"], "", ""]])
    for company in found.unlisted:
        yield from csv_lines([[company.name, "", "", named["unlisted"], "", "", ""]])


def _line(desk: Desk, terms: Terms, client: Client, letter: SubmittedLetter | None) -> Line:
    if letter is None or letter.status is Told.TO_DO:
        held = _held_by(terms, client, letter)
        return Line(client, Outcome.HELD if held else Outcome.UNTOUCHED, held)
    steps = desk.stores.letters.history(letter.id)
    at, person_id = (steps[-1].at, steps[-1].person_id) if steps else (None, "")
    return Line(client, OF_STATUS[letter.status], letter.status_reason, at, person_id)


def _held_by(terms: Terms, client: Client, letter: SubmittedLetter | None) -> str:
    if not terms.may_tell:
        return "not_allowed"
    if is_excluded(terms, client):
        return "excluded"
    return letter.state if letter and letter.state is not LetterState.APPROVED else ""
