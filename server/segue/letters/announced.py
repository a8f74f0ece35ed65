"""What a client can go by, as a letter told it, against what holds now: what a second letter is about (L3)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from segue.departure.contact_point import ContactKind, Topic
from segue.letters.facts import Changed, Colleague, LetterFacts, Update, UpdateKind


@dataclass(frozen=True)
class Announced:
    """Until when (inclusive; None where that is not said), whom to turn to, and who covers for them before their day.

    Nobody has to hear of whatever else a letter says: reason, note, register, titles.
    """

    last_day: date | None
    contacts: tuple[Colleague, ...]
    bridge: Colleague | None = None

    @property
    def is_for_the_time_being(self) -> bool:
        """Say whether it names somebody who looks after the client until the post is filled."""
        return any(point.kind is ContactKind.INTERIM for point in self.contacts)


def announced_in(facts: LetterFacts) -> Announced:
    """Return what a letter of these facts tells its client to go by."""
    return Announced(facts.last_day, (facts.contact, *facts.others), facts.bridge)


def changed_since(told: Announced, now: Announced) -> frozenset[Changed]:
    """Return what is no longer as the client was told; with another contact, his day and channels are part of that.

    A hand-over tells no last day, so there is none to correct, and none to correct it with. Whatever was not said
    cannot be wrong: a telephone number beside the address is no reason to write again.
    """
    last_day = {Changed.LAST_DAY} if told.last_day and now.last_day and told.last_day != now.last_day else set()
    if _people(told.contacts) != _people(now.contacts) or _is_covered_otherwise(told, now):
        return frozenset(last_day | {Changed.CONTACT})
    day = {Changed.CONTACT_DAY} if told.contacts[0].first_day != now.contacts[0].first_day else set()
    lost = {Changed.CHANNELS} if _channels(told.contacts) - _channels(now.contacts) else set()
    return frozenset(last_day | day | lost)


def update_between(told: Announced, now: Announced) -> Update | None:
    """Return what the second letter is about, None where all that the client was told still holds."""
    changed = changed_since(told, now)
    if not changed:
        return None
    settled = told.is_for_the_time_being and not now.is_for_the_time_being
    if changed == {Changed.CONTACT} and settled:
        return Update(UpdateKind.SUCCESSOR_KNOWN, changed)
    return Update(UpdateKind.CORRECTION, changed)


def _people(points: Iterable[Colleague]) -> set[tuple[Topic | None, ContactKind, str]]:
    return {(point.topic, point.kind, _plain(point.name)) for point in points}


def _is_covered_otherwise(told: Announced, now: Announced) -> bool:
    """Say whether another colleague helps before the contact's day; that nobody does is in the day itself."""
    if now.bridge is None:
        return False
    before = [told.bridge] if told.bridge else []
    return _people(before) != _people([now.bridge]) or bool(_channels(before) - _channels([now.bridge]))


def _channels(points: Iterable[Colleague]) -> set[tuple[str, str]]:
    """Return every address and number, with whose it is."""
    said = [(point.name, way) for point in points for way in (point.email.casefold(), _digits(point.phone))]
    return {(_plain(name), way) for name, way in said if way}


def _digits(phone: str) -> str:
    return "".join(sign for sign in phone if sign.isdecimal() or sign == "+")


def _plain(name: str) -> str:
    return " ".join(name.casefold().split())
