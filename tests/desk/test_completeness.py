"""The completeness report says of every client what became of him (A4, H7)."""

import csv
import io
from dataclasses import replace

import pytest

from fakes.office import CLIENTS, LEAVER, MANAGER, TERMS, Office, contact
from segue.departure.letter_state import Told
from segue.desk.completeness import HOLDS, Outcome, completeness, counted, report_csv
from segue.desk.csv_lines import csv_lines
from segue.desk.hand_out import open_letter
from segue.desk.mark import set_status
from segue.desk.reading import reject


def lines(office):
    with office.look() as desk:
        return list(completeness(desk, office.departure))


def outcomes(office):
    return {line.client.given: (line.outcome, line.why) for line in lines(office)}


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
    assert counted(lines(office)) == dict.fromkeys(Outcome, 1)


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
