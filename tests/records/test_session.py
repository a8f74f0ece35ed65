"""What one transaction read it does not read again, and what it deleted it does not find (``records.session``)."""

from dataclasses import replace

import pytest
from sqlalchemy import event

from fakes.office import LEAVER, Office
from segue.departure.errors import NotFound
from segue.desk.submitted import DraftRecord


@pytest.fixture
def office(tmp_path):
    return Office(tmp_path).approved()


def statements(office, read):
    """Return what is asked of the database while something is read, past opening the desk."""
    seen = []

    def note(*call):
        seen.append(call[2])

    with office.desk() as desk:
        event.listen(office.engine, "before_cursor_execute", note)
        read(desk)
    event.remove(office.engine, "before_cursor_execute", note)
    return seen


@pytest.mark.parametrize(
    "read",
    [
        lambda desk, letter: desk.stores.letters.get(letter.id),
        lambda desk, letter: desk.stores.departures.get(letter.departure_id),
        lambda desk, letter: desk.stores.people.get(LEAVER.id),
    ],
    ids=["letter", "departure", "person"],
)
def test_what_was_read_is_not_read_again_in_the_same_transaction(office, read):
    letter = office.letter("Tom")
    once = statements(office, lambda desk: read(desk, letter))
    assert once == statements(office, lambda desk: [read(desk, letter) for _ in range(3)])


def test_what_another_transaction_changed_is_read_anew(office):
    letter = office.letter("Tom")
    with office.desk() as desk:
        desk.stores.letters.save(replace(letter, comment="Too long."))
    with office.desk() as desk:
        assert desk.stores.letters.get(letter.id).comment == "Too long."


def test_a_person_who_is_changed_reads_as_changed(office):
    with office.desk() as desk:
        before = desk.stores.people.get(LEAVER.id)
        desk.stores.people.save(replace(before, phone="+44 20 7946 0000"))
        assert desk.stores.people.get(LEAVER.id).phone == "+44 20 7946 0000"


def test_a_letter_goes_with_its_client_in_the_same_transaction(office):
    letter = office.letter("Tom")
    with office.desk() as desk:
        desk.stores.letters.get(letter.id)
        desk.stores.clients.remove([letter.client_id])
        with pytest.raises(NotFound):
            desk.stores.letters.get(letter.id)


def test_a_draft_that_is_written_reads_as_written(office):
    letter = office.letter("Tom")
    with office.desk() as desk:
        for ref in ("", "draft-1"):
            known = desk.stores.letters.draft(letter.id)
            desk.stores.letters.save_draft(draft(letter, ref))
            assert (known and known.ref, desk.stores.letters.draft(letter.id).ref) == ("" if ref else None, ref)


def draft(letter, ref):
    return DraftRecord("office", letter.id, letter.digest, ref=ref, person_id=LEAVER.id)
