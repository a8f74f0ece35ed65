"""A small company with one departure, on a real database in a folder. Each step brings it as far as a test needs.

::

    office = Office(tmp_path).approved()
    with office.desk() as desk:
        open_letter(desk, office.leaver, office.letter("Tom").id)
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from copy import copy
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import cache, cached_property, lru_cache
from itertools import count
from pathlib import Path
from secrets import token_hex
from tempfile import TemporaryDirectory
from typing import Any, Self

from sqlalchemy import Engine

import segue.app as application
from fakes import postgresql
from fakes.kept import Standing, database_url, files_in, has_records, made_once, put_files
from segue.app import create_app
from segue.assets import asset
from segue.clients.client import Client
from segue.clients.contact import Contact
from segue.config import Settings, load_settings
from segue.departure.attestation import Attestation
from segue.departure.consent import ConsentItem, items_of
from segue.departure.contact_point import ContactKind, ContactPoint
from segue.departure.departure import Departure
from segue.departure.letter_state import LetterState
from segue.departure.people import Gender, Person, Workspace
from segue.departure.register import Register
from segue.departure.terms import Reason, SenderMode, SuccessorFact, Terms
from segue.desk.administer import set_approver
from segue.desk.answer import answer
from segue.desk.ask import ask
from segue.desk.attest import agree, attest
from segue.desk.choose import choose_by
from segue.desk.client_facts import ClientFacts, change_client
from segue.desk.contacts import Loaded, load_contacts
from segue.desk.desk import Desk
from segue.desk.openings import seen_of
from segue.desk.ports import SignedIn
from segue.desk.reading import approve, hand_for_reading
from segue.desk.salute import confirm_salutations, salutations
from segue.desk.start import Facts, change_facts, start
from segue.desk.submitted import SubmittedLetter
from segue.doors.texts import Texts
from segue.doors.wiring import EXTENSION
from segue.letters.pack import Pack, load_packs
from segue.records.database import Database
from segue.records.engine import open_engine
from segue.records.migrate import migrate

A_TUESDAY = datetime(2026, 9, 1, 9, 0, tzinfo=UTC)
LAST_DAY, CONTACT_FROM = date(2026, 10, 30), date(2026, 10, 19)


def person(id: str, name: str, **more: Any) -> Person:
    """Return an employee of the office."""
    return Person(id, "office", name, f"{id}@norwell.example", **more)


LEAVER = person("mara", "Mara Lindqvist", job_title="Account Director", gender=Gender.FEMININE)
MANAGER = person("priya", "Priya Raman", job_title="Head of Client Services")
SUCCESSOR = person("jonas", "Jonas Whitfield", job_title="Senior Account Manager", phone="+44 20 7946 0127")
ADMINISTRATOR = person("owen", "Owen Castellan", is_administrator=True)
OTHER_LEAVER = person("ines", "Ines Duarte", job_title="Account Manager")
PEOPLE = (LEAVER, MANAGER, SUCCESSOR, ADMINISTRATOR, OTHER_LEAVER)


def contact(name: str, email: str, company: str, *labels: str, language: str = "en-GB", **more: Any) -> Contact:
    """Return one row of an address book."""
    given, _, family = name.partition(" ")
    found = Contact("book.csv", email, 2, name, given, family, emails=(email,), company=company, language=language)
    return replace(found, labels=labels or ("Clients",), **more)


TOM = contact("Tom Stainsby", "tom@brightwater.co.uk.example", "Brightwater Foods")
ELEANOR = contact("Eleanor Whitcombe", "eleanor@brightwater.co.uk.example", "Brightwater Foods")
CALLUM = contact("Callum Reidy", "callum@ashdown.co.uk.example", "Ashdown Tools")
CHIARA = contact("Chiara Melandri", "chiara@valtrebbia.it.example", "Fonderie Valtrebbia", language="it")
PAOLO = contact("Paolo Zanardelli", "paolo@oriani.it.example", "Tessitura Oriani", language="it")
CLIENTS = (TOM, ELEANOR, CALLUM, CHIARA, PAOLO)

JONAS = ContactPoint(
    "point-1",
    ContactKind.SUCCESSOR,
    SUCCESSOR.name,
    SUCCESSOR.address,
    SUCCESSOR.phone,
    SUCCESSOR.job_title,
    8,
    Gender.MASCULINE,
)
FACTS = Facts(LAST_DAY, CONTACT_FROM, (JONAS,), reason=Reason.NEW_ROLE)
TERMS = Terms(
    may_tell=True,
    mode=SenderMode.LEAVER,
    reasons=frozenset({Reason.NEW_ROLE, Reason.RELOCATION}),
    successor_facts=frozenset({SuccessorFact.ROLE}),
)
ATTESTED = Attestation(
    date(2026, 8, 3), True, non_solicitation=False, non_compete=False, confidentiality=True, post_exit_help=False
)
HAND_OVER = Terms(may_tell=True, mode=SenderMode.HAND_OVER)


@lru_cache(maxsize=1)
def packs() -> dict[str, Pack]:
    """Return the language packs as they ship, loaded once."""
    return load_packs(asset("templates", "letters"))


@lru_cache(maxsize=1)
def texts() -> Texts:
    """Return the interface's texts as they ship, loaded once."""
    return Texts(asset("templates", "interface"))


@contextmanager
def packs_read_once() -> Iterator[None]:
    """Spare each application the reading of the same packs and texts, which is most of its start."""
    reads = application.load_packs, application.Texts
    application.load_packs, application.Texts = (lambda folder: packs()), (lambda folder: texts())
    try:
        yield
    finally:
        application.load_packs, application.Texts = reads


@cache
def _first_opened() -> Engine:
    """Return the engine from which every office has its dialect, with what was compiled for it."""
    engine = open_engine(postgresql.new_database() if postgresql.IS_CHOSEN else "sqlite://")
    engine.connect().close()
    engine.dispose()
    return engine


def _opened(url: str) -> Engine:
    """Open a database; a statement that was compiled for one office is not compiled again for the next."""
    engine, first = open_engine(url), _first_opened()
    engine.dialect, engine._compiled_cache = first.dialect, first._compiled_cache
    return engine


def _settings(folder: Path) -> Settings:
    return load_settings({}, data_dir=folder, demo=True, database_url=database_url(folder))


@cache
def _founded(zone: str) -> dict[str, bytes]:
    """Return the files of a company on its first day: its people, and who approves for whom."""
    with TemporaryDirectory() as folder:
        settings = _settings(Path(folder))
        settings.key()
        settings.seal()
        engine = open_engine(settings.database)
        migrate(engine)
        records = Database(engine)
        records.add_workspace(Workspace("office", "Norwell & Sons", zone, ("norwell.example",)))
        with records.writing("office") as stores:
            for one in PEOPLE:
                stores.people.save(one)
            stores.people.set_approver(LEAVER.id, MANAGER.id)
            stores.people.set_approver(OTHER_LEAVER.id, MANAGER.id)
        engine.dispose()
        return files_in(Path(folder))


@cache
def _doors() -> Any:
    """Return an application, built once: the routes, checks and templates of all, and records of nobody."""
    with packs_read_once(), TemporaryDirectory() as folder:
        app = create_app(load_settings({}, data_dir=Path(folder), demo=True))
    app.config["PROPAGATE_EXCEPTIONS"] = False
    return app


class Office:
    """The company, its database and its clock, which stands still until it is moved."""

    leaver, manager, successor, administrator, other_leaver = PEOPLE

    def __init__(self, folder: Path, zone: str = "Europe/Rome", now: datetime = A_TUESDAY) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        if not has_records(folder):
            put_files(folder, _founded(zone))
        self.folder, self.zone, self.now, self.packs = folder, zone, now, dict(packs())
        self.settings = _settings(folder)
        self.engine = _opened(self.settings.database)
        self.records, self.key = Database(self.engine, self.settings.seal()), self.settings.key()
        self._ids = count(1)
        self.departure_id = ""

    def is_untouched(self) -> bool:
        """Say whether nothing was done here yet: no identifier made, no door opened, no byte written."""
        at_first = repr(self._ids) == "count(1)" and "app" not in self.__dict__ and self.packs == packs()
        return at_first and files_in(self.folder) == _founded(self.zone)

    def standing(self) -> Standing:
        """Return the office as it stands, for others to become the same."""
        next_id = next(self._ids)
        self._ids = count(next_id)
        return Standing(files_in(self.folder), next_id, self.departure_id)

    def become(self, other: Standing) -> None:
        """Stand as an earlier office stood."""
        self.engine.dispose()
        put_files(self.folder, other.files)
        self._ids, self.departure_id = count(other.next_id), other.departure_id

    def new_id(self) -> str:
        """Return the next identifier; the same in every run."""
        return f"id-{next(self._ids):04}"

    def move(self, **by: float) -> Self:
        """Let time pass: ``days=``, ``hours=`` …"""
        self.now += timedelta(**by)
        return self

    @contextmanager
    def desk(self) -> Iterator[Desk]:
        """Open the desk to change things."""
        with self.records.writing("office") as stores:
            yield Desk(stores, self.packs, self.key, self.now, self.new_id)

    @contextmanager
    def look(self) -> Iterator[Desk]:
        """Open the desk to read."""
        with self.records.reading("office") as stores:
            yield Desk(stores, self.packs, self.key, self.now, self.new_id)

    # What there is

    @property
    def departure(self) -> Departure:
        """Return the departure as it now is."""
        with self.look() as desk:
            return desk.stores.departures.get(self.departure_id)

    def clients(self) -> list[Client]:
        """Return the client list."""
        with self.look() as desk:
            return desk.stores.clients.all(self.departure_id)

    def client(self, name: str) -> Client:
        """Return the client whose name begins so."""
        return next(one for one in self.clients() if one.name.startswith(name))

    def letters(self) -> list[SubmittedLetter]:
        """Return the submitted letters."""
        with self.look() as desk:
            return desk.stores.letters.all(self.departure_id)

    def letter(self, name: str) -> SubmittedLetter:
        """Return the letter to the client whose name begins so."""
        return next(one for one in self.letters() if one.client_name.startswith(name))

    def states(self) -> dict[str, LetterState]:
        """Return the state of each letter by the client's first name."""
        return {letter.client_name.split()[0]: letter.state for letter in self.letters()}

    def waiting(self) -> set[str]:
        """Return the first names of the clients whose letters wait."""
        return {name for name, state in self.states().items() if state is LetterState.WAITING}

    # The way through

    @made_once
    def begun(self, facts: Facts = FACTS) -> Self:
        """Let the leaver answer the first questions."""
        with self.desk() as desk:
            departure = start(desk, LEAVER, JONAS.name, facts.last_day, "Giulia Rossi")
            self.departure_id = departure.id
        return self.change(facts)

    def change(self, facts: Facts | None = None, **changes: Any) -> Self:
        """Let the leaver change the facts of the departure."""
        with self.desk() as desk:
            now = desk.stores.departures.get(self.departure_id)
            kept = facts or Facts(**{name: getattr(now, name) for name in Facts.__dataclass_fields__})
            change_facts(desk, LEAVER, now.id, replace(kept, **changes), now.version)
        return self

    @made_once
    def asked(self, facts: Facts = FACTS) -> Self:
        """Let the leaver put the question."""
        self.begun(facts)
        with self.desk() as desk:
            attest(desk, LEAVER, self.departure_id, ATTESTED, desk.stores.departures.get(self.departure_id).version)
            ask(desk, LEAVER, self.departure_id, desk.stores.departures.get(self.departure_id).version)
        return self

    def answer(self, terms: Terms = TERMS, by: Person = MANAGER) -> Self:
        """Let the manager answer."""
        with self.desk() as desk:
            version = desk.stores.departures.get(self.departure_id).version
            answer(desk, by, self.departure_id, terms, version)
        return self

    def agree(self, *declined: ConsentItem) -> Self:
        """Let the leaver agree to the answer, but for what he declines; nothing is asked where there is nothing to."""
        now = self.departure
        if now.terms and items_of(now.terms):
            with self.desk() as desk:
                agree(desk, LEAVER, now.id, frozenset(declined), now.version)
        return self

    def load(self, *contacts: Contact) -> Loaded:
        """Let the leaver read an address book."""
        with self.desk() as desk:
            return load_contacts(desk, LEAVER, self.departure_id, contacts)

    def change_client(self, name: str, **changes: Any) -> Self:
        """Let the leaver change facts of one client."""
        with self.desk() as desk:
            now = next(c for c in desk.stores.clients.all(self.departure_id) if c.name.startswith(name))
            facts = ClientFacts(**{field: getattr(now, field) for field in ClientFacts.__dataclass_fields__})
            change_client(desk, LEAVER, self.departure_id, now.id, replace(facts, **changes), now.version)
        return self

    @made_once
    def listed(self, *contacts: Contact, facts: Facts = FACTS, terms: Terms = TERMS) -> Self:
        """Bring it to a chosen list of clients with confirmed salutations; Callum is written to formally."""
        self.asked(facts).answer(terms).agree().load(*(contacts or CLIENTS))
        with self.desk() as desk:
            choose_by(desk, LEAVER, self.departure_id, "Clients", "", True)
        if not contacts:
            self.change_client("Callum", register=Register.FORMAL)
        with self.desk() as desk:
            chosen = [client for client in desk.stores.clients.all(self.departure_id) if client.chosen]
            rows = salutations(desk, desk.stores.departures.get(self.departure_id), chosen)
            finished = {row.client.id: row.text for row in rows if row.text}
            confirm_salutations(desk, LEAVER, self.departure_id, finished)
        return self

    @made_once
    def given(self, *contacts: Contact, facts: Facts = FACTS, terms: Terms = TERMS) -> Self:
        """Bring it to letters that wait for the manager's reading."""
        self.listed(*contacts, facts=facts, terms=terms)
        with self.desk() as desk:
            ids = [client.id for client in desk.stores.clients.all(self.departure_id) if client.locale in desk.packs]
            hand_for_reading(desk, LEAVER, self.departure_id, ids)
        return self

    def approve(self) -> Self:
        """Let the manager approve everything that waits, as it stands."""
        with self.desk() as desk:
            waiting = [one for one in desk.stores.letters.all(self.departure_id) if one.state is LetterState.WAITING]
            approve(desk, MANAGER, self.departure_id, {letter.id: seen_of(desk, letter) for letter in waiting})
        return self

    @made_once
    def approved(self, *contacts: Contact, facts: Facts = FACTS, terms: Terms = TERMS) -> Self:
        """Bring it to approved letters."""
        return self.given(*contacts, facts=facts, terms=terms).approve()

    def replace_approver(self, by: Person) -> Self:
        """Let the administrator name somebody else to approve."""
        with self.desk() as desk:
            set_approver(desk, ADMINISTRATOR, LEAVER.address, by.address)
        return self

    # Its doors

    @cached_property
    def app(self) -> Any:
        """Return the application on this database and clock: a copy of the one with all its doors, wired to here."""
        app = copy(_doors())
        app.config, app.secret_key = copy(app.config), self.key
        with packs_read_once():
            here = application._wiring(self.settings, self.engine, lambda: self.now, lambda: token_hex(8))
        app.extensions = {**app.extensions, EXTENSION: here}
        return app

    def as_(self, who: Person | None) -> "Visitor":
        """Return a browser in which somebody has signed in, or nobody for None."""
        return Visitor(self.app, who)


class Visitor:
    """A browser at the office's doors; every form it fills in carries its token."""

    def __init__(self, app: Any, who: Person | None) -> None:
        self.browser = app.test_client()
        self.token = self._signed_in(app, who) if who else ""

    def _signed_in(self, app: Any, who: Person) -> str:
        """Have a session without the way through the sign-in pages; returns the token of its forms."""
        parts, secret, csrf = app.extensions[EXTENSION], token_hex(16), token_hex(16)
        session = SignedIn(who.workspace_id or "", who.id, csrf)
        parts.records.open_session(session, secret, parts.clock() + parts.session_length)
        self.browser.set_cookie("segue", secret)
        return csrf

    def get(self, address: str, **more: Any) -> Any:
        """Open a page."""
        return self.browser.get(address, buffered=True, **more)

    def post(self, address: str, **fields: Any) -> Any:
        """Fill in and hand in a form; a list gives a field several times."""
        return self.browser.post(address, buffered=True, data={"csrf_token": self.token, **fields})

    def call(self, method: str, address: str, **more: Any) -> Any:
        """Make an unsafe call of the API."""
        headers = {"X-CSRF-Token": self.token, **more.pop("headers", {})}
        return self.browser.open(address, method=method, headers=headers, buffered=True, **more)


def token_in(page: str) -> str:
    """Return the token that the forms of a page carry."""
    found = re.search(r'name="csrf_token" value="([^"]+)"', page)
    assert found, "the page has no form"
    return found[1]
