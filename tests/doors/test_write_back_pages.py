"""When clients write back, on the pages and in the API: read by the approver, copied by who hands out (H9, P1)."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from administering import main_of

from fakes.office import CALLUM, ELEANOR, LEAVER, MANAGER, TERMS, TOM, Office
from segue.desk.write_back import replies_to

PART = {"HX-Request": "true"}


@pytest.fixture
def office(tmp_path):
    return Office(tmp_path).approved(TOM, ELEANOR, CALLUM)


def answers_of(office, name="Tom"):
    with office.look() as desk:
        return replies_to(desk, office.letter(name))


def opened(office):
    with office.look() as desk:
        return [one.subject_id for one in desk.stores.audit.entries(office.departure_id) if one.verb == "open_reply"]


def test_a_pane_gets_the_answers_with_the_question_in_the_persons_language(office):
    mara = office.as_(LEAVER)
    mara.post("/language", locale="it")
    letter = office.letter("Tom")
    said = mara.call("POST", f"/api/v1/letters/{letter.id}/replies").json
    assert (said["to"], said["language"], said["expires_at"]) == ([TOM.emails[0]], "en-GB", "2026-09-01T09:10:00Z")
    assert [one["text"] for one in said["replies"]] == [one.text for one in answers_of(office)]
    assert said["replies"][0]["question"] == "«Dove andrà?»"
    assert opened(office) == [letter.id]


def test_beside_each_client_of_the_queue_they_are_one_press_away_and_then_one_to_copy(office):
    mara, letter = office.as_(LEAVER), office.letter("Tom")
    queue = main_of(mara.get(f"/departures/{office.departure_id}/hand-out"))
    assert f'hx-post="/letters/{letter.id}/replies"' in queue
    part = mara.call("POST", f"/letters/{letter.id}/replies", headers=PART).text
    assert part.count("data-copy=") == len(answers_of(office))
    assert "<html" not in part
    whole = mara.post(f"/letters/{letter.id}/replies")
    assert whole.text.count("data-copy=") == len(answers_of(office)), "without scripts it is a page"


def test_the_approver_reads_them_with_the_letters_and_has_nothing_to_copy(tmp_path):
    office = Office(tmp_path).given(TOM, ELEANOR, CALLUM)
    page = main_of(office.as_(MANAGER).get(f"/departures/{office.departure_id}/read"))
    for name in ("Tom", "Callum"):
        assert all(one.text in page for one in answers_of(office, name))
    assert "data-copy" not in page
    letter = main_of(office.as_(MANAGER).get(f"/departures/{office.departure_id}/letters/{office.letter('Tom').id}"))
    assert answers_of(office)[0].text in letter
    assert "data-copy" not in letter


def test_before_the_release_no_page_and_no_pane_gives_them(tmp_path):
    office = Office(tmp_path).approved(TOM, terms=replace(TERMS, release=datetime(2026, 9, 7, 7, 0, tzinfo=UTC)))
    mara, letter, first = office.as_(LEAVER), office.letter("Tom"), answers_of(office)[0].text
    for address in (f"/letters/{letter.id}/replies", f"/api/v1/letters/{letter.id}/replies"):
        refused = mara.call("POST", address)
        assert refused.status_code == 409
        assert first not in refused.text
    assert first not in mara.call("POST", f"/letters/{letter.id}/replies", headers=PART).text
    for rest in ("hand-out", f"letters/{letter.id}"):
        page = mara.get(f"/departures/{office.departure_id}/{rest}").text
        assert first not in page
        assert f"/letters/{letter.id}/replies" not in page
    assert opened(office) == []


def test_the_automatic_reply_is_shown_and_copied_only_after_a_press(office):
    mara, address = office.as_(LEAVER), f"/departures/{office.departure_id}/automatic-reply"
    assert "data-copy" not in main_of(mara.get(address))
    page = main_of(mara.post(address))
    assert page.count("data-copy=") == 2
    assert "does not count as telling your clients" in page


def test_the_approver_reads_the_automatic_reply_with_the_letters_and_copies_nothing(office):
    priya = office.as_(MANAGER)
    page = main_of(priya.get(f"/departures/{office.departure_id}/read"))
    assert "Automatic reply after the last day" in page
    assert priya.get(f"/departures/{office.departure_id}/automatic-reply").status_code == 200
    assert priya.post(f"/departures/{office.departure_id}/automatic-reply").status_code == 404


def test_an_unread_automatic_reply_is_marked_and_stays_closed(tmp_path):
    office = Office(tmp_path).given(TOM)
    mara, address = office.as_(LEAVER), f"/departures/{office.departure_id}/automatic-reply"
    assert "preview, not approved" in main_of(mara.get(address))
    refused = mara.post(address)
    assert (refused.status_code, "data-copy" in main_of(refused)) == (409, False)
    assert "No approved letter says the same yet" in refused.text


def test_before_the_answer_the_page_says_so(tmp_path):
    office = Office(tmp_path).asked()
    page = office.as_(LEAVER).get(f"/departures/{office.departure_id}/automatic-reply")
    assert (page.status_code, "No text yet" in page.text) == (200, True)
