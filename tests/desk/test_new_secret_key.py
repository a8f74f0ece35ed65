"""A new secret key, the earlier one kept: what was approved, recorded and erased before still counts (A2, A3, A4)."""

from dataclasses import replace

import pytest

from doors.connecting import Extension, in_use, with_flow
from fakes.draft_boxes import MemoryDrafts
from fakes.office import LEAVER, TOM, Office
from segue.config import load_settings
from segue.departure.audit import broken_at
from segue.departure.errors import BrokenSetup, NotApproved
from segue.departure.keys import Key, every
from segue.desk.erase import erase_client
from segue.desk.hand_out import open_letter
from segue.desk.one_draft import place_draft
from segue.desk.outdated_drafts import outdated_drafts
from segue.doors.wiring import EXTENSION
from segue.records.erasure_log import FileErasures

NEW = b"another-key-of-more-than-32-characters"


def renewed(office, keep=True):
    """Give an office a new secret key, as a restart with other settings does."""
    office.key = Key(NEW, [bytes(office.key)] if keep else [])
    if "app" in vars(office):
        wired = office.app.extensions[EXTENSION]
        office.app.extensions[EXTENSION] = replace(wired, key=office.key)
    return office


def test_an_approval_of_before_still_lets_its_letter_out(tmp_path):
    office = renewed(Office(tmp_path).approved())
    with office.desk() as desk:
        assert open_letter(desk, LEAVER, office.letter("Tom").id).letter.content.to == TOM.emails


def test_without_the_earlier_key_no_approval_of_before_holds(tmp_path):
    office = renewed(Office(tmp_path).approved(), keep=False)
    with pytest.raises(NotApproved), office.desk() as desk:
        open_letter(desk, LEAVER, office.letter("Tom").id)


def test_a_letter_is_approved_under_the_new_key_and_outlives_the_earlier_one(tmp_path):
    office = renewed(Office(tmp_path).given()).approve()
    office.key = Key(NEW)
    with office.desk() as desk:
        open_letter(desk, LEAVER, office.letter("Tom").id)


def test_a_draft_of_before_is_still_its_letters_and_is_not_made_twice(tmp_path):
    office, box = Office(tmp_path).approved(), MemoryDrafts()
    letter_id = office.letter("Tom").id
    place_draft(office.desk, LEAVER, letter_id, box)
    renewed(office)
    place_draft(office.desk, LEAVER, letter_id, box)
    with office.look() as desk:
        assert outdated_drafts(desk) == []
    assert len(box.drafts) == 1


def test_the_record_goes_on_over_both_keys(tmp_path):
    office = renewed(Office(tmp_path).given()).approve()
    with office.look() as desk:
        entries = list(desk.stores.audit.entries())
    assert broken_at(entries, office.key) is None
    assert broken_at(entries, Key(NEW)) is not None
    assert broken_at([*entries[:-1], replace(entries[-1], verb="reject")], office.key) is not None


def test_whoever_was_erased_before_does_not_come_back(tmp_path):
    office = Office(tmp_path).approved()
    with office.desk() as desk:
        erase_client(desk, LEAVER, office.departure_id, office.client("Tom").id, FileErasures(office.settings.erasures))
    renewed(office).load(TOM)
    assert [one.given for one in office.clients() if one.given == "Tom"] == []


def test_sign_ins_go_on_and_browsers_connect_anew(tmp_path):
    office = with_flow(in_use(Office(tmp_path)))
    visitor, extension = office.as_(office.leaver), Extension(office).connected(office.leaver)
    renewed(office)
    assert (visitor.get("/account").status_code, extension.works(), extension.renew().status_code) == (200, False, 400)


def test_the_settings_name_the_earlier_keys_newest_first(tmp_path):
    told = {"SEGUE_SECRET_KEY": "n" * 40, "SEGUE_EARLIER_SECRET_KEYS": f"{'b' * 40} {'a' * 40}"}
    assert every(load_settings(told, data_dir=tmp_path).key()) == (b"n" * 40, b"b" * 40, b"a" * 40)


def test_an_earlier_key_that_is_too_short_is_named(tmp_path):
    with pytest.raises(BrokenSetup, match="SEGUE_EARLIER_SECRET_KEYS"):
        load_settings({"SEGUE_EARLIER_SECRET_KEYS": "short"}, data_dir=tmp_path)
