"""The queue on its page: parts, marks with one or two clicks, undo, and what is said in other doors (H3, H7)."""

import re
from html import unescape

import pytest

from fakes.office import LEAVER, MANAGER, OTHER_LEAVER, Office
from segue.departure.letter_state import LetterState, Told
from segue.desk.hand_out import open_letter
from segue.desk.mark import set_status


@pytest.fixture
def office(tmp_path):
    return Office(tmp_path).approved()


def path(office, more=""):
    return f"/departures/{office.departure_id}/hand-out{more}"


def page(office, more="", who=LEAVER):
    shown = office.as_(who).get(path(office, more))
    assert shown.status_code == 200
    return shown.text


def listed(text):
    """Return the first names of the clients in the rows, in order."""
    return [found.split()[0] for found in re.findall(r'<th scope="row"><a [^>]*><bdi>([^<]+)', text)]


def row_of(text, letter):
    return next(row for row in text.split("<tr ") if f'id="r-{letter.id}"' in row)


def mark(office, name, status, reason=""):
    with office.desk() as desk:
        set_status(desk, LEAVER, office.letter(name).id, status, reason)


def undo_address(text):
    return unescape(re.search(r'action="([^"]+/undo[^"]+)"', text).group(1))


def test_companies_head_their_letters(office):
    text = page(office)
    headings = re.findall(r'<th colspan="4" scope="rowgroup"><bdi>([^<]+)', text)
    assert headings == ["Ashdown Tools", "Brightwater Foods", "Fonderie Valtrebbia", "Tessitura Oriani"]
    assert listed(text) == ["Callum", "Eleanor", "Tom", "Chiara", "Paolo"]


def test_the_page_begins_with_what_is_left_and_says_how_many_know(office):
    mark(office, "Callum", Told.SENT)
    mark(office, "Tom", Told.PHONED)
    text = page(office)
    assert listed(text) == ["Eleanor", "Chiara", "Paolo"]
    assert "Clients told: 2 of 5" in text
    assert "by phone: 1" in text


def test_when_nothing_is_left_everybody_is_shown(office):
    for letter in office.letters():
        mark(office, letter.client_name, Told.SENT)
    assert len(listed(page(office))) == 5
    assert "Nothing is left to do" in page(office, "?part=left")


@pytest.mark.parametrize(
    ("asked", "names"),
    [
        ("?part=sent", ["Callum"]),
        ("?part=begun", ["Chiara"]),
        ("?part=all&locale=it", ["Paolo", "Chiara"]),
        ("?company=brightwater+foods", ["Eleanor", "Tom"]),
        ("?part=all&q=reidy", ["Callum"]),
        ("?part=nonsense", ["Eleanor", "Tom", "Paolo", "Chiara"]),
    ],
)
def test_a_part_of_the_queue_is_asked_for_by_its_address(office, asked, names):
    mark(office, "Callum", Told.SENT)
    mark(office, "Chiara", Told.DRAFTED)
    assert listed(page(office, asked)) == names


def test_a_mark_can_be_undone_with_one_click_and_leads_back_to_the_same_part(office):
    mark(office, "Tom", Told.SKIPPED, "Told by Owen")
    office.move(minutes=1)
    visitor = office.as_(LEAVER)
    done = visitor.post(f"/letters/{office.letter('Tom').id}/status?part=skipped", status="sent", was="skipped")
    assert done.headers["Location"] == path(office, "?part=skipped")
    office.move(minutes=1)
    address = undo_address(visitor.get(done.headers["Location"]).text)
    assert visitor.post(address).headers["Location"] == path(office, "?part=skipped")
    assert (office.letter("Tom").status, office.letter("Tom").status_reason) == (Told.SKIPPED, "Told by Owen")


def test_a_ready_reason_skips_with_one_click(office):
    letter = office.letter("Tom")
    ready = unescape(re.search(r'name="ready" value="([^"]+)"', row_of(page(office), letter)).group(1))
    office.as_(LEAVER).post(f"/letters/{letter.id}/status", status="skipped", was="to_do", ready=ready, reason="")
    assert (office.letter("Tom").status, office.letter("Tom").status_reason) == (Told.SKIPPED, ready)


def test_enter_in_a_reason_never_marks_a_letter_as_sent(office):
    with office.desk() as desk:
        open_letter(desk, LEAVER, office.letter("Tom").id)
    for form in re.findall(r"<form .*?</form>", row_of(page(office), office.letter("Tom")), re.DOTALL):
        assert 'maxlength="200"' not in form or 'value="sent"' not in form


def test_ticked_letters_take_one_word_and_give_it_back_as_one(office):
    visitor, letters = office.as_(LEAVER), [office.letter(name).id for name in ("Tom", "Paolo")]
    done = visitor.post(path(office, "/marks"), letter=letters, status="skipped", reason="Owen writes to them")
    assert {office.letter(name).status for name in ("Tom", "Paolo")} == {Told.SKIPPED}
    office.move(minutes=1)
    visitor.post(undo_address(visitor.get(done.headers["Location"]).text))
    assert {office.letter(name).status for name in ("Tom", "Paolo")} == {Told.TO_DO}


def test_all_that_stood_in_drafts_are_said_to_be_sent_at_once(office):
    for name in ("Tom", "Paolo"):
        mark(office, name, Told.DRAFTED)
    assert "I sent all that stand in Drafts (2)" in page(office)
    office.as_(LEAVER).post(path(office, "/marks"), drafted="2", status="sent")
    assert [office.letter(name).status for name in ("Tom", "Paolo", "Callum")] == [Told.SENT, Told.SENT, Told.TO_DO]


def test_not_all_that_stand_in_drafts_are_marked_where_more_came_meanwhile(office):
    for name in ("Tom", "Paolo"):
        mark(office, name, Told.DRAFTED)
    assert office.as_(LEAVER).post(path(office, "/marks"), drafted="1", status="sent").status_code == 409
    assert {office.letter(name).status for name in ("Tom", "Paolo")} == {Told.DRAFTED}


def test_a_letter_that_came_back_says_what_to_do_and_keeps_what_the_mail_said(office):
    mark(office, "Tom", Told.SENT)
    office.as_(LEAVER).post(f"/letters/{office.letter('Tom').id}/status", status="bounced", reason="no such mailbox")
    row = row_of(page(office), office.letter("Tom"))
    assert "no such mailbox" in row
    assert 'value="to_do"' in row
    assert 'value="tom@brightwater.co.uk.example"' in row


def test_a_corrected_address_makes_the_letter_wait_for_approval_with_it(office):
    mark(office, "Tom", Told.SENT)
    mark(office, "Tom", Told.BOUNCED)
    office.as_(LEAVER).post(f"/letters/{office.letter('Tom').id}/address", to="thomas@brightwater.co.uk.example")
    letter = office.letter("Tom")
    assert (letter.state, letter.status) == (LetterState.WAITING, Told.TO_DO)
    assert letter.content.to == ("thomas@brightwater.co.uk.example",)


def test_while_one_letter_waits_to_be_read_the_overview_still_leads_to_those_that_may_go_out(office):
    def overview():
        return office.as_(LEAVER).get(f"/departures/{office.departure_id}").text

    office.change_client("Tom", salutation="Dear Thomas,")
    assert f'href="/departures/{office.departure_id}/hand-out">Insert the letters<' in overview()
    for letter in office.letters():
        if letter.state is LetterState.APPROVED:
            mark(office, letter.client_name, Told.SENT)
    assert ">Insert the letters<" not in overview()


def test_a_letter_that_waits_is_not_to_be_marked_as_sent_but_may_be_skipped(office):
    office.change_client("Tom", salutation="Dear Thomas,")
    assert office.letter("Tom").state is LetterState.WAITING
    row = row_of(page(office), office.letter("Tom"))
    assert 'value="sent"' not in row
    assert 'value="skipped"' in row


# The page that asks again


def ask(office, visitor, tag="", more=""):
    return visitor.get(path(office, f"/queue{more}"), headers={"If-None-Match": tag, "Segue-Part": "queue"})


def test_the_queue_is_not_sent_again_until_something_was_said(office):
    visitor = office.as_(LEAVER)
    first = ask(office, visitor)
    assert ask(office, visitor, first.headers["ETag"]).status_code == 304
    mark(office, "Tom", Told.SENT)
    again = ask(office, visitor, first.headers["ETag"])
    assert (again.status_code, "Clients told: 1 of 5" in again.text) == (200, True)


def test_asking_again_leaves_what_is_to_be_said_to_the_next_page(office):
    visitor = office.as_(LEAVER)
    visitor.post(f"/letters/{office.letter('Tom').id}/status", status="sent")
    assert "undo-notice" not in ask(office, visitor).text
    assert "undo-notice" in visitor.get(path(office)).text


def test_a_mark_that_the_page_makes_by_itself_is_answered_with_the_queue(office):
    visitor = office.as_(LEAVER)
    form = {"csrf_token": visitor.token, "status": "sent", "was": "to_do"}
    address = f"/letters/{office.letter('Tom').id}/status"
    said = visitor.browser.post(address, data=form, headers={"Segue-Part": "queue"})
    assert (said.status_code, "Tom Stainsby: sent" in said.text, "undo-notice" in said.text) == (200, True, True)


def test_a_late_click_is_told_who_said_what_meanwhile(office):
    visitor = office.as_(LEAVER)
    mark(office, "Tom", Told.PHONED)
    form = {"csrf_token": visitor.token, "status": "sent", "was": "to_do"}
    address = f"/letters/{office.letter('Tom').id}/status"
    late = visitor.browser.post(address, data=form, headers={"Segue-Part": "queue"})
    assert late.status_code == 409
    assert "“told by phone” was said meanwhile by Mara Lindqvist" in late.text
    assert office.letter("Tom").status is Told.PHONED


# Who may


@pytest.mark.parametrize("who", [MANAGER, OTHER_LEAVER], ids=lambda who: who.id)
def test_nobody_else_marks_or_undoes(office, who):
    letter, visitor = office.letter("Tom"), office.as_(who)
    asked = "/undo?at=2026-09-01T09:00:00%2B00:00"
    assert visitor.post(path(office, "/marks"), letter=letter.id, status="sent").status_code == 404
    assert visitor.post(path(office, asked)).status_code == 404
    assert office.letter("Tom").status is Told.TO_DO


@pytest.mark.parametrize("at", ["", "yesterday", "2026-09-01T09:00:00"])
def test_an_undo_of_no_moment_is_refused(office, at):
    assert office.as_(LEAVER).post(path(office, f"/undo?at={at}")).status_code == 422


def test_the_history_of_a_letter_is_for_who_may_read_it(office):
    mark(office, "Tom", Told.SENT)
    address = f"/letters/{office.letter('Tom').id}/history"
    assert "sent – <bdi>Mara Lindqvist</bdi>" in office.as_(MANAGER).get(address).text
    assert office.as_(OTHER_LEAVER).get(address).status_code == 404


@pytest.mark.parametrize(("status", "offered"), [(Told.INSERTED, False), (Told.DRAFTED, False), (Told.SENT, True)])
def test_only_what_was_said_to_be_sent_can_have_come_back(office, status, offered):
    mark(office, "Tom", status)
    assert ("It came back" in row_of(page(office, "?part=all"), office.letter("Tom"))) is offered
