"""After an erasure no byte of the data folder tells of whom it was (A4)."""

import base64
import json
import logging
import quopri
import sqlite3
from dataclasses import replace

import pytest

from fakes.drafting import begin, go_on, switched_on
from fakes.intake import csv_of, read_file, take
from fakes.office import ADMINISTRATOR, CLIENTS, LEAVER, MANAGER, PEOPLE, TERMS, Office, contact
from fakes.traces import dressed, traces
from segue.clients.account_reading import table_in_text
from segue.departure.letter_state import Told
from segue.departure.policy import StandingTerms
from segue.desk.account_list import load_accounts
from segue.desk.account_words import say_not_his
from segue.desk.choose import choose
from segue.desk.erase import erase_address, erase_client, erase_departure
from segue.desk.erase_company import erase_company
from segue.desk.left_drafts import Fate, clear_left_drafts
from segue.desk.mark import set_status
from segue.desk.merge import merge, split
from segue.desk.one_draft import place_draft
from segue.desk.reading import hand_for_reading, reject
from segue.jobs.queue import open_queue
from segue.providers.local.drafts import FolderDrafts
from segue.records.erasure_log import FileErasures

pytestmark = [pytest.mark.slow, pytest.mark.sqlite]
JOSE = contact("José Ñuñez", "jose@peñaflor.example", "Construcciones Peñaflor", "Clients", "Señores")
NOTE = "La cena de Córdoba no se olvida."
SALUTATION, SKIPPED, COMMENT = "Estimado don José,", "Peñaflor rang back", "Drop the Córdoba line"
OF_JOSE = ("José", "Ñuñez", "jose@", "Peñaflor", "Construcciones", "xn--peaflor", "Córdoba", "Estimado don", "Señores")


@pytest.fixture
def office(tmp_path):
    """Return an office with all that can be known of José, a placed draft of his, and readers that stay connected."""
    office = Office(tmp_path).listed(*CLIENTS, JOSE)
    office.change(denied=("Rivals & Co",))
    office.change_client("José", note=NOTE, salutation=SALUTATION)
    with office.desk() as desk:
        departure = desk.stores.departures.get(office.departure_id)
        desk.stores.departures.save(replace(departure, first_client="José de Peñaflor"))
    _given(office)
    _reject(office)
    office.change_client("José", note=NOTE + " Gracias.").approve()
    for who in ("José", "Tom"):
        place_draft(office.desk, LEAVER, office.letter(who).id, box_of(office)(LEAVER))
    with office.desk() as desk:
        set_status(desk, LEAVER, office.letter("José").id, Told.SKIPPED, SKIPPED)
    office.as_(LEAVER).get(f"/departures/{office.departure_id}/hand-out?q=Peñaflor")
    open_queue(office.settings.queue, office.key).task(name="see_to")(lambda workspace_id: None)("office")
    return office


def _given(office):
    with office.desk() as desk:
        hand_for_reading(desk, LEAVER, office.departure_id, [client.id for client in office.clients()])


def _reject(office):
    with office.desk() as desk:
        letter = office.letter("José")
        reject(desk, MANAGER, office.departure_id, {letter.id: letter.digest}, COMMENT)


def box_of(office):
    return lambda person: FolderDrafts(office.settings.mailboxes / person.id / "drafts")


def log_of(office):
    return FileErasures(office.settings.erasures)


def finish(office):
    """Do what follows every erasure."""
    seen = clear_left_drafts(office.desk, box_of(office))
    assert office.records.wipe()
    return seen


def own_lines(office, name):
    """Return the lines that stand in one letter alone."""
    letters = {letter.client_name: letter.content.text.splitlines() for letter in office.letters()}
    others = {line for who, lines in letters.items() if not who.startswith(name) for line in lines}
    return [line for who, lines in letters.items() if who.startswith(name) for line in lines if line not in others]


@pytest.fixture(autouse=True)
def said(caplog, capfd):
    """Return what the logs say, at the end of a test."""
    caplog.set_level(logging.DEBUG)
    return lambda: caplog.text + "".join(capfd.readouterr())


def test_the_search_finds_what_is_there(office):
    found = traces(office.folder, OF_JOSE)
    assert {word for _, word, _ in found} == {word for word in OF_JOSE if not word.startswith("xn--")}
    assert {"segue.db", "segue.db-wal"} & {name for name, _, _ in found}
    assert any(name.endswith(".eml") for name, _, _ in found)


@pytest.mark.parametrize("before", ["", "a", "ab", "abc"])
def test_the_search_knows_every_dress(tmp_path, before):
    text = f"{before}Señor Ñuñez, Córdoba"
    for number, content in enumerate(
        (
            text.encode(),
            text.encode("utf-16"),
            json.dumps({"name": text}).encode(),
            base64.encodebytes(text.encode()).replace(b"\n", b""),
            quopri.encodestring(text.encode()),
        )
    ):
        (tmp_path / str(number)).write_bytes(content)
    assert {name for name, _, _ in traces(tmp_path, ["Ñuñez, Cór"])} == {"0", "1", "2", "3", "4"}
    assert traces(tmp_path, ["Núñez"]) == []
    assert len(dict(dressed("Ñuñez"))) > 5


def test_an_erased_client_leaves_no_trace_and_the_others_stay(office, said):
    lines = own_lines(office, "José")
    assert len(lines) >= 2
    with office.desk() as desk:
        erase_client(desk, LEAVER, office.departure_id, office.client("José").id, log_of(office))
    assert [one.fate for one in finish(office)] == [Fate.REMOVED]
    assert traces(office.folder, (*OF_JOSE, *lines, SKIPPED, COMMENT)) == []
    logged = said()
    assert [word for word in OF_JOSE if word in logged] == []
    assert {"Tom", "Callum"} <= {client.given for client in office.clients()}
    assert traces(office.folder, ["tom@brightwater"])


def test_who_was_merged_and_parted_leaves_no_trace_of_what_could_be_undone(office):
    office.load(replace(JOSE, source="phone.vcf", key="2", emails=("jose@correo.example",), phones=("+34 600 112233",)))
    with office.desk() as desk:
        both = [one.id for one in desk.stores.clients.all(office.departure_id) if one.given == "José"]
        kept = merge(desk, LEAVER, office.departure_id, both)
        choose(desk, LEAVER, office.departure_id, [kept, office.client("Tom").id], False)
        choose(desk, LEAVER, office.departure_id, [kept, office.client("Tom").id], True)
        (off,) = split(desk, LEAVER, office.departure_id, kept)
        merge(desk, LEAVER, office.departure_id, [off, office.client("Callum").id])
    with office.desk() as desk:
        erase_address(desk, "jose@peñaflor.example", log_of(office))
        erase_address(desk, "jose@correo.example", log_of(office))
    finish(office)
    assert traces(office.folder, (*OF_JOSE, "jose@correo", "600 112233", "600112233")) == []
    assert traces(office.folder, ["tom@brightwater"])


def test_rows_and_uploads_of_an_erased_client_leave_no_trace(office):
    read_file(office, csv_of("José Ñuñez,,Peñaflor", "Ada Rossi,ada@rossi.example,Rossi", "Carla Neri,,Neri"))
    take(office, csv_of("José Ñuñez,jose@peñaflor.example,x", header="Wer,Wohin,Was"))
    with office.desk() as desk:
        erase_client(desk, LEAVER, office.departure_id, office.client("José").id, log_of(office))
    finish(office)
    assert traces(office.folder, OF_JOSE) == []
    assert traces(office.folder, ["Carla Neri"])


def test_an_erased_hand_over_takes_its_readings_along(office):
    read_file(office, csv_of("Ada Rossi,ada@rossi.example,Rossi", "Carla Neri,,Neri"))
    take(office, csv_of("Ugo Verdi,ugo@verdi.example,x", header="Wer,Wohin,Was"))
    with office.desk() as desk:
        erase_departure(desk, LEAVER, office.departure_id, log_of(office))
    finish(office)
    assert traces(office.folder, ["Rossi", "Carla", "Ugo Verdi", "book.csv"]) == []


def test_an_erased_client_or_hand_over_takes_along_what_a_run_of_drafts_knew(office):
    switched_on(office)
    run = begin(office)
    go_on(office, run, box_of(office)(LEAVER))
    of_jose = office.letter("José").id
    with office.desk() as desk:
        erase_client(desk, LEAVER, office.departure_id, office.client("José").id, log_of(office))
    finish(office)
    assert of_jose not in _runs_of(office, "drafting_letter", "letter_id")
    assert traces(office.folder, OF_JOSE) == []
    with office.desk() as desk:
        erase_departure(desk, LEAVER, office.departure_id, log_of(office))
    finish(office)
    assert _runs_of(office, "drafting", "id") == _runs_of(office, "drafting_letter", "letter_id") == []


def _runs_of(office, table, column):
    with office.engine.connect() as connection:
        return [row[0] for row in connection.exec_driver_sql(f"SELECT {column} FROM {table}")]


def test_what_was_read_leaves_no_trace_of_what_was_not_kept(office):
    read_file(office, b"Name,Email,Birthday\nAda Rossi,ada@rossi.example,Neunzehnter Mai\n")
    finish(office)
    assert traces(office.folder, ["Neunzehnter"]) == []
    assert traces(office.folder, ["Ada Rossi"])


def test_an_erased_address_leaves_no_trace_in_any_hand_over_or_policy(office):
    with office.desk() as desk:
        standing = StandingTerms(MANAGER.id, replace(TERMS, excluded=("jose@peñaflor.example", "Rivals")))
        blocked = replace(desk.policy, blocked=("JOSE@PEÑAFLOR.example", "Rivals"), standing=standing)
        desk.stores.policies.add(blocked, desk.now, ADMINISTRATOR.id)
    with office.desk() as desk:
        assert erase_address(desk, "jose@peñaflor.example", log_of(office)) == 1
    finish(office)
    assert traces(office.folder, OF_JOSE) == []
    with office.look() as desk:
        assert desk.policy.blocked == desk.policy.standing.terms.excluded == ("Rivals",)


def test_an_address_that_the_answer_leaves_out_goes_with_its_owner(office):
    office.answer(replace(TERMS, excluded=("jose@peñaflor.example", "Rivals")))
    assert traces(office.folder, ["jose@peñaflor"])
    with office.desk() as desk:
        erase_client(desk, LEAVER, office.departure_id, office.client("José").id, log_of(office))
    finish(office)
    assert traces(office.folder, OF_JOSE) == []
    assert office.departure.terms.excluded == ("Rivals",)


def test_an_erased_hand_over_leaves_no_trace_of_any_client(office, said):
    lines = [line for letter in office.letters() for line in letter.content.text.splitlines() if len(line) > 30]
    subjects = [letter.content.subject for letter in office.letters()]
    clients = [word for one in CLIENTS for word in (one.name, *one.emails, one.company)]
    with office.desk() as desk:
        erase_departure(desk, ADMINISTRATOR, office.departure_id, log_of(office))
    assert {one.fate for one in finish(office)} == {Fate.REMOVED}
    assert traces(office.folder, (*OF_JOSE, *clients, *lines, *subjects, "Rivals & Co", "2026-10-30")) == []
    logged = said()
    assert [word for word in (*OF_JOSE, *clients) if word in logged] == []


def test_an_erased_company_leaves_no_trace_of_anybody(office, said):
    people = [word for one in PEOPLE for word in (one.name, one.address, one.job_title)]
    clients = [word for one in CLIENTS for word in (one.name, *one.emails, one.company)]
    erase_company(office.records, office.desk, box_of(office), log_of(office))
    assert office.records.wipe()
    assert traces(office.folder, (*OF_JOSE, *clients, *people, "Norwell & Sons", "norwell.example")) == []
    assert office.records.workspaces() == []
    logged = said()
    assert [word for word in (*OF_JOSE, *people) if word and word in logged] == []


ACCOUNTS = "Halcyon Quarries, otto@halcyon.example.com\nKestrel Yachts\n"
OF_ACCOUNTS = ("Halcyon", "Quarries", "otto@", "Kestrel", "Yachts", "foundered in spring", "halcyon quarries")


def test_the_account_list_goes_with_its_hand_over_and_so_does_what_was_said_of_it(office, said):
    with office.desk() as desk:
        load_accounts(desk, MANAGER, office.departure_id, table_in_text(ACCOUNTS))
        say_not_his(desk, MANAGER, office.departure_id, "Kestrel Yachts", "It foundered in spring")
    assert {word for _, word, _ in traces(office.folder, OF_ACCOUNTS)} == set(OF_ACCOUNTS)
    with office.desk() as desk:
        erase_departure(desk, ADMINISTRATOR, office.departure_id, log_of(office))
    finish(office)
    assert traces(office.folder, OF_ACCOUNTS) == []
    logged = said()
    assert [word for word in OF_ACCOUNTS if word in logged] == []


def test_an_erased_client_leaves_no_trace_in_the_account_list(office):
    text = "José Ñuñez\nHalcyon, jose@peñaflor.example\nKestrel\n"
    with office.desk() as desk:
        load_accounts(desk, MANAGER, office.departure_id, table_in_text(text))
        say_not_his(desk, MANAGER, office.departure_id, "Kestrel", "José Ñuñez left it")
    with office.desk() as desk:
        erase_client(desk, LEAVER, office.departure_id, office.client("José").id, log_of(office))
    finish(office)
    assert traces(office.folder, ("José", "Ñuñez", "jose@", "left it")) == []
    assert traces(office.folder, ["Halcyon"])


def test_a_draft_that_somebody_edited_stays_and_is_named(office):
    (edited,) = _drafts(office, "José")
    edited.write_bytes(edited.read_bytes().replace(b"X-Unsent: 1", b"X-Unsent: 0"))
    with office.desk() as desk:
        erase_client(desk, LEAVER, office.departure_id, office.client("José").id, log_of(office))
    assert [(one.fate, one.draft.ref) for one in finish(office)] == [(Fate.EDITED, edited.name)]
    assert {name for name, _, _ in traces(office.folder, OF_JOSE)} == {edited.name}
    edited.unlink()
    assert [one.fate for one in finish(office)] == [Fate.GONE]
    assert finish(office) == []


def _drafts(office, name):
    folder = office.settings.mailboxes / LEAVER.id / "drafts"
    to = office.letter(name).content.to[0]
    return [path for path in folder.iterdir() if to.encode() in path.read_bytes()]


def test_the_log_of_erasures_holds_hashes_and_identifiers_alone(office):
    with office.desk() as desk:
        erase_client(desk, LEAVER, office.departure_id, office.client("José").id, log_of(office))
    ((workspace, erasure),) = log_of(office).lines()
    assert (workspace, erasure.kind, len(erasure.hashed)) == ("office", "client", 64)
    assert office.settings.erasures.stat().st_mode & 0o077 == 0


def test_somebody_who_reads_for_long_puts_the_wiping_off_and_nothing_else(office, monkeypatch):
    monkeypatch.setattr("segue.records.wipe.BUSY_MS", 20)
    monkeypatch.setattr("segue.records.wipe.PAUSE_SECONDS", 0.01)
    reader = sqlite3.connect(office.folder / "segue.db", isolation_level=None)
    reader.execute("BEGIN")
    reader.execute("SELECT count(*) FROM client").fetchone()
    with office.desk() as desk:
        erase_client(desk, LEAVER, office.departure_id, office.client("José").id, log_of(office))
    assert office.records.wipe() is False
    reader.execute("COMMIT")
    clear_left_drafts(office.desk, box_of(office))
    assert office.records.wipe() is True
    assert traces(office.folder, OF_JOSE) == []


def test_nothing_is_erased_that_the_log_could_not_take(office):
    class Full:
        def add(self, workspace_id, erasure):
            raise OSError(28, "No space left on device")

    before = office.clients()
    with pytest.raises(OSError, match="space"), office.desk() as desk:
        erase_client(desk, LEAVER, office.departure_id, office.client("José").id, Full())
    assert office.clients() == before
    with office.look() as desk:
        assert desk.stores.erased.all() == []
