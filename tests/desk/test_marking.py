"""One word on several letters, undo of one or of all, and what a late click in another door may not do (H3, H7)."""

from dataclasses import replace

import pytest

from fakes.office import LEAVER, MANAGER, Office, contact
from segue.clients.client import Importance
from segue.departure.call import Call, CallOutcome
from segue.departure.errors import ChangedMeanwhile, InputError, NotFound, NotNow
from segue.departure.letter_state import LetterState, Told
from segue.desk.hand_out import open_letter, open_letters
from segue.desk.history import history_of
from segue.desk.mark import set_status
from segue.desk.mark_several import mark_several, undo_marks
from segue.desk.on_hold import next_letter
from segue.desk.ports import LetterFilter, Part
from segue.desk.queue import standing

NAMES = ("Tom", "Eleanor", "Callum", "Chiara", "Paolo")


@pytest.fixture
def office(tmp_path):
    return Office(tmp_path).approved()


def mark(office, name, status, reason="", **more):
    with office.desk() as desk:
        return set_status(desk, LEAVER, office.letter(name).id, status, reason, **more)


def mark_all(office, names, status, reason="", who=LEAVER):
    with office.desk() as desk:
        ids = [office.letter(name).id for name in names]
        return mark_several(desk, who, office.departure_id, ids, status, reason), desk.now


def undo(office, at, who=LEAVER):
    office.move(minutes=1)
    with office.desk() as desk:
        return undo_marks(desk, who, office.departure_id, at)


def said(office, name):
    letter = office.letter(name)
    return letter.status, letter.status_reason


def names_in(office, part=Part.ALL, **asked):
    with office.look() as desk:
        letters = desk.stores.letters
        found = letters.page(office.departure_id, LetterFilter(part=part, **asked), 0, 100)[1]
        assert letters.ids(office.departure_id, LetterFilter(part=part, **asked)) == [one.id for one in found]
        return [one.client_name.split()[0] for one in found]


def make_key(office, *names):
    for name in names:
        with office.desk() as desk:
            desk.stores.clients.save(replace(office.client(name), importance=Importance.KEY))


def test_several_letters_take_one_status_and_give_it_back_at_once(office):
    mark(office, "Callum", Told.SKIPPED, "Told by Owen")
    office.move(minutes=1)
    count, at = mark_all(office, ("Tom", "Callum", "Chiara"), Told.PHONED)
    assert (count, said(office, "Callum")) == (3, (Told.PHONED, ""))
    assert undo(office, at) == 3
    assert [said(office, name) for name in ("Tom", "Callum", "Chiara")] == [
        (Told.TO_DO, ""),
        (Told.SKIPPED, "Told by Owen"),
        (Told.TO_DO, ""),
    ]


def test_undoing_twice_undoes_once(office):
    _, at = mark_all(office, NAMES, Told.SENT)
    assert undo(office, at) == 5
    assert undo(office, at) == 0
    assert {said(office, name) for name in NAMES} == {(Told.TO_DO, "")}


def test_undo_leaves_alone_of_what_something_was_said_since(office):
    _, at = mark_all(office, ("Tom", "Eleanor"), Told.SENT)
    office.move(minutes=1)
    mark(office, "Tom", Told.BOUNCED, "mailbox full")
    assert undo(office, at) == 1
    assert (said(office, "Tom"), said(office, "Eleanor")) == ((Told.BOUNCED, "mailbox full"), (Told.TO_DO, ""))


def test_nobody_undoes_what_somebody_else_said(office):
    _, at = mark_all(office, ("Tom",), Told.SENT)
    with pytest.raises(NotFound):
        undo(office, at, MANAGER)
    assert said(office, "Tom") == (Told.SENT, "")


def test_of_several_letters_those_stay_that_cannot_have_the_status(tmp_path):
    office = Office(tmp_path).approved()
    office.change_client("Tom", salutation="Dear Thomas,")
    assert office.letter("Tom").state is LetterState.WAITING
    assert mark_all(office, NAMES, Told.SENT)[0] == 4
    assert said(office, "Tom") == (Told.TO_DO, "")


@pytest.mark.parametrize("reason", ["", "  "])
def test_several_are_skipped_with_a_reason_or_not_at_all(office, reason):
    with pytest.raises(InputError):
        mark_all(office, NAMES, Told.SKIPPED, reason)
    assert {said(office, name) for name in NAMES} == {(Told.TO_DO, "")}


def test_a_letter_sent_while_its_facts_changed_waits_when_the_mark_is_undone(office):
    _, at = mark_all(office, ("Tom",), Told.SENT)
    office.change_client("Tom", salutation="Dear Thomas,")
    assert office.letter("Tom").state is LetterState.APPROVED
    assert undo(office, at) == 1
    assert (office.letter("Tom").state, said(office, "Tom")) == (LetterState.WAITING, (Told.TO_DO, ""))


def test_a_late_click_takes_back_nothing_that_was_said_in_another_door(office):
    mark(office, "Tom", Told.SENT)
    with pytest.raises(ChangedMeanwhile) as late:
        mark(office, "Tom", Told.SKIPPED, "No client any more", expected=Told.TO_DO)
    values = late.value.values
    assert (late.value.code, values["name"], values["status"]) == ("marked_meanwhile", LEAVER.name, Told.SENT)
    assert said(office, "Tom") == (Told.SENT, "")


def test_the_same_word_from_two_doors_is_one(office):
    mark(office, "Tom", Told.SENT, expected=Told.TO_DO)
    assert mark(office, "Tom", Told.SENT, expected=Told.TO_DO).previous is Told.SENT


@pytest.mark.parametrize("status", [Told.SENT, Told.PHONED, Told.SKIPPED])
def test_a_letter_to_who_knows_or_is_skipped_is_not_given(office, status):
    mark(office, "Tom", status, "said")
    with pytest.raises(NotNow) as told, office.desk() as desk:
        open_letter(desk, LEAVER, office.letter("Tom").id)
    assert told.value.code == "letter_told_already"


def test_a_letter_in_drafts_is_given_again_only_to_who_wants_it_again(office):
    mark(office, "Tom", Told.DRAFTED)
    with pytest.raises(NotNow) as there, office.desk() as desk:
        open_letter(desk, LEAVER, office.letter("Tom").id)
    assert there.value.code == "letter_in_drafts"
    with office.desk() as desk:
        assert open_letter(desk, LEAVER, office.letter("Tom").id, again=True)


def test_what_was_begun_or_came_back_is_not_among_all_that_are_given(office):
    mark(office, "Tom", Told.DRAFTED)
    mark(office, "Eleanor", Told.INSERTED)
    mark(office, "Callum", Told.BOUNCED)
    mark(office, "Chiara", Told.PHONED)
    with office.desk() as desk:
        assert open_letters(desk, LEAVER, office.departure_id) == [office.letter("Paolo").id]
        again = open_letters(desk, LEAVER, office.departure_id, again=True)
    assert set(again) == {office.letter(name).id for name in ("Tom", "Eleanor", "Paolo")}


def test_a_bounced_letter_waits_with_the_corrected_address(office):
    mark(office, "Tom", Told.SENT)
    mark(office, "Tom", Told.BOUNCED, "no such mailbox")
    with office.desk() as desk:
        client = replace(office.client("Tom"), addresses=("thomas@brightwater.co.uk.example",))
        desk.stores.clients.save(client)
    office.change_client("Tom", years_together=7)  # whatever brings the letters in line
    assert (office.letter("Tom").state, said(office, "Tom")) == (LetterState.WAITING, (Told.TO_DO, ""))
    assert office.letter("Tom").content.to == ("thomas@brightwater.co.uk.example",)


def test_companies_with_a_key_client_come_first_and_in_them_the_key_clients(office):
    assert names_in(office) == ["Callum", "Eleanor", "Tom", "Chiara", "Paolo"]
    make_key(office, "Tom")
    assert names_in(office) == ["Tom", "Eleanor", "Callum", "Chiara", "Paolo"]


def test_who_is_still_to_be_called_comes_before_who_was(office):
    make_key(office, "Tom", "Eleanor")
    assert names_in(office)[:2] == ["Eleanor", "Tom"]
    call(office, "Eleanor", CallOutcome.MESSAGE)
    assert names_in(office)[:2] == ["Tom", "Eleanor"]
    assert names_in(office, Part.CALL_FIRST) == ["Tom"]


@pytest.mark.parametrize(
    "told", [{"outcome": CallOutcome.NO_ANSWER}, {"outcome": CallOutcome.REACHED, "withdrawn": True}]
)
def test_a_call_without_an_answer_or_taken_back_leaves_the_client_to_be_called(office, told):
    make_key(office, "Tom")
    call(office, "Tom", **told)
    assert names_in(office, Part.CALL_FIRST) == ["Tom"]


def call(office, name, outcome, withdrawn=False):
    with office.desk() as desk:
        of = (office.departure_id, office.client(name).id, LEAVER.id)
        taken_back = desk.now if withdrawn else None
        desk.stores.calls.save(Call(desk.new_id(), "office", *of, desk.now, outcome, "", taken_back))


def test_a_client_without_a_company_is_one_of_his_own(tmp_path):
    alone = [contact(f"{name} Alone", f"{name.lower()}@somewhere.example", "") for name in ("Vera", "Bruno")]
    office = Office(tmp_path).approved(*alone, contact("Karl Kern", "karl@kern.example", "Kern Tools"))
    make_key(office, "Vera")
    assert names_in(office) == ["Vera", "Bruno", "Karl"]


def test_what_stands_in_drafts_comes_last_and_is_the_last_to_be_next(office):
    make_key(office, "Tom")
    mark(office, "Tom", Told.DRAFTED)
    assert names_in(office)[-1] == "Tom"
    with office.look() as desk:
        assert next_letter(desk, desk.stores.departures.get(office.departure_id), ()) == office.letter("Eleanor").id


def test_each_part_of_the_queue_holds_its_letters_and_the_numbers_agree(office):
    for name, status in (
        ("Tom", Told.SENT),
        ("Eleanor", Told.PHONED),
        ("Callum", Told.BOUNCED),
        ("Chiara", Told.DRAFTED),
    ):
        mark(office, name, status)
    office.change_client("Paolo", salutation="Caro Paolo,")
    make_key(office, "Callum")
    with office.look() as desk:
        stands = standing(desk, desk.stores.departures.get(office.departure_id), ())
    parts = {part: names_in(office, part) for part in Part}
    assert {part: len(found) for part, found in parts.items()} == stands.parts
    assert (stands.told, parts[Part.LEFT], parts[Part.WAITING]) == (2, ["Callum", "Paolo", "Chiara"], ["Paolo"])
    assert (parts[Part.CALL_FIRST], parts[Part.BEGUN], parts[Part.SKIPPED]) == (["Callum"], ["Chiara"], [])


def test_a_queue_is_narrowed_by_company_language_and_words(office):
    assert names_in(office, firm="brightwater foods") == ["Eleanor", "Tom"]
    assert names_in(office, locale="it") == ["Chiara", "Paolo"]
    assert names_in(office, query="oriani zan") == ["Paolo"]


def test_the_history_says_who_did_what_and_that_the_letter_changed(office):
    with office.desk() as desk:
        open_letter(desk, LEAVER, office.letter("Tom").id)
    office.move(minutes=1)
    mark(office, "Tom", Told.INSERTED)
    office.move(minutes=1).change_client("Tom", salutation="Dear Thomas,")
    office.move(minutes=1)
    call(office, "Tom", CallOutcome.NO_ANSWER)
    with office.look() as desk:
        happened = history_of(desk, desk.stores.letters.get(office.letter("Tom").id))
    assert [(one.what, one.who) for one in happened] == [
        ("audit.verb_approve", MANAGER.name),
        ("audit.verb_open", LEAVER.name),
        ("status.inserted", LEAVER.name),
        ("history.changed", ""),
        ("calls.outcome_no_answer", LEAVER.name),
    ]
