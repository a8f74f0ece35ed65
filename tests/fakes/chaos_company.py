"""Two companies in one database: one hands out its letters while contacts are read for a second hand-over."""

import os
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from secrets import token_hex

from fakes.drafting import switched_on
from fakes.office import JONAS, LAST_DAY, LEAVER, MANAGER, OTHER_LEAVER, Office, contact
from fakes.provider.elsewhere import Elsewhere
from segue.departure.people import Person, Workspace
from segue.desk.connections import connect
from segue.desk.desk import Desk
from segue.desk.ports import SignedIn
from segue.desk.start import start

LETTERS = 600 if os.environ.get("SEGUE_TEST_SOAK") == "1" else 60
RIVAL = "rival"
RITA = Person("rita", RIVAL, "Rita Overbeck", "rita@overbeck.example")


@dataclass(frozen=True)
class Seat:
    """Somebody who is signed in: the secret of his session and the token of his forms."""

    person: Person
    departure_id: str
    secret: str
    csrf: str


@dataclass(frozen=True)
class Companies:
    """The office with its second company, and who works there: the leaver, another leaver, and one of the other."""

    office: Office
    leaver: Seat
    other: Seat
    rival: Seat

    @contextmanager
    def look(self, workspace_id: str):
        """Open a company's desk to read."""
        with self.office.records.reading(workspace_id) as stores:
            yield Desk(stores, self.office.packs, self.office.key, self.office.now, self.office.new_id)


def two_companies(folder, there: Elsewhere) -> Companies:
    """Make them; the leaver's mailbox is at a provider elsewhere, and he allowed drafts."""
    clients = [contact(f"Adavera{n} Client", f"adavera{n}@firm{n}.example", f"Firm {n}") for n in range(LETTERS)]
    office = switched_on(Office(folder).approved(*clients))
    account = there.account
    tokens = replace(account.tokens, access_until=office.now + timedelta(minutes=30))
    with office.desk() as desk:
        desk.stores.people.bind(LEAVER.id, account.provider, account.subject)
        connect(desk, LEAVER, replace(account, tokens=tokens))
        second = start(desk, OTHER_LEAVER, JONAS.name, LAST_DAY, "")
    office.records.add_workspace(Workspace(RIVAL, "Overbeck Ltd", "UTC", ("overbeck.example",)))
    with office.records.writing(RIVAL) as stores:
        stores.people.save(RITA)
        stores.people.save(replace(MANAGER, id="rudi", workspace_id=RIVAL, address="rudi@overbeck.example"))
        stores.people.set_approver(RITA.id, "rudi")
        third = start(Desk(stores, office.packs, office.key, office.now, office.new_id), RITA, "Rolf", LAST_DAY, "")
    seats = [
        _seat(office, person, departure_id)
        for person, departure_id in ((LEAVER, office.departure_id), (OTHER_LEAVER, second.id), (RITA, third.id))
    ]
    return Companies(office, *seats)


def _seat(office: Office, person: Person, departure_id: str) -> Seat:
    seat = Seat(person, departure_id, f"{token_hex(16)}.{int(office.now.timestamp())}", token_hex(16))
    signed_in = SignedIn(person.workspace_id, person.id, seat.csrf)
    office.records.open_session(signed_in, seat.secret, office.now + timedelta(days=20))
    return seat
