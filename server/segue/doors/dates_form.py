"""Dates as they are being typed: what cannot be read yet stays as it is stored."""

from dataclasses import replace
from datetime import date, datetime, time
from typing import Annotated, Any
from zoneinfo import ZoneInfo

from pydantic import BeforeValidator

from segue.departure.contact_point import ContactKind, ContactPoint
from segue.departure.departure import Departure
from segue.departure.terms import Terms
from segue.doors.forms import FIRST_DAY, LAST_DAY, Form


def _day(typed: object) -> date | None:
    try:
        found = date.fromisoformat(str(typed))
    except ValueError:
        return None
    return found if FIRST_DAY <= found <= LAST_DAY else None


def _time(typed: object) -> time | None:
    try:
        return time.fromisoformat(str(typed)).replace(tzinfo=None)
    except ValueError:
        return None


TypedDay = Annotated[date | None, BeforeValidator(_day)]


class DatesForm(Form):
    """The dates of a departure, or the approver's "from when", which has a time; never wrong, only not there yet."""

    last_day: TypedDay = None
    contact_from: TypedDay = None
    bridge_name: str | None = None
    release: str = ""
    release_day: TypedDay = None
    release_time: Annotated[time | None, BeforeValidator(_time)] = None

    def put_into(self, departure: Departure, zone: str) -> Departure:
        """Return the departure as it would be with what is typed."""
        changes: dict[str, Any] = {
            name: value for name in ("last_day", "contact_from") if (value := getattr(self, name)) is not None
        }
        if self.bridge_name is not None:
            named = self.bridge_name.strip()
            changes["bridge"] = ContactPoint("typed", ContactKind.INTERIM, named) if named else None
        if self.release_time is not None:
            changes["terms"] = self._terms(departure, zone)
        return replace(departure, **changes)

    def _terms(self, departure: Departure, zone: str) -> Terms:
        day = None if self.release == "approved" else self.release_day
        at = datetime.combine(day, self.release_time or time(), ZoneInfo(zone)) if day else None
        return replace(departure.terms or Terms(may_tell=True), release=at)
