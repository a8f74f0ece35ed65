"""What the rows about mailboxes need: an office whose leaver connected her account at a provider aside."""

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

from bench.aside import Aside
from fakes.office import ADMINISTRATOR, FACTS, LEAVER, Office, contact
from segue import clock
from segue.desk.connections import connect
from segue.desk.drafting import begin_drafting
from segue.desk.policy import change_policy
from segue.desk.ports import Account, Need, SourceKind, Tokens
from segue.desk.readings import Incoming, take_in
from segue.desk.start import Facts

LANGUAGES = ("en-GB", "en-US", "it")


def reading_from(folder: Path, there: Aside) -> str:
    """Fill a folder with a departure whose leaver asks for her address book; returns the reading's id."""
    now = clock.now()
    office = Office(folder, now=now).begun(_facts(now))
    _connected(office, there)
    reading = take_in(office.desk, LEAVER, office.departure_id, Incoming(SourceKind.MAILBOX, SourceKind.MAILBOX))
    office.engine.dispose()
    return reading.id


def drafting_of(folder: Path, there: Aside, count: int) -> str:
    """Fill a folder with a departure of so many approved letters that are to be drafted; returns the run's id."""
    now = clock.now()
    contacts = [
        contact(f"Client {number:04}", f"client{number}@firm{number % 90}.example", f"Firm {number % 90}",
                language=LANGUAGES[number % 3])
        for number in range(count)
    ]  # fmt: skip
    office = Office(folder, now=now).approved(*contacts, facts=_facts(now))
    _connected(office, there)
    with office.desk() as desk:
        change_policy(desk, ADMINISTRATOR, replace(desk.policy, bulk_drafts=True), desk.policy.version)
    with office.desk() as desk:
        drafting = begin_drafting(desk, LEAVER, office.departure_id, True)
    office.engine.dispose()
    return drafting.id


def _facts(now: datetime) -> Facts:
    last_day = now.date() + timedelta(days=60)
    return replace(FACTS, last_day=last_day, contact_from=last_day - timedelta(days=10))


def _connected(office: Office, there: Aside) -> None:
    tokens = Tokens(there.access, office.now + timedelta(minutes=59), there.renewal)
    granted = frozenset({Need.SIGN_IN, Need.CONTACTS, Need.DRAFTS})
    account = Account(there.provider, there.subject, there.tenant, LEAVER.address, granted=granted, tokens=tokens)
    with office.desk() as desk:
        desk.stores.people.bind(LEAVER.id, account.provider, account.subject)
        connect(desk, LEAVER, account)
