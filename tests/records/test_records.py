"""The database: migrations, settings, sessions, tenancy and writers at once."""

import threading
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError, InternalError

from fakes.kept import files_in
from fakes.office import A_TUESDAY, LEAVER, MANAGER, SUCCESSOR, TOM, Office, packs, person
from segue.clients.account import Account, AccountWord, Said
from segue.clients.client import Importance
from segue.clients.contact import RowProblem
from segue.config import load_settings
from segue.departure.audit import Entry
from segue.departure.call import Call, CallOutcome
from segue.departure.errors import ChangedMeanwhile, NotAllowed, NotFound, SegueError
from segue.departure.kind import DepartureKind
from segue.departure.letter_state import Told
from segue.departure.people import Workspace
from segue.departure.policy import Policy
from segue.departure.terms import SenderMode
from segue.desk.ports import (
    AccountList,
    AuditFilter,
    Browser,
    ClientFilter,
    Connection,
    Drafting,
    Erasure,
    Grant,
    GrantKind,
    LetterFilter,
    Need,
    OneLetter,
    Outcome,
    Page,
    Reading,
    ReadingState,
    SignedIn,
    SourceKind,
    StoredContact,
    StoredProblem,
    Token,
    TokenKind,
    Tokens,
)
from segue.desk.submitted import DraftRecord, StatusChange
from segue.desk.undoable import Change, ClientStep
from segue.records.database import Database
from segue.records.engine import open_engine
from segue.records.rows import Row
from segue.records.sqlite import PRAGMAS


@pytest.mark.sqlite
def test_the_safe_settings_are_on(tmp_path, monkeypatch):
    monkeypatch.setattr("segue.records.sqlite.PRAGMAS", PRAGMAS)  # as they ship: other tests do not wait for the disk
    expected = {"journal_mode": "wal", "foreign_keys": 1, "busy_timeout": 30000, "synchronous": 2, "secure_delete": 1}
    with Office(tmp_path).engine.connect() as connection:
        assert {name: connection.execute(text(f"PRAGMA {name}")).scalar() for name in expected} == expected
    assert len(PRAGMAS) == len(expected) - 1  # WAL is asked for by itself, since it may have to be asked for again


def test_every_table_of_a_company_carries_its_workspace():
    without = {table.name for table in Row.metadata.tables.values() if "workspace_id" not in table.columns}
    assert without == {"workspace", "attempt"}


# Sessions


def test_a_session_opens_with_its_secret_until_it_expires(tmp_path):
    records, signed_in = Office(tmp_path).records, SignedIn("office", LEAVER.id, "csrf")
    records.open_session(signed_in, "secret", A_TUESDAY + timedelta(hours=12))
    assert records.session("secret", A_TUESDAY) == signed_in
    assert records.session("secret", A_TUESDAY + timedelta(hours=12)) is None
    assert records.session("Secret", A_TUESDAY) is None
    assert records.session("", A_TUESDAY) is None


def test_a_closed_session_is_gone(tmp_path):
    records = Office(tmp_path).records
    records.open_session(SignedIn("office", LEAVER.id, "csrf"), "secret", A_TUESDAY + timedelta(hours=12))
    records.close_session("secret")
    assert records.session("secret", A_TUESDAY) is None


def test_the_secret_itself_is_not_in_the_database(tmp_path):
    office = Office(tmp_path)
    office.records.open_session(SignedIn("office", LEAVER.id, "csrf"), "a-secret-of-a-browser", A_TUESDAY)
    kept = files_in(tmp_path)
    assert any(b"csrf" in rows for rows in kept.values())
    assert not any(b"a-secret-of-a-browser" in rows for rows in kept.values())


def test_a_moment_without_a_zone_is_refused(tmp_path):
    with pytest.raises(Exception, match="time zone"):
        Office(tmp_path).records.open_session(
            SignedIn("office", LEAVER.id, "csrf"),
            "secret",
            datetime(2026, 9, 1, 9, 0),  # noqa: DTZ001
        )


# Another company sees nothing


BROWSER = Browser("browser", LEAVER.id, "Chrome, Linux", A_TUESDAY, A_TUESDAY)
GRANT = Grant("code", GrantKind.CODE, LEAVER.id, A_TUESDAY, "Chrome, Linux")
TOKEN = Token("token", TokenKind.REFRESH, "browser", A_TUESDAY)


READING = Reading(
    *("a-reading", "", LEAVER.id, SourceKind.FILE, "book.csv", A_TUESDAY, ReadingState.WAITING),
    meanings=("full", "email"),
    fingerprint="layout",
)
MAILBOX = replace(READING, id="a-mailbox", kind=SourceKind.MAILBOX, source="mailbox")
PAGE = Page((TOM,), "the second page", 2_000)
CONNECTION = Connection(
    LEAVER.id, "google", LEAVER.address, frozenset({Need.CONTACTS}), Tokens("access", A_TUESDAY, "renewal"), A_TUESDAY
)
A_ROW = StoredProblem(RowProblem("book.csv", 3, "row_no_address"), READING.id)


A_RUN = Drafting("a-run", "", LEAVER.id, A_TUESDAY)


def _reading(office):
    return replace(READING, departure_id=office.departure_id)


def _call(office, letter):
    return Call("a-call", "", office.departure_id, letter.client_id, LEAVER.id, A_TUESDAY, CallOutcome.MESSAGE)


def _nothing(done):
    assert not done


@pytest.fixture(scope="module")
def two_companies(tmp_path_factory):
    office = Office(tmp_path_factory.mktemp("two")).approved()
    office.records.add_workspace(Workspace("rival", "Rival Ltd", "UTC"))
    with office.records.writing("office") as stores:
        stores.people.bind(LEAVER.id, "demo", "subject")
        stores.browsers.save(BROWSER)
        stores.browsers.save_grant(GRANT)
        stores.browsers.add_token(TOKEN)
        stores.policies.add(Policy(blocked=("tom@brightwater.co.uk.example",)), A_TUESDAY, LEAVER.id)
        stores.erased.add(Erasure("client", "hash", A_TUESDAY))
        asked = stores.departures.get(office.departure_id)
        stores.departures.save(replace(asked, terms=replace(asked.terms, manager_id=SUCCESSOR.id)))
        letter = stores.letters.all(office.departure_id)[0]
        stores.letters.save_draft(DraftRecord("office", letter.id, letter.digest, True, "ref"))
        stores.letters.changed(StatusChange("office", letter.id, LEAVER.id, A_TUESDAY, Told.TO_DO, Told.SENT))
        begun = stores.letters.all(office.departure_id)[2]
        stores.letters.save_draft(DraftRecord("office", begun.id, "", False, "to go"))
        drafted, unclear = stores.letters.all(office.departure_id)[3:5]
        stores.letters.save(replace(drafted, status=Told.DRAFTED))
        stores.letters.save(replace(unclear, status=Told.PHONED))
        stores.letters.save_draft(DraftRecord("office", drafted.id, drafted.digest, True, "there", LEAVER.id))
        stores.letters.save_draft(DraftRecord("office", unclear.id, unclear.digest, unclear_at=A_TUESDAY))
        stores.draftings.save(replace(A_RUN, departure_id=office.departure_id))
        stores.draftings.add_letters(A_RUN.id, [OneLetter(letter.id, Outcome.UNCLEAR)])
        withdrawn = stores.letters.all(office.departure_id)[1]
        stores.letters.save_draft(DraftRecord("office", withdrawn.id, withdrawn.digest, True, "left"))
        stores.letters.remove(withdrawn.id)
        stores.settings.daily_done(A_TUESDAY)
        sleeping = replace(stores.clients.get(letter.client_id), id="asleep", merged_into=letter.client_id, version=0)
        important = replace(stores.clients.get(letter.client_id), importance=Importance.KEY)
        stores.clients.save_all([sleeping, important])
        stores.calls.save(_call(office, letter))
        stores.account_lists.save(AccountList(office.departure_id, "list.csv", A_TUESDAY, MANAGER.id), [ACME])
        stores.account_lists.add_word(office.departure_id, NOT_HIS)
        stores.readings.save(_reading(office))
        stores.readings.add_bytes(READING.id, 0, b"Name,Email")
        stores.readings.save(replace(MAILBOX, departure_id=office.departure_id))
        stores.readings.add_page(MAILBOX.id, 0, PAGE)
        stores.connections.save(CONNECTION)
        stores.problem_rows.put(office.departure_id, [], [A_ROW])
    office.records.open_session(SignedIn("office", LEAVER.id, "csrf"), "secret", A_TUESDAY)
    return office, letter


EVERYTHING = ClientFilter(), 0, 1000
ACME = Account("n:acme", "Acme Ltd", 2, ("acme.example.com",), ("ann@acme.example.com",), ("Mara",))
NOT_HIS = AccountWord(Said.NOT_HIS, "n:acme", "Acme Ltd", reason="Sold")
READS = {
    "people.get": lambda s, d, letter: s.people.get(LEAVER.id),
    "people.by_address": lambda s, d, letter: s.people.by_address(LEAVER.address),
    "people.all": lambda s, d, letter: s.people.all(),
    "people.names": lambda s, d, letter: s.people.names(),
    "people.some": lambda s, d, letter: s.people.some({LEAVER.id}),
    "people.page": lambda s, d, letter: s.people.page("mara", 0, 10)[1],
    "people.approved_by": lambda s, d, letter: s.people.approved_by(MANAGER.id),
    "departures.naming": lambda s, d, letter: s.departures.naming(SUCCESSOR.address),
    "people.by_subject": lambda s, d, letter: s.people.by_subject("demo", "subject"),
    "people.approver_of": lambda s, d, letter: s.people.approver_of(LEAVER.id),
    "people.approvers": lambda s, d, letter: s.people.approvers(),
    "people.subjects": lambda s, d, letter: s.people.subjects(),
    "people.providers_of": lambda s, d, letter: s.people.providers_of(LEAVER.id),
    "people.sessions": lambda s, d, letter: s.people.sessions(LEAVER.id),
    "people.session_ends": lambda s, d, letter: s.people.session_ends(SignedIn("office", LEAVER.id, "csrf")),
    "browsers.of": lambda s, d, letter: s.browsers.of(LEAVER.id),
    "browsers.get": lambda s, d, letter: s.browsers.get("browser"),
    "browsers.grant": lambda s, d, letter: s.browsers.grant("code"),
    "browsers.token": lambda s, d, letter: s.browsers.token("token"),
    "departures.all": lambda s, d, letter: s.departures.all(),
    "departures.ids": lambda s, d, letter: s.departures.ids(),
    "departures.get": lambda s, d, letter: s.departures.get(d),
    "departures.of_leaver": lambda s, d, letter: s.departures.of_leaver(LEAVER.id),
    "departures.for_approver": lambda s, d, letter: s.departures.for_approver(MANAGER.id),
    "departures.of_manager": lambda s, d, letter: s.departures.of_manager(SUCCESSOR.id),
    "departures.revision": lambda s, d, letter: s.departures.revision(d),
    "contacts.of_clients": lambda s, d, letter: s.contacts.of_clients(d, [letter.client_id]),
    "contacts.count": lambda s, d, letter: s.contacts.count(d),
    "contacts.by_source": lambda s, d, letter: s.contacts.by_source(d),
    "contacts.of_keys": lambda s, d, letter: s.contacts.of_keys(d, [(TOM.source, TOM.key)]),
    "readings.get": lambda s, d, letter: s.readings.get(READING.id),
    "readings.all": lambda s, d, letter: s.readings.all(d),
    "readings.open": lambda s, d, letter: s.readings.open(),
    "readings.meanings_of": lambda s, d, letter: s.readings.meanings_of(d, READING.fingerprint),
    "readings.bytes_of": lambda s, d, letter: s.readings.bytes_of(READING.id, 0),
    "readings.pages_of": lambda s, d, letter: s.readings.pages_of(MAILBOX.id),
    "connections.of": lambda s, d, letter: s.connections.of(LEAVER.id),
    "connections.all": lambda s, d, letter: s.connections.all(),
    "problem_rows.all": lambda s, d, letter: s.problem_rows.all(d),
    "problem_rows.of_sources": lambda s, d, letter: s.problem_rows.of_sources(d, ["book.csv"]),
    "problem_rows.some": lambda s, d, letter: s.problem_rows.some(d, [1]),
    "problem_rows.counts": lambda s, d, letter: s.problem_rows.counts(d),
    "problem_rows.page": lambda s, d, letter: s.problem_rows.page(d, "row_no_address", False, 0, 10),
    "contacts.all": lambda s, d, letter: s.contacts.all(d),
    "clients.get": lambda s, d, letter: s.clients.get(letter.client_id),
    "clients.some": lambda s, d, letter: s.clients.some(d, [letter.client_id]),
    "clients.dormant": lambda s, d, letter: s.clients.dormant(d),
    "clients.with_wording": lambda s, d, letter: s.clients.with_wording(d),
    "undos.all": lambda s, d, letter: s.undos.all(d),
    "undos.get": lambda s, d, letter: s.undos.get(d, 1),
    "clients.chosen": lambda s, d, letter: s.clients.chosen(d),
    "clients.chosen_names": lambda s, d, letter: s.clients.chosen_names(d),
    "clients.to_check": lambda s, d, letter: list(s.clients.to_check(d)),
    "clients.all": lambda s, d, letter: s.clients.all(d),
    "clients.page": lambda s, d, letter: s.clients.page(d, *EVERYTHING)[1],
    "clients.page of a label": lambda s, d, letter: s.clients.page(d, ClientFilter(label="Clients"), 0, 1000)[1],
    "clients.labels": lambda s, d, letter: s.clients.labels(d, 100),
    "clients.seen": lambda s, d, letter: s.clients.seen(d),
    "account_lists.get": lambda s, d, letter: s.account_lists.get(d),
    "account_lists.accounts": lambda s, d, letter: s.account_lists.accounts(d),
    "account_lists.words": lambda s, d, letter: s.account_lists.words(d),
    "clients.firms": lambda s, d, letter: s.clients.firms(d, "", 0, 50)[1],
    "clients.sizes": lambda s, d, letter: s.clients.sizes(d).languages,
    "clients.key": lambda s, d, letter: s.clients.key(d),
    "clients.recipients": lambda s, d, letter: s.clients.recipients(d),
    "calls.get": lambda s, d, letter: s.calls.get("a-call"),
    "calls.all": lambda s, d, letter: s.calls.all(d),
    "calls.of_client": lambda s, d, letter: s.calls.of_client(letter.client_id),
    "letters.get": lambda s, d, letter: s.letters.get(letter.id),
    "letters.of_client": lambda s, d, letter: s.letters.of_client(letter.client_id),
    "letters.of_clients": lambda s, d, letter: s.letters.of_clients([letter.client_id]),
    "letters.tellings": lambda s, d, letter: s.letters.tellings(d),
    "letters.marks": lambda s, d, letter: s.letters.marks(d),
    "letters.approvals": lambda s, d, letter: s.letters.approvals(d),
    "letters.with_drafts": lambda s, d, letter: s.letters.with_drafts(d),
    "letters.all": lambda s, d, letter: s.letters.all(d),
    "letters.some": lambda s, d, letter: s.letters.some(d, [letter.id]),
    "letters.ids": lambda s, d, letter: s.letters.ids(d, LetterFilter()),
    "letters.languages": lambda s, d, letter: s.letters.languages(d),
    "letters.changes_at": lambda s, d, letter: s.letters.changes_at(d, LEAVER.id, A_TUESDAY),
    "letters.page": lambda s, d, letter: s.letters.page(d, LetterFilter(), 0, 1000)[1],
    "letters.counts": lambda s, d, letter: s.letters.counts(d),
    "letters.has_outdated": lambda s, d, letter: s.letters.has_outdated(d, SenderMode.MANAGER, DepartureKind.GONE),
    "letters.next_approved": lambda s, d, letter: s.letters.next_approved(d),
    "letters.approval": lambda s, d, letter: s.letters.approval(letter.id),
    "letters.history": lambda s, d, letter: s.letters.history(letter.id),
    "letters.draft": lambda s, d, letter: s.letters.draft(letter.id),
    "letters.drafts_unsettled": lambda s, d, letter: s.letters.drafts_unsettled(d),
    "letters.drafts_outdated": lambda s, d, letter: s.letters.drafts_outdated(),
    "letters.drafts_left": lambda s, d, letter: s.letters.drafts_left(),
    "draftings.get": lambda s, d, letter: s.draftings.get(A_RUN.id),
    "draftings.newest": lambda s, d, letter: s.draftings.newest(d, LEAVER.id),
    "draftings.running": lambda s, d, letter: s.draftings.running(),
    "draftings.letters": lambda s, d, letter: s.draftings.letters(A_RUN.id),
    "draftings.counts": lambda s, d, letter: s.draftings.counts(A_RUN.id),
    "draftings.drafts": lambda s, d, letter: s.draftings.drafts(d, LEAVER.id),
    "draftings.unclear_drafts": lambda s, d, letter: s.draftings.unclear_drafts(),
    "draftings.standing_drafts": lambda s, d, letter: s.draftings.standing_drafts(d, LEAVER.id),
    "settings.daily_at": lambda s, d, letter: s.settings.daily_at(),
    "policies.all": lambda s, d, letter: s.policies.all(),
    "policies.current": lambda s, d, letter: s.policies.current().version,
    "policies.version": lambda s, d, letter: s.policies.version(1).version,
    "audit.last": lambda s, d, letter: s.audit.last(),
    "audit.entries": lambda s, d, letter: list(s.audit.entries()),
    "audit.count": lambda s, d, letter: s.audit.count(AuditFilter()),
    "audit.newest": lambda s, d, letter: s.audit.newest(AuditFilter(), 0, 50),
    "audit.last_at": lambda s, d, letter: s.audit.last_at(d, "ask"),
    "audit.doers": lambda s, d, letter: s.audit.doers(d, ["ask", "approve"], []),
    "audit.holds": lambda s, d, letter: s.audit.holds(d, "ask"),
    "erased.all": lambda s, d, letter: s.erased.all(),
    "erased.holds": lambda s, d, letter: s.erased.holds("client", "hash"),
}
WRITES = {
    "people.save": lambda s, o, letter: s.people.save(replace(LEAVER, name="Taken over")),
    "people.bind": lambda s, o, letter: s.people.bind("nobody", "demo", "subject"),
    "people.set_approver": lambda s, o, letter: s.people.set_approver(LEAVER.id, LEAVER.id),
    "people.unbind": lambda s, o, letter: s.people.unbind(LEAVER.id),
    "people.end_sessions": lambda s, o, letter: s.people.end_sessions(LEAVER.id),
    "people.prolong_session": lambda s, o, letter: s.people.prolong_session(
        SignedIn("office", LEAVER.id, "csrf"), A_TUESDAY
    ),
    "browsers.save": lambda s, o, letter: s.browsers.save(replace(BROWSER, name="Taken over")),
    "browsers.save_grant": lambda s, o, letter: s.browsers.save_grant(replace(GRANT, name="Taken over")),
    "browsers.use_grant": lambda s, o, letter: _nothing(s.browsers.use_grant("code", A_TUESDAY)),
    "browsers.forget_grants": lambda s, o, letter: s.browsers.forget_grants(LEAVER.id),
    "browsers.add_token": lambda s, o, letter: s.browsers.add_token(replace(TOKEN, kind=TokenKind.ACCESS)),
    "browsers.use_token": lambda s, o, letter: _nothing(s.browsers.use_token("token", A_TUESDAY)),
    "browsers.forget_tokens": lambda s, o, letter: s.browsers.forget_tokens("browser"),
    "departures.remove": lambda s, o, letter: s.departures.remove(o.departure_id),
    "settings.save": lambda s, o, letter: s.settings.save(replace(_workspace(o), company="Taken over")),
    "settings.daily_done": lambda s, o, letter: s.settings.daily_done(A_TUESDAY + timedelta(days=1)),
    "policies.add": lambda s, o, letter: s.policies.add(Policy(), A_TUESDAY, LEAVER.id),
    "policies.strike": lambda s, o, letter: s.policies.strike(lambda one: True),
    "audit.append": lambda s, o, letter: s.audit.append(Entry(1, A_TUESDAY, "", "taken over")),
    "erased.add": lambda s, o, letter: s.erased.add(Erasure("client", "taken over", A_TUESDAY)),
    "departures.save": lambda s, o, letter: s.departures.save(replace(o.departure, first_client="Taken over")),
    "readings.save": lambda s, o, letter: s.readings.save(replace(_reading(o), source="taken over")),
    "readings.add_bytes": lambda s, o, letter: s.readings.add_bytes(READING.id, 1, b"taken over"),
    "readings.add_page": lambda s, o, letter: s.readings.add_page(MAILBOX.id, 1, PAGE),
    "connections.save": lambda s, o, letter: s.connections.save(replace(CONNECTION, address="taken over")),
    "connections.remove": lambda s, o, letter: s.connections.remove(LEAVER.id),
    "readings.drop_bytes": lambda s, o, letter: s.readings.drop_bytes(READING.id),
    "problem_rows.put": lambda s, o, letter: s.problem_rows.put(o.departure_id, ["book.csv"], [A_ROW]),
    "problem_rows.leave_out": lambda s, o, letter: s.problem_rows.leave_out(o.departure_id, [1], True),
    "problem_rows.remove": lambda s, o, letter: s.problem_rows.remove(o.departure_id, [1]),
    "contacts.save": lambda s, o, letter: s.contacts.save(o.departure_id, [StoredContact(TOM, "taken-over")]),
    "contacts.remove": lambda s, o, letter: s.contacts.remove(o.departure_id, [StoredContact(TOM, "")]),
    "clients.save": lambda s, o, letter: s.clients.save(replace(o.client("Tom"), name="Taken over")),
    "clients.save_all": lambda s, o, letter: s.clients.save_all([replace(o.client("Tom"), name="Taken over")]),
    "undos.add": lambda s, o, letter: s.undos.add(
        Change(o.departure_id, A_TUESDAY, LEAVER.id, "choose", (ClientStep(letter.client_id, {}, {}),))
    ),
    "account_lists.save": lambda s, o, letter: s.account_lists.save(
        AccountList(o.departure_id, "taken over", A_TUESDAY, MANAGER.id), []
    ),
    "account_lists.remove": lambda s, o, letter: s.account_lists.remove(o.departure_id),
    "account_lists.add_word": lambda s, o, letter: s.account_lists.add_word(
        o.departure_id, replace(NOT_HIS, reason="taken over")
    ),
    "account_lists.remove_word": lambda s, o, letter: s.account_lists.remove_word(o.departure_id, 1),
    "undos.remove": lambda s, o, letter: s.undos.remove(o.departure_id, 1),
    "undos.forget": lambda s, o, letter: s.undos.forget([letter.client_id]),
    "clients.remove": lambda s, o, letter: s.clients.remove([letter.client_id]),
    "letters.save": lambda s, o, letter: s.letters.save(replace(o.letters()[0], client_name="Taken over")),
    "letters.remove": lambda s, o, letter: s.letters.remove(letter.id),
    "letters.approve": lambda s, o, letter: s.letters.approve(replace(_approval(o, letter), id="taken-over")),
    "letters.changed": lambda s, o, letter: s.letters.changed(
        StatusChange("rival", letter.id, LEAVER.id, A_TUESDAY, Told.TO_DO, Told.SKIPPED)
    ),
    "letters.take_steps": lambda s, o, letter: s.letters.take_steps(
        o.departure_id, [StatusChange("rival", letter.id, LEAVER.id, A_TUESDAY, letter.status, Told.SKIPPED)]
    ),
    "calls.save": lambda s, o, letter: s.calls.save(replace(_call(o, letter), note="Taken over")),
    "letters.save_draft": lambda s, o, letter: s.letters.save_draft(DraftRecord("rival", letter.id, "taken-over")),
    "draftings.save": lambda s, o, letter: s.draftings.save(replace(A_RUN, departure_id=o.departure_id, error="x")),
    "draftings.add_letters": lambda s, o, letter: s.draftings.add_letters(A_RUN.id, [OneLetter(letter.id, "todo")]),
    "draftings.note": lambda s, o, letter: s.draftings.note(A_RUN.id, [OneLetter(letter.id, Outcome.REFUSED)]),
    "draftings.settle": lambda s, o, letter: s.draftings.settle(letter.id),
    "letters.forget_draft": lambda s, o, letter: s.letters.forget_draft(_left(o).letter_id),
    "letters.drop_draft": lambda s, o, letter: s.letters.drop_draft(_draft(o, letter)),
}


def _left(office):
    with office.look() as desk:
        return desk.stores.letters.drafts_left()[0]


def _draft(office, letter):
    with office.look() as desk:
        return desk.stores.letters.draft(letter.id)


def _approval(office, letter):
    with office.look() as desk:
        return desk.stores.letters.approval(letter.id)


def _workspace(office):
    with office.look() as desk:
        return desk.stores.workspace


STORES = (
    *("people", "departures", "contacts", "clients", "letters", "settings", "policies", "audit", "erased", "undos"),
    *("account_lists", "browsers", "readings", "problem_rows", "draftings", "connections", "calls"),
)


def _methods(stores):
    for name in STORES:
        store = getattr(stores, name)
        yield from (f"{name}.{verb}" for verb in dir(type(store)) if not verb.startswith("_"))


def test_every_method_of_every_store_is_in_one_of_the_tables(two_companies):
    office, _ = two_companies
    with office.records.reading("rival") as stores:
        named = {name.partition(" ")[0] for name in (*READS, *WRITES)}
        assert set(_methods(stores)) - {"departures.touch"} == named


@pytest.mark.parametrize("read", READS)
def test_another_company_reads_nothing(two_companies, read):
    office, letter = two_companies
    with office.records.reading("office") as ours:
        assert READS[read](ours, office.departure_id, letter), "the table's row shows nothing to its own company either"
    with office.records.reading("rival") as theirs, suppress(NotFound):
        assert not READS[read](theirs, office.departure_id, letter)


def _everything(office):
    with office.records.reading("office") as stores:
        d = office.departure_id
        letters = stores.letters.all(d)
        return (
            stores.people.all(),
            stores.people.approvers(),
            stores.people.sessions(LEAVER.id),
            stores.people.by_subject("demo", "subject"),
            stores.workspace,
            stores.policies.all(),
            list(stores.audit.entries()),
            stores.erased.all(),
            stores.departures.get(d),
            stores.contacts.all(d),
            stores.clients.all(d),
            stores.clients.dormant(d),
            [stores.undos.get(d, one.id) for one in stores.undos.all(d)],
            stores.readings.all(d),
            stores.readings.bytes_of(READING.id, 0),
            stores.readings.pages_of(MAILBOX.id),
            stores.connections.all(),
            stores.problem_rows.all(d),
            stores.account_lists.get(d),
            stores.account_lists.accounts(d),
            stores.account_lists.words(d),
            letters,
            [stores.letters.approval(letter.id) for letter in letters],
            [stores.letters.history(letter.id) for letter in letters],
            [stores.letters.draft(letter.id) for letter in letters],
            stores.letters.drafts_left(),
            stores.calls.all(d),
            stores.draftings.newest(d, LEAVER.id),
            stores.draftings.letters(A_RUN.id),
            stores.settings.daily_at(),
            stores.browsers.of(LEAVER.id),
            stores.browsers.grant("code"),
            stores.browsers.token("token"),
        )


@pytest.mark.parametrize("write", WRITES)
def test_another_company_changes_nothing(two_companies, write):
    office, letter = two_companies
    before = _everything(office)
    with suppress(SegueError, IntegrityError), office.records.writing("rival") as theirs:
        WRITES[write](theirs, office, letter)
    assert _everything(office) == before


def test_a_company_that_is_not_there_has_no_desk(tmp_path):
    with pytest.raises(NotFound), Office(tmp_path).records.reading("nowhere"):
        pass


# Versions and writers


def test_an_old_version_overwrites_nothing(tmp_path):
    office = Office(tmp_path).approved()
    departure, client, letter = office.departure, office.client("Tom"), office.letter("Tom")
    office.change(hope_to_meet=True).change_client("Tom", note="Thank you.")
    now = (office.departure, office.client("Tom"), office.letter("Tom"))
    for store, value in (("departures", departure), ("clients", client), ("letters", letter)):
        with pytest.raises(ChangedMeanwhile), office.records.writing("office") as stores:
            getattr(stores, store).save(value)
    assert (office.departure, office.client("Tom"), office.letter("Tom")) == now


def test_what_fails_half_way_leaves_nothing_behind(tmp_path):
    office = Office(tmp_path)
    with pytest.raises(RuntimeError), office.records.writing("office") as stores:  # noqa: PT012
        stores.people.save(person("new", "New Person"))
        raise RuntimeError
    with office.records.reading("office") as stores:
        assert stores.people.by_address("new@norwell.example") is None


def test_what_is_opened_to_read_writes_nothing(tmp_path):
    office = Office(tmp_path)
    with suppress(InternalError), office.records.reading("office") as stores:  # PostgreSQL refuses it at once
        stores.people.save(person("new", "New Person"))
    with office.records.reading("office") as stores:
        assert stores.people.by_address("new@norwell.example") is None


def test_a_subject_belongs_to_one_person(tmp_path):
    office = Office(tmp_path)
    with office.records.writing("office") as stores:
        stores.people.bind(LEAVER.id, "demo", "subject")
        stores.people.bind(LEAVER.id, "demo", "subject")
    with pytest.raises(NotAllowed), office.records.writing("office") as stores:
        stores.people.bind(MANAGER.id, "demo", "subject")


def test_two_writers_at_once_lose_nothing(tmp_path):
    office = Office(tmp_path).approved()
    ids, failures = [letter.id for letter in office.letters()], []

    def work(reason):
        own = Database(open_engine(office.settings.database))
        try:
            for letter_id in ids * 3:
                with own.writing("office") as stores:
                    letter = stores.letters.get(letter_id)
                    stores.letters.save(replace(letter, comment=letter.comment + reason))
                    step = StatusChange("office", letter_id, LEAVER.id, A_TUESDAY, Told.TO_DO, Told.SENT, reason)
                    stores.letters.changed(step)
        except Exception as error:  # reported below
            failures.append(error)

    writers = [threading.Thread(target=work, args=(name,)) for name in "ab"]
    [writer.start() for writer in writers]
    [writer.join() for writer in writers]
    assert failures == []
    for letter in office.letters():
        assert sorted(letter.comment) == list("aaabbb")
        with office.look() as desk:
            assert len(desk.stores.letters.history(letter.id)) == 6


def test_readers_do_not_wait_for_a_writer(tmp_path):
    office = Office(tmp_path).approved()
    with office.desk() as desk:
        desk.stores.people.save(replace(LEAVER, name="In the middle of it"))
        with office.look() as reader:
            assert reader.stores.people.get(LEAVER.id).name == LEAVER.name


def test_the_key_is_made_once_and_for_its_owner_only(tmp_path):
    settings = load_settings({}, data_dir=tmp_path)
    assert settings.key() == settings.key()
    assert (tmp_path / "secret.key").stat().st_mode & 0o077 == 0
    assert len(packs()) >= 3
