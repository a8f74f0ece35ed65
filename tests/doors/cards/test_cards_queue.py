"""The queue on cards: told by phone, came back, reasons at hand, calls first, cards out of date (H3, H7, H8)."""

import pytest

from desk.calling import called, listed, policy
from desk.test_two_openings import give
from fakes.gmail_sidebar import Sidebar, Window, with_sidebar
from fakes.office import LEAVER, Office
from segue.departure.call import CallOutcome
from segue.departure.letter_state import Told
from segue.desk.mark import set_status

TO_TOM = ["tom@brightwater.co.uk.example"]


@pytest.fixture
def office(tmp_path):
    return with_sidebar(Office(tmp_path).approved())


@pytest.fixture
def calling(tmp_path):
    return with_sidebar(give(listed(tmp_path)).approve())


def sidebar_of(office):
    opened = Sidebar(office, LEAVER)
    opened.home()
    return opened


def elsewhere(office, name, status, reason=""):
    with office.desk() as desk:
        set_status(desk, LEAVER, office.letter(name).id, status, reason)


def status(office, name):
    return office.letter(name).status


def test_told_by_phone_takes_one_press_and_is_counted(office):
    sidebar = sidebar_of(office)
    sidebar.press("Tom Stainsby")
    sidebar.press("Told by phone")
    assert status(office, "Tom") is Told.PHONED
    assert sidebar.says("1 of 5 · by phone: 1")
    sidebar.press("Undo")
    assert status(office, "Tom") is Told.TO_DO


def test_a_skip_takes_one_of_the_reasons_at_hand(office):
    sidebar = sidebar_of(office)
    sidebar.press("Tom Stainsby")
    sidebar.press("Skip…")
    sidebar.press("no longer a client")
    assert (status(office, "Tom"), office.letter("Tom").status_reason) == (Told.SKIPPED, "no longer a client")
    assert sidebar.says("Skipped: no longer a client")


def test_a_letter_that_came_back_is_not_inserted_again_before_it_is_put_back(office):
    elsewhere(office, "Tom", Told.SENT)
    sidebar = sidebar_of(office)
    sidebar.press("Tom Stainsby")
    sidebar.press("It came back")
    assert status(office, "Tom") is Told.BOUNCED
    sidebar.write(Window(to=TO_TOM))
    assert sidebar.clickable("Insert the letter for Tom Stainsby") is None
    sidebar.press("Put back to “to do”")
    assert status(office, "Tom") is Told.TO_DO


def test_when_all_are_told_or_skipped_the_card_says_so(office):
    for one in office.letters():
        elsewhere(office, one.client_name.split()[0], Told.PHONED)
    elsewhere(office, "Tom", Told.SKIPPED, "He knows")
    assert sidebar_of(office).says("Nothing is left to do")


def test_a_late_press_takes_back_nothing_that_was_said_in_another_door(office):
    sidebar = sidebar_of(office)
    sidebar.press("Tom Stainsby")
    elsewhere(office, "Tom", Told.SKIPPED, "No longer with us")
    sidebar.press("Told by phone")
    assert sidebar.says("“skipped” was said meanwhile by Mara Lindqvist")
    assert status(office, "Tom") is Told.SKIPPED


def test_the_next_click_shows_what_another_door_said(office):
    sidebar = sidebar_of(office)
    elsewhere(office, "Tom", Told.SENT)
    sidebar.press("Search")
    assert sidebar.says("1 of 5")


def test_a_letter_in_drafts_is_opened_once_more_only_after_a_question(office):
    elsewhere(office, "Tom", Told.DRAFTED)
    sidebar = sidebar_of(office)
    sidebar.press("Tom Stainsby")
    sidebar.press("Open")
    assert sidebar.says("It stands in Drafts already")
    assert sidebar.opened == ""
    sidebar.press("Take it once more")
    assert sidebar.opened.startswith("https://mail.google.com/mail/")


# Calls first


def test_whom_to_call_first_stands_above_what_is_next(calling):
    words = sidebar_of(calling).words()
    assert words.index("Call first") < words.index("Tom Stainsby") < words.index("Next")


def test_the_card_of_whom_to_call_has_number_time_and_what_to_say(calling):
    sidebar = sidebar_of(calling)
    sidebar.press("Tom Stainsby")
    assert sidebar.says("+44 20 7946 0321")
    assert sidebar.says("10:00 there")
    assert sidebar.says("Norwell")


def test_a_call_that_is_logged_opens_the_letter_with_it(calling):
    policy(calling, call_first=True)
    sidebar = sidebar_of(calling)
    sidebar.press("Tom Stainsby")
    assert sidebar.clickable("Open") is None
    sidebar.press("Reached", note="He was kind")
    assert sidebar.notice == "The call to Tom Stainsby is logged: Reached."
    assert sidebar.says("As we discussed on the phone")
    assert sidebar.clickable("Open") is not None


def test_a_click_with_an_outcome_that_there_is_none_of_is_refused(calling):
    sidebar = sidebar_of(calling)
    sidebar.act("called", letter=calling.letter("Tom").id, outcome="shouted")
    with calling.look() as desk:
        assert desk.stores.calls.all(calling.departure_id) == []


def test_once_called_a_client_is_among_the_others(calling):
    called(calling, "Tom", CallOutcome.MESSAGE)
    assert "Call first" not in sidebar_of(calling).words()
