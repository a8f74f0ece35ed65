"""Putting all letters in Drafts, as the person who hands them out sees it (H6)."""

import re

import pytest

from desk.calling import listed, policy
from desk.test_two_openings import give
from fakes.drafting import begin, came_to, switched_on, to_check
from fakes.office import LEAVER, Office
from segue import worker
from segue.departure.errors import MailboxBusy, MailboxUnclear, NotConnected
from segue.departure.letter_state import Told
from segue.desk.ports import DraftingState, Outcome
from segue.desk.submitted import DraftRecord
from segue.providers.local.drafts import FolderDrafts


@pytest.fixture
def office(tmp_path):
    return switched_on(Office(tmp_path).approved())


def path(office):
    return f"/departures/{office.departure_id}"


def shown(office):
    return office.as_(LEAVER).get(f"{path(office)}/hand-out").text


def section(office):
    return shown(office).partition('id="drafting"')[2].partition("</section>")[0]


def newest(office):
    with office.look() as desk:
        return desk.stores.draftings.newest(office.departure_id, LEAVER.id)


def work(office):
    worker.place(office.app.extensions["segue"], "office", newest(office).id)


def press(office, do):
    return office.as_(LEAVER).post(f"{path(office)}/drafting/{newest(office).id}", do=do)


def failing(monkeypatch, error):
    def place(self, letter):
        raise error

    monkeypatch.setattr(FolderDrafts, "place", place)


def test_where_it_is_not_switched_on_nothing_is_offered(tmp_path):
    office = Office(tmp_path).approved()
    assert 'id="drafting"' not in shown(office)
    assert office.as_(LEAVER).post(f"{path(office)}/drafting").status_code == 403


def test_it_says_what_will_happen_and_how_many_there_are(office):
    assert f"drafts of 5 approved letters in the Drafts folder of {LEAVER.address}" in section(office)
    assert "You send each one yourself" in section(office)


def test_beginning_it_leads_back_with_progress_and_the_ways_to_stop_it(office):
    answer = office.as_(LEAVER).post(f"{path(office)}/drafting")
    assert (answer.status_code, answer.location) == (302, f"{path(office)}/hand-out#drafting")
    assert re.search(r'<progress [^>]*max="5" value="0"', section(office))
    assert re.findall(r'name="do" value="(\w+)"', section(office)) == ["pause", "cancel"]
    assert "Look how far it is" in section(office), "without script"


def test_progress_is_asked_for_and_the_page_loads_anew_when_it_is_over(office):
    run = begin(office)
    asked = office.as_(LEAVER).get(f"{path(office)}/drafting/{run.id}")
    assert "0 of 5 letters seen to." in asked.text
    work(office)
    over = office.as_(LEAVER).get(f"{path(office)}/drafting/{run.id}")
    assert (over.headers["HX-Refresh"], over.text) == ("true", "")


def test_at_the_end_it_says_what_was_placed_and_what_was_not(office):
    begin(office)
    office.change_client("Tom", note="You kept us going.")
    work(office)
    assert "Put in your Drafts: 4" in section(office)
    assert "Left alone: 1" in section(office)
    assert "Tom Stainsby</bdi>, <bdi>Brightwater Foods</bdi>: This letter is not approved" in section(office)
    assert 'value="pause"' not in section(office)


def test_it_is_paused_gone_on_with_and_ended_by_buttons(office):
    begin(office)
    press(office, "pause")
    assert re.findall(r'name="do" value="(\w+)"', section(office)) == ["resume", "cancel"]
    press(office, "resume")
    assert newest(office).state is DraftingState.RUNNING
    press(office, "cancel")
    assert "stopped by you" in section(office)
    assert "Put them in my Drafts" in section(office)


def test_a_button_that_is_none_is_refused(office):
    begin(office)
    assert press(office, "").status_code == 422


def test_a_mailbox_that_asks_to_wait_says_until_when(office, monkeypatch):
    failing(monkeypatch, MailboxBusy(wait_seconds=600))
    begin(office)
    work(office)
    assert "Your mailbox asks to wait; it goes on by itself from 1 Sept 2026, 11:10" in section(office)


def test_an_account_that_has_to_be_connected_says_so(office, monkeypatch):
    failing(monkeypatch, NotConnected(provider="google", need="drafts"))
    begin(office)
    work(office)
    assert "Your account has to be connected first" in section(office)
    assert re.findall(r'name="do" value="(\w+)"', section(office)) == ["resume", "cancel"]


# Drafts to look at


def unclear(office, looks):
    with office.desk() as desk:
        letter = desk.stores.letters.get(office.letter("Tom").id)
        known = DraftRecord("office", letter.id, letter.digest, False, "", LEAVER.id, "", desk.now, looks)
        desk.stores.letters.save_draft(known)


def answer(office, said, who=LEAVER):
    return office.as_(who).post(f"/letters/{office.letter('Tom').id}/draft/said", said=said)


def test_one_that_is_still_looked_for_says_when_and_asks_nothing(office):
    unclear(office, 0)
    listed = shown(office).partition('id="check-looking"')[2].partition("</section>")[0]
    assert "next 1 Sept 2026, 11:01" in listed
    assert "<button" not in listed
    assert "drafts of 4 approved letters" in section(office)


def test_its_owner_is_asked_and_one_that_is_not_there_is_made_anew(office):
    unclear(office, 3)
    listed = shown(office).partition('id="check-unclear"')[2].partition("</section>")[0]
    assert re.findall(r'name="said" value="(\w+)"', listed) == ["not_there", "there"]
    assert answer(office, "not_there").status_code == 302
    assert (office.letter("Tom").status, to_check(office)) == (Told.DRAFTED, {})
    assert len(list((office.settings.mailboxes / LEAVER.id / "drafts").iterdir())) == 1


def test_one_that_is_not_there_and_may_not_leave_any_more_is_forgotten(office):
    unclear(office, 3)
    office.change_client("Tom", note="You kept us going.")
    assert answer(office, "not_there").status_code == 302
    assert (office.letter("Tom").status, to_check(office)) == (Told.TO_DO, {})


def test_one_whose_mailbox_goes_wrong_again_says_so_and_is_looked_for_again(office, monkeypatch):
    unclear(office, 3)
    failing(monkeypatch, MailboxUnclear())
    assert answer(office, "not_there").status_code == 502
    assert to_check(office) == {"Tom": "looking"}


def test_drafts_that_left_the_folder_are_asked_about(office):
    begin(office)
    work(office)
    for draft in (office.settings.mailboxes / LEAVER.id / "drafts").iterdir():
        draft.unlink()
    visitor = office.as_(LEAVER)
    visitor.post(f"{path(office)}/drafts/look")
    page = visitor.get(f"{path(office)}/hand-out").text
    assert "No longer in your Drafts: 5." in page
    listed = page.partition('id="check-gone"')[2].partition("</section>")[0]
    assert re.findall(r'name="said" value="(\w+)"', listed) == ["sent", "deleted"] * 5
    answer(office, "sent")
    assert office.letter("Tom").status is Told.SENT
    assert came_to(office, newest(office))["Tom"] == (Outcome.PLACED, "")


def test_letters_that_wait_for_a_call_are_not_among_those_that_it_counts(tmp_path):
    office = give(listed(tmp_path)).approve()
    policy(office, bulk_drafts=True)
    assert "drafts of 4 approved letters" in section(office)
    policy(office, call_first=True)
    assert "drafts of 3 approved letters" in section(office)
