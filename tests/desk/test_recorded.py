"""Who did what is recorded with what was done, or neither is; and never by name or in a letter's words (A3)."""

import json
from contextlib import contextmanager
from dataclasses import replace

import pytest

from fakes.draft_boxes import MemoryDrafts
from fakes.office import ADMINISTRATOR, CLIENTS, LEAVER, MANAGER, OTHER_LEAVER, PEOPLE, SUCCESSOR, TERMS, Office
from fakes.watched import WatchedDatabase
from segue.departure.errors import InputError
from segue.departure.letter_state import Told
from segue.departure.people import Gender
from segue.desk.administer import set_approver
from segue.desk.bulk import set_for
from segue.desk.choose import choose, choose_by
from segue.desk.contacts import load_contacts
from segue.desk.erase import erase_client, erase_departure
from segue.desk.hand_out import open_letter
from segue.desk.mark import set_status
from segue.desk.one_draft import place_draft
from segue.desk.reading import hand_for_reading, reject
from segue.desk.replay import Unlogged
from segue.desk.salute import confirm_salutations
from segue.desk.start import choose_subject

NOTE, COMMENT, SKIPPED = "You kept us going in Leeds.", "Too warm for Mr Reidy.", "Paolo rang me himself"
SALUTATION = "Caro ingegner Zanardelli,"


def entries(office):
    with office.look() as desk:
        return list(desk.stores.audit.entries())


def whole_job(office):
    """Let everybody do everything that the office knows, and a few things that go wrong."""
    office.listed(terms=replace(TERMS, excluded=("Oriani",), comment="Say nothing of Leeds"))
    office.change_client("Tom", note=NOTE, gender=Gender.MASCULINE).change_client("Paolo", salutation=SALUTATION)
    office.change(denied=("Harbour Kings",))
    with office.desk() as desk:
        choose_subject(desk, LEAVER, office.departure_id, "it", "", office.departure.version)
    office.given_all().approve().answer().agree()
    _read_and_tell(office)
    office.replace_approver(OTHER_LEAVER)
    with office.desk() as desk:
        erase_client(desk, LEAVER, office.departure_id, office.client("Callum").id, Unlogged())
    office.load(*CLIENTS)
    with office.desk() as desk:
        erase_departure(desk, ADMINISTRATOR, office.departure_id, Unlogged())


def _read_and_tell(office):
    with office.desk() as desk:
        letter = office.letter("Callum")
        reject(desk, MANAGER, office.departure_id, {letter.id: letter.digest}, COMMENT)
    with office.desk() as desk:
        open_letter(desk, LEAVER, office.letter("Eleanor").id)
    for name, status, why in (("Eleanor", Told.SENT, ""), ("Tom", Told.SKIPPED, SKIPPED)):
        with office.desk() as desk:
            set_status(desk, LEAVER, office.letter(name).id, status, why)
    place_draft(office.desk, LEAVER, office.letter("Chiara").id, MemoryDrafts())


class Thorough(Office):
    """An office that gives every letter that can be given."""

    def given_all(self):
        """Give the letters of every chosen client."""
        with self.desk() as desk:
            ids = [client.id for client in desk.stores.clients.all(self.departure_id)]
            hand_for_reading(desk, LEAVER, self.departure_id, ids)
        return self


@pytest.fixture
def done(tmp_path):
    """Return an office in which the whole job was done, and the words of its letters."""
    office = Thorough(tmp_path)
    office.records = WatchedDatabase(office.engine)
    whole_job(office)
    return office


def test_no_transaction_changes_anything_without_an_entry(done):
    assert done.records.unrecorded == 0


def test_a_change_without_an_entry_would_be_seen(tmp_path):
    office = Office(tmp_path).asked()
    office.records = WatchedDatabase(office.engine)
    with office.desk() as desk:
        desk.stores.departures.save(office.departure)
    assert office.records.unrecorded == 1


def test_the_audit_of_the_whole_job_holds_no_name_and_no_word_of_a_letter(tmp_path):
    office = Thorough(tmp_path)
    said = []
    with _letters_before_they_go(office, said):
        whole_job(office)
    everything = json.dumps([[*vars(entry).values()] for entry in entries(office)], default=str, ensure_ascii=False)
    assert len(entries(office)) > 20
    assert [word for word in _private(said) if word.casefold() in everything.casefold()] == []


@contextmanager
def _letters_before_they_go(office, said):
    """Note every line of every letter just before it can be erased."""
    load = office.load

    def noting(*contacts):
        said.extend(line for letter in office.letters() for line in letter.content.text.splitlines())
        said.extend(letter.content.subject for letter in office.letters())
        return load(*contacts)

    office.load = noting
    yield
    assert said


def _private(lines):
    clients = [word for one in CLIENTS for word in (*one.name.split(), *one.emails, one.company)]
    people = [word for one in PEOPLE for word in (one.name, one.address)]
    typed = [NOTE, COMMENT, SKIPPED, SALUTATION, "Oriani", "Leeds", "Harbour Kings", "Giulia"]
    return {word for word in (*clients, *people, *typed, *lines) if len(word.strip()) > 3}


def test_entries_say_who_what_where_and_when(tmp_path):
    office = Office(tmp_path).approved()
    approved = [entry for entry in entries(office) if entry.verb == "approve"]
    assert {entry.subject_id for entry in approved} == {letter.id for letter in office.letters()}
    assert {entry.details["digest"] for entry in approved} == {letter.digest for letter in office.letters()}
    assert {(entry.person_id, entry.departure_id, entry.at) for entry in approved} == {
        (MANAGER.id, office.departure_id, office.now)
    }


VERBS = {
    "choose_by": lambda desk, o: choose_by(desk, LEAVER, o.departure_id, "Clients", "", False),
    "set_for": lambda desk, o: set_for(desk, LEAVER, o.departure_id, [o.client("Tom").id], {"importance": "key"}),
    "choose": lambda desk, o: choose(desk, LEAVER, o.departure_id, [o.client("Tom").id], False),
    "load_contacts": lambda desk, o: load_contacts(desk, LEAVER, o.departure_id, [replace(CLIENTS[0], name="New")]),
    "confirm": lambda desk, o: confirm_salutations(desk, LEAVER, o.departure_id, {o.client("Tom").id: "Hello Tom,"}),
    "reject": lambda desk, o: reject(
        desk, MANAGER, o.departure_id, {letter.id: letter.digest for letter in o.letters()}, COMMENT
    ),
    "open": lambda desk, o: open_letter(desk, LEAVER, o.letter("Tom").id),
    "mark": lambda desk, o: set_status(desk, LEAVER, o.letter("Tom").id, Told.SENT),
    "set_approver": lambda desk, o: set_approver(desk, ADMINISTRATOR, LEAVER.address, SUCCESSOR.address),
    "erase_client": lambda desk, o: erase_client(desk, LEAVER, o.departure_id, o.client("Tom").id, Unlogged()),
    "erase_departure": lambda desk, o: erase_departure(desk, LEAVER, o.departure_id, Unlogged()),
}


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    return Office(tmp_path_factory.mktemp("recorded")).approved()


def _all(office):
    return (office.departure, office.clients(), office.letters(), _approvers(office), entries(office))


def _approvers(office):
    with office.look() as desk:
        return desk.stores.people.approvers()


@pytest.mark.parametrize("verb", VERBS)
def test_what_is_not_kept_is_not_recorded(office, verb):
    before = _all(office)
    with pytest.raises(RuntimeError), office.desk() as desk:  # noqa: PT012
        VERBS[verb](desk, office)
        assert len(list(desk.stores.audit.entries())) > len(before[-1])
        raise RuntimeError
    assert _all(office) == before


class Broken:
    """An audit that cannot be written."""

    def last(self):
        """Return nothing."""

    def append(self, entry):
        """Fail."""
        raise InputError("disk_full")


@pytest.mark.parametrize("verb", VERBS)
def test_what_cannot_be_recorded_is_not_done(office, verb):
    before = _all(office)
    with pytest.raises(InputError), office.desk() as desk:  # noqa: PT012
        unable = replace(desk, stores=replace(desk.stores, audit=Broken()))
        VERBS[verb](unable, office)
    assert _all(office) == before


def test_doing_the_same_again_is_not_recorded(tmp_path):
    office = Office(tmp_path).approved()
    before = entries(office)
    with office.desk() as desk:
        choose_by(desk, LEAVER, office.departure_id, "Clients", "", True)
        set_status(desk, LEAVER, office.letter("Tom").id, Told.TO_DO)
        set_approver(desk, ADMINISTRATOR, LEAVER.address, MANAGER.address)
    assert entries(office) == before
