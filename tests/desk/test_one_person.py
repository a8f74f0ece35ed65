"""A person says who is who: merging, parting, declining, answering, the tray, and undoing any of it (C2, C3, C5)."""

import shutil
import tempfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from fakes.office import ADMINISTRATOR, LEAVER, TOM, Office, contact
from segue.clients.client import Importance, TrayChoice
from segue.departure.errors import InputError, NotFound, NotNow
from segue.departure.letter_state import Told
from segue.desk.choose import choose, choose_by, move_to_tray
from segue.desk.contacts import load_contacts
from segue.desk.erase import erase_client
from segue.desk.mark import set_status
from segue.desk.merge import answer_shared, cards_of, decline, merge, split
from segue.desk.ports import MOST_UNDONE, ClientFilter
from segue.desk.replay import Unlogged
from segue.desk.undo import undo, undoable

PRIVATE = contact("Tom Stainsby", "tom.stainsby@gmail.com", "Brightwater Foods", "Friends")
AGAIN = replace(TOM, source="phone.vcf", key="again", phones=("+44 1632 960018",), labels=("Phone",))
LUCIA = contact("Lucia Bassanini", "info@oriani.it.example", "Tessitura Oriani", language="it", key="lucia")
DAVIDE = contact("Davide Moroni", "info@oriani.it.example", "Tessitura Oriani", language="it", key="davide")
EVE = contact("Eve Moor", "eve@moor.example", "Moor")


def office_with(tmp_path, *contacts):
    office = Office(tmp_path).begun()
    office.load(*contacts)
    return office


def do(office, verb, *values, **more):
    with office.desk() as desk:
        return verb(desk, LEAVER, office.departure_id, *values, **more)


def ids(office):
    return [client.id for client in office.clients()]


def tom(office, address):
    return next(client for client in office.clients() if address in client.addresses)


def plain(office):
    return {one.id: replace(one, version=0) for one in office.clients()}


def undo_last(office):
    with office.look() as desk:
        newest = undoable(desk, LEAVER, office.departure_id)[0].id
    return do(office, undo, newest)


# Proposals


def test_a_likely_match_is_proposed_on_both_and_merged_by_nobody(tmp_path):
    first, second = office_with(tmp_path, TOM, PRIVATE).clients()
    assert [one.client_id for one in first.likely] == [second.id]
    assert [(one.client_id, one.reason.code) for one in second.likely] == [(first.id, "same_name_and_company")]


def test_what_was_declined_is_proposed_no_more_even_when_read_again(tmp_path):
    office = office_with(tmp_path, TOM, PRIVATE)
    do(office, decline, *ids(office))
    office.load(TOM, PRIVATE)
    assert [client.likely for client in office.clients()] == [(), ()]
    undo_last(office)
    assert all(client.likely for client in office.clients())


def test_proposals_and_questions_can_be_listed(tmp_path):
    office = office_with(tmp_path, TOM, PRIVATE, LUCIA, DAVIDE)
    with office.look() as desk:
        found = {
            name: desk.stores.clients.page(office.departure_id, ClientFilter(**{name: True}), 0, 9)[0]
            for name in ("asked", "proposed")
        }
    assert found == {"asked": 1, "proposed": 2}


# Merging and parting


def test_merging_keeps_every_choice_and_fills_the_gaps(tmp_path):
    office = office_with(tmp_path, TOM, PRIVATE)
    work, private = tom(office, TOM.emails[0]), tom(office, PRIVATE.emails[0])
    do(office, choose, [private.id], True)
    with office.desk() as desk:
        now = desk.stores.clients.get(private.id)
        desk.stores.clients.save(replace(now, note="Thank you.", importance=Importance.KEY, years_together=4))
    assert do(office, merge, [work.id, private.id], work.id) == work.id
    (client,) = office.clients()
    assert (client.id, client.chosen, client.note, client.importance) == (work.id, True, "Thank you.", Importance.KEY)
    assert client.addresses == (*TOM.emails, *PRIVATE.emails)
    assert set(client.labels) == {"Clients", "Friends"}
    assert [reason.code for reason in client.reasons] == ["by_you"]
    office.load(TOM, PRIVATE)
    assert ids(office) == [work.id]


def test_who_was_merged_comes_back_with_his_own_choices_and_takes_them_along(tmp_path):
    office = office_with(tmp_path, TOM, PRIVATE)
    work, private = tom(office, TOM.emails[0]), tom(office, PRIVATE.emails[0])
    do(office, choose, [private.id], True)
    before = plain(office)
    do(office, merge, [work.id, private.id], work.id)
    with office.look() as desk:
        cards = cards_of(desk, LEAVER, office.departure_id, work.id)
    off = [card.id for card in cards if card.contact.emails == PRIVATE.emails]
    assert do(office, split, work.id, off) == [private.id]
    after = plain(office)
    assert {one: replace(client, likely=()) for one, client in after.items()} == {
        one: replace(client, likely=()) for one, client in before.items()
    }


def test_a_person_chooses_which_cards_come_off(tmp_path):
    third = replace(AGAIN, key="third", name="Thomas Stainsby")
    office = office_with(tmp_path, TOM, AGAIN, third)
    (client,) = office.clients()
    with office.look() as desk:
        cards = cards_of(desk, LEAVER, office.departure_id, client.id)
    off = {card.id for card in cards if card.contact.source == "phone.vcf"}
    (other,) = do(office, split, client.id, off)
    office.load(TOM, AGAIN, third)
    assert {one.id: len(one.reasons) for one in office.clients()} == {client.id: 0, other: 1}


@pytest.mark.parametrize("off", [[], [1, 2], [99]])
def test_nothing_or_everything_cannot_come_off(tmp_path, off):
    office = office_with(tmp_path, TOM, AGAIN)
    with pytest.raises(InputError) as wrong:
        do(office, split, ids(office)[0], off)
    assert wrong.value.code == "nothing_to_split"


def test_one_client_cannot_be_merged_and_a_stranger_is_not_there(tmp_path):
    office = office_with(tmp_path, TOM, EVE)
    with pytest.raises(InputError):
        do(office, merge, ids(office)[:1] * 2)
    with pytest.raises(NotFound):
        do(office, merge, [ids(office)[0], "nobody"])


def test_the_one_who_was_told_stays_and_two_who_were_told_stay_two(tmp_path):
    office = Office(tmp_path).approved()
    told = office.client("Tom")
    with office.desk() as desk:
        set_status(desk, LEAVER, office.letter("Tom").id, Told.SENT)
        set_status(desk, LEAVER, office.letter("Chiara").id, Told.SENT)
    assert do(office, merge, [office.client("Callum").id, told.id]) == told.id
    assert [letter.client_id for letter in office.letters() if letter.status is Told.SENT].count(told.id) == 1
    with pytest.raises(NotNow) as refused:
        do(office, merge, [told.id, office.client("Chiara").id])
    assert refused.value.code == "merge_told"


# Shared mailboxes


def test_several_people_stay_one_client_with_their_names(tmp_path):
    office = office_with(tmp_path, LUCIA, DAVIDE)
    do(office, answer_shared, ids(office)[0], several=True)
    office.load(LUCIA, DAVIDE)
    (client,) = office.clients()
    assert (client.question, client.is_company, set(client.people)) == ((), True, {LUCIA.name, DAVIDE.name})
    undo_last(office)
    (client,) = office.clients()
    assert (set(client.question), client.is_company, client.people) == ({LUCIA.name, DAVIDE.name}, False, ())


# The tray


def test_one_click_moves_a_person_into_the_tray_and_out_of_it_for_good(tmp_path):
    mum = contact("Mum Lindqvist", "mum@gmail.com", "", "Clients")
    office = office_with(tmp_path, mum, TOM)
    assert do(office, move_to_tray, [office.client("Mum").id], False) == 1
    assert do(office, move_to_tray, [office.client("Tom").id], True) == 1
    for _ in range(2):
        assert [(office.client(name).tray, office.client(name).tray_choice) for name in ("Mum", "Tom")] == [
            ("", TrayChoice.OUT),
            ("by_you", TrayChoice.IN),
        ]
        office.load(mum, TOM)


def test_whom_the_policy_blocks_is_in_the_tray(tmp_path):
    office = Office(tmp_path).begun()
    with office.desk() as desk:
        blocked = replace(desk.policy, blocked=("co.uk.example", "Moor"))
        desk.stores.policies.add(blocked, desk.now, ADMINISTRATOR.id)
    office.load(TOM, EVE, LUCIA)
    assert {one.given: one.tray for one in office.clients()} == {"Tom": "blocked", "Eve": "blocked", "Lucia": ""}


# Languages


def test_a_language_chosen_for_one_is_suggested_to_his_firm_and_over_nobody_s_choice(tmp_path):
    names = ("Ann Lee", "Ben Lee", "Cat Lee", "Dan Lee")
    firm = [contact(name, f"{name[:3].lower()}@lee.com", "Lee", language="") for name in names]
    firm[2] = replace(firm[2], language="it")
    office = office_with(tmp_path, *firm, contact("Eve Oh", "eve@oh.com", "Oh", language=""))
    office.change_client("Ben", locale="ru").change_client("Ann", locale="pt-PT")
    office.load(*firm)
    assert {one.given: (one.locale, one.locale_reason) for one in office.clients()} == {
        "Ann": ("pt-PT", "chosen"),
        "Ben": ("ru", "chosen"),
        "Cat": ("it", "hint"),
        "Dan": ("pt-PT", "company"),
        "Eve": ("", "none"),
    }


# Reading again


def test_a_reading_says_what_is_new_changed_and_no_longer_there(tmp_path):
    office = office_with(tmp_path, TOM, EVE, LUCIA)
    loaded = office.load(replace(TOM, row=9), replace(EVE, company="Moor & Moor"), DAVIDE)
    assert (loaded.new, loaded.changed, loaded.missing) == (1, 1, 1)


def test_a_reading_that_changes_nothing_writes_no_client(tmp_path):
    office = office_with(tmp_path, TOM, PRIVATE, LUCIA, DAVIDE)
    before = office.clients()
    office.load(TOM, PRIVATE, LUCIA, DAVIDE)
    assert office.clients() == before


# Undoing


def test_what_somebody_changed_since_stays_and_is_said(tmp_path):
    office = office_with(tmp_path, TOM, EVE)
    do(office, choose_by, "Clients", "", True)
    do(office, choose, [office.client("Eve").id], False)
    with office.look() as desk:
        first = undoable(desk, LEAVER, office.departure_id)[-1]
    undone = do(office, undo, first.id)
    assert (undone.restored, undone.kept) == (1, (office.client("Eve").id,))


def test_who_is_who_is_not_undone_by_halves(tmp_path):
    office = office_with(tmp_path, TOM, PRIVATE, EVE)
    first = do(office, merge, [tom(office, TOM.emails[0]).id, tom(office, PRIVATE.emails[0]).id])
    do(office, merge, [first, office.client("Eve").id])
    with office.look() as desk:
        oldest = undoable(desk, LEAVER, office.departure_id)[-1]
    before = office.clients()
    with pytest.raises(NotNow) as refused:
        do(office, undo, oldest.id)
    assert (refused.value.code, office.clients()) == ("undo_changed_since", before)


def test_only_the_newest_changes_are_kept(tmp_path):
    office = office_with(tmp_path, TOM)
    for number in range(MOST_UNDONE + 3):
        do(office, choose, ids(office), number % 2 == 0)
    with office.look() as desk:
        assert len(undoable(desk, LEAVER, office.departure_id)) == MOST_UNDONE


def test_what_was_chosen_for_who_came_off_sleeps_when_the_parting_is_undone(tmp_path):
    office = office_with(tmp_path, TOM, AGAIN)
    kept = ids(office)[0]
    (off,) = do(office, split, kept)
    with office.desk() as desk:
        desk.stores.clients.save(replace(desk.stores.clients.get(off), note="Typed since"))
    undo_last(office)
    (client,) = office.clients()
    assert (client.id, client.note) == (kept, "Typed since")


def test_with_a_client_goes_what_slept_in_him_and_what_could_be_undone(tmp_path):
    office = office_with(tmp_path, TOM, PRIVATE, EVE)
    kept = do(office, merge, [tom(office, TOM.emails[0]).id, tom(office, PRIVATE.emails[0]).id])
    do(office, choose, ids(office), True)
    with office.desk() as desk:
        erase_client(desk, LEAVER, office.departure_id, kept, Unlogged())
    with office.look() as desk:
        stores = desk.stores
        assert stores.clients.dormant(office.departure_id) == []
        assert [one.contact.given for one in stores.contacts.all(office.departure_id)] == ["Eve"]
        (left,) = stores.undos.all(office.departure_id)
        assert [step.client_id for step in stores.undos.get(office.departure_id, left.id).clients] == ids(office)


PEOPLE = (TOM, AGAIN, PRIVATE, LUCIA, DAVIDE, EVE, replace(EVE, key="eve-2", emails=("moor@moor.example",)))


class ListOfClients(RuleBasedStateMachine):
    """Any sequence of verbs, all of it undone, is the list as it was."""

    def __init__(self):
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.office = office_with(self.folder, *PEOPLE)
        self.first, self.done = self.state(), 0

    def teardown(self):
        while self.done:
            undo_last(self.office)
            self.done -= 1
        assert self.state() == self.first
        self.office.engine.dispose()
        shutil.rmtree(self.folder)

    def state(self):
        with self.office.look() as desk:
            contacts = desk.stores.contacts.all(self.office.departure_id)
            return plain(self.office), contacts, desk.stores.clients.dormant(self.office.departure_id)

    def act(self, verb, *values, **more):
        with self.office.look() as desk:
            before = desk.stores.undos.all(self.office.departure_id)[:1]
        do(self.office, verb, *values, **more)
        with self.office.look() as desk:
            self.done += desk.stores.undos.all(self.office.departure_id)[:1] != before

    def some(self, data, count):
        own = ids(self.office)
        return data.draw(st.lists(st.sampled_from(own), min_size=count, max_size=3, unique=True))

    @precondition(lambda self: len(ids(self.office)) > 1 and self.done < MOST_UNDONE)
    @rule(data=st.data())
    def merge(self, data):
        self.act(merge, self.some(data, 2))

    @precondition(lambda self: self.done < MOST_UNDONE)
    @rule(data=st.data())
    def split(self, data):
        client = data.draw(st.sampled_from(ids(self.office)))
        with self.office.look() as desk:
            cards = [card.id for card in cards_of(desk, LEAVER, self.office.departure_id, client)]
        if len(cards) > 1:
            self.act(split, client, data.draw(st.sets(st.sampled_from(cards[1:]), min_size=1)))

    @precondition(lambda self: len(ids(self.office)) > 1 and self.done < MOST_UNDONE)
    @rule(data=st.data())
    def decline(self, data):
        self.act(decline, *self.some(data, 2)[:2])

    @precondition(lambda self: self.done < MOST_UNDONE)
    @rule(data=st.data(), into=st.booleans())
    def choose_or_keep_aside(self, data, into):
        self.act(*data.draw(st.sampled_from([(choose,), (move_to_tray,)])), self.some(data, 1), into)

    @precondition(lambda self: self.done < MOST_UNDONE)
    @rule(data=st.data(), several=st.booleans())
    def answer(self, data, several):
        self.act(answer_shared, self.some(data, 1)[0], several=several)

    @rule()
    def read_again(self):
        before = plain(self.office)
        do(self.office, load_contacts, PEOPLE)
        assert plain(self.office).keys() == before.keys()

    @invariant()
    def nothing_is_lost(self):
        with self.office.look() as desk:
            stored = desk.stores.contacts.all(self.office.departure_id)
        clients = {client.id: client for client in self.office.clients()}
        assert {one.client_id for one in stored} == clients.keys()
        for one in stored:
            client = clients[one.client_id]
            assert set(one.contact.emails) <= set(client.addresses)
            assert set(one.contact.phones) <= set(client.phones)
            assert set(one.contact.labels) <= set(client.labels)


ListOfClients.TestCase.settings = settings(max_examples=12, stateful_step_count=8, deadline=None)
test_any_sequence_of_verbs_undone_is_the_list_as_it_was = pytest.mark.slow(ListOfClients.TestCase)
