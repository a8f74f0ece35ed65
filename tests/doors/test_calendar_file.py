"""The calendar file, read back by another reader of RFC 5545: whole days, moments, reminders, and no word too many."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
import vobject

from fakes.cases import for_each
from fakes.office import FACTS, JONAS, LEAVER, MANAGER, TERMS, Office, texts
from segue.desk.cancel import cancel
from segue.desk.timeline import Moment, What, When
from segue.doors.calendar_file import calendar_file, own_moments

OCTOBER_1 = datetime(2026, 10, 1, 7, tzinfo=UTC)
RELEASED = replace(TERMS, release=OCTOBER_1)
NASTY = "Jonas\r\nEND:VCALENDAR\u202e; Whitfield, \\n"
TELLING = (
    "leav", "depart", "farewell", "last day", "dimission", "ultimo giorno", "уход", "увольн", "последний день",
    "hari terakhir", "keluar", "अंतिम दिन", "इस्तीफ़", "saída", "último dia",
)  # fmt: skip
LOCALES = ("en", "it", "ru", "id", "hi", "pt-BR", "pt-PT")


def download(office, who=LEAVER):
    answer = office.as_(who).get(f"/departures/{office.departure_id}/hand-over.ics")
    assert answer.status_code == 200
    return answer


def entries(answer):
    """Return the entries by the moment in their UID, as vobject reads them."""
    calendar = vobject.readOne(answer.get_data(as_text=True))
    assert (calendar.name, calendar.version.value) == ("VCALENDAR", "2.0")
    return {one.uid.value.split("-")[0]: one for one in getattr(calendar, "vevent_list", [])}


def open_office(tmp_path):
    return Office(tmp_path).asked().answer(RELEASED).agree()


def test_it_is_a_calendar_file_to_save(tmp_path):
    answer = download(open_office(tmp_path))
    assert answer.content_type == "text/calendar; charset=utf-8"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="hand-over.ics"'


def test_each_side_has_its_own_dates(tmp_path):
    office = open_office(tmp_path)
    assert set(entries(download(office))) == {
        "release", "contact_from", "first_warning", "last_warning", "letters_close", "automatic_reply",
    }  # fmt: skip
    assert set(entries(download(office, MANAGER))) == {"contact_from", "rest_to_manager", "report_asked", "erased"}


def test_where_nothing_is_left_to_come_there_is_no_file(tmp_path):
    office = Office(tmp_path).begun()
    with office.desk() as desk:
        cancel(desk, LEAVER, office.departure_id, office.departure.version)
    assert office.as_(LEAVER).get(f"/departures/{office.departure_id}/hand-over.ics").status_code == 404
    assert ".ics" not in office.as_(LEAVER).get(f"/departures/{office.departure_id}/timeline").text


def test_a_whole_day_ends_before_the_next_and_needs_no_zone(tmp_path):
    event = entries(download(open_office(tmp_path)))["letters_close"]
    assert (event.dtstart.value, event.dtend.value) == (date(2026, 10, 30), date(2026, 10, 31))
    assert event.dtstart.params["VALUE"] == event.dtend.params["VALUE"] == ["DATE"]


def test_the_release_is_a_moment_that_is_the_same_everywhere(tmp_path):
    event = entries(download(open_office(tmp_path)))["release"]
    assert event.dtstart.value == OCTOBER_1
    assert not hasattr(event, "dtend")


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "America/Los_Angeles", "Asia/Kolkata"])
def test_days_are_those_of_the_workspace_wherever_it_is(tmp_path, zone):
    event = entries(download(Office(tmp_path, zone).asked().answer(RELEASED).agree()))["letters_close"]
    assert event.dtstart.value == FACTS.last_day


def test_an_interim_contact_lasts_until_the_day_before_the_new_one(tmp_path):
    moment = Moment(What.BRIDGE, date(2026, 11, 2), When.FUTURE, until=date(2026, 11, 8))
    departure = open_office(tmp_path).departure
    file = calendar_file([moment], departure, OCTOBER_1, str).decode()
    event = vobject.readOne(file).vevent
    assert (event.dtstart.value, event.dtend.value) == (date(2026, 11, 2), date(2026, 11, 9))


def test_reminders_stand_on_the_readers_screen_and_are_no_mail(tmp_path):
    for name, event in entries(download(open_office(tmp_path))).items():
        alarms = event.valarm_list
        assert {alarm.action.value for alarm in alarms} == {"DISPLAY"}
        assert {alarm.description.value for alarm in alarms} == {event.summary.value}
        before = {"release": [timedelta()], "letters_close": [timedelta(hours=-15), timedelta(hours=9)]}
        assert [alarm.trigger.value for alarm in alarms] == before.get(name, [timedelta(hours=9)])


def test_a_file_made_after_a_change_updates_the_same_entries(tmp_path):
    office = open_office(tmp_path)
    before = entries(download(office))["letters_close"]
    office.move(hours=1).change(last_day=date(2026, 11, 6), contact_from=date(2026, 11, 2))
    after = entries(download(office))["letters_close"]
    assert after.uid.value == before.uid.value
    assert int(after.sequence.value) > int(before.sequence.value)
    assert after.dtstamp.value - before.dtstamp.value == timedelta(hours=1)
    assert after.dtstart.value == date(2026, 11, 6)


def test_two_departures_never_share_an_entry(tmp_path):
    office = open_office(tmp_path)
    moment = Moment(What.LETTERS_CLOSE, date(2026, 10, 30), When.FUTURE)
    other = replace(office.departure, id="another")
    files = [calendar_file([moment], one, OCTOBER_1, str).decode() for one in (office.departure, other)]
    assert len({vobject.readOne(file).vevent.uid.value for file in files}) == 2


def test_entries_are_private_and_leave_the_day_free(tmp_path):
    for event in entries(download(open_office(tmp_path))).values():
        assert (event.getChildValue("class"), event.transp.value) == ("PRIVATE", "TRANSPARENT")


def test_whatever_a_name_holds_is_not_in_the_file(tmp_path):
    plain, nasty = Office(tmp_path / "plain").asked(), Office(tmp_path / "nasty").asked()
    with nasty.desk() as desk:
        desk.stores.people.save(replace(LEAVER, name=NASTY))
    nasty.change(contact_points=(replace(JONAS, name=NASTY),))
    for office in (plain, nasty):
        assert "Jonas" not in download(office).text
    assert set(entries(download(nasty))) == set(entries(download(plain)))


@for_each("locale", LOCALES)
def test_lines_are_short_and_titles_say_nothing_about_leaving(tmp_path_factory, locale):
    office = open_office(tmp_path_factory.mktemp(locale))
    with office.desk() as desk:
        desk.stores.people.save(replace(LEAVER, interface_locale=locale))
    raw = download(office).data
    assert raw.endswith(b"END:VCALENDAR\r\n")
    assert raw.count(b"\n") == raw.count(b"\r\n")
    assert max(len(line) for line in raw.split(b"\r\n")) <= 75
    titles = {event.summary.value for event in entries(download(office)).values()}
    assert titles <= {texts().get(locale, f"calendar.{what}") for what in What if texts().has(f"calendar.{what}")}
    assert [word for word in TELLING for title in titles if word in title.casefold()] == []


def test_a_title_of_any_text_is_escaped_and_folded(tmp_path):
    departure = open_office(tmp_path).departure
    title = f"{NASTY} {'передача дел, ' * 12}\U0001f4c5"
    file = calendar_file([Moment(What.ERASED, date(2026, 10, 30), When.FUTURE)], departure, OCTOBER_1, lambda _: title)
    assert max(len(line) for line in file.split(b"\r\n")) <= 75
    event = vobject.readOne(file.decode()).vevent
    assert event.summary.value.replace("\r", "") == title.replace("\r", "")
    assert file.count(b"END:VCALENDAR\r\n") == 1


def test_what_has_happened_and_the_last_day_are_no_appointments():
    found = own_moments([Moment(what, date(2026, 10, 30), When.FUTURE, "me") for what in What], "me")
    assert not {What.NOTICE, What.ASKED, What.ANSWERED, What.LAST_DAY} & {one.what for one in found}


def test_anothers_moments_are_not_in_ones_calendar():
    theirs = Moment(What.RELEASE, date(2026, 10, 30), When.FUTURE, "them")
    for_all = Moment(What.CONTACT_FROM, date(2026, 10, 30), When.FUTURE)
    assert own_moments([theirs, for_all], "me") == [for_all]
