"""The text to pass on to the approver: short, with a link, in the approver's language."""

import html
import re
from dataclasses import replace
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from leaving import see, text_of

from fakes.office import (
    CLIENTS,
    MANAGER,
    Office,
)


def mail_of(page):
    """Return address, subject and body of the link that opens the text in a mail program."""
    link = urlsplit(html.unescape(re.search(r'href="(mailto:[^"]*)"', page.text)[1]))
    said = parse_qs(link.query, strict_parsing=True)
    return unquote(link.path), said["subject"][0], said["body"][0]


def speaks(office, locale):
    with office.desk() as desk:
        desk.stores.people.save(replace(MANAGER, interface_locale=locale))
    return office


@pytest.mark.parametrize("path", ["", "/ask"])
def test_the_request_is_a_short_text_with_a_link_and_no_clients_name(tmp_path, path):
    office = Office(tmp_path).asked()
    office.load(*CLIENTS)
    address, subject, body = mail_of(see(office, path))
    assert address == MANAGER.address
    assert f"/departures/{office.departure_id}/answer" in body
    assert len(body) < 400
    said = f"{subject} {body}"
    names = [word for one in CLIENTS for word in (*one.name.split(), one.company)] + ["Giulia", "Rossi"]
    assert [name for name in names if name in said] == []
    assert "leav" not in said


@pytest.mark.parametrize(
    ("locale", "greets"),
    [
        ("en", "Hello"),
        ("it", "Ciao"),
        ("ru", "здравствуйте"),
        ("id", "Halo"),
        ("hi", "नमस्ते"),
        ("pt-BR", "Olá"),
        ("pt-PT", "Olá"),
    ],
)
def test_it_is_in_the_language_in_which_the_approver_reads(tmp_path, locale, greets):
    office = speaks(Office(tmp_path), locale).asked()
    page = see(office)
    assert greets in mail_of(page)[2]
    assert f'id="request-text" lang="{locale}"' in page.text
    assert greets in mail_of(see(office.move(days=2)))[2]


def test_after_two_working_days_a_reminder_is_offered_instead(tmp_path):
    office = Office(tmp_path).asked()
    assert "reminder" not in text_of(see(office))
    page = see(office.move(days=2))
    assert "has not answered yet: send a reminder?" in text_of(page)
    assert "reminder" in mail_of(page)[2]
    office.answer()
    assert "mailto:" not in see(office).text
