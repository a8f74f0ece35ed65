"""The gist of a letter stands wherever somebody decides on one that he may not be able to read (P3)."""

import html
import re
from dataclasses import replace

import pytest

from fakes.office import LEAVER, MANAGER, TERMS, Office, person
from segue.departure.terms import SenderMode

NADIA = person("nadia", "Nadia Okafor")
BY_NADIA = replace(TERMS, mode=SenderMode.MANAGER, manager_id=NADIA.id)
GIST = "The gist in English"


def text_of(office, path, who):
    page = office.as_(who).get(f"/departures/{office.departure_id}/{path}").text
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page)).split())


def letter(office, name, who):
    return text_of(office, f"letters/{office.letter(name).id}", who)


def test_the_approver_finds_it_beside_a_single_letter(tmp_path):
    office = Office(tmp_path).given()
    text = letter(office, "Chiara", MANAGER)
    assert GIST in text
    assert "Dear Chiara" in text
    assert GIST not in letter(office, "Tom", MANAGER)


def test_the_manager_who_tells_finds_it_on_the_page_of_each_letter(tmp_path):
    office = Office(tmp_path)
    with office.desk() as desk:
        desk.stores.people.save(NADIA)
    office.approved(terms=BY_NADIA)
    assert GIST in letter(office, "Paolo", NADIA)
    assert GIST not in letter(office, "Tom", NADIA)


@pytest.mark.parametrize("name", ["Chiara", "Tom"])
def test_the_leaver_who_wrote_it_needs_none(tmp_path, name):
    assert GIST not in letter(Office(tmp_path).given(), name, LEAVER)


def test_a_letter_that_changed_has_its_own_beside_what_changed(tmp_path):
    office = Office(tmp_path).listed()
    for name in ("Chiara", "Paolo"):
        office.change_client(name, years_together=3)
    office.as_(LEAVER).post(
        f"/departures/{office.departure_id}/letters", read=[one.id for one in office.clients() if one.locale == "it"]
    )
    assert text_of(office, "read", MANAGER).count(GIST) == 1
    office.change_client("Paolo", years_together=5)
    text = text_of(office, "read", MANAGER)
    assert text.count(GIST) == 2
    assert "past five years" in text.split("(United Kingdom): Paolo Zanardelli")[1]
