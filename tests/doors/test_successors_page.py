"""The successor's page, and the pages on which both say that he knows."""

import re

import pytest
from administering import main_of

from fakes.office import CHIARA, FACTS, LEAVER, MANAGER, OTHER_LEAVER, SUCCESSOR, TOM, Office, contact
from segue.desk.start import start


def test_the_successor_finds_the_card_on_the_first_page_once_both_said_so(tmp_path):
    office = Office(tmp_path).approved()
    address = f"/departures/{office.departure_id}"
    jonas = office.as_(SUCCESSOR)
    assert jonas.get(f"{address}/successor").status_code == 404
    assert office.as_(LEAVER).post(f"{address}/successor-told").status_code == 302
    assert jonas.get(f"{address}/successor").status_code == 404
    assert office.as_(MANAGER).post(f"{address}/successor-told").status_code == 302
    assert f"{address}/successor" in jonas.get("/").text
    page = main_of(jonas.get(f"{address}/successor"))
    assert "Tom Stainsby" in page
    assert office.as_(OTHER_LEAVER).get(f"{address}/successor").status_code == 404
    version = re.search(r'name="version" value="(\d+)"', page)[1]
    card = {
        "name": "Jonas Whitfield",
        "email": SUCCESSOR.address,
        "phone": "+44 1",
        "version": version,
        "point": "point-1",
    }
    assert jonas.post(f"{address}/successor", **card).status_code == 302
    assert len(office.waiting()) == 5
    assert jonas.post(f"{address}/successor", **card).status_code == 302, "the same again changes nothing"
    late = jonas.post(f"{address}/successor", **card | {"phone": "+44 2"})
    assert late.status_code == 409
    assert 'value="+44 2"' in late.text
    wrong = jonas.post(f"{address}/successor", **card | {"email": "me@elsewhere.example"})
    assert (wrong.status_code, 'href="#f-email"' in wrong.text) == (422, True)
    assert jonas.post(f"{address}/successor", **card | {"years_here": "-1"}).status_code == 422
    assert jonas.post(f"{address}/successor", **card | {"point": "x" * 5000}).status_code == 404


@pytest.mark.slow
@pytest.mark.parametrize("language", ["en", "it", "ru", "id", "hi", "pt-BR", "pt-PT"])
def test_both_find_the_button_on_their_pages_and_then_what_is_still_missing(tmp_path, language):
    office = Office(tmp_path).asked().answer().agree()
    told = f'action="/departures/{office.departure_id}/successor-told"'
    for who, page in ((LEAVER, ""), (LEAVER, "/permission"), (MANAGER, "/answer"), (MANAGER, "/permission")):
        visitor = office.as_(who)
        visitor.post("/language", locale=language)
        assert told in visitor.get(f"/departures/{office.departure_id}{page}").text
    office.as_(LEAVER).post(f"/departures/{office.departure_id}/successor-told")
    page = main_of(office.as_(LEAVER).get(f"/departures/{office.departure_id}"))
    assert told not in page
    assert "Priya Raman" in page


@pytest.mark.parametrize("language", ["en", "it", "ru", "id", "hi", "pt-BR", "pt-PT"])
def test_a_contact_who_leaves_is_confirmed_on_the_approvers_page_and_not_explained_to_the_leaver(tmp_path, language):
    office = Office(tmp_path).asked()
    with office.desk() as desk:
        start(desk, SUCCESSOR, LEAVER.name, FACTS.contact_from, "")
    mara, priya = office.as_(LEAVER), office.as_(MANAGER)
    for visitor in (mara, priya):
        visitor.post("/language", locale=language)
    address = f"/departures/{office.departure_id}"
    confirm = f'action="{address}/contact-points/point-1/confirm"'
    assert confirm in main_of(priya.get(f"{address}/answer"))
    asked = main_of(mara.get(f"{address}/ask"))
    assert confirm not in asked
    if language == "en":
        assert "Jonas Whitfield: this contact point needs your manager’s confirmation" in asked
    assert (
        priya.post(f"{address}/answer", may_tell="true", mode="leaver", release="approved", version="3").status_code
        == 409
    )
    assert mara.post(f"{address}/contact-points/point-1/confirm").status_code == 403
    assert priya.post(f"{address}/contact-points/point-1/confirm", then="answer").status_code == 302
    assert confirm not in main_of(priya.get(f"{address}/answer"))


def test_introductions_stand_in_the_order_of_their_languages_names(tmp_path):
    sari = contact("Sari Wulandari", "sari@wulandari.id.example", "Wulandari Tekstil", language="id")
    office = Office(tmp_path).approved(CHIARA, sari, TOM)
    jonas = office.as_(SUCCESSOR)
    for who in (LEAVER, MANAGER):
        office.as_(who).post(f"/departures/{office.departure_id}/successor-told")
    by_name = {"en": ["en-GB", "id", "it"], "it": ["id", "en-GB", "it"]}  # English, Indonesian; indonesiano, inglese
    for language, order in by_name.items():
        jonas.post("/language", locale=language, next="/")
        page = main_of(jonas.get(f"/departures/{office.departure_id}/successor"))
        assert re.findall(r'<p class="letter-text" lang="([\w-]+)">', page) == order
