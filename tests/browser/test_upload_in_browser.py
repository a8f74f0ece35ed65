"""Contact files that a person uploads: good rows are kept, bad ones named, and what is no contact file refused."""

from collections.abc import Callable
from typing import Any

import pytest

from browser.people import Browsing

pytestmark = [pytest.mark.browser, pytest.mark.stage("answered")]

BROKEN = """Name,Email,Company
Ada Marchetti,ada@marchetti.it.example,Marchetti
Bruno Sala,bruno(at)sala.it.example,Sala
Carla Neri,,Neri
Dora Vitale,dora@vitale.it.example,Vitale
"""


@pytest.fixture
def contacts(mara: Any, departure: Callable[[str], str]) -> Any:
    """The page where contacts are loaded."""
    mara.goto(departure("contacts"))
    return mara


def upload(page: Any, name: str, content: bytes) -> None:
    page.get_by_label("Contacts file").set_input_files({"name": name, "mimeType": "text/csv", "buffer": content})
    page.get_by_role("button", name="Read this file").click()


def test_a_broken_file_shows_its_rows_and_keeps_the_good_ones(contacts: Any, departure: Callable[[str], str]) -> None:
    upload(contacts, "clients.csv", BROKEN.encode())
    contacts.get_by_role("heading", name="clients.csv was read").wait_for()
    (row,) = [row.inner_text() for row in contacts.locator("tbody tr").all()]
    assert "Row 4 of clients.csv has no e-mail address" in row
    contacts.get_by_role("link", name="Address that cannot be right (1)").click()
    contacts.get_by_text("Row 3 of clients.csv: “bruno(at)sala.it.example” is not an e-mail address").wait_for()
    contacts.goto(departure("clients"))
    contacts.get_by_text("Ada Marchetti").wait_for()
    assert contacts.get_by_text("Dora Vitale").is_visible()
    assert contacts.get_by_text("Bruno Sala").count() == 0


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("clients.csv", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(64), "clients.csv is no list of contacts"),
        ("clients.csv", b"", "clients.csv is empty"),
        ("clients.vcf", b"no cards here\n", "holds no contact card"),
    ],
    ids=["binary", "empty", "without cards"],
)
def test_what_is_no_contact_file_is_refused_at_the_field(
    contacts: Any, browsing: Browsing, name: str, content: bytes, words: str
) -> None:
    browsing.expected = ["status of 422"]
    upload(contacts, name, content)
    contacts.locator(".error-summary", has_text=words).wait_for()
    field = contacts.get_by_label("Contacts file")
    assert field.get_attribute("aria-invalid") == "true"
    described = contacts.locator(", ".join(f"#{one}" for one in field.get_attribute("aria-describedby").split()))
    assert any(words in text for text in described.all_inner_texts())


def test_no_file_at_all_is_told(contacts: Any, browsing: Browsing) -> None:
    browsing.expected = ["status of 422"]
    contacts.get_by_role("button", name="Read this file").click()
    contacts.get_by_role("link", name="Contacts file: Choose a file first.").click()
    contacts.locator("#f-file:focus").wait_for()


def test_names_that_are_markup_or_formulas_stay_text(contacts: Any) -> None:
    evil = 'Name,Email\n"<img src=x>",evil@client.example\n"=1+2",formula@client.example\n'
    upload(contacts, "clients.csv", evil.encode())
    contacts.get_by_role("link", name="Choose your clients").click()
    assert contacts.get_by_text("<img src=x>", exact=True).is_visible()
    assert contacts.get_by_text("=1+2", exact=True).is_visible()
    assert contacts.locator("main img").count() == 0
