"""Whatever changes, is sent and corrected in whatever order: exactly who knows something untrue is to hear of it."""

import os
from contextlib import suppress
from dataclasses import replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from fakes.office import CALLUM, FACTS, JONAS, LEAVER, MANAGER, TOM, Office
from segue.departure.contact_point import ContactKind, ContactPoint
from segue.departure.errors import SegueError
from segue.departure.letter_state import KNOWS, LetterState, Told
from segue.departure.terms import Reason
from segue.desk.corrections import corrections, write_corrections
from segue.desk.mark import set_status
from segue.desk.openings import seen_of
from segue.desk.reading import reject

NAMES = st.sampled_from(["Tom", "Callum"])
OMAR = ContactPoint("point-2", ContactKind.INTERIM, "Omar Haddad", "omar@norwell.example", "+44 20 7946 0131")
CONTACTS = (JONAS, OMAR, replace(JONAS, phone="+44 20 7946 0999"))
DAYS = (FACTS.last_day, date(2026, 11, 6))
PHASES = (Phase.explicit, Phase.generate)  # shrinking takes minutes, and the steps are few
EXAMPLES = 300 if os.environ.get("SEGUE_TEST_SOAK") == "1" else 8


class CorrectionsInAnyOrder(RuleBasedStateMachine):
    """One office, two clients. What each of them was told is noted here by letter, as the facts then were."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = TemporaryDirectory()
        self.office = Office(Path(self.folder.name)).approved(TOM, CALLUM)
        self.true = {"last_day": FACTS.last_day, "contact": JONAS}
        self.told = {"Tom": {}, "Callum": {}}

    def teardown(self):
        self.office.engine.dispose()
        self.folder.cleanup()

    @rule(day=st.sampled_from(DAYS))
    def move_the_last_day(self, day):
        self.true["last_day"] = day
        self.office.change(last_day=day)

    @rule(contact=st.sampled_from(CONTACTS))
    def name_a_contact(self, contact):
        self.true["contact"] = contact
        self.office.change(contact_points=(contact,))

    @rule(reason=st.sampled_from([Reason.NEW_ROLE, Reason.RELOCATION]))
    def change_what_nobody_has_to_hear_of(self, reason):
        self.office.change(reason=reason)

    @rule(name=NAMES, which=st.integers(0, 3), status=st.sampled_from([Told.SENT, Told.SENT, Told.PHONED, Told.TO_DO]))
    def mark(self, name, which, status):
        letters = self._letters(name)
        letter = letters[which % len(letters)]
        with suppress(SegueError):
            with self.office.desk() as desk:
                set_status(desk, LEAVER, letter.id, status)
            self._note(name, letter, status)

    def _note(self, name, letter, status):
        if status in KNOWS and letter.status not in KNOWS:
            self.told[name][letter.number] = dict(self.true)
        if status not in KNOWS:
            self.told[name].pop(letter.number, None)

    @rule()
    def write(self):
        with self.office.desk() as desk:
            ids = [one.known.client_id for one in corrections(desk, self.office.departure).due]
            write_corrections(desk, LEAVER, self.office.departure_id, ids)

    @rule()
    def read(self):
        if self.office.waiting():
            self.office.approve()

    @rule(name=NAMES)
    def send_back(self, name):
        letter = self._letters(name)[-1]
        if letter.number and letter.status not in KNOWS:
            with self.office.desk() as desk:
                reject(desk, MANAGER, self.office.departure_id, {letter.id: seen_of(desk, letter)}, "By phone first.")

    @invariant()
    def who_knows_something_untrue_is_to_hear_of_it_and_nobody_else(self):
        untrue = {name for name, told in self.told.items() if told and told[max(told)] != self.true}
        with self.office.look() as desk:
            found = corrections(desk, self.office.departure)
            names = {one.id: one.given for one in desk.stores.clients.all(self.office.departure_id)}
        due = [names[one.known.client_id] for one in found.due]
        on_their_way = [names[one.known.client_id] for one in found.on_their_way]
        assert sorted([*due, *on_their_way]) == sorted(untrue)
        assert set(due).isdisjoint(self._names(self._open()))
        assert self._names(self._open()) == set(on_their_way)

    @invariant()
    def a_second_letter_says_what_is_true(self):
        for letter in self._open():
            facts = letter.facts
            assert (facts.last_day, facts.contact.name) == (self.true["last_day"], self.true["contact"].name)
            assert facts.contact.phone == self.true["contact"].phone

    @invariant()
    def nobody_has_two_on_their_way(self):
        names = [one.client_name for one in self.office.letters() if one.number and one.status not in KNOWS]
        assert len(names) == len(set(names))

    def _letters(self, name):
        return [one for one in self.office.letters() if one.client_name.startswith(name)]

    def _open(self):
        letters = [one for one in self.office.letters() if one.number and one.status not in KNOWS]
        return [one for one in letters if one.state is not LetterState.REJECTED]

    def _names(self, letters):
        return {one.client_name.split()[0] for one in letters}


TestCorrectionsInAnyOrder = CorrectionsInAnyOrder.TestCase
TestCorrectionsInAnyOrder.settings = settings(
    phases=PHASES, max_examples=EXAMPLES, stateful_step_count=15, deadline=None
)
