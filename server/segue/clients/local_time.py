"""What time it is where a telephone is answered: by the number's own country, and never guessed (H8)."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from phonenumbers.timezone import UNKNOWN_TIMEZONE, time_zones_for_number

from segue.clients.phones import international, region_of
from segue.clients.regions import zones_of

FIRST_HOUR, END_HOUR = 8, 18
SATURDAY = 5
FAR_APART = timedelta(hours=6)


@dataclass(frozen=True)
class LocalTime:
    """The time there (aware); ``latest`` is later where the number may be in several zones."""

    earliest: datetime
    latest: datetime

    @property
    def is_vague(self) -> bool:
        """Say whether the zones lie so far apart that no time of day is worth telling."""
        return self.latest.replace(tzinfo=None) - self.earliest.replace(tzinfo=None) > FAR_APART

    @property
    def is_one(self) -> bool:
        """Say whether it is the same time wherever the number may be."""
        return self.earliest.utcoffset() == self.latest.utcoffset()

    @property
    def is_unusual(self) -> bool:
        """Say whether it may be a weekend there, or outside the hours from 8 to 18."""
        return self.is_weekend or any(not FIRST_HOUR <= one.hour < END_HOUR for one in (self.earliest, self.latest))

    @property
    def is_weekend(self) -> bool:
        """Say whether it may be a Saturday or a Sunday there."""
        return any(one.weekday() >= SATURDAY for one in (self.earliest, self.latest))


def local_time(phone: str, now: datetime) -> LocalTime | None:
    """Return what time it is at an international number, None for one without a country code, or of no known place."""
    times = [there for zone in _zones(phone) if (there := _there(zone, now))]
    if not times:
        return None
    times.sort(key=lambda one: one.replace(tzinfo=None))
    return LocalTime(times[0], times[-1])


def _zones(phone: str) -> tuple[str, ...]:
    """Return the zones that the number's own digits name, else those of its country."""
    number = international(phone)
    named = tuple(time_zones_for_number(number)) if number else ()
    return named if named and named != (UNKNOWN_TIMEZONE,) else zones_of(region_of(phone))


def _there(zone: str, now: datetime) -> datetime | None:
    try:
        return now.astimezone(ZoneInfo(zone))
    except (ZoneInfoNotFoundError, ValueError):
        return None
