"""One click mends what was typed: the finding goes, and nothing else changes (L9)."""

import pytest

from fakes.office import LEAVER, MANAGER, Office
from segue.departure.errors import NotFound
from segue.departure.findings import blocking
from segue.departure.terms import SenderMode
from segue.desk.remedy import Remedy, mend, remedy_for
from segue.desk.start import choose_subject
from segue.desk.writing import write_letter
from segue.letters.compose import subjects

TYPED = {
    Remedy.REMOVE_NOTE: {"note": "Thank you for [INSERT STORY] in Halden."},
    Remedy.COMPOSE_SALUTATION: {"salutation": "Dear {{ name }}"},
}


def found(office, name):
    """Return each blocking finding of a client's letter with its remedy."""
    with office.look() as desk:
        client = next(one for one in desk.stores.clients.all(office.departure_id) if one.name.startswith(name))
        departure = office.departure
        written = write_letter(desk, departure, client)
        return [(one, remedy_for(one, departure, client)) for one in blocking(written.findings)]


def click(office, name, remedy, by=LEAVER):
    with office.desk() as desk:
        mend(desk, by, office.departure_id, office.client(name).id, remedy)


@pytest.mark.parametrize("remedy", TYPED)
def test_one_click_mends_what_was_typed(tmp_path, remedy):
    office = Office(tmp_path).listed().change_client("Tom", **TYPED[remedy])
    offered = {one for _, one in found(office, "Tom")}
    assert offered == {remedy}
    click(office, "Tom", remedy)
    assert found(office, "Tom") == []
    click(office, "Tom", remedy)
    assert office.client("Tom").locale == "en-GB"


def test_the_usual_subject_comes_back_for_every_letter_in_that_language(tmp_path):
    office = Office(tmp_path).listed()
    with office.desk() as desk:
        other = subjects(desk.packs["en-GB"], SenderMode.LEAVER)[-1][0]
        choose_subject(desk, LEAVER, office.departure_id, "en-GB", other, office.departure.version)
    click(office, "Tom", Remedy.DEFAULT_SUBJECT)
    assert office.departure.subjects["en-GB"] == ""


def test_what_was_not_typed_has_no_remedy(tmp_path):
    office = Office(tmp_path).listed().change_client("Tom", note="Jonas, call Callum Reidy.")
    assert Remedy.DEFAULT_SUBJECT not in {one for _, one in found(office, "Tom")}


def test_nobody_else_mends(tmp_path):
    office = Office(tmp_path).listed().change_client("Tom", note="Thank you for [INSERT].")
    with pytest.raises(NotFound):
        click(office, "Tom", Remedy.REMOVE_NOTE, by=MANAGER)
    assert office.client("Tom").note
