"""The timeline as an iCalendar file (RFC 5545): neutral titles, private entries, reminders on the reader's own screen.

Calendars are often shared with colleagues, so an entry names nobody and says nothing about leaving (P7); there is no
name of anybody's in the file, and no link that says what it leads to.
"""

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta

from icalendar import Alarm, Calendar, Event

from segue.departure.departure import Departure
from segue.desk.timeline import Moment, What

MEDIA_TYPE = "text/calendar; charset=utf-8"

RECORDS = frozenset({What.NOTICE, What.ASKED, What.ANSWERED, What.LAST_DAY})
"""What has happened, or what everybody would understand: no appointments."""

FOR_ALL = frozenset({What.BRIDGE, What.CONTACT_FROM})

MORNING = timedelta(hours=9)
THE_MORNING_BEFORE = MORNING - timedelta(days=1)
"""When the reader is reminded, from the midnight at which a whole day begins for him."""


def own_moments(moments: Iterable[Moment], person_id: str) -> list[Moment]:
    """Return the moments that belong in a person's calendar: his own, and those that concern all."""
    return [one for one in moments if one.what not in RECORDS and (one.what in FOR_ALL or one.person_id == person_id)]


def calendar_file(moments: Iterable[Moment], departure: Departure, now: datetime, say: Callable[[str], str]) -> bytes:
    """Return the file; ``say`` puts ``calendar.<what>`` in the reader's language, ``now`` is aware.

    A file made later replaces the entries of an earlier one: they keep their UIDs, and SEQUENCE grows with the
    departure's version.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//Segue//Hand-over//EN")
    calendar.add("version", "2.0")
    for moment in moments:
        calendar.add_component(_event(moment, departure, now, say(f"calendar.{moment.what}")))
    return bytes(calendar.to_ical())


def _event(moment: Moment, departure: Departure, now: datetime, title: str) -> Event:
    event = Event()
    event.add("uid", f"{moment.what}-{departure.id}@segue")
    event.add("dtstamp", now)
    event.add("sequence", departure.version)
    event.add("summary", title)
    event.add("class", "PRIVATE")
    event.add("transp", "TRANSPARENT")
    to_the_minute = moment.what is What.RELEASE and moment.at is not None
    event.add("dtstart", moment.at if to_the_minute else moment.day)
    if not to_the_minute:  # the end of whole days is the day after the last of them
        event.add("dtend", (moment.until or moment.day) + timedelta(days=1))
    for before in _reminders(moment, to_the_minute):
        event.add_component(_alarm(before, title))
    return event


def _reminders(moment: Moment, to_the_minute: bool) -> tuple[timedelta, ...]:
    if to_the_minute:
        return (timedelta(),)
    return (THE_MORNING_BEFORE, MORNING) if moment.what is What.LETTERS_CLOSE else (MORNING,)


def _alarm(from_start: timedelta, title: str) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", title)
    alarm.add("trigger", from_start)
    return alarm
