"""Gmail's drafts: one POST each, opaque, told apart by their Message-ID, and never a call that sends."""

from email import message_from_bytes
from email.policy import default
from threading import Thread

import pytest

from fakes.google import faults
from fakes.google_parts import MARA, drafts_of, tokens_of
from fakes.office import LEAVER, Office
from segue.departure.errors import MailboxBusy, MailboxRefused, MailboxUnclear, NotConnected, SegueError
from segue.desk.hand_out import released_letter
from segue.desk.ports import Need
from segue.providers.gate import Refused
from segue.providers.google.addresses import GoogleAddresses, session_of
from segue.providers.google.calls import Calls, library
from segue.providers.google.drafts import GoogleDrafts
from segue.providers.pace import Pace

pytestmark = pytest.mark.loopback
DRAFTS = "/gmail/v1/users/me/drafts"


@pytest.fixture(scope="module")
def letter(tmp_path_factory):
    office = Office(tmp_path_factory.mktemp("box")).approved()
    with office.look() as desk:
        return released_letter(desk, LEAVER, office.letter("Tom").id)


@pytest.fixture
def world(google):
    google.account(MARA, hd="norwell.example")
    return google


def box_of(world):
    return world.accounts[MARA].mailbox


def posted(world):
    return world.traffic.count("POST", DRAFTS)


def test_a_draft_is_the_letter_and_nothing_names_the_program_that_wrote_it(world, letter):
    drafts_of(world).place(letter)
    (draft,) = box_of(world).drafts.values()
    message = message_from_bytes(draft.raw, policy=default)
    assert (message["Subject"], message["To"], message["From"]) == (letter.content.subject, *letter.content.to, MARA)
    assert message["Message-ID"] == letter.marker
    html, text = (message.get_body((kind,)).get_content().split() for kind in ("html", "plain"))
    assert (html, text) == (letter.content.html.split(), letter.content.text.split())
    assert not [name for name in message if name.lower().startswith("x-") or "segue" in str(message[name]).lower()]


def test_placing_is_one_call(world, letter):
    drafts_of(world).place(letter)
    assert [(one.method, one.path) for one in world.traffic.calls] == [("POST", DRAFTS)]


@pytest.mark.parametrize("fault", [faults.dropped_before(), faults.dropped_after(), faults.malformed(),
                                   faults.broken(500), faults.broken(503, acted=True), faults.broken(502)])  # fmt: skip
def test_a_post_of_which_nobody_knows_is_never_repeated(world, letter, fault):
    world.fails("POST", DRAFTS, fault)
    with pytest.raises(MailboxUnclear):
        drafts_of(world).place(letter)
    assert posted(world) == 1


@pytest.mark.parametrize(
    ("fault", "wait"),
    [
        (faults.quota_spent(), None),
        (faults.quota_spent("30"), 30.0),
        (faults.too_many("7"), 7.0),
        (faults.too_many(), None),
    ],
)
def test_a_quota_that_is_spent_asks_to_wait_and_nothing_was_made(world, letter, fault, wait):
    world.fails("POST", DRAFTS, fault)
    with pytest.raises(MailboxBusy) as busy:
        drafts_of(world).place(letter)
    assert busy.value.values["wait_seconds"] == wait
    assert (posted(world), box_of(world).created) == (1, 0)


def test_a_post_whose_token_was_not_taken_is_made_with_another(world, letter):
    token = tokens_of(world, Need.DRAFTS)
    world.tokens.end_access(MARA)
    assert drafts_of(world, token).place(letter)
    assert (len(token.asked), box_of(world).created) == (1, 1)


def test_two_refusals_of_the_token_end_it(world, letter):
    world.fails("POST", DRAFTS, faults.unauthorised(), nth={1, 2})
    with pytest.raises(NotConnected, match="account_not_connected"):
        drafts_of(world).place(letter)


def test_a_token_that_could_not_be_had_means_that_nothing_was_done(world, letter):
    def none(refused="", /):
        raise MailboxUnclear(provider="google")

    with pytest.raises(MailboxBusy):
        drafts_of(world, none).place(letter)
    assert posted(world) == 0


def test_drafts_that_were_not_allowed_are_asked_for(world, letter):
    with pytest.raises(NotConnected, match="account_permission_missing"):
        drafts_of(world, tokens_of(world, Need.CONTACTS)).place(letter)


def test_a_google_that_cannot_be_reached_has_made_nothing(letter):
    nowhere = "http://127.0.0.1:9"
    session = session_of(GoogleAddresses(gmail=nowhere).gmail_rules())
    box = GoogleDrafts(Calls(session, lambda *refused: "token", Need.DRAFTS), nowhere, MARA, Pace(6_000))
    with pytest.raises(MailboxBusy):
        box.place(letter)


def test_no_other_mailbox_of_the_address_is_reached(world, letter):
    box = drafts_of(world)
    drafts = library("gmail", "v1", box.root).users().drafts()
    with pytest.raises(Refused):
        box.calls.run(drafts.list(userId="somebody@norwell.example"))
    assert world.traffic.calls == []


def test_a_draft_whose_message_id_was_rewritten_is_not_found(world, letter):
    box_of(world).message_ids = "rewritten"
    box = drafts_of(world)
    assert box.stamp(box.place(letter).ref)
    assert box.find(letter) is None


def test_a_draft_that_the_search_does_not_know_yet_is_found_later(world, letter):
    box_of(world).search_lag_seconds = 60
    box = drafts_of(world)
    ref = box.place(letter).ref
    assert (box.find(letter), box.finds_at_once) == (None, False)
    world.clock.move(minutes=1)
    assert box.find(letter) == ref


def test_what_the_search_brings_is_believed_only_with_the_very_message_id(world, letter, monkeypatch):
    box = drafts_of(world)
    box.place(letter)
    other = box_of(world)
    monkeypatch.setattr(other, "search", lambda marker: list(other.drafts.values()))
    box_of(world).person_edits(next(iter(other.drafts)))
    assert box.find(letter) is None


def test_a_draft_that_was_sent_by_hand_is_gone(world, letter):
    box = drafts_of(world)
    ref = box.place(letter).ref
    box_of(world).person_sends(ref)
    assert box.stamp(ref) is None


@pytest.mark.parametrize("ref", ["../../messages", "a/b", "..", "batch", "send"])
def test_a_reference_that_is_an_address_leads_nowhere(world, ref):
    with pytest.raises(SegueError):
        drafts_of(world).remove(ref)
    assert world.traffic.calls == []


def test_a_refusal_that_would_come_again_names_its_status_alone(world, letter):
    world.fails("POST", DRAFTS, faults.refused(faults.errors.invalid_argument(faults.errors.GMAIL, "Tom Stainsby")))
    with pytest.raises(MailboxRefused) as refused:
        drafts_of(world).place(letter)
    assert refused.value.values == {"provider": "google", "status": 400}


def test_many_threads_have_four_calls_in_flight_at_most(world, letter):
    world.latency_seconds = 0.01
    box = drafts_of(world)
    threads = [Thread(target=box.place, args=(letter,)) for _ in range(16)]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    assert (world.traffic.peak[MARA], box_of(world).created) == (4, 16)


def test_the_pace_meets_no_quota(world, letter):
    world.quota.units_per_minute = 100
    seconds = [0.0]

    def sleep(wait):
        seconds[0] += wait
        world.clock.move(seconds=wait)

    box = drafts_of(world, pace=Pace(100, lambda: seconds[0], sleep))
    for _ in range(40):
        box.stamp(box.place(letter).ref)
    assert (world.quota.refusals, box_of(world).created) == (0, 40)
    assert 0.85 < 40 * 15 / (seconds[0] / 60) / 100 <= 1.0


def test_two_processes_at_one_mailbox_are_told_to_wait_and_make_no_draft_more_than_they_hear_of(world, letter):
    world.quota.units_per_minute = 100
    seconds, made, told = [0.0], 0, 0

    def sleep(wait):
        seconds[0] += wait / 2  # the other works meanwhile
        world.clock.move(seconds=wait / 2)

    boxes = [drafts_of(world, pace=Pace(100, lambda: seconds[0], sleep)) for _ in range(2)]
    for box in boxes * 20:
        try:
            box.place(letter)
            made += 1
        except MailboxBusy:
            told += 1
    assert (made + told, box_of(world).created) == (40, made)
    assert told == world.quota.refusals > 0
