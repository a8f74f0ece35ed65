"""How far the reading of a mailbox is: rows of so many, or that the mailbox asks to wait, and until when."""

import pytest

from fakes.contact_sources import MemoryContacts
from fakes.intake import openers
from fakes.office import CLIENTS, LEAVER, Office
from segue.departure.errors import MailboxBusy
from segue.desk.carry_out import carry_out
from segue.desk.ports import SourceKind
from segue.desk.readings import Incoming, take_in


@pytest.fixture
def office(tmp_path):
    return Office(tmp_path).begun()


@pytest.fixture
def waiting(office):
    return take_in(office.desk, LEAVER, office.departure_id, Incoming(SourceKind.MAILBOX, SourceKind.MAILBOX))


def shown(office, reading):
    return office.as_(LEAVER).get(f"/departures/{office.departure_id}/contacts/{reading.id}/progress").text


def test_it_says_how_many_rows_of_all_are_read(office, waiting):
    class Looked(MemoryContacts):
        def pages(self, after=""):
            for page in super().pages(after):
                yield page
                seen.append(shown(office, waiting))

    seen = []
    carry_out(openers(office), waiting.id, lambda person: Looked(list(CLIENTS)))
    assert all(part in seen[0] for part in ('max="5"', 'value="2"', "2 rows read.", "In all: 5."))
    assert "now they are compared" in seen[-1]


def test_a_mailbox_that_asks_to_wait_says_until_when_it_goes_on_by_itself(office, waiting):
    book = MemoryContacts(list(CLIENTS), goes_wrong={1: MailboxBusy(wait_seconds=600.0)})
    carry_out(openers(office), waiting.id, lambda person: book)
    part = shown(office, waiting)
    assert "Your mailbox asks to wait; reading goes on by itself after 11:10." in part
    assert "2 rows read." in part
