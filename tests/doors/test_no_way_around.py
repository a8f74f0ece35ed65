"""Whatever people do, in whatever order: no door hands out a letter that may not go (P1, P5, P7).

A model keeps, apart from the product's own checks, what each person last said. Every door is tried by everybody
after each step, and what comes out is held against the model.
"""

import io
import os
import tempfile
import zipfile
from dataclasses import replace
from datetime import date, timedelta
from email import message_from_bytes
from email.policy import default
from pathlib import Path
from typing import Any

import pytest
from hypothesis import Phase, settings
from hypothesis import strategies as some
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from fakes.office import (
    ADMINISTRATOR,
    CALLUM,
    CHIARA,
    JONAS,
    LEAVER,
    MANAGER,
    OTHER_LEAVER,
    SUCCESSOR,
    TERMS,
    TOM,
    Office,
)
from segue.departure.consent import ConsentItem
from segue.departure.dates import end_of
from segue.departure.errors import SegueError
from segue.departure.letter_state import LetterState
from segue.departure.people import Person
from segue.departure.terms import Reason, SenderMode, Terms
from segue.desk.answer import answer
from segue.desk.attest import agree
from segue.desk.cancel import cancel
from segue.desk.close import close
from segue.desk.contact_points import confirm_contact
from segue.desk.policy import change_policy
from segue.desk.reading import approve, hand_for_reading, reject
from segue.desk.salute import confirm_salutations, salutations
from segue.desk.start import start
from segue.desk.unconfirmed import NEAR
from segue.desk.writing import write_letter

pytestmark = pytest.mark.slow
EVERYBODY = (LEAVER, MANAGER, SUCCESSOR, ADMINISTRATOR, OTHER_LEAVER)
NAMES = ("Tom", "Callum", "Chiara")
SOAK = os.environ.get("SEGUE_TEST_SOAK") == "1"
ANSWERS = (
    TERMS,
    replace(TERMS, reasons=frozenset()),
    replace(TERMS, mode=SenderMode.MANAGER),
    replace(TERMS, mode=SenderMode.HAND_OVER),
    replace(TERMS, excluded=("ashdown.co.uk.example",)),
    Terms(may_tell=False),
)


class Departures(RuleBasedStateMachine):
    """One departure, all its people, and all its doors."""

    @initialize()
    def begin(self) -> None:
        """Bring it to letters that wait to be read."""
        self.folder = tempfile.TemporaryDirectory()
        self.office = Office(Path(self.folder.name)).given(TOM, CALLUM, CHIARA)
        self.doors = {one.id: self.office.as_(one) for one in EVERYBODY}
        self.word: dict[str, str] = {}
        self.answered, self.agreed, self.ended, self.contact_leaves = TERMS, True, False, False

    def teardown(self) -> None:
        """Take the folder away."""
        self.folder.cleanup()

    def attempt(self, verb: Any, *values: Any) -> bool:
        """Do something that may be refused; says whether it was done."""
        try:
            with self.office.desk() as desk:
                verb(desk, *values)
        except SegueError:
            return False
        return True

    # What people do

    @rule(terms=some.sampled_from(ANSWERS), in_days=some.sampled_from([None, 1, 20]))
    def manager_answers(self, terms: Terms, in_days: int | None) -> None:
        """The manager answers, perhaps once more."""
        later = self.office.now + timedelta(days=in_days) if in_days and terms.may_tell else None
        said, now = replace(terms, release=later), self.office.departure
        if self.attempt(answer, MANAGER, now.id, said, now.version):
            self.answered = said
            self.agreed = self.office.departure.stage.value == "agreed"

    @rule(declines=some.booleans())
    def leaver_gives_his_word(self, declines: bool) -> None:
        """The leaver agrees, or gives the question back."""
        now = self.office.departure
        declined = frozenset({ConsentItem.LETTER}) if declines else frozenset()
        if self.attempt(agree, LEAVER, now.id, declined, now.version):
            self.agreed = not declines

    @rule(name=some.sampled_from(NAMES), note=some.sampled_from(["", "I will miss our Fridays.", "See you in Halden!"]))
    def leaver_changes_a_note(self, name: str, note: str) -> None:
        """The leaver types a personal line."""
        self.try_office("change_client", name, note=note)

    @rule(change=some.sampled_from([{"reason": None}, {"reason": Reason.NEW_ROLE}, {"last_day": date(2026, 11, 6)}]))
    def leaver_changes_facts(self, change: dict[str, Any]) -> None:
        """The leaver changes the departure's facts."""
        self.try_office("change", **change)

    def try_office(self, step: str, *values: Any, **changes: Any) -> None:
        """Take a step of the office that may be refused."""
        try:
            getattr(self.office, step)(*values, **changes)
        except SegueError:
            return

    @rule()
    def leader_gives_letters(self) -> None:
        """Whatever can be given is given to be read."""
        with self.office.look() as desk:
            chosen = [one for one in desk.stores.clients.all(self.office.departure_id) if one.chosen]
            texts = {row.client.id: row.text for row in salutations(desk, self.office.departure, chosen) if row.text}
        self.attempt(confirm_salutations, LEAVER, self.office.departure_id, texts)
        for client in chosen:
            self.attempt(hand_for_reading, LEAVER, self.office.departure_id, [client.id])

    @rule(name=some.sampled_from(NAMES), good=some.booleans(), who=some.sampled_from(EVERYBODY))
    def somebody_decides_on_a_letter(self, name: str, good: bool, who: Any) -> None:
        """Somebody approves or rejects one letter as it stands; only the manager's word is one."""
        letter = next((one for one in self.office.letters() if one.client_name.startswith(name)), None)
        if letter is None:
            return
        seen = {letter.id: letter.digest}
        done = self.attempt(approve if good else reject, who, letter.departure_id, seen, *([] if good else ["No."]))
        assert not done or who is MANAGER, "only the approver decides"
        if done:
            self.word[letter.client_id] = letter.content.text if good else ""

    @rule(modes=some.sampled_from([set(SenderMode), {SenderMode.MANAGER, SenderMode.HAND_OVER}]))
    def administrator_changes_policy(self, modes: set[SenderMode]) -> None:
        """The company allows fewer, or again all, ways of telling."""
        with self.office.look() as desk:
            before = desk.policy
        self.attempt(change_policy, ADMINISTRATOR, replace(before, modes=frozenset(modes)), before.version)

    @rule(confirms=some.booleans())
    def the_contact_begins_to_leave(self, confirms: bool) -> None:
        """Whom the letters name prepares a departure of his own; perhaps the manager keeps him in spite of it."""
        departure_id = self.office.departure_id
        with self.office.look() as desk:
            known = desk.stores.departures.of_leaver(SUCCESSOR.id)
        near = max(self.office.departure.contact_from, self.office.now.date())
        if known is None and self.attempt(start, SUCCESSOR, LEAVER.name, near, ""):
            self.contact_leaves = near <= self.office.departure.contact_from + NEAR
        if confirms and self.attempt(confirm_contact, MANAGER, departure_id, JONAS.id):
            self.contact_leaves = False

    @rule(days=some.sampled_from([1, 25, 60]))
    def time_passes(self, days: int) -> None:
        """Days go by."""
        self.office.move(days=days)

    @precondition(lambda self: self.word)
    @rule(really=some.integers(0, 5))
    def leaver_cancels(self, really: int) -> None:
        """Now and then the leaver stays."""
        now = self.office.departure
        if really == 5 and self.attempt(cancel, LEAVER, now.id, now.version):
            self.ended = True

    @precondition(lambda self: self.word)
    @rule(really=some.integers(0, 5), who=some.sampled_from(EVERYBODY))
    def somebody_closes_it(self, really: int, who: Any) -> None:
        """Now and then somebody says that it is over; only the two whose hand-over it is can."""
        now = self.office.departure
        if really == 5 and self.attempt(close, who, now.id, now.version):
            assert who in (LEAVER, MANAGER), "only its leader and its approver close it"
            self.ended = True

    # What comes out

    @invariant()
    def nothing_leaves_that_may_not(self) -> None:
        """Try every door as everybody, and hold what comes out against what people said."""
        if not hasattr(self, "office"):
            return
        for letter in self.office.letters():
            for who, door in self.doors.items():
                for text in self.taken(door, letter):
                    self.require_allowed(letter, who, text)
        for who, door in self.doors.items():
            packed = door.post(f"/departures/{self.office.departure_id}/hand-out/drafts")
            if packed.status_code == 200:
                archive = zipfile.ZipFile(io.BytesIO(packed.data))
                for name in archive.namelist():
                    self.require_some_letter_allowed(who, archive.read(name))

    def taken(self, door: Any, letter: Any) -> list[str]:
        """Return the texts that one person gets of one letter, through every door to it."""
        opened = door.call("POST", f"/api/v1/letters/{letter.id}/open")
        found = [opened.json["text"]] if opened.status_code == 200 else []
        drafted = door.post(f"/letters/{letter.id}/draft")
        if drafted.status_code == 200:
            found.append(text_of(drafted.data))
        return found

    @invariant()
    def no_test_copy_leaves_of_what_is_not_approved(self) -> None:
        """Let everybody ask for a test copy of every letter, through every door to one (H10)."""
        if not hasattr(self, "office"):
            return
        for letter in self.office.letters():
            for who, door in self.doors.items():
                path = f"/departures/{letter.departure_id}/letters/{letter.id}/test-copy"
                called = door.call("POST", f"/api/v1/letters/{letter.id}/test-copy", json={"to": "me"})
                for answered in (door.post(path), called):
                    if answered.status_code == 200:
                        self.require_copy_allowed(letter, who)

    def require_copy_allowed(self, letter: Any, who: str) -> None:
        """Fail unless both sides agreed, the letter is approved as it reads, and one of the two asks."""
        assert self.answered.may_tell, "the manager said no"
        assert self.agreed, "the leaver has not agreed"
        assert not self.ended, "it was cancelled or closed"
        assert squeezed(self.word.get(letter.client_id, "")) == squeezed(letter.content.text), "this was not approved"
        assert self.office.letter(letter.client_name).state is LetterState.APPROVED
        assert who in (LEAVER.id, MANAGER.id), "only who may read the letter takes a copy"

    def require_some_letter_allowed(self, who: str, message: bytes) -> None:
        """Hold a packed letter against the letter of its recipient."""
        to = str(message_from_bytes(message, policy=default)["To"])
        letter = next(one for one in self.office.letters() if one.content.to[0] in to)
        self.require_allowed(letter, who, text_of(message))

    def require_allowed(self, letter: Any, who: str, text: str) -> None:
        """Fail unless every side's last word allows exactly this text, now, to this person."""
        terms, now, office = self.answered, self.office.now, self.office
        assert terms.may_tell, "the manager said no"
        assert self.agreed, "the leaver has not agreed"
        assert not self.ended, "it was cancelled or closed"
        assert squeezed(self.word.get(letter.client_id, "")) == squeezed(text), "these are not the approved bytes"
        assert office.letter(letter.client_name).state is LetterState.APPROVED
        assert terms.release is None or now >= terms.release, "it is not released yet"
        assert not self.contact_leaves, "the contact is leaving as well, and nobody confirmed him"
        by_manager = letter.content.mode == SenderMode.MANAGER
        assert who == (MANAGER.id if by_manager else LEAVER.id), "only who tells by it takes it"
        last = end_of(office.departure.last_day, office.zone)
        assert letter.content.mode != SenderMode.LEAVER or now < last, "first-person letters end with the last day"
        assert not any(letter.content.to[0].endswith(domain) for domain in terms.excluded)
        with office.look() as desk:
            assert SenderMode(letter.content.mode) in desk.policy.modes, "the policy does not allow it"
            fresh = write_letter(desk, office.departure, desk.stores.clients.get(letter.client_id)).letter
            assert fresh is not None
            assert squeezed(fresh.text) == squeezed(text), "a fact was changed"


def text_of(message: bytes) -> str:
    """Return the plain text of a draft."""
    part = message_from_bytes(message, policy=default).get_body(("plain",))
    assert part is not None
    return str(part.get_content())


def squeezed(text: str) -> str:
    """Return a text without what mail does to line ends."""
    return " ".join(text.split())


TestNoWayAround = Departures.TestCase
TestNoWayAround.settings = settings(
    max_examples=200 if SOAK else 4,
    stateful_step_count=30 if SOAK else 12,
    deadline=None,
    derandomize=not SOAK,
    phases=tuple(Phase) if SOAK else (Phase.generate,),
)


def test_the_model_is_no_dead_letter_box(tmp_path: Path) -> None:
    """What may leave does leave, by each door that the model watches."""
    office = Office(tmp_path).approved(TOM)
    (letter,) = office.letters()
    assert len(Departures.taken(Departures.__new__(Departures), office.as_(LEAVER), letter)) == 2
    assert office.as_(LEAVER).post(f"/departures/{office.departure_id}/hand-out/drafts").status_code == 200


@pytest.mark.parametrize("who", [LEAVER, MANAGER], ids=lambda who: who.id)
def test_after_closing_no_door_gives_a_letter_to_anybody(tmp_path: Path, who: Person) -> None:
    """What left by these doors a moment before leaves by none."""
    office = Office(tmp_path).approved(TOM)
    (letter,) = office.letters()
    with office.desk() as desk:
        close(desk, who, office.departure_id, office.departure.version, sure=True)
    for person in EVERYBODY:
        door = office.as_(person)
        assert Departures.taken(Departures.__new__(Departures), door, letter) == []
        assert door.post(f"/departures/{office.departure_id}/hand-out/drafts").status_code in (404, 409)
