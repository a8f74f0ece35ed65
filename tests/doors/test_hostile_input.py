"""Bad input is normal input: names that are markup, templates or headers; addresses that lead away; huge files."""

import email
import email.policy
import io
import re
import zipfile
from dataclasses import replace
from datetime import timedelta

import pytest

from fakes.kept import database_url
from fakes.office import A_TUESDAY, FACTS, JONAS, TERMS, TOM, Office, contact, token_in
from segue.app import create_app
from segue.config import load_settings
from segue.desk.reading import hand_for_reading
from segue.desk.start import start

HOSTILE = {
    "markup": "<script>alert(1)</script><img src=x onerror=alert(1)>",
    "attribute": "\"'><svg onload=alert(1)>",
    "template": "{{ 7 * 7 }}{% raw %}${7*7}#{7*7}",
    "headers": "Tom\r\nBcc: rival@other.example\r\n\r\nHello",
    "formula": '=HYPERLINK("http://evil.example","x")',
    "right to left": "Tom\u202egnp.exe",
}


EXPECTED_HEADERS = {"X-Unsent", "From", "To", "Subject", "Message-ID", "MIME-Version", "Content-Type"}


def csv_of(*rows):
    lines = ["Name,Email,Company,Labels,Language"]
    lines += [",".join('"' + cell.replace('"', '""') + '"' for cell in row) for row in rows]
    return io.BytesIO("\n".join(lines).encode())


@pytest.mark.slow
@pytest.mark.parametrize("kind", HOSTILE)
def test_a_hostile_name_is_only_text_on_every_page(tmp_path, kind):
    name = HOSTILE[kind]
    office = Office(tmp_path).asked().answer()
    leaver, manager = office.as_(office.leaver), office.as_(office.manager)
    path = f"/departures/{office.departure_id}"
    leaver.post(
        f"{path}/contacts", file=(csv_of((name, "tom@brightwater.co.uk.example", name, "Clients", "en-GB")), "a.csv")
    )
    leaver.post(f"{path}/clients?company=", do="choose", client=[client.id for client in office.clients()])
    for client in office.clients():
        leaver.post(f"{path}/salutations", **{f"s-{client.id}": f"Dear {name}", f"v-{client.id}": client.version})
        leaver.post(f"{path}/clients/{client.id}", version=office.clients()[0].version, locale="en-GB", note=name[:300])
        leaver.post(f"{path}/letters", read=client.id)
    shown = [
        leaver.get(f"{path}/{page}")
        for page in ("clients", "clients?list=chosen", "salutations", "letters", "hand-out")
    ]
    shown += [leaver.get(f"{path}/clients/{client.id}") for client in office.clients()]
    shown += [leaver.get(f"{path}/letters/{letter.id}") for letter in office.letters()]
    shown += [manager.get(f"{path}/read"), leaver.get(f"{path}/clients", query_string={"q": name, "label": name})]
    for page in shown:
        assert page.status_code == 200
        assert "<script>alert" not in page.text
        assert not re.search(r"<(svg|img)\b[^>]*on\w+=", page.text)
        assert "49" not in re.findall(r">([^<]*)<", page.text)


@pytest.mark.slow
@pytest.mark.parametrize("kind", sorted(HOSTILE.keys() - {"template"}))  # a template never becomes a letter at all
def test_a_hostile_name_makes_no_header_of_an_eml_file(tmp_path, kind):
    hostile = HOSTILE[kind]
    facts = [TOM, contact(hostile, "tim@brightwater.co.uk.example", hostile)]
    office = Office(tmp_path).listed(*facts)
    office.change(contact_points=(JONAS,))
    with office.desk() as desk:
        hand_for_reading(desk, office.leaver, office.departure_id, [client.id for client in office.clients()])
    office.approve()
    for letter in office.letters():
        file = office.as_(office.leaver).post(f"/letters/{letter.id}/draft")
        message = email.message_from_bytes(file.data, policy=email.policy.default)
        assert set(message.keys()) == {
            "X-Unsent",
            "From",
            "To",
            "Subject",
            "Message-ID",
            "MIME-Version",
            "Content-Type",
        }
        assert message["To"] == letter.content.to[0]


def test_a_typed_contact_point_is_only_text_in_the_live_letter(tmp_path):
    office = Office(tmp_path).begun()
    fields = {"last_day": "2026-10-30", "contact_from": "2026-10-19", "contact_name": HOSTILE["markup"]}
    page = office.as_(office.leaver).post(f"/departures/{office.departure_id}/ask/letter", **fields)
    assert page.status_code == 200
    assert "<script>" not in page.text
    assert 'sandbox=""' in page.text


def test_the_first_screen_takes_any_name(tmp_path):
    office = Office(tmp_path)
    for name in (*HOSTILE.values(), "x" * 200, "ا" * 200):
        page = office.as_(office.leaver).post(
            "/start/letter", contact_name=name, last_day="2026-10-30", first_client=name[:200]
        )
        assert page.status_code == 200
        assert "<script>alert" not in page.text


AWAY = [
    "//evil.example",
    "https://evil.example",
    "http:evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "/\t/evil.example",
    "/\n/evil.example",
    "///evil.example",
    "javascript:alert(1)",
    "//[",
    "http://[evil",
    "//\u2100.example",
    "evil.example",
    "",
]


@pytest.mark.parametrize("address", AWAY)
def test_nobody_is_led_elsewhere_after_signing_in(tmp_path, address):
    browser = Office(tmp_path).app.test_client()
    page = browser.get("/sign-in", query_string={"next": address})
    assert page.status_code == 200
    assert 'name="next" value=""' in page.text
    answered = browser.post("/sign-in", data={"csrf_token": token_in(page.text), "person_id": "mara", "next": address})
    assert (answered.status_code, answered.location) == (302, "/")


def test_one_comes_back_to_where_one_was(tmp_path):
    office = Office(tmp_path).begun()
    browser = office.app.test_client()
    turned_away = browser.get(f"/departures/{office.departure_id}/ask?x=1")
    page = browser.get(turned_away.location)
    wanted = f"/departures/{office.departure_id}/ask?x=1"
    assert f'name="next" value="{wanted}"' in page.text
    answered = browser.post("/sign-in", data={"csrf_token": token_in(page.text), "person_id": "mara", "next": wanted})
    assert answered.location == wanted


@pytest.mark.parametrize("next_", AWAY)
def test_changing_the_language_leads_nowhere_else(tmp_path, next_):
    answered = Office(tmp_path).as_(Office.leaver).post("/language", locale="it", next=next_)
    assert answered.location == "/"


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("localhost:8765", 200),
        ("127.0.0.1", 200),
        ("[::1]:8765", 200),
        ("evil.example", 403),
        ("evil.example:8765", 403),
        ("localhost.evil.example", 403),
        ("127.0.0.1.evil.example:80", 403),
    ],
)
def test_the_demonstration_answers_this_machines_names_only(tmp_path, host, status):
    browser = Office(tmp_path).app.test_client()
    assert browser.get("/sign-in", headers={"Host": host}).status_code == status


def test_the_demonstration_answers_this_machine_only(tmp_path):
    browser = Office(tmp_path).app.test_client()
    elsewhere = {"REMOTE_ADDR": "192.0.2.7"}
    assert browser.get("/sign-in", environ_overrides=elsewhere).status_code == 403
    forged = {"X-Forwarded-For": "127.0.0.1", "X-Forwarded-Host": "localhost"}
    assert browser.get("/sign-in", environ_overrides=elsewhere, headers=forged).status_code == 403


def test_without_the_demonstration_nobody_signs_in_by_picking(tmp_path):
    office = Office(tmp_path).begun()
    settings = load_settings({}, data_dir=tmp_path, database_url=database_url(tmp_path))
    app = create_app(settings, now=lambda: office.now)
    browser = app.test_client()
    page = browser.get("/sign-in").text
    assert office.leaver.name not in page
    browser.set_cookie("segue_form", "token")
    answered = browser.post("/sign-in", data={"csrf_token": "token", "person_id": "mara"})
    assert answered.status_code == 403
    assert browser.get("/api/v1/session").status_code == 401


BAD_FILES = {
    "empty": (b"", "file_empty"),
    "binary": (b"\x89PNG\r\n\x1a\n" + b"\x00" * 100, "PNG"),
    "a spreadsheet": (b"PK\x03\x04" + b"\x00" * 100, "xlsx"),
    "no address": (b"Name,Email\nTom,\n", "bad.csv"),
}


@pytest.mark.parametrize("kind", BAD_FILES)
def test_a_file_that_cannot_be_used_is_told_with_its_cause(tmp_path, kind):
    content, told = BAD_FILES[kind]
    office = Office(tmp_path).begun()
    page = office.as_(office.leaver).post(
        f"/departures/{office.departure_id}/contacts", file=(io.BytesIO(content), "bad.csv")
    )
    assert page.status_code == 422
    assert (told.lower() if told != "file_empty" else "bad.csv") in page.text.lower()
    assert office.clients() == []


def test_bad_rows_are_named_and_the_good_ones_kept(tmp_path):
    office = Office(tmp_path).begun()
    rows = csv_of(("Tom Stainsby", "tom@brightwater.example", "B", "", ""), ("Ann", "ann@@nowhere", "B", "", ""))
    visitor = office.as_(office.leaver)
    page = visitor.get(visitor.post(f"/departures/{office.departure_id}/contacts", file=(rows, "book.csv")).location)
    assert all(word in page.text for word in ("Row 3 of book.csv", "ann@@nowhere"))
    assert [client.name for client in office.clients()] == ["Tom Stainsby"]


def test_an_upload_over_the_limit_is_refused_with_a_plain_message(tmp_path):
    office = Office(tmp_path).begun()
    page = office.as_(office.leaver).call(
        "POST",
        f"/departures/{office.departure_id}/clients",
        data=b"a" * 22_100_000,
        content_type="multipart/form-data; boundary=x",
    )
    assert page.status_code == 413
    assert "20 MB" in page.text
    assert "{" not in re.sub(r"<[^>]*>", "", page.text.split("<main")[1])


def test_a_language_that_nobody_knows_is_shown_as_it_is(tmp_path):
    office = Office(tmp_path).begun()
    visitor = office.as_(office.leaver)
    rows = csv_of(
        ("Tom", "tom@brightwater.example", "B", "", "tlh"), ("Ann", "ann@nowhere.example", "B", "", "xx-klingon")
    )
    path = f"/departures/{office.departure_id}"
    visitor.post(f"{path}/contacts", file=(rows, "book.csv"))
    assert len(office.clients()) == 2
    for page in (f"{path}/clients", *(f"{path}/clients/{client.id}" for client in office.clients())):
        assert visitor.get(page).status_code == 200


# Letters as files


def read(data):
    return email.message_from_bytes(data, policy=email.policy.default)


def test_a_draft_is_an_unsent_message_with_text_and_html(tmp_path):
    office = Office(tmp_path).approved()
    letter = office.letter("Chiara")
    answered = office.as_(office.leaver).post(f"/letters/{letter.id}/draft")
    message = read(answered.data)
    assert answered.headers["Content-Disposition"] == 'attachment; filename="letter.eml"'
    assert (message["X-Unsent"], message["From"], message["To"]) == (
        "1",
        office.leaver.address,
        "chiara@valtrebbia.it.example",
    )
    assert re.fullmatch(r"<[0-9a-f]{32}@norwell\.example>", message["Message-ID"])
    assert message["Subject"] == letter.content.subject
    assert message.get_content_type() == "multipart/alternative"
    assert [part.get_content_type() for part in message.iter_parts()] == ["text/plain", "text/html"]
    assert message.get_body(("plain",)).get_content().split() == letter.content.text.split()
    assert message.get_body(("html",)).get_content().split() == letter.content.html.split()
    assert message.defects == []


def test_a_copy_goes_to_cc_and_addresses_in_any_script_stay_readable(tmp_path):
    jose = contact("José Núñez", "josé@müller.example", "Müller")
    office = Office(tmp_path).approved(jose, terms=replace(TERMS, copy_to_approver=True))
    file = office.as_(office.leaver).post(f"/letters/{office.letters()[0].id}/draft").data
    message = read(file)
    assert message["Cc"] == office.manager.address
    assert "To: josé@müller.example\r\n".encode() in file  # an address is never an encoded word
    assert message["To"] == "josé@müller.example"


def test_all_open_letters_come_as_one_archive(tmp_path):
    office = Office(tmp_path).approved().change_client("Tom", note="Not read yet")
    answered = office.as_(office.leaver).post(f"/departures/{office.departure_id}/hand-out/drafts")
    archive = zipfile.ZipFile(io.BytesIO(answered.data))
    recipients = {read(archive.read(name))["To"] for name in archive.namelist()}
    assert recipients == {
        letter.content.to[0] for letter in office.letters() if not letter.client_name.startswith("Tom")
    }
    drafts = list((tmp_path / "mailboxes" / "mara" / "drafts").iterdir())
    assert len(drafts) == len(archive.namelist()) == 4


def test_a_test_copy_is_marked_and_addressed_only_to_the_leaver(tmp_path):
    office = Office(tmp_path).approved()
    letter = office.letter("Tom")
    path = f"/departures/{office.departure_id}/letters/{letter.id}/test-copy"
    message = read(office.as_(office.leaver).post(path).data)
    assert (message["To"], message["Cc"], message["Message-ID"]) == (office.leaver.address, None, None)
    assert message["Subject"] != letter.content.subject
    assert letter.content.subject in message["Subject"]


def test_the_approver_takes_a_test_copy_for_the_leaver_from_the_letters_page(tmp_path):
    office = Office(tmp_path).approved()
    page = f"/departures/{office.departure_id}/letters/{office.letter('Chiara').id}"
    manager = office.as_(office.manager)
    assert f"addressed to {office.leaver.name}" in manager.get(page).text
    message = read(manager.post(f"{page}/test-copy", to="leaver").data)
    assert (message["From"], message["To"]) == (office.manager.address, office.leaver.address)


def test_the_page_of_handing_out_offers_a_test_copy_before_the_release(tmp_path):
    office = Office(tmp_path).approved(terms=replace(TERMS, release=A_TUESDAY + timedelta(days=20)))
    page = office.as_(office.leaver).get(f"/departures/{office.departure_id}/hand-out").text
    assert "Download a test copy addressed to me" in page


def test_no_test_copy_is_offered_of_a_letter_that_cannot_leave_any_more(tmp_path):
    office = Office(tmp_path).approved().move(days=90)
    manager, letter = office.as_(office.manager), office.letter("Chiara")
    for page in ("hand-out", f"letters/{letter.id}"):
        assert "test-copy" not in manager.get(f"/departures/{office.departure_id}/{page}").text


@pytest.mark.parametrize("to", ["tom@brightwater.co.uk.example", "successor", ""])
def test_a_test_copy_is_for_nobody_who_is_typed(tmp_path, to):
    office = Office(tmp_path).approved()
    path = f"/departures/{office.departure_id}/letters/{office.letter('Tom').id}/test-copy"
    assert office.as_(office.leaver).post(path, to=to).status_code == 422


def test_nobody_begins_two_departures_from_two_tabs(tmp_path):
    office = Office(tmp_path)
    tab = office.as_(office.leaver)
    with office.desk() as desk:
        start(desk, office.leaver, JONAS.name, FACTS.last_day, "")
    answered = tab.post("/start", contact_name="Somebody", last_day="2026-10-30")
    assert (answered.status_code, answered.location.startswith("/departures/")) == (302, True)
