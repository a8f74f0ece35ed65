"""The page of calls: whom to ring, what time it is there, what to say, and what came of it (H8)."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest

from desk.calling import AS_DISCUSSED, called, listed, make, policy
from desk.test_two_openings import give
from fakes.office import LEAVER, MANAGER, TOM, Office, contact
from segue.departure.call import CallOutcome
from segue.departure.letter_state import LetterState, Told
from segue.desk.mark import set_status

ANNA = contact("Anna Voss", "anna@voss.example", "Voss", phones=("+1 800 555 0123", "020 7946 0000"))


@pytest.fixture
def office(tmp_path):
    return give(listed(tmp_path)).approve()


def page(office, who=LEAVER):
    return office.as_(who).get(f"/departures/{office.departure_id}/calls")


def log(office, name, who=LEAVER, **fields):
    return office.as_(who).post(f"/letters/{office.letter(name).id}/calls", **fields)


def calls_of(office, name):
    with office.look() as desk:
        return desk.stores.calls.of_client(office.client(name).id)


def test_a_number_can_be_rung_and_the_time_there_is_told(office):
    shown = page(office).text
    assert 'href="tel:+442079460321"' in shown
    assert "10:00 there" in shown


def test_an_unusual_hour_is_marked(office):
    office.now = datetime(2026, 9, 1, 20, 5, tzinfo=UTC)
    assert "21:05 there" in page(office).text
    assert "outside usual hours there" in page(office).text
    assert "weekend" not in page(office).text


def test_at_a_weekend_the_mark_says_why(office):
    office.now = datetime(2026, 9, 6, 9, 0, tzinfo=UTC)
    assert "10:00 there, it is the weekend there" in page(office).text
    assert "outside usual hours there" in page(office).text


def test_a_number_of_several_zones_or_of_no_country_is_said_to_be_so_and_not_guessed(tmp_path):
    office = Office(tmp_path).listed(ANNA)
    make(office, "key", "Anna")
    shown = page(office).text
    assert "the number may be in many time zones" in shown
    assert "local time unknown" in shown


def test_what_to_say_is_what_the_letter_says(office):
    [tom] = api(office).get_json()["clients"]
    text = office.letter("Tom").content.text.casefold()
    said = [sentence for point in tom["points"] for sentence in point.rstrip(".").split(". ")]
    assert said
    assert [one for one in said if one.casefold() not in text] == []


def test_before_the_approval_what_to_say_is_marked(tmp_path):
    office = give(listed(tmp_path))
    assert "Not approved yet" in page(office).text
    assert "Left a message" not in page(office).text


def test_a_call_is_logged_and_the_letter_refers_to_it(office):
    answer = log(office, "Tom", outcome="reached", note="Glad to have heard it")
    assert answer.status_code == 302
    assert AS_DISCUSSED in office.letter("Tom").content.text
    shown = page(office).text
    assert "Glad to have heard it" in shown
    assert "The letter refers to the call." in shown
    assert "No call is due: 1" in shown


def test_after_a_call_that_is_settled_the_page_starts_with_the_next_client_and_else_it_stays_at_this_one(office):
    again = log(office, "Tom", outcome="no_answer").headers["Location"]
    assert again.endswith(f"/calls#c-{office.client('Tom').id}")
    assert log(office, "Tom", outcome="reached").headers["Location"].endswith("/calls")


def test_the_overview_says_how_many_are_to_be_called_first_and_leads_there(office):
    def overview():
        return office.as_(LEAVER).get(f"/departures/{office.departure_id}").text

    assert "To call before the letter: 1" in overview()
    log(office, "Tom", outcome="reached")
    assert "To call before the letter" not in overview()


def test_a_note_that_is_too_long_is_kept_for_mending(office):
    answer = log(office, "Tom", outcome="message", note="n" * 301)
    assert (answer.status_code, calls_of(office, "Tom")) == (422, [])
    assert "n" * 301 in answer.text
    assert "at most 300 characters" in answer.text


def test_an_outcome_that_nobody_knows_is_refused(office):
    assert log(office, "Tom", outcome="sent").status_code == 422


def test_a_call_is_taken_back_with_one_click(office):
    call = called(office, "Tom", CallOutcome.REACHED)
    assert office.as_(LEAVER).post(f"/calls/{call.id}/withdraw").status_code == 302
    assert AS_DISCUSSED not in office.letter("Tom").content.text
    assert "taken back" in page(office).text


def test_who_was_told_by_phone_is_marked_as_that_with_one_click(office):
    called(office, "Tom", CallOutcome.REACHED)
    assert "Told by phone: no letter needed" in page(office).text
    office.as_(LEAVER).post(f"/letters/{office.letter('Tom').id}/phoned")
    assert office.letter("Tom").status is Told.PHONED


def test_the_page_is_offered_where_there_is_a_key_client_and_only_there(office):
    link = f"/departures/{office.departure_id}/calls"
    assert link in office.as_(LEAVER).get(f"/departures/{office.departure_id}/hand-out").text
    make(office, "normal", "Tom")
    assert link not in office.as_(LEAVER).get(f"/departures/{office.departure_id}/hand-out").text
    assert "Nobody is to be called first" in page(office).text


def test_policy_is_said_to_hold_the_letters(office):
    assert "By company policy" not in page(office).text
    policy(office, call_first=True)
    assert "By company policy" in page(office).text


def test_the_approver_reads_both_openings_and_approves_them_with_one_click(tmp_path):
    office = give(listed(tmp_path))
    visitor = office.as_(MANAGER)
    shown = visitor.get(f"/departures/{office.departure_id}/read").text
    assert "After a call it begins:" in shown
    seen = [value.split('"')[0] for value in shown.split('name="letter" value="')[1:]]
    visitor.post(f"/departures/{office.departure_id}/read", do="approve", letter=seen)
    assert set(office.states().values()) == {LetterState.APPROVED}


def test_one_letters_own_page_shows_both_openings_too(tmp_path):
    office = give(listed(tmp_path))
    letter = office.letter("Tom")
    shown = office.as_(MANAGER).get(f"/departures/{office.departure_id}/letters/{letter.id}").text
    assert "After a call it begins:" in shown
    seen = shown.split('name="letter" value="')[1].split('"')[0]
    office.as_(MANAGER).post(f"/departures/{office.departure_id}/read", do="approve", letter=seen)
    assert office.letter("Tom").state is LetterState.APPROVED


def test_the_leaver_sees_both_openings_before_he_gives_the_letters(tmp_path):
    office = listed(tmp_path)
    assert "After a call it begins:" in office.as_(LEAVER).get(f"/departures/{office.departure_id}/letters").text


def test_a_reader_of_another_language_has_the_gist_of_what_to_say(tmp_path):
    office = Office(tmp_path).listed(replace(TOM, language="de"))
    make(office, "key", "Tom")
    give(office).approve()
    shown = page(office).text
    assert "The gist in" in shown
    assert 'lang="de"' in shown


# The API


def api(office, who=LEAVER):
    return office.as_(who).get(f"/api/v1/departures/{office.departure_id}/calls")


def test_the_pane_gets_the_same(office):
    found = api(office).get_json()
    assert found["holds"] is False
    [tom] = found["clients"]
    assert (tom["client"], tom["due"], tom["approved"], tom["closed"]) == ("Tom Stainsby", "first", True, "")
    assert tom["phones"][0] == {
        "number": "+44 20 7946 0321",
        "dialled": "+442079460321",
        "there": "10:00 there",
        "unusual": False,
    }
    assert tom["points"]


def test_the_pane_logs_a_call_and_takes_it_back(office):
    leaver, letter = office.as_(LEAVER), office.letter("Tom")
    said = {"outcome": "reached", "note": "Very kind"}
    call = leaver.call("POST", f"/api/v1/letters/{letter.id}/calls", json=said).get_json()
    assert (call["outcome"], call["note"], call["by"], call["withdrawn"]) == (*said.values(), LEAVER.name, False)
    assert api(office).get_json()["clients"][0]["refers_to_call"] is True
    back = leaver.call("POST", f"/api/v1/calls/{call['id']}/withdraw").get_json()
    assert back["withdrawn"] is True
    assert AS_DISCUSSED not in office.letter("Tom").content.text


def test_a_letter_that_waits_for_its_call_says_so(office):
    policy(office, call_first=True)
    answer = office.as_(LEAVER).call("POST", f"/api/v1/letters/{office.letter('Tom').id}/open")
    assert (answer.status_code, answer.get_json()["code"]) == (409, "call_first")


def test_what_was_noted_for_colleagues_stands_on_the_sheet_until_the_call_is_taken_back(office):
    def sheet():
        return office.as_(LEAVER).get(f"/departures/{office.departure_id}/sheets/print").text

    log(office, "Tom", outcome="reached", note="Glad to have heard it")
    assert "Glad to have heard it" in sheet()
    [call] = calls_of(office, "Tom")
    office.as_(LEAVER).post(f"/calls/{call.id}/withdraw")
    assert "Glad to have heard it" not in sheet()


def test_in_a_call_after_the_letter_what_holds_by_now_is_said_once_it_is_approved(office):
    told_by_letter(office)
    assert "Not approved yet" not in page(office).text
    office.change(contact_from=date(2026, 9, 22))
    shown = page(office).text
    assert "22 September" in shown
    assert "Not approved yet" in shown


def test_after_the_last_day_the_manager_calls_in_words_of_his_own(office):
    told_by_letter(office)
    office.now = datetime.combine(office.departure.last_day + timedelta(days=1), time(10), UTC)
    shown = page(office, MANAGER).text
    assert "I will be leaving" not in shown
    assert LEAVER.name in shown.split('class="points"')[1].split("</ul>")[0]
    assert "Not approved yet" not in shown


def told_by_letter(office):
    with office.desk() as desk:
        set_status(desk, LEAVER, office.letter("Tom").id, Told.SENT)
