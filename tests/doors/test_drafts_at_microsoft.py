"""All letters in a person's Drafts at Microsoft, and what becomes of them there (H6, H7)."""

from dataclasses import replace

import pytest

from fakes.at_microsoft import at_microsoft, enter
from fakes.microsoft import faults
from fakes.office import ADMINISTRATOR, LEAVER, Office
from segue.departure.letter_state import Told
from segue.desk.policy import change_policy
from segue.doors.wiring import EXTENSION
from segue.worker import MORE, lost_draftings, place

pytestmark = pytest.mark.loopback
MESSAGES = "/v1.0/me/messages"


@pytest.fixture
def office(tmp_path, microsoft, clock):
    office = at_microsoft(Office(tmp_path), microsoft)
    clock.moment = office.now
    with office.desk() as desk:
        change_policy(desk, ADMINISTRATOR, replace(desk.policy, bulk_drafts=True), desk.policy.version)
    microsoft.account(LEAVER.address, name=LEAVER.name)
    return office.approved()


@pytest.fixture
def mara(office, microsoft):
    microsoft.clock.moment = office.now
    visitor = enter(office, microsoft, LEAVER)
    visitor.follow("/account/allow/drafts")
    return visitor


def path(office):
    return f"/departures/{office.departure_id}"


def box_of(microsoft):
    return microsoft.accounts[LEAVER.address].mailbox


def worked(office, microsoft):
    office.move(minutes=2)
    microsoft.clock.moment = office.now
    parts = office.app.extensions[EXTENSION]
    for workspace_id, drafting_id in lost_draftings(parts):
        while place(parts, workspace_id, drafting_id) == MORE:
            pass


def drafted(office, microsoft, mara):
    mara.hand_in(f"{path(office)}/drafting", page=f"{path(office)}/hand-out")
    worked(office, microsoft)
    return mara


def test_all_letters_are_put_in_drafts_once_each_with_one_post(office, microsoft, mara):
    drafted(office, microsoft, mara)
    assert {one.status for one in office.letters()} == {Told.DRAFTED}
    assert (box_of(microsoft).created, microsoft.traffic.count("POST", MESSAGES)) == (5, 5)
    subjects = {one.told["subject"] for one in box_of(microsoft).messages}
    assert subjects == {one.content.subject for one in office.letters()}


def test_drafts_are_not_offered_where_the_installation_does_not_want_them(tmp_path, microsoft, clock):
    office = at_microsoft(Office(tmp_path), microsoft, microsoft_bulk_drafts=False)
    clock.moment = office.now
    microsoft.account(LEAVER.address)
    assert enter(office, microsoft, LEAVER).open("/account/allow/drafts").status_code == 403


def test_each_draft_can_be_opened_where_it_is(office, microsoft, mara):
    drafted(office, microsoft, mara)
    letter = office.letter("Tom")
    assert f'href="/letters/{letter.id}/draft"' in mara.open(f"{path(office)}/hand-out").text
    led = mara.open(f"/letters/{letter.id}/draft")
    assert (led.status_code, led.location.partition("?")[0]) == (302, "https://outlook.office365.com/owa/")


def test_a_draft_that_was_thrown_away_cannot_be_opened(office, microsoft, mara):
    drafted(office, microsoft, mara)
    for one in list(box_of(microsoft).messages):
        box_of(microsoft).person_deletes(one.id)
    led = mara.open(f"/letters/{office.letter('Tom').id}/draft")
    assert (led.status_code, "not in your mailbox any more" in led.text) == (404, True)


def test_what_a_person_sent_counts_as_sent_and_what_was_thrown_away_is_asked(office, microsoft, mara):
    drafted(office, microsoft, mara)
    sent, thrown_away, *_ = list(box_of(microsoft).messages)
    box_of(microsoft).person_sends(sent.id)
    box_of(microsoft).person_deletes(thrown_away.id)
    mara.hand_in(f"{path(office)}/drafts/look", page=f"{path(office)}/hand-out")
    assert [one.status for one in office.letters()].count(Told.SENT) == 1
    assert "No longer in your Drafts: sent or deleted?" in mara.open(f"{path(office)}/hand-out").text


def test_a_letter_that_changed_is_drafted_anew_and_its_untouched_draft_goes(office, microsoft, mara):
    drafted(office, microsoft, mara)
    office.change_client("Tom", note="You kept us going.").approve()
    drafted(office, microsoft, mara)
    assert len(box_of(microsoft).messages) == 5
    assert [one for one in box_of(microsoft).messages if "You kept us going." in one.told["body"]["content"]]


def test_a_draft_that_its_owner_edited_is_left_alone(office, microsoft, mara):
    drafted(office, microsoft, mara)
    for one in list(box_of(microsoft).messages):
        box_of(microsoft).person_edits(one.id)
    office.change_client("Tom", note="You kept us going.").approve()
    drafted(office, microsoft, mara)
    assert (len(box_of(microsoft).messages), box_of(microsoft).created) == (5, 5)


@pytest.mark.parametrize("fault", [faults.dropped_after(), faults.broken(504, acted=True)])
def test_a_draft_whose_answer_got_lost_is_found_and_not_made_again(office, microsoft, mara, fault):
    microsoft.fails("POST", MESSAGES, fault, nth=2)
    drafted(office, microsoft, mara)
    assert ({one.status for one in office.letters()}, box_of(microsoft).created) == ({Told.DRAFTED}, 5)


def test_a_mailbox_that_asks_to_wait_is_waited_for(office, microsoft, mara):
    microsoft.fails("POST", MESSAGES, faults.too_many("60"), nth={2, 3, 4})
    drafted(office, microsoft, mara)
    assert box_of(microsoft).created < 5
    worked(office, microsoft)
    assert ({one.status for one in office.letters()}, box_of(microsoft).created) == ({Told.DRAFTED}, 5)
