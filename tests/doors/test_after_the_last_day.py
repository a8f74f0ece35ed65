"""Between the end of the last day and the daily job: the pages say so, and opening one changes nothing (P7)."""

import pytest

from doors.test_every_door import EXPECTED, fill
from fakes.draft_boxes import MemoryDrafts
from fakes.office import LEAVER, MANAGER, OTHER_LEAVER, SUCCESSOR, Office
from segue.departure.dates import end_of
from segue.departure.letter_state import LetterState
from segue.departure.terms import SenderMode
from segue.desk.daily import daily, is_due
from segue.desk.replay import Unlogged

SOON = "will be here within the hour"


@pytest.fixture
def office(tmp_path):
    """Return an office whose letters were approved and not sent when the last day ended."""
    return over(Office(tmp_path).approved())


def over(office):
    office.now = end_of(office.departure.last_day, office.zone)
    return office


def see(office, name, who=MANAGER):
    return office.as_(who).get(f"/departures/{office.departure_id}/{name}")


def press(office, who=MANAGER):
    return office.as_(who).post(f"/departures/{office.departure_id}/after-last-day")


def held(office):
    """Return all that a page might have changed."""
    with office.look() as desk:
        return office.departure, office.letters(), office.clients(), list(desk.stores.audit.entries())


def run(office):
    return daily(office.desk, lambda person: MemoryDrafts(), Unlogged())


@pytest.mark.slow
def test_opening_any_page_changes_nothing(office):
    before = held(office)
    for row in (row for row in EXPECTED.values() if row.method == "GET"):
        for who in (LEAVER, MANAGER):
            office.as_(who).get(fill(office, row.path))
    assert held(office) == before


@pytest.mark.parametrize(("name", "who"), [("read", MANAGER), ("hand-out", MANAGER), ("hand-out", LEAVER)])
def test_the_pages_say_that_the_letters_are_being_prepared(office, name, who):
    text = see(office, name, who).text
    assert SOON in text
    assert "Prepare them now" in text


def test_what_stands_in_the_former_wording_is_not_offered_to_be_read(tmp_path):
    office = over(Office(tmp_path).given())
    text = see(office, "read").text
    assert 'value="approve"' not in text
    assert "Nothing to read" not in text


def test_the_leaver_reads_on_the_status_page_that_they_are_being_prepared(office):
    assert "being prepared for Priya Raman" in office.as_(LEAVER).get(f"/departures/{office.departure_id}").text


def test_the_panes_gate_says_the_same_to_each(office):
    queue = f"/api/v1/departures/{office.departure_id}/queue"
    of_manager, of_leaver = (office.as_(who).get(queue).json["gate"] for who in (MANAGER, LEAVER))
    assert (of_manager["open"], of_manager["code"]) == (False, "letters_being_prepared")
    assert (of_leaver["open"], of_leaver["code"]) == (False, "closed_after_last_day")


def test_the_button_does_at_once_what_the_job_would(office, tmp_path):
    other = over(Office(tmp_path / "other").approved())
    assert press(office).location.endswith("/read")
    run(other)
    assert {one.facts.mode for one in office.letters()} == {SenderMode.MANAGER}
    assert set(office.states().values()) == {LetterState.WAITING}
    assert [one.content.text for one in office.letters()] == [one.content.text for one in other.letters()]
    assert SOON not in see(office, "read").text


def test_the_audit_names_who_pressed_it(office):
    press(office)
    with office.look() as desk:
        entry = desk.stores.audit.last()
    assert (entry.verb, entry.person_id) == ("move_to_manager", MANAGER.id)


def test_pressing_it_twice_or_after_the_job_changes_nothing(office):
    run(office)
    before = held(office)
    assert press(office).status_code == press(office, LEAVER).status_code == 302
    assert held(office) == before


def test_pressing_it_too_early_changes_nothing(tmp_path):
    office = Office(tmp_path).approved()
    before = held(office)
    assert press(office).status_code == 302
    assert held(office) == before


@pytest.mark.parametrize("who", [SUCCESSOR, OTHER_LEAVER], ids=lambda one: one.id)
def test_to_others_there_is_nothing_to_press(office, who):
    before = held(office)
    assert press(office, who).status_code == 404
    assert held(office) == before


def test_one_that_was_agreed_after_the_day_does_not_wait_for_tomorrow(tmp_path):
    office = over(Office(tmp_path).asked())
    run(office)
    office.answer().agree()
    with office.look() as desk:
        assert is_due(desk)
    run(office)
    with office.look() as desk:
        assert not is_due(desk)
