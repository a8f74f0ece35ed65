"""The completeness report says of every client what became of him (A4, H7)."""

import csv
import io
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as some

from desk.calling import called, listed, policy, withdrawn
from desk.test_two_openings import give
from fakes.office import CLIENTS, LEAVER, MANAGER, TERMS, Office, contact
from segue.departure.call import CallOutcome
from segue.departure.letter_state import Told
from segue.desk.completeness import besides_in, by_company, completeness, numbers_in
from segue.desk.csv_lines import csv_lines
from segue.desk.hand_out import open_letter
from segue.desk.mark import set_status
from segue.desk.outcomes import HOLDS, Numbers, Outcome
from segue.desk.reading import reject
from segue.desk.report_csv import report_csv
from segue.doors.pages.picture import shares


def lines(office):
    with office.look() as desk:
        return list(completeness(desk, office.departure))


def outcomes(office):
    return {line.client.name.split()[0]: (line.outcome, line.why) for line in lines(office)}


def mark(office, name, status, why=""):
    with office.desk() as desk:
        set_status(desk, LEAVER, office.letter(name).id, status, why)


def test_every_outcome_has_its_place(tmp_path):
    office = Office(tmp_path).given()
    with office.desk() as desk:
        letter = office.letter("Paolo")
        reject(desk, MANAGER, office.departure_id, {letter.id: letter.digest}, "Too short.")
    office.approve()
    with office.desk() as desk:
        open_letter(desk, LEAVER, office.letter("Eleanor").id)
    mark(office, "Tom", Told.SENT)
    mark(office, "Eleanor", Told.INSERTED)
    mark(office, "Callum", Told.SKIPPED, "rang him")
    assert outcomes(office) == {
        "Tom": (Outcome.TOLD, ""),
        "Eleanor": (Outcome.BEGUN, ""),
        "Callum": (Outcome.SKIPPED, "rang him"),
        "Paolo": (Outcome.HELD, "rejected"),
        "Chiara": (Outcome.UNTOUCHED, ""),
    }
    assert numbers_in(lines(office)).outcomes == dict.fromkeys(Outcome, 1) | {Outcome.PHONED: 0, Outcome.BOUNCED: 0}


def test_who_was_told_by_phone_knows_and_whose_letter_came_back_does_not(tmp_path):
    office = Office(tmp_path).approved()
    mark(office, "Tom", Told.PHONED)
    mark(office, "Eleanor", Told.SENT)
    mark(office, "Eleanor", Told.BOUNCED, "mailbox full")
    found = outcomes(office)
    assert (found["Tom"], found["Eleanor"]) == ((Outcome.PHONED, ""), (Outcome.BOUNCED, "mailbox full"))
    assert numbers_in(lines(office)).told == 1


def test_a_letter_that_waits_for_a_call_is_held_by_it(tmp_path):
    office = give(listed(tmp_path)).approve()
    assert outcomes(office)["Tom"] == (Outcome.UNTOUCHED, "")
    policy(office, call_first=True)
    assert outcomes(office)["Tom"] == (Outcome.HELD, "call_first")
    called(office, "Tom", CallOutcome.MESSAGE)
    assert outcomes(office)["Tom"] == (Outcome.UNTOUCHED, "")


def test_a_call_that_was_taken_back_was_not_made(tmp_path):
    office = give(listed(tmp_path)).approve()
    wrong = called(office, "Tom", CallOutcome.NO_ANSWER)
    called(office.move(minutes=5), "Tom", CallOutcome.REACHED)
    withdrawn(office, wrong)
    assert besides_in(lines(office)).calls == {CallOutcome.REACHED: 1}
    assert next(line.calls for line in lines(office) if line.calls) == (CallOutcome.REACHED,)


def test_correcting_letters_are_counted_apart_and_a_client_once(tmp_path):
    office = Office(tmp_path).approved()
    mark(office, "Tom", Told.SENT)
    with office.desk() as desk:
        first = office.letter("Tom")
        desk.stores.letters.save(replace(first, id="second", number=1, status=Told.TO_DO, version=0))
        desk.stores.letters.save(replace(first, id="third", number=2, version=0))
    found = besides_in(lines(office))
    assert (found.corrections, found.corrections_left) == (2, 1)
    assert (len(lines(office)), outcomes(office)["Tom"]) == (5, (Outcome.TOLD, ""))
    assert [line.client.name for line in lines(office) if line.corrections_left] == ["Tom Stainsby"]


def test_companies_with_somebody_left_come_first_and_in_each_who_is_left(tmp_path):
    office = Office(tmp_path).approved()
    for name in ("Tom", "Callum", "Chiara"):
        mark(office, name, Told.SENT)
    mark(office, "Paolo", Told.INSERTED)
    named = [line.client.name.split()[0] for line in by_company(lines(office))]
    assert named == ["Eleanor", "Tom", "Paolo", "Callum", "Chiara"]


@given(some.dictionaries(some.sampled_from(Outcome), some.integers(0, 5000)))
def test_the_picture_is_full_and_nobody_is_too_few_to_be_seen(counts):
    numbers = Numbers(dict.fromkeys(Outcome, 0) | counts, {})
    parts = shares(numbers)
    assert {part.outcome for part in parts} == {outcome for outcome, count in counts.items() if count}
    assert all(part.width > 0.9 for part in parts)
    assert sum(part.width for part in parts) == pytest.approx(100 if numbers.clients else 0, abs=0.01)


def test_it_says_when_and_by_whom(tmp_path):
    office = Office(tmp_path).approved().move(hours=3)
    mark(office, "Tom", Told.SENT)
    told = next(line for line in lines(office) if line.outcome is Outcome.TOLD)
    assert (told.at, told.person_id) == (office.now, LEAVER.id)


def test_who_is_left_out_is_held_and_who_was_not_chosen_is_no_client(tmp_path):
    office = Office(tmp_path).listed(terms=replace(TERMS, excluded=("Brightwater Foods",)))
    office.load(*CLIENTS, contact("Ann Lee", "ann@harbour.example", "Harbour", "Friends"))
    found = outcomes(office)
    assert found["Tom"] == found["Eleanor"] == (Outcome.HELD, "excluded")
    assert "Ann" not in found
    assert set(HOLDS) >= {why for outcome, why in found.values() if outcome is Outcome.HELD}


def test_after_a_no_everybody_is_held(tmp_path):
    office = Office(tmp_path).listed()
    office.answer(replace(TERMS, may_tell=False))
    assert set(outcomes(office).values()) == {(Outcome.HELD, "not_allowed")}


def test_the_file_opens_in_a_spreadsheet_and_calculates_nothing(tmp_path):
    office = Office(tmp_path).approved(contact("=HYPERLINK(1) Lee", "ann@harbour.example", "+Harbour, Ltd"))
    named = {outcome.value: outcome.name for outcome in Outcome} | {LEAVER.id: LEAVER.name}
    mark(office, "=HYPER", Told.SKIPPED, '@SUM(A1) said "no"')
    with office.look() as desk:
        text = "".join(report_csv(completeness(desk, office.departure), ["Company", "Client"], named))
    title, row = csv.reader(io.StringIO(text))
    assert title == ["Company", "Client"]
    assert row == [
        "'+Harbour, Ltd",
        "'=HYPERLINK(1) Lee",
        "ann@harbour.example",
        "SKIPPED",
        '\'@SUM(A1) said "no"',
        office.now.isoformat(),
        LEAVER.name,
        "",
        "",
    ]


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@x", "\t=1", "\r=1", "\n=1", " =1", "＝1", "＋1"])
def test_no_cell_is_a_formula(cell):
    (line,) = csv_lines([[cell]])
    ((read,),) = csv.reader(io.StringIO(line))
    assert read.startswith("'")


@pytest.mark.parametrize("cell", ["", "Tom", "a=b", "Peñaflor, S.A.", 'He said "no"', "two\nlines", "'quoted"])
def test_every_other_cell_stays_as_it_is(cell):
    (line,) = csv_lines([[cell, "end"]])
    assert next(csv.reader(io.StringIO(line, newline=""))) == [cell, "end"]
