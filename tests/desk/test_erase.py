"""Erasing: who may, what goes, and that nobody comes back with the next reading (A4)."""

from dataclasses import replace

import pytest

from fakes.draft_boxes import Crash, Faulty, MemoryDrafts
from fakes.office import (
    ADMINISTRATOR,
    CALLUM,
    CHIARA,
    CLIENTS,
    LEAVER,
    MANAGER,
    OTHER_LEAVER,
    SUCCESSOR,
    TOM,
    Office,
    contact,
)
from segue.departure.erasure import ErasedKind, keyed_hash
from segue.departure.errors import InputError, NotFound
from segue.desk.choose import choose
from segue.desk.contacts import load_contacts
from segue.desk.erase import erase_address, erase_client, erase_departure
from segue.desk.left_drafts import Fate, clear_left_drafts
from segue.desk.one_draft import place_draft
from segue.desk.replay import Unlogged, replay
from segue.desk.start import start


class Log:
    """A log in memory."""

    def __init__(self):
        self.erasures = []

    def add(self, workspace_id, erasure):
        self.erasures.append((workspace_id, erasure))


def erase(office, name, by=LEAVER, log=None):
    with office.desk() as desk:
        erase_client(desk, by, office.departure_id, office.client(name).id, log or Log())
    return office


def names(office):
    return {client.given for client in office.clients()}


ALL = {"Tom", "Eleanor", "Callum", "Chiara", "Paolo"}


# Who may


@pytest.mark.parametrize("who", [LEAVER, ADMINISTRATOR])
def test_who_leads_and_the_administrator_may_erase(tmp_path, who):
    office = erase(Office(tmp_path).approved(), "Tom", by=who)
    assert names(office) == ALL - {"Tom"}
    with office.desk() as desk:
        erase_departure(desk, who, office.departure_id, Log())
    with office.look() as desk, pytest.raises(NotFound):
        desk.stores.departures.get(office.departure_id)


@pytest.mark.parametrize("who", [MANAGER, SUCCESSOR, OTHER_LEAVER])
def test_for_everybody_else_there_is_nothing_to_erase(tmp_path, who):
    office = Office(tmp_path).approved()
    with pytest.raises(NotFound):
        erase(office, "Tom", by=who)
    with office.desk() as desk, pytest.raises(NotFound):
        erase_departure(desk, who, office.departure_id, Log())
    assert names(office) == ALL


def test_before_the_question_an_administrator_finds_nothing_to_erase(tmp_path):
    office = Office(tmp_path).begun()
    with office.desk() as desk, pytest.raises(NotFound):
        erase_departure(desk, ADMINISTRATOR, office.departure_id, Log())


def test_a_client_of_another_hand_over_is_not_there(tmp_path):
    office = Office(tmp_path).approved()
    with office.desk() as desk:
        own = start(desk, OTHER_LEAVER, "Jonas Whitfield", office.departure.last_day, "")
    with office.desk() as desk, pytest.raises(NotFound):
        erase_client(desk, OTHER_LEAVER, own.id, office.client("Tom").id, Log())
    assert names(office) == ALL


# What goes


def test_with_a_client_his_letter_goes_and_every_other_stays_as_it_was(tmp_path):
    office = Office(tmp_path).approved()
    others = [letter for letter in office.letters() if letter.client_name != TOM.name]
    erase(office, "Tom")
    assert office.letters() == others
    with office.look() as desk:
        assert {one.contact.name for one in desk.stores.contacts.all(office.departure_id)} == {
            one.name for one in CLIENTS if one is not TOM
        }


def test_after_an_erased_hand_over_its_leaver_can_begin_anew(tmp_path):
    office = Office(tmp_path).approved()
    with office.desk() as desk:
        erase_departure(desk, LEAVER, office.departure_id, Log())
    assert office.begun().departure.leaver_id == LEAVER.id


def test_an_address_goes_from_every_hand_over(tmp_path):
    office = Office(tmp_path).approved()
    other = _other_hand_over(office, TOM, CHIARA)
    with office.desk() as desk:
        assert erase_address(desk, "TOM@brightwater.co.uk.example", Log()) == 2
        assert [one.given for one in desk.stores.clients.all(other)] == ["Chiara"]
    assert names(office) == ALL - {"Tom"}


def _other_hand_over(office, *contacts):
    with office.desk() as desk:
        other = start(desk, OTHER_LEAVER, "Jonas Whitfield", office.departure.last_day, "")
        load_contacts(desk, OTHER_LEAVER, other.id, contacts)
    return other.id


def test_an_address_that_nobody_has_keeps_its_owner_away_all_the_same(tmp_path):
    office = Office(tmp_path).approved()
    with office.desk() as desk:
        assert erase_address(desk, "ann@harbour.example", Log()) == 0
    assert [one.code for one in office.load(contact("Ann Lee", "ann@harbour.example", "Harbour")).problems] == [
        "row_erased"
    ]


# Nobody comes back


def test_an_erased_client_does_not_come_back_with_the_next_reading(tmp_path):
    office = erase(Office(tmp_path).approved(), "Tom")
    loaded = office.load(*CLIENTS)
    assert [(one.code, one.value) for one in loaded.problems] == [("row_erased", "")]
    assert (loaded.kept, names(office)) == (4, ALL - {"Tom"})


@pytest.mark.parametrize(
    "again",
    [
        replace(TOM, source="other.vcf", key="card-9"),
        replace(TOM, emails=("TOM@Brightwater.co.uk.example",)),
        replace(TOM, name="T. Stainsby", emails=("private@stainsby.example", "tom@brightwater.co.uk.example")),
    ],
    ids=["another book", "in capitals", "with a new address first"],
)
def test_he_does_not_come_back_in_another_dress_either(tmp_path, again):
    office = erase(Office(tmp_path).approved(), "Tom")
    office.load(again)
    assert names(office) == ALL - {"Tom"}


def test_every_address_of_a_client_is_remembered(tmp_path):
    both = contact("Dan Poole", "dan@gmail.com", "Poole")
    office = Office(tmp_path).listed(replace(both, emails=("dan@poole.example", "dan.poole+x@gmail.com")))
    erase(office, "Dan")
    office.load(contact("D P", "danpoole@gmail.com", ""), contact("D P", "dan@poole.example", ""))
    assert office.clients() == []


def test_who_shares_the_address_of_one_who_was_erased_stays(tmp_path):
    shared = [contact("Tom Stainsby", "tom@b.example", "B"), contact("Ann Lee", "ann@b.example", "B")]
    shared = [replace(one, emails=(*one.emails, "office@b.example")) for one in shared]
    office = Office(tmp_path).listed(shared[0])
    office.load(replace(shared[1], emails=("ann@b.example",)))
    erase(office, "Tom")
    office.load(shared[1])
    assert [client.given for client in office.clients()] == ["Ann"]


def test_an_erasure_in_one_hand_over_takes_nobody_out_of_another(tmp_path):
    office = erase(Office(tmp_path).approved(), "Tom")
    other = _other_hand_over(office, TOM)
    with office.look() as desk:
        assert [one.given for one in desk.stores.clients.all(other)] == ["Tom"]


def test_a_hash_means_nothing_without_the_key_or_in_another_hand_over():
    hashes = {keyed_hash("tom@b.example", key, scope) for key in (b"k", b"o") for scope in ("", "d-1", "d-2")}
    assert len(hashes) == 6


# Drafts


def test_the_untouched_draft_of_an_erased_client_leaves_the_mailbox(tmp_path):
    office, box = Office(tmp_path).approved(), MemoryDrafts()
    for name in ("Tom", "Callum"):
        place_draft(office.desk, LEAVER, office.letter(name).id, box)
    erase(office, "Tom")
    assert [one.fate for one in clear_left_drafts(office.desk, lambda person: box)] == [Fate.REMOVED]
    assert list(box.drafts) == ["draft-2"]
    assert clear_left_drafts(office.desk, lambda person: box) == []


def test_a_mailbox_that_does_not_answer_is_asked_again(tmp_path):
    office, box = Office(tmp_path).approved(), MemoryDrafts()
    place_draft(office.desk, LEAVER, office.letter("Tom").id, box)
    erase(office, "Tom")

    def unreachable(person):
        raise InputError("mailbox_away")

    assert [one.fate for one in clear_left_drafts(office.desk, unreachable)] == [Fate.UNREACHABLE]
    assert [one.fate for one in clear_left_drafts(office.desk, lambda person: box)] == [Fate.REMOVED]
    assert box.drafts == {}


def test_a_crash_in_between_is_made_up_for(tmp_path):
    office, box = Office(tmp_path).approved(), MemoryDrafts()
    place_draft(office.desk, LEAVER, office.letter("Tom").id, box)
    erase(office, "Tom")
    with pytest.raises(Crash):
        clear_left_drafts(office.desk, lambda person: Faulty(box, "on_remove"))
    assert [one.fate for one in clear_left_drafts(office.desk, lambda person: box)] == [Fate.GONE]
    assert clear_left_drafts(office.desk, lambda person: box) == []


@pytest.mark.parametrize(("moment", "left"), [("before", []), ("after", ["draft-1"])])
def test_a_draft_of_which_nobody_knows_is_named_once(tmp_path, moment, left):
    office, box = Office(tmp_path).approved(), MemoryDrafts()
    with pytest.raises(Crash):
        place_draft(office.desk, LEAVER, office.letter("Tom").id, Faulty(box, moment))
    erase(office, "Tom")
    assert [one.fate for one in clear_left_drafts(office.desk, lambda person: box)] == [Fate.UNSURE]
    assert clear_left_drafts(office.desk, lambda person: box) == []
    assert list(box.drafts) == left


def test_a_draft_that_is_placed_while_its_client_is_erased_does_not_stay(tmp_path):
    office = Office(tmp_path).approved()

    class Slow(MemoryDrafts):
        def place(self, letter):
            placed = super().place(letter)
            erase(office, "Tom")
            return placed

    box = Slow()
    with pytest.raises(NotFound):
        place_draft(office.desk, LEAVER, office.letter("Tom").id, box)
    assert box.drafts == {}


def test_the_draft_of_a_letter_that_was_withdrawn_leaves_the_mailbox_too(tmp_path):
    office, box = Office(tmp_path).approved(), MemoryDrafts()
    place_draft(office.desk, LEAVER, office.letter("Callum").id, box)
    with office.desk() as desk:
        choose(desk, LEAVER, office.departure_id, [office.client("Callum").id], False)
    assert [one.fate for one in clear_left_drafts(office.desk, lambda person: box)] == [Fate.REMOVED]


# Replaying


def test_replaying_erases_again_what_the_log_names_and_nothing_else(tmp_path):
    office, log = Office(tmp_path).approved(), Log()
    before = office.clients()
    with pytest.raises(RuntimeError), office.desk() as desk:  # noqa: PT012
        erase_client(desk, LEAVER, office.departure_id, office.client("Tom").id, log)
        erase_address(desk, CALLUM.emails[0], log)
        raise RuntimeError  # as if the database were an older one
    assert office.clients() == before
    with office.desk() as desk:
        assert replay(desk, [erasure for _, erasure in log.erasures]) == 2
        assert replay(desk, [erasure for _, erasure in log.erasures]) == 0
    assert names(office) == ALL - {"Tom", "Callum"}
    assert [one.code for one in office.load(*CLIENTS).problems] == ["row_erased"] * 2


def test_replaying_takes_a_hand_over_and_nobody_of_another(tmp_path):
    office, log = Office(tmp_path).approved(), Log()
    other = _other_hand_over(office, TOM)
    with office.desk() as desk:
        erase_departure(desk, LEAVER, office.departure_id, log)
        (departure,) = desk.stores.departures.all()
    assert departure.id == other
    assert [(one.kind, one.hashed) for _, one in log.erasures] == [(ErasedKind.DEPARTURE, office.departure_id)]
    with office.desk() as desk:
        assert replay(desk, [one for _, one in log.erasures]) == 0


def test_a_log_that_keeps_nothing_keeps_nothing():
    assert Unlogged().add("office", None) is None
