"""Steps of many letters at once, and what the pages ask of a long audit, in a few statements (``records``)."""

from dataclasses import replace

import pytest
from sqlalchemy import event

from fakes.office import LEAVER, MANAGER, Office
from segue.departure.errors import ChangedMeanwhile
from segue.departure.letter_state import BEGUN, Told
from segue.desk.after_last_day import TAKEN_OUT
from segue.desk.mark_several import mark_several, undo_marks
from segue.desk.submitted import StatusChange

NAMES = ("Tom", "Eleanor", "Callum", "Chiara", "Paolo")


@pytest.fixture
def office(tmp_path):
    return Office(tmp_path).approved()


def step(office, name, before, after):
    return StatusChange("office", office.letter(name).id, LEAVER.id, office.now, before, after, "so")


def statements(office, do):
    """Return what is asked of the database while something is done, but for the audit's own chain."""
    seen = []

    def note(*call):
        seen.append(call[2])

    event.listen(office.engine, "before_cursor_execute", note)
    with office.desk() as desk:
        do(desk)
    event.remove(office.engine, "before_cursor_execute", note)
    return [one for one in seen if not one.startswith("INSERT INTO audit")]


def marking(office, names):
    ids = [office.letter(name).id for name in names]
    return lambda desk: mark_several(desk, LEAVER, office.departure_id, ids, Told.SENT)


def undoing(office, at):
    return lambda desk: undo_marks(desk, LEAVER, office.departure_id, at)


def test_marking_several_letters_takes_no_more_statements_than_marking_one(office):
    one = statements(office, marking(office, NAMES[:1]))
    assert len(statements(office, marking(office, NAMES[1:]))) == len(one)


def test_undoing_several_marks_takes_no_more_statements_than_undoing_one(office):
    statements(office, marking(office, NAMES[:1]))
    one = statements(office, undoing(office, office.now))
    office.move(minutes=1)
    statements(office, marking(office, NAMES))
    assert len(statements(office, undoing(office, office.now))) == len(one)


def test_a_step_from_a_status_that_a_letter_has_no_more_writes_nothing_at_all(office):
    steps = [step(office, "Tom", Told.TO_DO, Told.SENT), step(office, "Eleanor", Told.DRAFTED, Told.SENT)]
    with pytest.raises(ChangedMeanwhile), office.desk() as desk:
        desk.stores.letters.take_steps(office.departure_id, steps)
    assert office.letter("Tom").status is Told.TO_DO


def test_a_letter_that_was_read_before_a_step_reads_with_it_after(office):
    letter = office.letter("Tom")
    with office.desk() as desk:
        before = desk.stores.letters.get(letter.id)
        desk.stores.letters.take_steps(office.departure_id, [step(office, "Tom", Told.TO_DO, Told.SENT)])
        now = desk.stores.letters.get(letter.id)
    assert now == replace(before, status=Told.SENT, status_reason="so", version=before.version + 1)


def test_what_was_said_at_a_moment_comes_with_the_reason_before_it(office):
    with office.desk() as desk:
        mark_several(desk, LEAVER, office.departure_id, [office.letter("Tom").id], Told.SKIPPED, "a friend")
    office.move(minutes=1)
    statements(office, marking(office, NAMES[:2]))
    with office.look() as desk:
        said = desk.stores.letters.changes_at(office.departure_id, LEAVER.id, office.now)
    names = {letter.id: letter.client_name.split()[0] for letter in office.letters()}
    assert {names[one.letter_id]: reason for one, reason in said} == {"Tom": "a friend", "Eleanor": ""}


def test_the_audit_names_who_had_a_letter_in_hand_and_not_who_only_marked_it_as_sent(office):
    tom = office.letter("Tom").id
    with office.desk() as desk:
        mark_several(desk, LEAVER, office.departure_id, [tom], Told.INSERTED)
        mark_several(desk, LEAVER, office.departure_id, [office.letter("Callum").id], Told.SENT)
        assert desk.stores.audit.doers(office.departure_id, TAKEN_OUT, BEGUN) == {(tom, LEAVER.id)}


def test_the_audit_says_when_something_was_done_last(office):
    with office.look() as desk:
        asked = desk.stores.audit.last_at(office.departure_id, "ask")
    office.move(days=1)
    with office.desk() as desk:
        desk.record(MANAGER.id, "ask", office.departure_id)
        assert (asked, desk.stores.audit.last_at(office.departure_id, "ask")) == (office.departure.asked_at, office.now)


def test_the_audit_knows_no_moment_of_what_was_never_done(office):
    with office.look() as desk:
        assert desk.stores.audit.last_at(office.departure_id, "reject") is None
