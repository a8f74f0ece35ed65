"""What the administrator, and a successor, type: the policy, a person, a card."""

from datetime import date
from typing import Annotated

from pydantic import BeforeValidator, Field

from segue.departure.errors import InputError
from segue.departure.people import Gender
from segue.departure.policy import Policy, StandingTerms
from segue.departure.register import Register
from segue.departure.terms import Reason, SenderMode, SuccessorFact, Terms
from segue.desk.card import Card
from segue.desk.people import PersonFacts
from segue.desk.policy_check import MOST_NAMED
from segue.doors.forms import Form, Line, NoneIfEmpty, Years

LONGEST_LIST = 200_000
NO_NUMBER = -1
"""Stands for what is no number; every bound refuses it, and says what it is."""


def _number(typed: object) -> int:
    text = str(typed).strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) < 5 else NO_NUMBER


Number = Annotated[int, BeforeValidator(_number)]


class PolicyForm(Form):
    """The policy as the editor shows it (P9)."""

    modes: list[SenderMode] = Field(default_factory=list)
    reasons: list[Reason] = Field(default_factory=list)
    registers: list[Register] = Field(default_factory=list)
    hope_to_meet: bool = False
    new_job: bool = False
    personal_contact: bool = False
    copy_to_approver: bool = False
    bulk_drafts: bool = False
    call_first: bool = False
    lead_time_days: Number = NO_NUMBER
    words: Number = NO_NUMBER
    retention_days: Number = NO_NUMBER
    blocked: str = Field("", max_length=LONGEST_LIST)
    holidays: str = Field("", max_length=LONGEST_LIST)
    standing: bool = False
    standing_approver: Line = ""
    standing_mode: Annotated[SenderMode | None, NoneIfEmpty] = None
    standing_reasons: list[Reason] = Field(default_factory=list)
    standing_facts: list[SuccessorFact] = Field(default_factory=list)
    standing_hope: bool = False
    standing_copy: bool = False

    def policy(self) -> Policy:
        """Return the desk's policy, without what ``mistakes`` names."""
        return Policy(
            modes=frozenset(self.modes),
            reasons=frozenset(self.reasons),
            registers=frozenset(self.registers),
            new_job=self.new_job,
            hope_to_meet=self.hope_to_meet,
            personal_contact=self.personal_contact,
            copy_to_approver=self.copy_to_approver,
            bulk_drafts=self.bulk_drafts,
            call_first=self.call_first,
            lead_time_days=self.lead_time_days,
            words=self.words,
            blocked=tuple(_lines(self.blocked)),
            retention_days=self.retention_days,
            holidays=tuple(day for line in _lines(self.holidays) if (day := _holiday(line))),
            standing=self._standing() if self.standing else None,
        )

    def mistakes(self) -> list[InputError]:
        """Return what is mistaken before there is a policy: lines that are no holiday, a few of them."""
        wrong = [line for line in _lines(self.holidays) if _holiday(line) is None]
        return [InputError("holiday_unreadable", field="holidays", line=line[:40]) for line in wrong[:MOST_NAMED]]

    def _standing(self) -> StandingTerms:
        terms = Terms(
            may_tell=True,
            mode=self.standing_mode,
            reasons=frozenset(self.standing_reasons),
            successor_facts=frozenset(self.standing_facts),
            may_hope_to_meet=self.standing_hope,
            copy_to_approver=self.standing_copy,
        )
        return StandingTerms(self.standing_approver, terms)


class PersonForm(Form):
    """An employee, as letters and pages name him."""

    address: str = Field("", max_length=320)
    name: Line = ""
    job_title: Line = ""
    phone: Line = ""
    gender: Gender = Gender.UNSTATED

    def facts(self) -> PersonFacts:
        """Return the desk's facts."""
        return PersonFacts(self.name, self.job_title, self.phone, self.gender)


class CardForm(Form):
    """The successor's own card."""

    name: Line = ""
    email: Line = ""
    phone: Line = ""
    job_title: Line = ""
    years_here: Years = None
    gender: Gender = Gender.UNSTATED

    def card(self) -> Card:
        """Return the desk's card."""
        return Card(self.name, self.email, self.phone, self.job_title, self.years_here, self.gender)


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _holiday(line: str) -> date | None:
    try:
        return date.fromisoformat(line)
    except ValueError:
        return None
