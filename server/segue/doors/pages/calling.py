"""A call as a door shows it: the numbers with the time there, what to say, what came of earlier ones (H8)."""

from dataclasses import dataclass
from datetime import datetime

from segue.clients.local_time import local_time
from segue.clients.phones import dialled
from segue.departure.departure import Departure
from segue.desk.calls import KeyClient, why_no_call
from segue.desk.desk import Desk
from segue.desk.talking import Talk, talk_with
from segue.doors.language import say, time_of_day
from segue.doors.pages.own_language import pack_of_reader
from segue.doors.problems import advice
from segue.doors.wiring import actor


@dataclass(frozen=True)
class Phone:
    """A number as it was read, what ``tel:`` needs of it, and the time there in the reader's words."""

    number: str
    dialled: str
    there: str
    unusual: bool


@dataclass(frozen=True)
class CallSheet:
    """Everything about the calls to one client; ``closed`` says why the person can log none now, "" when he can."""

    key: KeyClient
    phones: tuple[Phone, ...]
    talk: Talk
    closed: str


def call_sheet(desk: Desk, departure: Departure, one: KeyClient) -> CallSheet:
    """Return the sheet of one of the most important clients, in the reader's language."""
    phones = tuple(phone_of(number, desk.now) for number in one.client.phones)
    talk = talk_with(desk, departure, one, pack_of_reader(desk, one.client.locale))
    closed = why_no_call(desk, actor(), departure, one.letter)
    return CallSheet(one, phones, talk, advice(closed) if closed else "")


def phone_of(number: str, now: datetime) -> Phone:
    """Return a number with the time where it is answered, which is said to be unknown rather than guessed."""
    there = local_time(number, now)
    if there is None:
        return Phone(number, dialled(number), say("calls.there_unknown"), unusual=False)
    if there.is_vague:
        return Phone(number, dialled(number), say("calls.there_vague"), unusual=False)
    first, last = time_of_day(there.earliest), time_of_day(there.latest)
    said = say("calls.there", time=first) if there.is_one else say("calls.there_between", first=first, last=last)
    weekend = f", {say('calls.weekend')}" if there.is_weekend else ""
    return Phone(number, dialled(number), said + weekend, there.is_unusual)


def callers_of(desk: Desk, sheets: list[CallSheet]) -> dict[str, str]:
    """Return the names of those who called, by their ids."""
    ids = {call.person_id for sheet in sheets for call in sheet.key.calls}
    return {person_id: desk.stores.people.get(person_id).name for person_id in ids}
