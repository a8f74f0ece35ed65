"""The card beside a message: the right letter, into the right message, once (H3, H4, H5)."""

from dataclasses import replace
from datetime import timedelta

import pytest

from fakes.gmail_sidebar import Sidebar, Window, with_sidebar
from fakes.office import A_TUESDAY, TERMS, Office
from segue.departure.letter_state import Told
from segue.desk.mark import set_status

TOM, ELEANOR = "tom@brightwater.co.uk.example", "eleanor@brightwater.co.uk.example"
INSERT_TOM = "Insert the letter for Tom Stainsby"


@pytest.fixture
def office(tmp_path):
    return with_sidebar(Office(tmp_path).approved())


@pytest.fixture
def sidebar(office):
    return Sidebar(office, office.leaver)


def test_a_client_in_to_is_recognised_and_the_letter_inserted(office, sidebar):
    window = Window(to=[TOM], typed="<p>PS from me</p>")
    sidebar.write(window)
    sidebar.press(INSERT_TOM)
    letter = office.letter("Tom")
    assert window.body == letter.content.html + "<p>PS from me</p>" + window.signature
    assert (window.to, window.cc) == ([TOM], [])
    assert letter.status is Told.INSERTED
    assert letter.opened_at == office.now


def test_a_message_to_nobody_offers_the_next_letter_and_fills_everything_in(office, sidebar):
    window = Window()
    sidebar.write(window)
    first = next(one for one in sidebar.words() if one.startswith("Insert the letter for"))
    sidebar.press(first)
    letter = next(one for one in office.letters() if one.status is Told.INSERTED)
    assert first.endswith(letter.client_name)
    assert window.to == list(letter.content.to)
    assert window.subject == letter.content.subject
    assert window.body == letter.content.html + window.signature


def test_any_client_of_the_list_can_be_written_to(office, sidebar):
    window = Window()
    sidebar.write(window)
    sidebar.press("Chiara Melandri")
    sidebar.press("Insert the letter for Chiara Melandri")
    assert window.to == ["chiara@valtrebbia.it.example"]
    assert window.subject == office.letter("Chiara").content.subject


def test_recipients_are_recognised_however_they_are_spelled(sidebar):
    sidebar.write(Window(to=["Tom Stainsby <TOM@Brightwater.CO.UK.example>"]))
    assert sidebar.clickable(INSERT_TOM)


def test_an_address_that_only_contains_another_is_nobody_here(sidebar):
    sidebar.write(Window(to=["atom@brightwater.co.uk.example"]))
    assert not sidebar.clickable(INSERT_TOM)
    assert sidebar.says("Start a new message")


def test_a_message_that_was_begun_keeps_its_subject(sidebar):
    window = Window(to=[TOM], subject="Re: samples")
    sidebar.write(window)
    sidebar.press(INSERT_TOM)
    assert window.subject == "Re: samples"


def test_its_subject_is_replaced_when_the_person_ticks_that(office, sidebar):
    window = Window(to=[TOM], subject="Hello")
    sidebar.write(window)
    sidebar.press(INSERT_TOM, subject="yes")
    assert window.subject == office.letter("Tom").content.subject


def test_a_letter_for_another_client_is_refused_with_words(office, sidebar):
    window = Window()
    sidebar.write(window)
    sidebar.press("Tom Stainsby")
    window.to = [ELEANOR]
    sidebar.press(INSERT_TOM)
    assert sidebar.says(f"this message goes to somebody else ({ELEANOR})")
    assert window.body == window.signature
    assert office.letter("Tom").opened_at is None


def test_further_recipients_are_asked_about_first(office, sidebar):
    window = Window(to=[TOM], cc=["boss@elsewhere.example"])
    sidebar.write(window)
    sidebar.press(INSERT_TOM)
    assert sidebar.says("boss@elsewhere.example")
    assert window.body == window.signature
    sidebar.press("Insert anyway")
    assert window.body.startswith(office.letter("Tom").content.html)
    assert (window.to, window.cc) == ([TOM], ["boss@elsewhere.example"])


def test_the_letter_before_is_finished_from_the_next_empty_message(office, sidebar):
    sidebar.write(Window(to=[TOM]))
    sidebar.press(INSERT_TOM)
    sidebar.write(Window())
    assert sidebar.says("Inserted, not yet marked as sent")
    sidebar.press("Sent, next")
    assert office.letter("Tom").status is Told.SENT
    assert any(one.startswith("Insert the letter for") for one in sidebar.words())


def test_agreeing_to_one_further_recipient_agrees_to_no_other(office, sidebar):
    window = Window(to=[TOM], cc=["boss@elsewhere.example"])
    sidebar.write(window)
    sidebar.press(INSERT_TOM)
    window.cc = ["press@elsewhere.example"]
    sidebar.press("Insert anyway")
    assert sidebar.says("press@elsewhere.example")
    assert office.letter("Tom").opened_at is None


def test_a_tick_for_the_subject_survives_the_question(office, sidebar):
    window = Window(to=[TOM], cc=["boss@elsewhere.example"], subject="Hello")
    sidebar.write(window)
    sidebar.press(INSERT_TOM, subject="yes")
    sidebar.press("Insert anyway")
    assert window.subject == office.letter("Tom").content.subject


def test_saying_no_goes_back_to_the_card_before(sidebar):
    sidebar.write(Window(to=[TOM], cc=["boss@elsewhere.example"]))
    sidebar.press(INSERT_TOM)
    sidebar.press("Do not insert")
    assert sidebar.clickable(INSERT_TOM)


def test_a_letter_that_was_inserted_is_not_inserted_again_unasked(office, sidebar):
    sidebar.write(Window(to=[TOM]))
    sidebar.press(INSERT_TOM)
    office.move(seconds=5)
    second = Window(to=[TOM])
    sidebar.write(second)
    sidebar.press(INSERT_TOM)
    assert sidebar.says("otherwise it stands there twice")
    assert second.body == second.signature
    sidebar.press("Insert again")
    assert second.body.startswith(office.letter("Tom").content.html)


def test_two_cards_that_were_open_at_once_are_two_clicks(office, sidebar):
    other = Sidebar(office, office.leaver)
    first, second = Window(to=[TOM]), Window(to=[TOM])
    sidebar.write(first)
    other.write(second)
    sidebar.press(INSERT_TOM)
    office.move(seconds=5)
    other.press(INSERT_TOM)
    assert second.body == second.signature


def test_the_same_click_delivered_twice_gives_the_same_answer_and_is_one_hand_out(office, sidebar):
    sidebar.write(Window(to=[TOM]))
    clicked = sidebar.clickable(INSERT_TOM)["action"]["parameters"]
    said = sidebar.event("act", {one["key"]: one["value"] for one in clicked})
    first = sidebar.post("act", said).json
    office.move(seconds=3)
    version = office.letter("Tom").version
    assert sidebar.post("act", said).json == first
    assert office.letter("Tom").version == version


def test_a_click_that_comes_again_is_checked_again(office, sidebar):
    sidebar.write(Window(to=[TOM]))
    clicked = sidebar.clickable(INSERT_TOM)["action"]["parameters"]
    said = sidebar.event("act", {one["key"]: one["value"] for one in clicked})
    sidebar.post("act", said)
    office.change_client("Tom", note="A line that nobody approved yet.")
    assert "hostAppAction" not in sidebar.post("act", said).text


def test_gmail_that_names_no_recipients_with_a_click_is_guarded_by_what_the_card_was_told(office, sidebar):
    sidebar.tells_on_clicks = False
    window = Window(to=[TOM])
    sidebar.write(window)
    window.to = [ELEANOR]
    sidebar.press(INSERT_TOM)
    assert window.to == [TOM]
    assert window.body.startswith(office.letter("Tom").content.html)


def test_a_client_who_is_told_is_put_back_before_a_letter_is_inserted(office, sidebar):
    with office.desk() as desk:
        set_status(desk, office.leaver, office.letter("Tom").id, Told.SENT)
    sidebar.write(Window(to=[TOM]))
    assert not sidebar.clickable(INSERT_TOM)
    sidebar.act("insert", letter=office.letter("Tom").id)
    assert sidebar.says("marked as told")
    sidebar.write(sidebar.window)
    sidebar.press("Put back to “to do”")
    assert sidebar.clickable(INSERT_TOM)


def test_when_nothing_may_leave_the_card_beside_a_message_says_where_to_go_on(office, sidebar):
    office.move(days=70)
    sidebar.write(Window())
    assert sidebar.says("The next step is in Segue.")
    assert not [one for one in sidebar.words() if one.startswith("Insert")]


@pytest.mark.parametrize("agreed", ["{", "7", "[" * 9_999, '["somebody@else.example"]'])
def test_agreeing_to_nobody_that_can_be_read_agrees_to_nobody(office, sidebar, agreed):
    sidebar.write(Window(to=[TOM], cc=["boss@elsewhere.example"]))
    sidebar.act("insert", letter=office.letter("Tom").id, extra=agreed)
    assert sidebar.says("boss@elsewhere.example")
    assert office.letter("Tom").opened_at is None


def test_a_letter_that_waits_is_shown_as_such_and_cannot_be_inserted(tmp_path):
    office = with_sidebar(Office(tmp_path).given())
    sidebar = Sidebar(office, office.leaver)
    sidebar.write(Window(to=[TOM]))
    assert sidebar.says("Waiting for approval")
    assert not sidebar.clickable(INSERT_TOM)
    sidebar.window = window = Window(to=[TOM])
    sidebar.act("insert", letter=office.letter("Tom").id)
    assert sidebar.says("not approved")
    assert window.body == window.signature


def test_a_test_copy_goes_to_oneself_and_is_marked(office, sidebar):
    window = Window()
    sidebar.write(window)
    sidebar.press("Tom Stainsby")
    sidebar.press("Insert a test copy to myself")
    assert window.to == [office.leaver.address]
    assert "test" in window.subject.lower()
    assert office.letter("Tom").status is Told.TO_DO


def test_a_test_copy_never_stands_before_a_client(sidebar):
    window = Window()
    sidebar.write(window)
    sidebar.press("Tom Stainsby")
    window.to = [TOM]
    sidebar.press("Insert a test copy to myself")
    assert sidebar.says("somebody else")
    assert window.body == window.signature


def test_a_test_copy_is_taken_before_the_release_and_leaves_the_other_reader_where_he_is(tmp_path):
    later = A_TUESDAY + timedelta(days=20)
    office = with_sidebar(Office(tmp_path).approved(terms=replace(TERMS, release=later)))
    sidebar, window = Sidebar(office, office.leaver), Window()
    sidebar.write(window)
    sidebar.press("Tom Stainsby")
    window.to = [office.leaver.address, office.manager.address]
    sidebar.press("Insert a test copy to myself")
    assert window.to == [office.leaver.address, office.manager.address]
    assert "NOT FOR CLIENTS" in window.body
    assert office.letter("Tom").opened_at is None


def test_nobody_elses_letter_is_recognised(office):
    sidebar = Sidebar(office, office.other_leaver)
    sidebar.write(Window(to=[TOM]))
    assert not sidebar.clickable(INSERT_TOM)
    sidebar.act("insert", letter=office.letter("Tom").id)
    assert office.letter("Tom").opened_at is None
