"""Whatever is logged, taken back, marked and changed in whatever order: what goes out is approved, and fits the log."""

import os
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from desk.calling import AS_DISCUSSED, called, listed, make, policy, withdrawn
from desk.test_two_openings import give
from fakes.office import LEAVER
from segue.departure.call import CallOutcome, is_settled, was_reached
from segue.departure.errors import SegueError
from segue.departure.letter_state import KNOWS, OVER, LetterState, Told
from segue.desk.hand_out import released_letter
from segue.desk.mark import set_status

NAMES = st.sampled_from(["Tom", "Eleanor"])
PHASES = (Phase.explicit, Phase.generate)  # shrinking takes minutes, and the steps are few
EXAMPLES = 300 if os.environ.get("SEGUE_TEST_SOAK") == "1" else 6


class CallsInAnyOrder(RuleBasedStateMachine):
    """One office, two clients, one of them a key client at first."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = TemporaryDirectory()
        self.office = give(listed(Path(self.folder.name))).approve()
        self.calls = []

    def teardown(self):
        self.office.engine.dispose()
        self.folder.cleanup()

    @rule(name=NAMES, outcome=st.sampled_from(CallOutcome))
    def log(self, name, outcome):
        self.office.move(minutes=2)
        with suppress(SegueError):
            self.calls.append(called(self.office, name, outcome))

    @rule(chance=st.randoms())
    def take_back(self, chance):
        if self.calls:
            withdrawn(self.office, chance.choice(self.calls))

    @rule(name=NAMES, status=st.sampled_from(Told))
    def mark(self, name, status):
        with suppress(SegueError), self.office.desk() as desk:
            set_status(desk, LEAVER, self.office.letter(name).id, status, "on leave")

    @rule(name=NAMES, importance=st.sampled_from(["key", "normal"]))
    def matter(self, name, importance):
        make(self.office, importance, name)

    @rule(name=NAMES, note=st.sampled_from(["", "You kept us going."]))
    def write_a_note(self, name, note):
        self.office.change_client(name, note=note)

    @rule(on=st.booleans())
    def change_policy(self, on):
        policy(self.office, call_first=on)

    @rule()
    def read(self):
        if self.office.waiting():
            self.office.approve()

    @invariant()
    def a_letter_that_is_still_to_go_opens_as_the_log_has_it(self):
        for letter in self.office.letters():
            if letter.status not in KNOWS:
                with self.office.look() as desk:
                    reached = was_reached(desk.stores.calls.of_client(letter.client_id))
                assert (AS_DISCUSSED in letter.content.text) is reached

    @invariant()
    def what_goes_out_is_approved_and_waits_for_its_call(self):
        for letter in self.office.letters():
            self._goes_out_as_approved(letter)

    def _goes_out_as_approved(self, letter):
        with self.office.look() as desk:
            client, asks = desk.stores.clients.get(letter.client_id), desk.policy.call_first
            calls, word = desk.stores.calls.of_client(client.id), desk.stores.letters.approval(letter.id)
        out, why = self._released(letter)
        held = asks and client.importance == "key" and not is_settled(calls)
        expected = "call_first" if held and letter.status not in OVER else ""
        if letter.state is LetterState.APPROVED:
            assert why == expected
            assert expected or (out == letter.content and out in (word.content, word.other))
        else:
            assert why == "letter_not_approved"

    def _released(self, letter):
        try:
            with self.office.look() as desk:
                return released_letter(desk, LEAVER, letter.id).content, ""
        except SegueError as closed:
            return None, closed.code


TestCallsInAnyOrder = CallsInAnyOrder.TestCase
TestCallsInAnyOrder.settings = settings(phases=PHASES, max_examples=EXAMPLES, stateful_step_count=15, deadline=None)
