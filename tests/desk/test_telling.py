"""How far the telling of each client is (H7), and what two tabs do to one departure."""

from dataclasses import replace
from datetime import date

import pytest

from fakes.office import FACTS, LEAVER, MANAGER, TERMS, Office
from segue.departure.errors import ChangedMeanwhile, InputError, NotFound
from segue.departure.letter_state import LetterState, Told
from segue.desk.answer import answer
from segue.desk.ask import ask
from segue.desk.hand_out import open_letter
from segue.desk.mark import set_status
from segue.desk.on_hold import next_letter
from segue.desk.reading import hand_for_reading, reject
from segue.desk.start import change_facts, start


def mark(office, status, reason="", name="Tom", who=LEAVER):
    with office.desk() as desk:
        return set_status(desk, who, office.letter(name).id, status, reason)


def steps(office, name="Tom"):
    with office.look() as desk:
        return [(step.before, step.after, step.reason) for step in desk.stores.letters.history(office.letter(name).id)]


def test_sent_leads_to_the_next_letter_and_can_be_taken_back(tmp_path):
    office = Office(tmp_path).approved()
    told = mark(office, Told.SENT)
    assert (told.status, told.previous) == (Told.SENT, Told.TO_DO)
    assert told.next_id in {letter.id for letter in office.letters() if letter.status is Told.TO_DO}
    back = mark(office, told.previous)
    assert (back.status, office.letter("Tom").status) == (Told.TO_DO, Told.TO_DO)
    assert office.letter("Tom").state is LetterState.APPROVED
    assert steps(office) == [(Told.TO_DO, Told.SENT, ""), (Told.SENT, Told.TO_DO, "")]


def test_the_same_status_again_changes_nothing(tmp_path):
    office = Office(tmp_path).approved()
    mark(office, Told.SENT)
    version = office.letter("Tom").version
    again = mark(office, Told.SENT)
    assert (again.status, again.previous) == (Told.SENT, Told.SENT)
    assert (office.letter("Tom").version, len(steps(office))) == (version, 1)


def test_the_last_letter_leads_nowhere(tmp_path):
    office = Office(tmp_path).approved()
    names = ["Tom", "Eleanor", "Callum", "Chiara", "Paolo"]
    following = [mark(office, Told.SENT, name=name).next_id for name in names]
    assert following[-1] is None
    assert None not in following[:-1]


@pytest.mark.parametrize("reason", ["", "   "])
def test_skipping_needs_a_reason(tmp_path, reason):
    with pytest.raises(InputError) as wrong:
        mark(Office(tmp_path).approved(), Told.SKIPPED, reason)
    assert wrong.value.field == "reason"


def test_a_client_can_be_skipped_before_his_letter_is_approved(tmp_path):
    office = Office(tmp_path).given()
    mark(office, Told.SKIPPED, "Told by telephone")
    assert steps(office) == [(Told.TO_DO, Told.SKIPPED, "Told by telephone")]


@pytest.mark.parametrize("who", [MANAGER, Office.other_leaver, Office.administrator], ids=lambda who: who.id)
def test_nobody_else_says_that_a_client_was_told(tmp_path, who):
    with pytest.raises(NotFound):
        mark(Office(tmp_path).approved(), Told.SENT, who=who)


def test_opening_a_letter_is_recorded_and_does_not_mark_it_as_told(tmp_path):
    office = Office(tmp_path).approved()
    with office.desk() as desk:
        open_letter(desk, LEAVER, office.letter("Tom").id)
    assert (office.letter("Tom").opened_at, office.letter("Tom").status) == (office.now, Told.TO_DO)


def test_a_rejection_says_what_to_mend_and_the_mended_letter_waits(tmp_path):
    office = Office(tmp_path).given()
    letter = office.letter("Tom")
    with pytest.raises(InputError), office.desk() as desk:
        reject(desk, MANAGER, office.departure_id, {letter.id: letter.digest}, "  ")
    with office.desk() as desk:
        reject(desk, MANAGER, office.departure_id, {letter.id: letter.digest}, "Too cold")
    assert (office.letter("Tom").state, office.letter("Tom").comment) == (LetterState.REJECTED, "Too cold")
    with office.desk() as desk:
        assert hand_for_reading(desk, LEAVER, office.departure_id, [letter.client_id]) == 1
    assert office.letter("Tom").state is LetterState.WAITING


def test_giving_a_letter_twice_changes_nothing(tmp_path):
    office = Office(tmp_path).approved()
    with office.desk() as desk:
        assert hand_for_reading(desk, LEAVER, office.departure_id, [client.id for client in office.clients()]) == 0
    assert office.waiting() == set()


STALE = {
    "facts": lambda desk, id, old: change_facts(desk, LEAVER, id, replace(FACTS, last_day=date(2026, 11, 6)), old),
    "question": lambda desk, id, old: ask(desk, LEAVER, id, old),
    "answer": lambda desk, id, old: answer(desk, MANAGER, id, TERMS, old),
}


@pytest.mark.parametrize("what", STALE)
def test_what_was_seen_in_an_older_version_overwrites_nothing(tmp_path, what):
    office = Office(tmp_path)
    office = office.begun() if what == "question" else office.asked()
    old = office.departure.version
    office.change(hope_to_meet=True)
    newer = office.departure
    with pytest.raises(ChangedMeanwhile), office.desk() as desk:
        STALE[what](desk, office.departure_id, old)
    assert office.departure == newer


def test_asking_twice_is_asking_once(tmp_path):
    office = Office(tmp_path).asked()
    asked = office.departure
    office.move(hours=3)
    with office.desk() as desk:
        ask(desk, LEAVER, office.departure_id, 0)
    assert office.departure == asked


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"last_day": date(2026, 8, 1)}, "last_day_past"),
        ({"contact_from": date(2026, 11, 9)}, "gap"),
        ({"contact_points": (replace(FACTS.contact_points[0], email="", phone=""),)}, "contact_without_channel"),
    ],
)
def test_facts_with_a_blocking_finding_are_kept_but_not_asked_about(tmp_path, changes, code):
    office = Office(tmp_path).begun(replace(FACTS)).change(**changes)
    with pytest.raises(InputError) as wrong, office.desk() as desk:
        ask(desk, LEAVER, office.departure_id, office.departure.version)
    assert wrong.value.code == code
    assert office.departure.asked_at is None


@pytest.mark.parametrize(
    ("name", "day", "code"),
    [("", date(2026, 10, 30), "contact_missing"), ("Jonas", date(2026, 8, 31), "last_day_past")],
)
def test_a_departure_begins_with_a_contact_and_a_day_to_come(tmp_path, name, day, code):
    with pytest.raises(InputError) as wrong, Office(tmp_path).desk() as desk:
        start(desk, LEAVER, name, day, "")
    assert wrong.value.code == code


def test_nobody_has_two_departures(tmp_path):
    office = Office(tmp_path).begun()
    with pytest.raises(ChangedMeanwhile), office.desk() as desk:
        start(desk, LEAVER, "Jonas Whitfield", FACTS.last_day, "")


def test_a_known_colleague_brings_his_channels_along(tmp_path):
    office = Office(tmp_path)
    with office.desk() as desk:
        point = start(desk, LEAVER, "  jonas   WHITFIELD ", FACTS.last_day, "").contact_points[0]
    assert (point.name, point.email, point.phone) == ("Jonas Whitfield", "jonas@norwell.example", "+44 20 7946 0127")


def test_a_letter_in_drafts_comes_after_those_that_are_nowhere_yet(tmp_path):
    office = Office(tmp_path).approved()
    first, *others = office.letters()
    with office.desk() as desk:
        set_status(desk, LEAVER, first.id, Told.DRAFTED)
        departure = desk.stores.departures.get(office.departure_id)
        assert next_letter(desk, departure, ()) == others[0].id
        for letter in others:
            marked = set_status(desk, LEAVER, letter.id, Told.SENT)
        assert marked.next_id == first.id
