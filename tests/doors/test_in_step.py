"""Pages, API and sidebar tell the same clients of one departure: nobody twice, and all doors count alike (H3, H7)."""

import os
import re
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import Phase, settings
from hypothesis import strategies as some
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from doors.leaving import set_policy
from fakes.gmail_sidebar import Sidebar, with_sidebar
from fakes.office import CALLUM, CHIARA, LEAVER, TOM, Office
from segue.departure.call import CallOutcome, is_settled
from segue.departure.errors import InputError, SegueError
from segue.departure.letter_state import KNOWS, OVER, LetterState, Told
from segue.departure.terms import SenderMode
from segue.desk.bulk import set_for
from segue.desk.calls import log_call
from segue.desk.on_hold import next_letter
from segue.desk.ports import Part
from segue.desk.queue import standing
from segue.desk.submitted import SubmittedLetter

pytestmark = pytest.mark.slow
SOAK = os.environ.get("SEGUE_TEST_SOAK") == "1"
NAMES = some.sampled_from(["Tom", "Callum", "Chiara"])
STATUSES = some.sampled_from(sorted(Told))
TOLD_ON_PAGE = re.compile(r"Clients told: (\d+) of (\d+)")


class Telling(RuleBasedStateMachine):
    """One leaver with two browser tabs, the API's pane and the sidebar, and what happens around her."""

    @initialize()
    def begin(self) -> None:
        """Bring it to approved letters."""
        self.folder = tempfile.TemporaryDirectory()
        self.office = with_sidebar(Office(Path(self.folder.name)).approved(TOM, CALLUM, CHIARA))
        self.page, self.pane = self.office.as_(LEAVER), self.office.as_(LEAVER)
        self.cards = Sidebar(self.office, LEAVER)
        self.moments = [self.office.now]

    def teardown(self) -> None:
        """Take the folder away."""
        self.folder.cleanup()

    def at(self, path: str) -> str:
        """Return an address of the departure's pages."""
        return f"/departures/{self.office.departure_id}/{path}"

    def go_on(self) -> None:
        """Let a minute pass, so that no two words are said at one moment."""
        self.moments.append(self.office.move(minutes=1).now)

    def attempt(self, verb: Any, *values: Any) -> None:
        """Do something that may be refused."""
        try:
            with self.office.desk() as desk:
                verb(desk, LEAVER, *values)
        except SegueError:
            return

    # What she says in her doors; what a tab or a pane had before it may be old by then

    @rule(name=NAMES, status=STATUSES, was=STATUSES, reason=some.sampled_from(["", "No client any more"]))
    def says_on_the_page(self, name: str, status: Told, was: Told, reason: str) -> None:
        """One letter, as a row shows it."""
        self.go_on()
        before = self.office.letter(name)
        done = self.page.post(f"/letters/{before.id}/status", status=status, was=was, reason=reason)
        if before.status not in (was, status):
            assert (done.status_code, self.office.letter(name)) == (409, before)

    @rule(name=NAMES, status=STATUSES, expected=STATUSES)
    def says_in_the_pane(self, name: str, status: Told, expected: Told) -> None:
        """One letter, as the pane knows it."""
        self.go_on()
        before = self.office.letter(name)
        said = {"status": status, "reason": "Told by Owen", "expected": expected}
        done = self.pane.call("PUT", f"/api/v1/letters/{before.id}/status", json=said)
        if before.status not in (expected, status):
            assert (done.status_code, self.office.letter(name)) == (409, before)

    @rule(name=NAMES, do=some.sampled_from(["sent", "skipped", "put_back", "undo"]), said=STATUSES)
    def says_on_a_card(self, name: str, do: str, said: Told) -> None:
        """One click in the sidebar."""
        self.go_on()
        self.cards.act(do, letter=self.office.letter(name).id, before=said, after=Told.SENT, reason="Told by Owen")

    @rule(status=STATUSES, names=some.sets(NAMES))
    def says_of_several(self, status: Told, names: set[str]) -> None:
        """All ticked rows at once."""
        self.go_on()
        ids = [self.office.letter(name).id for name in sorted(names)]
        self.page.post(self.at("hand-out/marks"), status=status, letter=ids, reason="No client any more")

    @rule(back=some.integers(0, 3))
    def takes_back(self, back: int) -> None:
        """One of the last things said, whichever door it was said in."""
        at = self.moments[-1 - min(back, len(self.moments) - 1)].isoformat().replace("+", "%2B")
        self.go_on()
        assert self.page.post(f"{self.at('hand-out/undo')}?at={at}").status_code == 303

    @rule(name=NAMES, again=some.booleans())
    def opens_in_the_pane(self, name: str, again: bool) -> None:
        """A letter is given only to tell whoever does not know, and not twice unless it is asked for."""
        self.go_on()
        before = self.office.letter(name)
        path = f"/api/v1/letters/{before.id}/open?again={str(again).lower()}"
        if self.pane.call("POST", path).status_code == 200:
            self.require_wanted(before)
            assert before.status is not Told.DRAFTED or again

    @rule()
    def opens_the_next_on_a_card(self) -> None:
        """The sidebar's "Open next" gives what the queue says is next."""
        self.go_on()
        if (wanted := self.next_id()) is None:
            return
        self.cards.home()
        before = next(one for one in self.office.letters() if one.id == wanted)
        self.require_wanted(before)

    # What happens meanwhile

    @rule(name=NAMES, salutation=some.sampled_from(["Dear friend,", "Dear colleague,"]))
    def changes_a_letter(self, name: str, salutation: str) -> None:
        """A protected fact changes."""
        self.go_on()
        self.office.change_client(name, salutation=salutation)

    @rule()
    def manager_approves(self) -> None:
        """Whatever waits is approved as it stands."""
        self.go_on()
        with suppress(InputError):  # nothing waits
            self.office.approve()

    @rule(name=NAMES, importance=some.sampled_from(["key", "normal"]))
    def says_who_matters(self, name: str, importance: str) -> None:
        """A client becomes one to call first, or stops being it."""
        self.go_on()
        client = self.office.client(name).id
        self.attempt(set_for, self.office.departure_id, [client], {"importance": importance})

    @rule(name=NAMES, outcome=some.sampled_from(CallOutcome))
    def calls(self, name: str, outcome: CallOutcome) -> None:
        """A call is made."""
        self.go_on()
        self.attempt(log_call, self.office.letter(name).id, outcome)

    @rule(wanted=some.booleans())
    def policy_asks_for_calls(self, wanted: bool) -> None:
        """The company holds letters back for a call, or no more."""
        self.go_on()
        set_policy(self.office, call_first=wanted)

    # What always holds

    def require_wanted(self, letter: SubmittedLetter) -> None:
        """Fail where a client is told twice, or by a letter that waits, or before the call that policy asks for."""
        assert letter.status not in OVER
        assert letter.state is LetterState.APPROVED
        with self.office.look() as desk:
            client = desk.stores.clients.get(letter.client_id)
            calls = desk.stores.calls.of_client(client.id)
            assert not desk.policy.call_first or client.importance == "normal" or is_settled(calls)

    def next_id(self) -> str | None:
        """Return the letter that is next, which has to be one that is wanted."""
        with self.office.look() as desk:
            return next_letter(desk, desk.stores.departures.get(self.office.departure_id), (SenderMode.LEAVER,))

    @invariant()
    def the_next_letter_is_one_to_tell_by(self) -> None:
        """It is nobody's who knows, and no other door sees another."""
        wanted = self.next_id()
        queue = self.pane.get(f"/api/v1/departures/{self.office.departure_id}/queue").json
        assert queue["next_id"] == (wanted if queue["gate"]["open"] else None)
        if wanted:
            self.require_wanted(next(one for one in self.office.letters() if one.id == wanted))

    @invariant()
    def the_history_ends_with_the_status(self) -> None:
        """Nothing changes a status without a step in its history."""
        for letter in self.office.letters():
            with self.office.look() as desk:
                steps = desk.stores.letters.history(letter.id)
            assert [one.before for one in steps[1:]] == [one.after for one in steps[:-1]]
            assert letter.status is (steps[-1].after if steps else Told.TO_DO)

    @invariant()
    def all_doors_count_alike(self) -> None:
        """The numbers are those of the letters, on the page and at the API."""
        letters = self.office.letters()
        with self.office.look() as desk:
            stands = standing(desk, self.office.departure, (SenderMode.LEAVER,))
        for part in Part:
            if part in set(Told):
                assert stands.parts[part] == sum(one.status == part for one in letters)
        assert stands.parts[Part.LEFT] == sum(one.status not in OVER for one in letters)
        told = sum(one.status in KNOWS for one in letters)
        shown = TOLD_ON_PAGE.search(self.page.get(self.at("hand-out/queue")).text)
        assert shown is not None
        assert tuple(map(int, shown.groups())) == (told, 3)
        queue = self.pane.get(f"/api/v1/departures/{self.office.departure_id}/queue").json
        assert (queue["told"], queue["total"]) == (told, 3)


TestInStep = Telling.TestCase
TestInStep.settings = settings(
    max_examples=200 if SOAK else 4,
    stateful_step_count=40 if SOAK else 12,
    deadline=None,
    derandomize=not SOAK,
    phases=tuple(Phase) if SOAK else (Phase.generate,),
)
