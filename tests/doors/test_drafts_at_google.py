"""Allowing drafts at Google when they are wanted first, and what stops a run there (H6, A2)."""

import io
import re
import zipfile

import pytest

from fakes.at_google import at_google, enter, settings_at
from fakes.drafting import switched_on
from fakes.google import faults
from fakes.google.world import COMPOSE
from fakes.office import ADMINISTRATOR, LEAVER, Office
from segue.app import parts_of
from segue.departure.letter_state import Told
from segue.departure.policy import Policy
from segue.desk.ports import DraftingState
from segue.desk.submitted import DraftRecord
from segue.doors.wiring import EXTENSION
from segue.worker import place

pytestmark = pytest.mark.loopback
ALLOW = "Allow drafts"


@pytest.fixture
def office(tmp_path, google, clock):
    office = switched_on(at_google(Office(tmp_path).approved(), google, google_units_per_minute=6_000_000))
    clock.moment = office.now
    return office


@pytest.fixture
def mara(office, google):
    return enter(office, google, LEAVER)


def page(office):
    return f"/departures/{office.departure_id}/hand-out"


def section(office, mara):
    return mara.open(page(office)).text.partition('id="drafting"')[2].partition("</section>")[0]


def buttons(office, mara):
    return re.findall(r'name="do" value="(\w+)"', section(office, mara))


def allow(office, mara):
    link = re.search(rf'href="([^"]+)">{ALLOW}<', section(office, mara))
    return mara.follow(link[1])


def begin(office, mara):
    return mara.hand_in(f"/departures/{office.departure_id}/drafting", page="/account")


def newest(office):
    with office.look() as desk:
        return desk.stores.draftings.newest(office.departure_id, LEAVER.id)


def work(office):
    place(office.app.extensions[EXTENSION], "office", newest(office).id)


def test_with_a_real_mailbox_the_next_step_leads_to_the_letters_and_not_to_the_practice_window(office, mara):
    overview = mara.open(f"/departures/{office.departure_id}").text
    assert f'href="{page(office)}">Insert the letters<' in overview
    assert 'href="/practice"' not in overview


def test_with_a_real_mailbox_each_letter_can_be_opened_and_pasted_without_any_button_there(office, mara):
    assert f'class="button" href="/pane/?departure={office.departure_id}"' in mara.open(page(office)).text


def test_before_anything_is_begun_the_page_asks_to_allow_drafts_and_leads_back(office, mara):
    assert "Put them in my Drafts" not in section(office, mara)
    came = allow(office, mara)
    assert (came.status_code, came.location) == (302, page(office))
    assert "Put them in my Drafts" in section(office, mara)
    assert ALLOW not in section(office, mara)


def test_whoever_does_not_allow_it_is_asked_again(office, google, mara):
    google.will_grant(LEAVER.address, without=[COMPOSE])
    assert "One box was left empty" in allow(office, mara).text
    assert ALLOW in section(office, mara)


def test_a_run_that_stops_because_nothing_is_connected_offers_the_link(office, google, mara):
    begin(office, mara)
    work(office)
    assert (newest(office).state, newest(office).error) == (DraftingState.STOPPED, "account_not_connected")
    assert "It stopped. Your account has to be connected first" in section(office, mara)
    assert buttons(office, mara) == ["cancel"]
    allow(office, mara)
    assert "It is paused. What was placed stays." in section(office, mara)
    assert ALLOW not in section(office, mara)
    assert buttons(office, mara) == ["resume", "cancel"]


def test_an_account_that_google_refuses_though_it_was_allowed_can_be_allowed_again(office, google, mara):
    allow(office, mara)
    begin(office, mara)
    office.move(minutes=1)
    google.fails("POST", "/gmail/v1/users/me/drafts", faults.unauthorised(), nth=range(100))
    work(office)
    assert newest(office).error == "account_not_connected"
    assert "It stopped." in section(office, mara)
    assert buttons(office, mara) == ["resume", "cancel"]
    allow(office, mara)
    assert ALLOW not in section(office, mara)


def test_a_run_that_may_read_contacts_alone_offers_the_link(office, mara):
    mara.follow("/account/allow/contacts")
    begin(office, mara)
    work(office)
    assert newest(office).error == "account_permission_missing"
    assert ALLOW in section(office, mara)


def test_what_google_ended_meanwhile_is_allowed_again_and_gone_on_with(office, google, mara):
    allow(office, mara)
    begin(office, mara)
    google.tokens.end(LEAVER.address)
    work(office)
    assert newest(office).error == "account_not_connected"
    allow(office, mara)
    run = f"/departures/{office.departure_id}/drafting/{newest(office).id}"
    mara.hand_in(run, page=page(office), do="resume")
    work(office)
    assert newest(office).state is DraftingState.DONE
    assert google.accounts[LEAVER.address].mailbox.created == 5


def test_switched_off_in_the_settings_a_run_stops_and_cannot_be_gone_on_with(office, google, mara):
    allow(office, mara)
    begin(office, mara)
    switched_off = settings_at(google, office, google_bulk_drafts=False)
    place(parts_of(switched_off), "office", newest(office).id)
    assert newest(office).error == "drafting_switched_off"
    assert google.accounts[LEAVER.address].mailbox.created == 0


def test_switched_off_in_the_policy_the_page_says_so_and_offers_nothing_but_the_end(office, mara):
    allow(office, mara)
    begin(office, mara)
    with office.desk() as desk:
        desk.stores.policies.add(Policy(version=1), desk.now, ADMINISTRATOR.id)
    work(office)
    assert "Your administrator has switched off putting all letters in Drafts" in section(office, mara)
    assert ALLOW not in section(office, mara)
    assert buttons(office, mara) == ["cancel"]


def downloaded(office, mara, address):
    return mara.hand_in(address, page="/account")


def test_files_of_letters_are_files_alone_and_never_drafts_in_a_real_mailbox(office, google, mara):
    allow(office, mara)
    packed = downloaded(office, mara, f"/departures/{office.departure_id}/hand-out/drafts")
    one = downloaded(office, mara, f"/letters/{office.letters()[0].id}/draft")
    assert len(zipfile.ZipFile(io.BytesIO(packed.data)).namelist()) == len(office.letters())
    assert one.data.startswith(b"X-Unsent: 1")
    assert google.accounts[LEAVER.address].mailbox.created == 0
    assert {letter.status for letter in office.letters()} == {Told.TO_DO}
    with office.look() as desk:
        opened = [entry for entry in desk.stores.audit.entries() if entry.verb == "open"]
    assert len(opened) == len(office.letters()) + 1


def test_files_of_letters_need_no_permission_at_google(office, google, mara):
    assert downloaded(office, mara, f"/departures/{office.departure_id}/hand-out/drafts").status_code == 200


@pytest.mark.parametrize(("on", "made"), [(True, 1), (False, 0)])
def test_a_draft_that_is_not_there_is_made_anew_only_while_drafts_are_switched_on(office, google, mara, on, made):
    allow(office, mara)
    letter = office.letters()[0]
    unclear = DraftRecord("office", letter.id, letter.digest, person_id=LEAVER.id, unclear_at=office.now, looks=3)
    with office.desk() as desk:
        desk.stores.letters.save_draft(unclear)
        desk.stores.policies.add(Policy(version=desk.policy.version, bulk_drafts=on), office.now, ADMINISTRATOR.id)
    office.move(hours=1)
    google.clock.moment = office.now
    mara.hand_in(f"/letters/{letter.id}/draft/said", page="/account", said="not_there")
    assert google.accounts[LEAVER.address].mailbox.created == made


def test_when_others_used_up_the_mailboxs_quota_the_run_waits_and_makes_each_draft_once(office, google, mara):
    allow(office, mara)
    begin(office, mara)
    google.quota.units_per_minute, google.quota.status, google.quota.retry_after = 40, 429, "60"
    for _ in range(5):
        office.move(minutes=1)
        google.clock.moment = office.now
        work(office)
    assert google.quota.refusals > 0
    assert (newest(office).state, newest(office).not_before) == (DraftingState.DONE, None)
    assert google.accounts[LEAVER.address].mailbox.created == 5
