"""When a client writes back, in the sidebar: the answer goes into the reply to him, and nowhere else (H5, H9)."""

import pytest

from fakes.gmail_sidebar import Sidebar, Window, with_sidebar
from fakes.office import Office
from segue.departure.letter_state import Told
from segue.desk.mark import set_status
from segue.desk.write_back import replies_to

TOM, ELEANOR = "tom@brightwater.co.uk.example", "eleanor@brightwater.co.uk.example"
ANSWERS = "When they write back"


@pytest.fixture
def office(tmp_path):
    office = with_sidebar(Office(tmp_path).approved())
    with office.desk() as desk:
        set_status(desk, office.leaver, office.letter("Tom").id, Told.SENT)
    return office


@pytest.fixture
def sidebar(office):
    return Sidebar(office, office.leaver)


def first_answer(office):
    with office.look() as desk:
        return replies_to(desk, office.letter("Tom"))[0]


def opened(office):
    with office.look() as desk:
        return [one for one in desk.stores.audit.entries(office.departure_id) if one.verb == "open_reply"]


def reply(sidebar, **more):
    window = Window(to=[TOM], subject="Re: A change", typed="<p>Hello Tom</p>", **more)
    sidebar.write(window)
    sidebar.press(ANSWERS)
    return window


def test_an_answer_goes_above_what_was_typed_and_the_reply_keeps_subject_and_recipients(office, sidebar):
    window = reply(sidebar)
    sidebar.press("Insert")
    assert window.body == first_answer(office).html + "<p>Hello Tom</p>" + window.signature
    assert (window.to, window.subject) == ([TOM], "Re: A change")
    assert office.letter("Tom").status is Told.SENT, "nothing is marked by it"


def test_a_click_that_is_delivered_twice_is_recorded_once(office, sidebar):
    reply(sidebar)
    before = len(opened(office))
    sidebar.press("Insert", again=True)
    assert len(opened(office)) == before + 1


def test_it_is_refused_in_a_message_to_somebody_else(office, sidebar):
    window = reply(sidebar)
    window.to = [ELEANOR]
    sidebar.press("Insert")
    assert first_answer(office).html not in window.body


def test_others_who_would_read_it_are_asked_about_first(office, sidebar):
    window = Window(to=[TOM], cc=["boss@brightwater.co.uk.example"])
    sidebar.write(window)
    sidebar.press(ANSWERS)
    sidebar.press("Insert")
    assert first_answer(office).html not in window.body
    sidebar.press("Insert anyway")
    assert window.body.startswith(first_answer(office).html)


def test_at_home_they_can_be_read_and_copied_and_there_is_nothing_to_insert(office, sidebar):
    sidebar.home()
    sidebar.press("Tom Stainsby")
    sidebar.press(ANSWERS)
    assert first_answer(office).text in " ".join(sidebar.words())
    assert "Insert" not in sidebar.words()


def test_a_letter_that_waits_has_none(office, sidebar):
    office.change_client("Eleanor", note="Thank you for the tea.")
    sidebar.write(Window(to=[ELEANOR]))
    assert ANSWERS not in sidebar.words()
    letter = office.letter("Eleanor")
    sidebar.act("answers", letter=letter.id)
    assert opened(office) == []
