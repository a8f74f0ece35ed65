"""Drafts at Microsoft: one POST each, told apart by a property of their own, and never a call that sends."""

from bisect import bisect_left
from threading import Thread

import pytest

from fakes.microsoft import faults
from fakes.microsoft_parts import MARA, addresses_of, drafts_of, tokens_of
from fakes.office import LEAVER, Office
from segue.departure.errors import MailboxBusy, MailboxRefused, MailboxUnclear, NotConnected, SegueError
from segue.desk.hand_out import released_letter
from segue.desk.ports import DraftFate, Need
from segue.providers.gate import Refused, gated_session
from segue.providers.microsoft.addresses import MicrosoftAddresses
from segue.providers.microsoft.calls import Calls
from segue.providers.microsoft.drafts import MARKER, MicrosoftDrafts, pace_of_graph
from segue.providers.pace import Pace

pytestmark = pytest.mark.loopback
MESSAGES = "/v1.0/me/messages"


@pytest.fixture(scope="module")
def letter(tmp_path_factory):
    office = Office(tmp_path_factory.mktemp("box")).approved()
    with office.look() as desk:
        return released_letter(desk, LEAVER, office.letter("Tom").id)


@pytest.fixture
def world(microsoft):
    microsoft.account(MARA)
    return microsoft


def box_of(world):
    return world.accounts[MARA].mailbox


def posted(world):
    return world.traffic.count("POST", MESSAGES)


def test_a_draft_is_the_letter_with_a_marker_that_is_no_header(world, letter):
    drafts_of(world).place(letter)
    (draft,) = box_of(world).messages
    assert (draft.told["subject"], draft.draft, draft.folder) == (letter.content.subject, True, "drafts")
    assert [one["emailAddress"]["address"] for one in draft.told["toRecipients"]] == list(letter.content.to)
    assert [one["emailAddress"]["address"] for one in draft.told["ccRecipients"]] == list(letter.content.cc)
    assert (draft.told["body"]["contentType"], letter.content.html in draft.told["body"]["content"]) == ("html", True)
    assert draft.properties == {MARKER: letter.marker}
    assert "internetMessageHeaders" not in draft.told


def test_placing_is_one_call_which_asks_for_an_id_that_stays(world, letter):
    drafts_of(world).place(letter)
    (call,) = world.traffic.calls
    assert (call.method, call.path, call.headers["prefer"]) == ("POST", MESSAGES, 'IdType="ImmutableId"')


def test_the_mark_of_a_new_draft_comes_with_the_same_call(world, letter):
    box = drafts_of(world)
    placed = box.place(letter)
    assert (placed.stamp, box.fate(placed.ref, placed.stamp)) == (box.stamp(placed.ref), DraftFate.THERE)


@pytest.mark.parametrize("fault", [faults.dropped_before(), faults.dropped_after(), faults.malformed(),
                                   faults.broken(500), faults.broken(503, acted=True), faults.broken(504)])  # fmt: skip
def test_a_post_of_which_nobody_knows_is_never_repeated(world, letter, fault):
    world.fails("POST", MESSAGES, fault)
    with pytest.raises(MailboxUnclear):
        drafts_of(world).place(letter)
    assert posted(world) == 1


@pytest.mark.parametrize(
    ("fault", "wait"), [(faults.too_many("30"), 30.0), (faults.concurrency("7"), 7.0), (faults.too_many(), None)]
)
def test_a_limit_asks_to_wait_and_nothing_was_made(world, letter, fault, wait):
    world.fails("POST", MESSAGES, fault)
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
    world.fails("POST", MESSAGES, faults.unauthorised(), nth={1, 2})
    with pytest.raises(NotConnected, match="account_not_connected"):
        drafts_of(world).place(letter)


def test_a_token_that_could_not_be_had_means_that_nothing_was_done(world, letter):
    def none(refused="", /):
        raise MailboxUnclear(provider="microsoft")

    with pytest.raises(MailboxBusy):
        drafts_of(world, none).place(letter)
    assert posted(world) == 0


def test_drafts_that_were_not_allowed_are_asked_for(world, letter):
    with pytest.raises(NotConnected, match="account_permission_missing"):
        drafts_of(world, tokens_of(world, Need.CONTACTS)).place(letter)


def test_a_microsoft_that_cannot_be_reached_has_made_nothing(letter):
    at = MicrosoftAddresses(graph="http://127.0.0.1:9")
    calls = Calls(gated_session(at.mail_rules()), lambda *refused: "token", Need.DRAFTS)
    with pytest.raises(MailboxBusy):
        MicrosoftDrafts(calls, at.root, MARA, Pace(6_000)).place(letter)


@pytest.mark.parametrize("path", ["/users/somebody/messages", "/me/messages/AAk=/attachments", "/me/mailFolders"])
def test_nothing_but_drafts_is_reached(world, path):
    with pytest.raises(Refused):
        drafts_of(world).calls.run("GET", addresses_of(world).root + path)
    assert world.traffic.calls == []


@pytest.mark.parametrize("ref", ["../../messages", "a/b", "..", "batch", "send", "AAkA=?x=y/../.."])
def test_a_reference_that_is_an_address_leads_nowhere(world, ref):
    with pytest.raises(SegueError):
        drafts_of(world).stamp(ref)
    assert world.traffic.calls == []


def test_a_refusal_that_would_come_again_names_its_status_alone(world, letter):
    world.fails("POST", MESSAGES, faults.refused(faults.errors.bad_request("Tom Stainsby")))
    with pytest.raises(MailboxRefused) as refused:
        drafts_of(world).place(letter)
    assert refused.value.values == {"provider": "microsoft", "status": 400}


# What becomes of a draft


def test_a_draft_is_known_wherever_its_owner_puts_it(world, letter):
    box = drafts_of(world)
    ref = box.place(letter).ref
    box_of(world).person_moves(ref, "Farewell")
    assert (box.find(letter), box.fate(ref, "other")) == (ref, DraftFate.EDITED)


def test_a_draft_says_where_its_owner_opens_it_until_it_is_thrown_away(world, letter):
    box = drafts_of(world)
    ref = box.place(letter).ref
    assert box.link(ref).startswith("https://outlook.office365.com/owa/?ItemID=AAk")
    box_of(world).person_deletes(ref)
    assert box.link(ref) is None


def test_a_draft_that_was_sent_by_hand_is_seen_to_be_and_is_no_draft_any_more(world, letter):
    box = drafts_of(world)
    placed = box.place(letter)
    box_of(world).person_sends(placed.ref)
    assert (box.fate(placed.ref, placed.stamp), box.stamp(placed.ref)) == (DraftFate.SENT, None)


def test_a_draft_that_was_thrown_away_is_gone_and_is_not_found(world, letter):
    box = drafts_of(world)
    placed = box.place(letter)
    box_of(world).person_deletes(placed.ref)
    assert (box.fate(placed.ref, placed.stamp), box.stamp(placed.ref)) == (DraftFate.GONE, None)
    assert box.find(letter) is None
    box_of(world).person_empties_the_bin()
    assert box.fate(placed.ref, placed.stamp) is DraftFate.GONE


def test_which_folder_holds_the_deleted_ones_is_asked_once(world, letter):
    box = drafts_of(world)
    placed = box.place(letter)
    for _ in range(3):
        box.fate(placed.ref, placed.stamp)
    assert world.traffic.count("GET", "/v1.0/me/mailFolders/deleteditems") == 1


def test_a_draft_that_the_search_does_not_know_yet_is_found_later(world, letter):
    box_of(world).search_lag_seconds = 60
    box = drafts_of(world)
    ref = box.place(letter).ref
    assert (box.find(letter), box.finds_at_once) == (None, False)
    world.clock.move(minutes=1)
    assert box.find(letter) == ref


# Limits


def test_many_threads_have_four_calls_in_flight_at_most(world, letter):
    world.latency_seconds = 0.01
    box = drafts_of(world)
    threads = [Thread(target=box.place, args=(letter,)) for _ in range(16)]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    assert (world.traffic.peak[MARA], box_of(world).created, world.throttle.refusals) == (4, 16, 0)


def test_the_pace_meets_no_limit_and_lets_a_thousand_drafts_go_at_once():
    seconds = [0.0]

    def sleep(wait):
        seconds[0] += wait

    pace, began = pace_of_graph(clock=lambda: seconds[0], sleep=sleep), []
    for _ in range(25_000):
        with pace.call(MARA, 1):
            began.append(seconds[0])
    assert began[3_900] == 0.0
    assert max(bisect_left(began, at + 600) - number for number, at in enumerate(began)) <= 10_000
    assert 25_000 / (began[-1] / 60) > 590
