"""Hand-over sheets: what the successor needs to know of each client, for his eyes from the release on (H9, P4, P7)."""

from dataclasses import fields, replace
from datetime import UTC, datetime

import pytest

from fakes.office import ADMINISTRATOR, FACTS, JONAS, LEAVER, MANAGER, OTHER_LEAVER, SUCCESSOR, TERMS, Office
from segue.clients.client import Importance
from segue.departure.contact_point import Topic
from segue.departure.errors import ChangedMeanwhile, InputError, NotFound
from segue.departure.letter_state import Told
from segue.desk.erase import erase_client
from segue.desk.export_person import held_on
from segue.desk.mark import set_status
from segue.desk.sheets import ForSuccessor, Sheet, clients_with_sheets, sheets_of, write_for_successor
from segue.desk.successor import tell_successor
from segue.desk.undo import undo, undoable
from segue.letters.replies import replies

ITEM, AGREED = "Quotation 17 waits for their signature", "Invoices go out on the first of the month"


class NoLog:
    def add(self, workspace_id, erasure):
        """Take a note of nothing."""


def note(office, name="Tom", items=(ITEM,), agreed=(AGREED,), by=LEAVER, version=None):
    client = office.client(name)
    written = ForSuccessor(items, agreed, client.version if version is None else version)
    with office.desk() as desk:
        return write_for_successor(desk, by, office.departure_id, {client.id: written})


def names(office, who):
    with office.look() as desk:
        return [client.name for client in clients_with_sheets(desk, who, office.departure_id)[1]]


def sheet(office, name, who=LEAVER):
    with office.look() as desk:
        departure, clients = clients_with_sheets(desk, who, office.departure_id)
        return next(one for one in sheets_of(desk, departure, clients) if one.client.name.startswith(name))


def know(office):
    for one in (LEAVER, MANAGER):
        with office.desk() as desk:
            tell_successor(desk, one, office.departure_id)
    return office


def test_what_the_leaver_writes_down_is_on_the_sheet(tmp_path):
    office = Office(tmp_path).listed()
    assert note(office) == 1
    assert (sheet(office, "Tom").client.open_items, sheet(office, "Tom").client.agreements) == ((ITEM,), (AGREED,))


def test_writing_it_down_changes_no_letter_and_no_answer(tmp_path):
    office = Office(tmp_path).approved()
    before = [one.content for one in office.letters()]
    note(office)
    assert office.waiting() == set()
    assert [one.content for one in office.letters()] == before
    assert not [
        one
        for one in office.letters()
        if ITEM in one.content.html + str(replies(one.facts, office.packs[one.content.language]))
    ]


def test_the_same_again_is_no_change_and_leaves_nothing_to_undo(tmp_path):
    office = Office(tmp_path).listed()
    note(office)
    with office.look() as desk:
        before = undoable(desk, LEAVER, office.departure_id)
    assert note(office) == 0
    with office.look() as desk:
        assert undoable(desk, LEAVER, office.departure_id) == before


def test_it_can_be_undone_like_every_change_of_the_list(tmp_path):
    office = Office(tmp_path).listed()
    note(office)
    with office.desk() as desk:
        undo(desk, LEAVER, office.departure_id, undoable(desk, LEAVER, office.departure_id)[0].id)
    assert office.client("Tom").open_items == ()


@pytest.mark.parametrize(
    ("items", "code"), [(("x",) * 21, "items_too_many"), (("x" * 301,), "item_too_long")], ids=["many", "long"]
)
def test_a_sheet_has_an_end(tmp_path, items, code):
    office = Office(tmp_path).listed()
    with pytest.raises(InputError) as refused:
        note(office, items=items)
    assert (refused.value.code, refused.value.field) == (code, f"items-{office.client('Tom').id}")


def test_two_windows_do_not_overwrite_each_other(tmp_path):
    office = Office(tmp_path).listed()
    with pytest.raises(ChangedMeanwhile):
        note(office, version=0)


@pytest.mark.parametrize("who", [MANAGER, SUCCESSOR, ADMINISTRATOR, OTHER_LEAVER], ids=lambda who: who.id)
def test_nobody_but_its_leader_writes_on_them(tmp_path, who):
    with pytest.raises(NotFound):
        note(know(Office(tmp_path).approved()), by=who)


def test_nothing_is_written_down_for_who_is_not_to_be_told(tmp_path):
    office = Office(tmp_path).listed()
    with office.desk() as desk:
        desk.stores.clients.save(replace(office.client("Tom"), chosen=False))
    with pytest.raises(NotFound):
        note(office)


def test_important_clients_come_first(tmp_path):
    office = Office(tmp_path).listed()
    with office.desk() as desk:
        desk.stores.clients.save(replace(office.client("Paolo"), importance=Importance.KEY))
    assert names(office, LEAVER)[0] == "Paolo Zanardelli"
    assert names(office, MANAGER) == names(office, LEAVER)


# Who reads them (P7, A1)


@pytest.mark.parametrize("who", [SUCCESSOR, ADMINISTRATOR, OTHER_LEAVER], ids=lambda who: who.id)
def test_to_everybody_else_there_are_none(tmp_path, who):
    with pytest.raises(NotFound):
        names(Office(tmp_path).approved(), who)


def test_the_successor_reads_his_own_clients_from_the_release_on(tmp_path):
    release = datetime(2026, 9, 7, 7, 0, tzinfo=UTC)
    office = know(Office(tmp_path).approved(terms=replace(TERMS, release=release)))
    note(office)
    assert names(office, SUCCESSOR) == []
    office.now = release
    assert len(names(office, SUCCESSOR)) == 5
    assert sheet(office, "Tom", SUCCESSOR).client.open_items == (ITEM,)


def test_the_successor_reads_no_sheet_of_a_colleagues_client(tmp_path):
    other = replace(JONAS, id="point-2", name=OTHER_LEAVER.name, email=OTHER_LEAVER.address, topic=Topic.BILLING)
    points = (replace(JONAS, topic=Topic.PROJECTS), other)
    office = know(Office(tmp_path).approved(facts=replace(FACTS, contact_points=points)))
    office.change_client("Tom", contact_point_id="point-2").approve()
    assert "Tom Stainsby" not in names(office, SUCCESSOR)
    assert "Tom Stainsby" in names(office, OTHER_LEAVER)


# What stands on them


def test_the_sheet_has_the_salutation_of_the_letter_and_how_the_client_is_addressed(tmp_path):
    office = Office(tmp_path).approved().change_client("Chiara", salutation="Cara Chiara,", years_together=7).approve()
    seen = sheet(office, "Chiara")
    assert (seen.salutation, seen.form) == (
        "Cara Chiara,",
        office.packs["it"].forms.labels[
            office.letter("Chiara").facts.client.form or office.packs["it"].forms.by_register[seen.register]
        ],
    )
    assert sheet(office, "Tom").form == "", "English has one form"


def test_the_sheet_says_when_and_how_the_client_was_told(tmp_path):
    office = Office(tmp_path).approved()
    assert (sheet(office, "Tom").status, sheet(office, "Tom").told_at) == (Told.TO_DO, None)
    with office.move(hours=3).desk() as desk:
        set_status(desk, LEAVER, office.letter("Tom").id, Told.SENT)
    assert (sheet(office, "Tom").status, sheet(office, "Tom").told_at) == (Told.SENT, office.now)


def test_no_field_of_a_sheet_could_hold_the_leavers_private_contact():
    assert {field.name for field in fields(Sheet)} == {
        *("client", "salutation", "register", "form", "points", "status", "told_at", "calls")
    }


# What is held goes, and is shown (A4)


def test_what_was_written_down_goes_with_the_client_and_out_with_what_is_held_of_him(tmp_path):
    office = Office(tmp_path).approved()
    note(office)
    client = office.client("Tom")
    with office.look() as desk:
        held = [thing for kind, thing in held_on(desk, client.addresses[0]) if kind == "client"]
    assert held[0].open_items == (ITEM,)
    with office.desk() as desk:
        erase_client(desk, LEAVER, office.departure_id, client.id, NoLog())
    office.records.wipe()
    office.engine.dispose()
    assert not [path.name for path in office.folder.iterdir() if path.is_file() and ITEM.encode() in path.read_bytes()]
