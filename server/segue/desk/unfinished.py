"""What closing would leave undone, and whose accounts end with it: shown before anybody closes (A2, A4)."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from segue.clients.accounts import Stands
from segue.departure.departure import Departure
from segue.departure.letter_state import BEGUN, LetterState, Told
from segue.desk.after_last_day import left_elsewhere
from segue.desk.calls import key_clients
from segue.desk.compared import compared
from segue.desk.completeness import Line, by_company, completeness, numbers_in
from segue.desk.corrections import corrections, open_corrections
from segue.desk.desk import Desk
from segue.desk.outcomes import KNOW, Numbers, Outcome
from segue.desk.report_file import was_taken
from segue.desk.retention import interim_contacts
from segue.desk.submitted import SubmittedLetter
from segue.desk.unneeded_connections import ended_with


class Undone(StrEnum):
    """One thing that is not done, in the order in which it is named (``undone.<…>`` in the catalogue)."""

    UNTOLD = "untold"
    NO_LETTER = "no_letter"
    BOUNCED = "bounced"
    BEGUN = "begun"
    TO_READ = "to_read"
    SENT_BACK = "sent_back"
    CONTACT = "contact"
    CALL_FIRST = "call_first"
    CORRECTIONS_DUE = "corrections_due"
    CORRECTIONS = "corrections"
    CALLS = "calls"
    INTERIM = "interim"
    DRAFTS = "drafts"
    ACCOUNTS = "accounts"
    EARLY = "early"
    REPORT = "report"


NEVER_TO_BE_TOLD = ("not_allowed", "excluded")
"""Clients held back for good: by the answer, or by company policy."""


@dataclass(frozen=True)
class Unfinished:
    """What closing would leave behind: how many of each thing, clients not told, letters in mail programs.

    ``open`` counts the clients of whom nobody has said that they know, or need not be told. ``ends`` are the people
    whose accounts at a provider nobody needs any more then, each with the provider.
    """

    numbers: Numbers
    lines: list[Line]
    things: Mapping[Undone, int]
    in_mailboxes: list[SubmittedLetter]
    ends: list[tuple[str, str]]

    @property
    def open(self) -> int:
        """Return how many clients may still have to be told."""
        found = self.numbers.outcomes
        held = found[Outcome.HELD] - sum(self.numbers.held.get(why, 0) for why in NEVER_TO_BE_TOLD)
        return found[Outcome.UNTOUCHED] + found[Outcome.BOUNCED] + found[Outcome.BEGUN] + held

    @property
    def needs_word(self) -> bool:
        """Say whether closing has to be confirmed in spite of it; the report can be taken afterwards as well."""
        return bool(self.things.keys() - {Undone.REPORT})


def unfinished(desk: Desk, departure: Departure) -> Unfinished:
    """Return what is not done, plainly: who decides on closing has to know it."""
    lines = by_company(completeness(desk, departure))
    numbers, in_mailboxes = numbers_in(lines), _in_mailboxes(desk, departure)
    counts = {**_of_clients(numbers), **_of_the_rest(desk, departure), Undone.DRAFTS: len(in_mailboxes)}
    things = {one: counts[one] for one in Undone if counts[one]}
    ends = [(one.person_id, one.provider) for one in ended_with(desk, departure)]
    return Unfinished(numbers, [one for one in lines if one.outcome not in KNOW], things, in_mailboxes, ends)


def _of_clients(numbers: Numbers) -> dict[Undone, int]:
    return {
        Undone.UNTOLD: numbers.outcomes[Outcome.UNTOUCHED] - numbers.no_letter,
        Undone.NO_LETTER: numbers.no_letter,
        Undone.BOUNCED: numbers.outcomes[Outcome.BOUNCED],
        Undone.BEGUN: numbers.outcomes[Outcome.BEGUN],
        Undone.TO_READ: numbers.held.get(LetterState.WAITING, 0),
        Undone.SENT_BACK: numbers.held.get(LetterState.REJECTED, 0),
        Undone.CONTACT: numbers.held.get("contact", 0),
        Undone.CALL_FIRST: numbers.held.get("call_first", 0),
    }


def _of_the_rest(desk: Desk, departure: Departure) -> dict[Undone, int]:
    told = desk.terms(departure).may_tell
    both = compared(desk, departure) if told else None
    return {
        Undone.CORRECTIONS_DUE: len(corrections(desk, departure).due),
        Undone.CORRECTIONS: len(open_corrections(desk, departure)),
        Undone.CALLS: sum(one.again for one in key_clients(desk, departure)),
        Undone.INTERIM: len(interim_contacts(departure)) if told else 0,
        Undone.ACCOUNTS: len(both.of(Stands.MISSING, Stands.NOT_CHOSEN)) if both else 0,
        Undone.EARLY: int(told and desk.today <= departure.last_day),
        Undone.REPORT: int(told and not was_taken(desk, departure)),
    }


def _in_mailboxes(desk: Desk, departure: Departure) -> list[SubmittedLetter]:
    """Return letters not sent that may stand in somebody's mail program, where nobody else can take them away."""
    elsewhere = {letter.id for letter in left_elsewhere(desk, departure)}
    unsent = [mark for mark in desk.stores.letters.marks(departure.id) if mark.status is not Told.SENT]
    begun = {mark.id for mark in unsent if mark.status in BEGUN}
    drafts = desk.stores.letters.with_drafts(departure.id) & {mark.id for mark in unsent}
    return desk.stores.letters.some(departure.id, elsewhere | begun | drafts)
