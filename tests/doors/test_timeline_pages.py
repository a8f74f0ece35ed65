"""The timeline on the pages: a list in the right order, today in it, warnings as dates are typed, texts to remind."""

import html
import re
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from leaving import see, text_of
from test_text_to_pass_on import mail_of

from desk.calling import make
from fakes.office import ADMINISTRATOR, CLIENTS, LEAVER, MANAGER, SUCCESSOR, TERMS, TOM, Office
from segue.desk.cancel import cancel
from segue.desk.successor import tell_successor

SOON, LATE = "2026-09-11", datetime(2026, 10, 20, 7, tzinfo=UTC)


def rows(page):
    """Return the timeline as (day, state, text), from the top."""
    (picture,) = re.findall(r'<ol class="timeline".*?</ol>', page.text, re.S)
    found = re.findall(r'<li class="(\w+)[^>]*>\s*<time datetime="([^"]*)">.*?<span>(.*?)</span>', picture, re.S)
    return [(day, state, html.unescape(re.sub(r"<[^>]+>", "", text)).strip()) for state, day, text in found]


def typed(office, who=LEAVER, **fields):
    return office.as_(who).post(f"/departures/{office.departure_id}/timeline/dates", **fields)


@pytest.mark.parametrize(("path", "who"), [("", LEAVER), ("/timeline", LEAVER), ("/timeline", MANAGER)])
def test_both_sides_see_every_day_in_order_with_today_among_them(tmp_path, path, who):
    office = Office(tmp_path).asked().answer().agree()
    found = rows(see(office, path, who))
    assert [day for day, _, _ in found] == sorted(day for day, _, _ in found)
    assert ("2026-08-03", "past", "Notice given (Mara Lindqvist)") in found
    assert ("2026-09-01", "today", "Today: 44 working days left") in found
    assert ("2026-10-30", "future", "Letters in the first person close at the end of the day (Mara Lindqvist)") in found


def test_today_is_said_to_a_screen_reader(tmp_path):
    page = see(Office(tmp_path).asked())
    assert len(re.findall(r'aria-current="date"', page.text)) == 1


def test_no_client_is_named_on_the_timeline(tmp_path):
    office = Office(tmp_path).approved()
    for who in (LEAVER, MANAGER):
        said = text_of(see(office, "/timeline", who))
        assert [one.name for one in CLIENTS if one.name in said or one.company in said] == []


def test_a_successor_who_knows_still_sees_no_timeline(tmp_path):
    office = Office(tmp_path).asked()
    with office.desk() as desk:
        for one in (LEAVER, MANAGER):
            tell_successor(desk, one, office.departure_id)
    visitor = office.as_(SUCCESSOR)
    assert visitor.get(f"/departures/{office.departure_id}/successor").status_code == 200
    for path in ("/timeline", "/hand-over.ics"):
        assert visitor.get(f"/departures/{office.departure_id}{path}").status_code == 404
    assert typed(office, SUCCESSOR).status_code == 404


def test_before_the_question_the_named_approver_sees_none_of_it(tmp_path):
    office = Office(tmp_path).begun()
    assert office.as_(MANAGER).get(f"/departures/{office.departure_id}/timeline").status_code == 404
    assert rows(see(office, "/timeline"))


def test_a_last_day_that_is_near_is_warned_about_while_it_is_typed(tmp_path):
    office = Office(tmp_path).begun()
    answer = typed(office, last_day=SOON, contact_from="2026-09-07")
    assert "Only 9 working days are left." in html.unescape(answer.text)
    assert (SOON, "future", "Last day (Mara Lindqvist)") in rows(answer)
    assert office.departure.last_day.isoformat() != SOON


def test_a_gap_is_seen_while_typing_and_gone_with_somebody_for_the_days_between(tmp_path):
    office = Office(tmp_path).begun()
    days = {"last_day": "2026-10-30", "contact_from": "2026-11-09"}
    assert "Working days lie between" in typed(office, **days, bridge_name="").text
    bridged = typed(office, **days, bridge_name="Ines Duarte")
    assert "Working days lie between" not in bridged.text
    assert "Interim contact takes over, until Sunday, 8 November 2026" in text_of_fragment(bridged)


def text_of_fragment(page):
    return html.unescape(re.sub(r"<[^>]+>", " ", page.text))


@pytest.mark.parametrize("nonsense", ["", "soon", "2026-13-40", "9999-12-31", "0001-01-01"])
def test_a_date_that_cannot_be_read_yet_stays_as_it_is_stored(tmp_path, nonsense):
    answer = typed(Office(tmp_path).begun(), last_day=nonsense)
    assert answer.status_code == 200
    assert ("2026-10-30", "future", "Last day (Mara Lindqvist)") in rows(answer)


def test_the_approver_sees_while_typing_that_a_release_leaves_little_time(tmp_path):
    office = Office(tmp_path).asked()
    late = {"release": "at", "release_day": "2026-10-20", "release_time": "09:00"}
    assert "Only 9 working days lie between" in typed(office, MANAGER, **late).text
    for fields in ({"release_day": "2026-09-07"}, {"release": "approved"}, {"release_day": ""}):
        assert "working days" not in typed(office, MANAGER, **{**late, **fields}).text


def test_a_late_release_stays_in_sight_beside_the_timeline(tmp_path):
    office = Office(tmp_path).asked().answer(replace(TERMS, release=LATE)).agree()
    for path, who in (("/timeline", LEAVER), ("/timeline", MANAGER), ("/answer", MANAGER), ("", LEAVER)):
        assert "Only 9 working days lie between" in text_of(see(office, path, who))


@pytest.mark.parametrize(("last_day", "says"), [(SOON, True), ("2026-12-18", False), ("", False)])
def test_the_first_screen_says_at_once_that_time_is_short(tmp_path, last_day, says):
    answer = Office(tmp_path).as_(LEAVER).post("/start/dates", last_day=last_day, contact_name="")
    assert answer.status_code == 200
    assert ("working days are left." in answer.text) is says


def test_a_warning_about_dates_stands_at_the_dates_and_only_there(tmp_path):
    office = Office(tmp_path).begun()
    office.move(days=49)
    assert text_of(see(office, "/ask")).count("working days are left. 10 or more") == 1


def test_the_approver_has_a_text_to_remind_the_leaver_in_his_language(tmp_path):
    office = Office(tmp_path).approved()
    with office.desk() as desk:
        desk.stores.people.save(replace(LEAVER, interface_locale="it"))
    address, subject, body = mail_of(see(office, "/timeline", MANAGER))
    assert (address, subject) == (LEAVER.address, "Un breve promemoria")
    assert body.startswith("Ciao Mara Lindqvist,")
    assert f"/departures/{office.departure_id}/hand-out" in body
    names = [word for one in CLIENTS for word in (*one.name.split(), one.company)]
    assert [name for name in names if name in body] == []


def test_where_nobody_is_to_be_reminded_the_page_says_so(tmp_path):
    page = see(Office(tmp_path).begun(), "/timeline")
    assert "There is nobody to remind now." in text_of(page)
    assert "mailto:" not in page.text


def test_the_administrator_can_remind_whoever_has_it_without_a_word_on_what_it_is(tmp_path):
    office = Office(tmp_path).asked()
    page = office.as_(ADMINISTRATOR).get("/admin/departures")
    address, subject, body = mail_of(page)
    assert (address, subject) == (MANAGER.address, "A short reminder")
    assert office.departure_id not in body
    assert LEAVER.name not in body


def test_the_administrator_reminds_nobody_of_what_is_over(tmp_path):
    office = Office(tmp_path).asked()
    with office.desk() as desk:
        cancel(desk, LEAVER, office.departure_id, office.departure.version)
    assert "mailto:" not in office.as_(ADMINISTRATOR).get("/admin/departures").text


def test_a_reminder_to_call_leads_to_the_calls_and_names_nobody_to_call(tmp_path):
    office = Office(tmp_path).given(TOM)
    make(office, "key", "Tom")
    page = see(office.approve(), "/timeline", MANAGER)
    assert "Mara Lindqvist has clients to call first" in text_of(page)
    assert f"/departures/{office.departure_id}/calls" in mail_of(page)[2]
    assert "Tom" not in text_of(page)
