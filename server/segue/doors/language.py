"""The reader's language: which it is, its texts, and how it writes dates."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_time, format_timedelta
from babel.lists import format_list
from flask import g, request

from segue.clients.client import Client
from segue.clients.language import seen_in
from segue.doors import texts
from segue.doors.wiring import wiring

HOST_LANGUAGE = "X-Segue-Language"
"""In which language the mail program around the pane speaks; no page can say it by a link."""


def locale() -> str:
    """Return the interface language: the mail program's around it, one picked for this page, one's own, the browser's.

    The first of them that the interface speaks.
    """
    if g.get("host_locale"):
        return str(g.host_locale)
    person, around = g.get("person"), request.headers.get(HOST_LANGUAGE, "")
    own = [around, g.get("picked_locale", ""), person.interface_locale if person else ""]
    return wiring().texts.best([*own, *(tag for tag, _ in request.accept_languages)])


def say(key: str, /, **values: object) -> str:
    """Return a text of the catalogue in the reader's language."""
    return wiring().texts.get(locale(), key, **values)


def day(value: date) -> str:
    """Return a calendar day in full, with its weekday."""
    return format_date(value, "full", locale=_cldr())


def moment(value: datetime) -> str:
    """Return an aware moment as it reads in the workspace's zone."""
    local = _local(value)
    return f"{format_date(local, 'medium', locale=_cldr())}, {format_time(local, 'short', locale=_cldr())}"


def from_now(wait: timedelta) -> str:
    """Return a time to wait as it reads after "try again": in 12 minutes."""
    minutes = timedelta(minutes=max(1, -(-wait.total_seconds() // 60)))
    return format_timedelta(minutes, "minute", threshold=60, add_direction=True, locale=_cldr())


def iso_day(value: datetime) -> str:
    """Return the workspace's calendar day of an aware moment, for a date field."""
    return _local(value).date().isoformat()


def clock_time(value: datetime) -> str:
    """Return the workspace's time of day of an aware moment, for a time field."""
    return _local(value).strftime("%H:%M")


def time_of_day(value: datetime) -> str:
    """Return the time of day of an aware moment where that is, as the reader writes it."""
    return format_time(value, "short", locale=_cldr())


def listed(words: list[str]) -> str:
    """Return words as a list in a sentence."""
    return format_list(words, locale=_cldr())


def language_name(tag: str) -> str:
    """Return a language's name in the reader's language; a tag that nobody knows stays as it is."""
    return texts.language_name(tag, _cldr())


def _local(value: datetime) -> datetime:
    workspace = g.get("workspace")
    return value.astimezone(ZoneInfo(workspace.zone if workspace else "UTC"))


def language_seen(client: Client) -> str:
    """Return what a client's language was seen in, "" where its reason says all: the ending of an address, a number."""
    return seen_in(client.locale_reason, client.addresses, client.phones, client.company)


def _cldr() -> str:
    return {"en": "en_GB"}.get(locale(), locale().replace("-", "_"))
