"""A queue at its longest: approved letters in eight languages, key clients among them, some called, some told."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from fakes.office import FACTS, LEAVER, Office, contact
from segue import clock
from segue.clients.contact import Contact
from segue.departure.call import CallOutcome
from segue.departure.letter_state import Told
from segue.desk.bulk import set_for
from segue.desk.calls import log_call
from segue.desk.mark_several import mark_several
from segue.desk.reading import hand_for_reading

LANGUAGES = ("en-GB", "en-US", "it", "ru", "id", "hi", "pt-BR", "pt-PT")
KEY_EVERY, CALLED_EVERY, TOLD_EVERY = 10, 20, 5


def long_queue(folder: Path, count: int) -> Office:
    """Fill a folder with so many approved letters: every tenth client is a key one, half of those were called."""
    now = clock.now()
    last_day = now.date() + timedelta(days=60)
    facts = replace(FACTS, last_day=last_day, contact_from=last_day - timedelta(days=10))
    office = Office(folder, now=now).listed(*map(_contact, range(count)), facts=facts)
    ids = [client.id for client in sorted(office.clients(), key=lambda one: one.name)]
    with office.desk() as desk:
        set_for(desk, LEAVER, office.departure_id, ids[::KEY_EVERY], {"importance": "key"})
        hand_for_reading(desk, LEAVER, office.departure_id, ids)
    return _told(office.approve())


def _contact(number: int) -> Contact:
    firm, language = number // 6, LANGUAGES[number // 6 % len(LANGUAGES)]
    address = f"client{number:05}@firm{firm}.example"
    found = contact(f"Client {number:05}", address, f"Firm {firm:04}", language=language)
    return replace(found, phones=(f"+39 051 {1_000_000 + number}",))


def _told(office: Office) -> Office:
    letters = sorted(office.letters(), key=lambda letter: letter.client_name)
    with office.desk() as desk:
        for letter in letters[::CALLED_EVERY]:
            log_call(desk, LEAVER, letter.id, CallOutcome.REACHED)
        told = [letter.id for letter in letters[1::TOLD_EVERY]]
        mark_several(desk, LEAVER, office.departure_id, told, Told.SENT)
    return office
