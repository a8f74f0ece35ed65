"""The hand-over sheets on the pages: written by the leaver, read by the approver, printed by the successor (H9)."""

import pytest
from administering import main_of

from fakes.office import LEAVER, MANAGER, SUCCESSOR, Office

ITEM = "Quotation 17 <b>waits</b>"


def fields_for(client, items="", agreed="", version=None):
    named = {"items": items, "agreed": agreed, "version": client.version if version is None else version}
    return {"client": client.id, **{f"{name}-{client.id}": value for name, value in named.items()}}


@pytest.fixture
def office(tmp_path):
    return Office(tmp_path).approved()


def path(office, rest="sheets"):
    return f"/departures/{office.departure_id}/{rest}"


def test_the_leaver_writes_line_by_line_and_the_approver_reads_it(office):
    tom = office.client("Tom")
    saved = office.as_(LEAVER).post(
        path(office), **fields_for(tom, f" {ITEM}\r\n\r\nSamples\u202e\t by Friday ", "Net 30")
    )
    assert saved.status_code == 302
    assert office.client("Tom").open_items == (ITEM, "Samples by Friday")
    page = main_of(office.as_(MANAGER).get(path(office)))
    assert "Quotation 17 &lt;b&gt;waits&lt;/b&gt;" in page
    assert "<textarea" not in page
    assert path(office) in office.as_(MANAGER).get(path(office, "answer")).text


def test_what_cannot_be_kept_is_said_at_its_field_and_nothing_typed_is_lost(office):
    tom = office.client("Tom")
    refused = office.as_(LEAVER).post(path(office), **fields_for(tom, "x" * 301, "kept as typed"))
    assert refused.status_code == 422
    assert f'href="#f-items-{tom.id}"' in refused.text
    assert "kept as typed" in main_of(refused)
    late = office.as_(LEAVER).post(path(office), **fields_for(tom, "late", version=0))
    assert (late.status_code, office.client("Tom").open_items) == (409, ())


def test_the_leaver_writes_it_on_the_clients_own_page_too(office):
    tom = office.client("Tom")
    said = {"locale": "en-GB", "version": tom.version, "open_items": ITEM, "agreements": "Net 30\nNo calls on Mondays"}
    assert office.as_(LEAVER).post(path(office, f"clients/{tom.id}"), **said).status_code == 302
    now = office.client("Tom")
    assert (now.open_items, now.agreements) == ((ITEM,), ("Net 30", "No calls on Mondays"))
    assert office.waiting() == set()


def test_each_client_has_a_sheet_to_print_without_a_button_on_it(office):
    page = main_of(office.as_(LEAVER).get(path(office, "sheets/print")))
    assert page.count('class="card sheet"') == 5
    assert "<button" not in page.split('class="card sheet"', 1)[1]
    assert (
        main_of(office.as_(LEAVER).get(path(office, f"clients/{office.client('Tom').id}/sheet"))).count('sheet"') == 1
    )


def test_the_successor_opens_them_from_his_own_page(office):
    tom = office.client("Tom")
    office.as_(LEAVER).post(path(office), **fields_for(tom, ITEM))
    jonas = office.as_(SUCCESSOR)
    assert jonas.get(path(office, "sheets/print")).status_code == 404
    for who in (LEAVER, MANAGER):
        office.as_(who).post(path(office, "successor-told"))
    assert path(office, f"clients/{tom.id}/sheet") in jonas.get(path(office, "successor")).text
    page = main_of(jonas.get(path(office, f"clients/{tom.id}/sheet")))
    assert "Quotation 17" in page
    assert path(office, "successor") in page
    assert jonas.get(path(office)).status_code == 404, "the page on which they are written is not his"
    assert jonas.post(path(office), **fields_for(tom)).status_code == 404


@pytest.mark.parametrize("language", ["en", "it", "ru", "id", "hi", "pt-BR", "pt-PT"])
def test_every_page_of_it_speaks_every_language(office, language):
    mara = office.as_(LEAVER)
    mara.post("/language", locale=language)
    for rest in ("sheets", "sheets/print", "automatic-reply"):
        page = mara.get(path(office, rest))
        assert page.status_code == 200
        assert f'<html lang="{language}"' in page.text
