"""Nothing reaches a client before it is approved, and only the approved bytes do (P1, P5)."""

import ast
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import select

import segue
from fakes.office import LEAVER, MANAGER, Office
from segue.departure.errors import ChangedMeanwhile, NotApproved, NotFound, NotNow, NotReleased
from segue.departure.letter_state import LetterState, Told
from segue.desk.hand_out import open_letter, open_letters, released_letter
from segue.desk.mark import set_status
from segue.desk.one_draft import place_draft
from segue.desk.reading import approve, reject
from segue.desk.release import ReleasedLetter
from segue.providers.local.drafts import FolderDrafts
from segue.records.rows import Row

WAYS_OUT = {
    "open in a compose window": lambda office, id, who=LEAVER: _at_desk(office, open_letter, id, who),
    "a file": lambda office, id, who=LEAVER: _at_desk(office, released_letter, id, who),
    "a draft": lambda office, id, who=LEAVER: place_draft(office.desk, who, id, FolderDrafts(office.folder / "drafts")),
}


def _at_desk(office, verb, letter_id, who=LEAVER):
    with office.desk() as desk:
        return verb(desk, who, letter_id)


@pytest.mark.parametrize("way", WAYS_OUT)
def test_a_letter_that_waits_cannot_leave_by_any_way(tmp_path, way):
    office = Office(tmp_path).given()
    with pytest.raises(NotApproved):
        WAYS_OUT[way](office, office.letter("Tom").id)
    assert not list(tmp_path.rglob("*.eml"))


@pytest.mark.parametrize("way", WAYS_OUT)
def test_a_rejected_letter_cannot_leave_by_any_way(tmp_path, way):
    office = Office(tmp_path).approved()
    letter = office.letter("Tom")
    with office.desk() as desk:
        reject(desk, MANAGER, office.departure_id, {letter.id: letter.digest}, "Too short")
    with pytest.raises(NotApproved):
        WAYS_OUT[way](office, letter.id)


@pytest.mark.parametrize("way", WAYS_OUT)
def test_an_approved_letter_leaves_with_the_very_bytes_that_were_read(tmp_path, way):
    office = Office(tmp_path).given()
    read = office.letter("Tom").content
    out = WAYS_OUT[way](office.approve(), office.letter("Tom").id)
    assert getattr(out, "letter", out).content == read


@pytest.mark.parametrize("way", WAYS_OUT)
@pytest.mark.parametrize("who", [MANAGER, Office.other_leaver, Office.administrator, Office.successor])
def test_nobody_but_the_leaver_takes_his_letters_out(tmp_path, way, who):
    office = Office(tmp_path).approved()
    with pytest.raises(NotFound):
        WAYS_OUT[way](office, office.letter("Tom").id, who)


def test_letters_that_wait_are_left_out_of_the_whole_pile(tmp_path):
    office = Office(tmp_path).approved().change_client("Tom", note="You kept us going.")
    with office.look() as desk:
        offered = set(open_letters(desk, LEAVER, office.departure_id))
    assert offered == {letter.id for letter in office.letters()} - {office.letter("Tom").id}


@pytest.mark.parametrize("status", [Told.INSERTED, Told.DRAFTED, Told.SENT])
def test_a_letter_that_waits_cannot_be_marked_as_having_gone_out(tmp_path, status):
    office = Office(tmp_path).given()
    with pytest.raises(NotApproved), office.desk() as desk:
        set_status(desk, LEAVER, office.letter("Tom").id, status)


def test_a_released_letter_cannot_be_made_anywhere_else(tmp_path):
    content = Office(tmp_path).given().letter("Tom").content
    with pytest.raises(TypeError):
        ReleasedLetter("id", content, "digest", "<marker@norwell.example>", object())


def test_only_the_desks_checks_make_what_leaves_and_name_their_seals():
    makers = set()
    for path in Path(segue.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            called = node.func if isinstance(node, ast.Call) else None
            if isinstance(called, ast.Name) and called.id in ("ReleasedLetter", "TestCopy"):
                makers.add((path.name, called.id))
            if isinstance(node, ast.Name | ast.alias) and "_SEAL" in (
                getattr(node, "id", ""),
                getattr(node, "name", ""),
            ):
                makers.add((path.name, "_SEAL"))
    assert makers == {
        ("release.py", "ReleasedLetter"),
        ("release.py", "_SEAL"),
        ("test_copy.py", "TestCopy"),
        ("test_copy.py", "_SEAL"),
    }


def _tamper(office, name, column, change):
    table = Row.metadata.tables[name]
    with office.engine.begin() as connection:
        for row in connection.execute(select(table.c.id, table.c[column])).all():
            changed = table.update().where(table.c.id == row.id).values({column: change(row[1])})
            connection.execute(changed)


def _with(name, value):
    return lambda stored: {**stored, name: value}


@pytest.mark.parametrize(
    ("name", "value"),
    [("text", "Dear Tom, write to me at home."), ("to", ["rival@other.example"]), ("cc", ["rival@other.example"])],
)
@pytest.mark.parametrize("tables", [("letter",), ("approval",), ("letter", "approval")])
def test_bytes_changed_in_the_database_are_refused(tmp_path, tables, name, value):
    office = Office(tmp_path).approved()
    for table in tables:
        _tamper(office, table, "content", _with(name, value))
    with pytest.raises(NotApproved) as refused:
        _at_desk(office, open_letter, office.letter("Tom").id)
    assert refused.value.code == "letter_bytes_differ"


def test_a_state_changed_in_the_database_is_no_approval(tmp_path):
    office = Office(tmp_path).given()
    _tamper(office, "letter", "state", lambda _: "approved")
    with pytest.raises(NotApproved):
        _at_desk(office, open_letter, office.letter("Tom").id)


def test_an_approval_of_another_key_is_refused(tmp_path):
    office = Office(tmp_path).approved()
    office.key = b"x" * 64
    with pytest.raises(NotApproved):
        _at_desk(office, open_letter, office.letter("Tom").id)


def test_one_stale_digest_approves_nothing(tmp_path):
    office = Office(tmp_path).given()
    seen = {letter.id: letter.digest for letter in office.letters()}
    office.change_client("Tom", note="You kept us going.")
    with pytest.raises(ChangedMeanwhile), office.desk() as desk:
        approve(desk, MANAGER, office.departure_id, seen)
    assert set(office.states().values()) == {LetterState.WAITING}


def test_a_letter_of_another_departure_cannot_be_slipped_in(tmp_path):
    office = Office(tmp_path).given()
    letter = office.letter("Tom")
    with pytest.raises(NotFound), office.desk() as desk:
        approve(desk, MANAGER, "another", {letter.id: letter.digest})


def test_a_letter_with_a_blocking_finding_cannot_be_approved(tmp_path):
    office = Office(tmp_path).given()
    office.move(days=70)  # the last day has gone by while the letter waited
    letter = office.letter("Tom")
    with pytest.raises(NotNow) as kept, office.desk() as desk:
        approve(desk, MANAGER, office.departure_id, {letter.id: letter.digest})
    assert kept.value.code == "letter_has_findings"


def test_nothing_leaves_after_the_manager_changed_his_answer_to_no(tmp_path):
    office = Office(tmp_path).approved()
    ids = [letter.id for letter in office.letters()]
    with office.look() as desk:
        terms = desk.stores.departures.get(office.departure_id).terms
    office.answer(replace(terms, may_tell=False))
    for letter_id in ids:
        with pytest.raises(NotReleased):
            _at_desk(office, open_letter, letter_id)
