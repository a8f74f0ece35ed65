"""From a file with unknown columns to the client list, by keyboard and in every look, with and without script."""

from collections.abc import Callable
from typing import Any

import pytest

from browser.looks import faults_in_every_look
from browser.people import Browsing

pytestmark = [pytest.mark.browser, pytest.mark.stage("answered")]

BOOK = """Wer,Wohin,Was,Leer
Ada Marchetti,ada@marchetti.it.example,Kunde,
Bruno Sala,bruno(at)sala.it.example,Kunde,
Carla Neri,,Kunde,
Dora Vitale,dora@vitale.it.example,Interessent,
"""


def choose_file(page: Any, name: str, content: bytes) -> None:
    page.get_by_label("Contacts file").set_input_files({"name": name, "mimeType": "text/csv", "buffer": content})


def test_upload_columns_mend_and_list(mara: Any, departure: Callable[[str], str]) -> None:
    mara.goto(departure("contacts"))
    faults = faults_in_every_look(mara, "contacts")
    choose_file(mara, "kunden.csv", BOOK.encode())
    mara.get_by_role("button", name="Read this file").click()
    mara.get_by_role("heading", name="What do the columns mean?").wait_for()
    assert mara.get_by_label("Read “Wohin” as").input_value() == "email"
    mara.get_by_label("Read “Was” as").select_option(label="Label: column and value")
    mara.get_by_text("1 more column").first.click()
    faults |= faults_in_every_look(mara, "mapping")
    mara.get_by_role("button", name="Read the file").click()
    mara.get_by_role("heading", name="kunden.csv was read").wait_for()
    faults |= faults_in_every_look(mara, "reading-done")
    field = mara.get_by_label("E-mail address of Carla Neri")
    field.fill("carla@neri.it.example")
    field.press("Enter")
    mara.get_by_text("1 row mended: the person is on your list now.").wait_for()
    mara.get_by_role("button", name="Leave out Bruno Sala").click()
    mara.get_by_role("button", name="Undo: rows left out").wait_for()
    faults |= faults_in_every_look(mara, "rows-left-out")
    mara.get_by_role("button", name="Undo: rows left out").click()
    mara.get_by_text("1 row is back.").wait_for()
    faults |= faults_in_every_look(mara, "rows")
    assert faults == {}
    mara.goto(departure("clients"))
    for name in ("Ada Marchetti", "Carla Neri", "Dora Vitale"):
        assert mara.get_by_text(name).first.is_visible()


def test_a_file_that_is_too_large_is_told_before_it_is_sent(mara: Any, departure: Callable[[str], str]) -> None:
    mara.goto(departure("contacts"))
    field = mara.get_by_label("Contacts file")
    field.evaluate("field => { field.dataset.maxBytes = '5'; }")
    choose_file(mara, "book.csv", BOOK.encode())
    mara.get_by_role("alert").get_by_text("larger than 100 MB").wait_for()
    mara.get_by_role("button", name="Read this file").click()
    assert mara.url.endswith("/contacts")
    assert field.get_attribute("aria-invalid") == "true"


def test_a_long_reading_shows_how_far_it_is_and_leads_on_by_itself(
    mara: Any, departure: Callable[[str], str], live: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    from segue.doors.pages import contacts as door
    from segue.doors.wiring import EXTENSION
    from segue.worker import lost_readings, read

    monkeypatch.setattr(door, "INLINE_BYTES", 10)
    mara.goto(departure("contacts"))
    mara.get_by_label("Addresses").fill("Ada <ada@marchetti.it.example>")
    mara.get_by_role("button", name="Read these addresses").click()
    mara.get_by_text("It waits for its turn").wait_for()
    assert faults_in_every_look(mara, "reading") == {}
    live.clock.move(minutes=2)
    parts = live.app.extensions[EXTENSION]
    for one in lost_readings(parts):
        read(parts, *one)
    mara.get_by_role("heading", name="The pasted list was read").wait_for()


def test_without_script_it_works_by_looking_again(
    browsing: Browsing, departure: Callable[[str], str], mara: Any
) -> None:
    context = mara.context.browser.new_context(
        java_script_enabled=False, base_url=browsing._address, storage_state=mara.context.storage_state()
    )
    page = context.new_page()
    page.goto(departure("contacts"))
    page.get_by_label("Addresses").fill("Ada <ada@marchetti.it.example>\nUgo Neri")
    page.get_by_role("button", name="Read these addresses").click()
    page.get_by_label("E-mail address of Ugo Neri").fill("ugo@neri.it.example")
    page.get_by_role("button", name="Save the addresses typed").last.click()
    page.get_by_text("No row needs you").wait_for()
    context.close()
