"""The administrator's pages: what they show and hide, and that nothing is saved unseen (P6, P7, P9, A3)."""

import csv
import io
import json
import re
from dataclasses import replace

import pytest

from fakes.office import ADMINISTRATOR, FACTS, LEAVER, MANAGER, OTHER_LEAVER, SUCCESSOR, Office
from house.sources import files, text
from segue.departure.policy import Policy
from segue.desk.accounts import mark_gone, name_viewer
from segue.desk.start import start

PAGES = (
    (ADMINISTRATOR, "/admin"),
    (ADMINISTRATOR, "/admin/people"),
    (ADMINISTRATOR, "/admin/people/mara"),
    (ADMINISTRATOR, "/admin/departures"),
    (ADMINISTRATOR, "/admin/policy"),
    (ADMINISTRATOR, "/admin/policy/versions"),
    (ADMINISTRATOR, "/admin/audit"),
    (ADMINISTRATOR, "/admin/audit?verify=yes"),
    (MANAGER, "/"),
    (MANAGER, "/standing-terms"),
    (SUCCESSOR, "/"),
    (SUCCESSOR, "/departures/{d}/successor"),
)
FIELDS = {
    "modes": ["leaver", "manager", "hand_over"],
    "reasons": ["new_role", "relocation", "studies", "personal"],
    "registers": ["formal", "neutral", "warm"],
    "hope_to_meet": "true",
    "lead_time_days": "10",
    "words": "200",
    "retention_days": "30",
    "version": "0",
}
STANDING = {"standing": "true", "standing_approver": MANAGER.id, "standing_mode": "leaver"}


def hide(office):
    with office.desk() as desk:
        departure = desk.stores.departures.get(office.departure_id)
        desk.stores.departures.save(replace(departure, confidential=True))
    return office


def policy_of(office):
    with office.look() as desk:
        return desk.policy


def save_policy(visitor, **fields):
    """Fill in the editor, look at the preview, and save what it showed."""
    typed = {**FIELDS, **fields}
    shown = visitor.post("/admin/policy", **typed, do="preview")
    assert shown.status_code == 200, shown.text[-800:]
    mark = re.search(r'name="previewed" value="(\w+)"', shown.text)[1]
    return visitor.post("/admin/policy", **typed, do="save", previewed=mark)


def main_of(page):
    return page.text[page.text.index("<main") : page.text.index("</main>")]


@pytest.fixture(scope="module")
def company(tmp_path_factory):
    """Return an office in which every page has something to show."""
    office = Office(tmp_path_factory.mktemp("office")).approved()
    save_policy(office.as_(ADMINISTRATOR), **STANDING, holidays="2026-12-25", words="150")
    for who in (LEAVER, MANAGER):
        office.as_(who).post(f"/departures/{office.departure_id}/successor-told")
    return office


@pytest.mark.parametrize("language", ["en", "it", "ru", "id", "hi", "pt-BR", "pt-PT"])
@pytest.mark.parametrize(("who", "path"), PAGES)
def test_every_page_speaks_every_language(company, who, path, language):
    visitor = company.as_(who)
    visitor.post("/language", locale=language)
    page = visitor.get(path.format(d=company.departure_id))
    assert page.status_code == 200
    assert f'lang="{language}"' in page.text
    assert not re.search(r"\{\w+\}", main_of(page))


# Policy


def test_a_policy_is_shown_before_it_is_saved(tmp_path):
    office = Office(tmp_path).approved()
    visitor = office.as_(ADMINISTRATOR)
    typed = {**FIELDS, "copy_to_approver": "true"}
    shown = visitor.post("/admin/policy", **typed, do="preview")
    assert "Mara Lindqvist" in main_of(shown)
    assert policy_of(office) == Policy()
    unseen = visitor.post("/admin/policy", **typed, do="save")
    assert unseen.status_code == 200
    assert policy_of(office) == Policy(), "saving what was not shown shows it first"
    assert save_policy(visitor, copy_to_approver="true").status_code == 302
    assert policy_of(office).copy_to_approver


def test_what_was_shown_cannot_be_swapped_for_something_else(tmp_path):
    office = Office(tmp_path)
    visitor = office.as_(ADMINISTRATOR)
    shown = visitor.post("/admin/policy", **FIELDS | {"words": "150"}, do="preview")
    mark = re.search(r'name="previewed" value="(\w+)"', shown.text)[1]
    visitor.post("/admin/policy", **FIELDS | {"words": "400"}, do="save", previewed=mark)
    assert policy_of(office) == Policy()


def test_an_old_form_does_not_overwrite_a_newer_policy(tmp_path):
    office = Office(tmp_path)
    visitor = office.as_(ADMINISTRATOR)
    save_policy(visitor, words="150")
    late = save_policy(visitor, words="180")
    assert late.status_code == 409
    assert 'value="180"' in late.text, "what was typed stands there still"
    assert policy_of(office).words == 150


BROKEN = {
    "nothing at all": ({}, ["modes"]),
    "no way of telling": (FIELDS | {"modes": []}, ["modes"]),
    "a mode that nobody knows": (FIELDS | {"modes": ["megaphone"]}, ["modes"]),
    "no number": (FIELDS | {"words": "many"}, ["words"]),
    "a number of a thousand digits": (FIELDS | {"retention_days": "9" * 1000}, ["retention_days"]),
    "a negative number": (FIELDS | {"lead_time_days": "-3"}, ["lead_time_days"]),
    "digits of another script": (FIELDS | {"words": "२००"}, ["words"]),
    "a day that never was": (FIELDS | {"holidays": "2026-12-25\n2026-02-30"}, ["holidays"]),
    "a day in words": (FIELDS | {"holidays": "Christmas"}, ["holidays"]),
    "half an address": (FIELDS | {"blocked": "tom@"}, ["blocked"]),
    "a book": (FIELDS | {"blocked": "x\n" * 150_000}, ["blocked"]),
    "a standing approver who is nobody": (FIELDS | STANDING | {"standing_approver": "x"}, ["standing_approver"]),
    "standing terms without a way": (FIELDS | STANDING | {"standing_mode": ""}, ["standing_mode"]),
}


@pytest.mark.parametrize("what", BROKEN)
def test_a_broken_form_says_so_at_its_field(tmp_path, what):
    fields, wrong = BROKEN[what]
    office = Office(tmp_path)
    page = office.as_(ADMINISTRATOR).post("/admin/policy", **fields, do="preview")
    assert page.status_code == 422
    assert all(f'href="#f-{name}"' in page.text and f'id="e-{name}"' in page.text for name in wrong)
    assert policy_of(office) == Policy()


def test_versions_show_their_differences_and_by_whom(tmp_path):
    office = Office(tmp_path)
    visitor = office.as_(ADMINISTRATOR)
    save_policy(visitor, retention_days="60", **STANDING)
    page = main_of(visitor.get("/admin/policy/versions"))
    assert all(
        said in page for said in ("Version 1", "Owen Castellan", "<del>30</del>", "<ins>60</ins>", "Priya Raman")
    )


def test_standing_terms_are_switched_on_by_the_approver_alone(tmp_path):
    office = Office(tmp_path)
    save_policy(office.as_(ADMINISTRATOR), **STANDING, standing_reasons=["new_role"])
    assert office.as_(ADMINISTRATOR).get("/standing-terms").status_code == 404
    priya = office.as_(MANAGER)
    assert "/standing-terms" in priya.get("/").text
    assert priya.get("/standing-terms").status_code == 200
    assert policy_of(office).standing.confirmed_at is None, "opening a page gives no word"
    assert priya.post("/standing-terms", version="7").status_code == 409
    assert priya.post("/standing-terms", version="x").status_code == 409
    assert priya.post("/standing-terms", version="1", do="confirm").status_code == 302
    assert policy_of(office).standing.confirmed_at == office.now
    assert priya.post("/standing-terms", version="2", do="withdraw").status_code == 302
    assert policy_of(office).standing.confirmed_at is None


# What is hidden


@pytest.mark.parametrize("path", ["/admin", "/admin/departures", "/admin/audit"])
def test_nothing_shows_before_the_question(tmp_path, path):
    office = Office(tmp_path).begun()
    page = main_of(office.as_(ADMINISTRATOR).get(path))
    assert office.departure_id not in page
    assert "30 October" not in page
    if path == "/admin/departures":
        assert "Mara" not in page


@pytest.mark.parametrize(
    "path", ["/admin/departures", "/admin/audit", "/admin/audit/export.csv", "/admin/audit/export.json"]
)
def test_a_confidential_departure_is_counted_and_not_named(tmp_path, path):
    office = hide(Office(tmp_path).approved())
    visitor = office.as_(ADMINISTRATOR)
    answer = visitor.get(path).text
    assert office.departure_id not in answer
    assert "Mara" not in answer
    if path == "/admin/departures":
        assert "1 confidential hand-over is not named here" in answer
    with office.desk() as desk:
        name_viewer(desk, ADMINISTRATOR, ADMINISTRATOR.id, is_one=True)
    assert office.departure_id in visitor.get(path).text


def test_asking_for_a_hidden_departures_entries_gives_none(tmp_path):
    office = hide(Office(tmp_path).approved())
    visitor = office.as_(ADMINISTRATOR)
    page = main_of(visitor.get(f"/admin/audit?departure={office.departure_id}"))
    assert "No entries" in page
    assert len(visitor.get(f"/admin/audit/export.csv?departure={office.departure_id}").text.splitlines()) == 1


def test_entries_of_an_erased_departure_are_for_named_viewers(tmp_path):
    office = Office(tmp_path).approved()
    with office.desk() as desk:
        desk.stores.departures.remove(office.departure_id)
    visitor = office.as_(ADMINISTRATOR)
    assert office.departure_id not in visitor.get("/admin/audit/export.json").text
    with office.desk() as desk:
        name_viewer(desk, ADMINISTRATOR, ADMINISTRATOR.id, is_one=True)
    assert office.departure_id in visitor.get("/admin/audit/export.json").text


# Audit


def test_the_audit_is_shown_newest_first_in_pages(tmp_path):
    office = Office(tmp_path).approved()
    with office.desk() as desk:
        for _ in range(60):
            desk.record(ADMINISTRATOR.id, "unbind", subject_id=LEAVER.id)
    visitor = office.as_(ADMINISTRATOR)
    numbers = re.findall(r'<th scope="row">(\d+)</th>', visitor.get("/admin/audit").text)
    assert len(numbers) == 50
    assert [int(number) for number in numbers] == sorted(map(int, numbers), reverse=True)
    assert visitor.get("/admin/audit?page=2").status_code == visitor.get("/admin/audit?page=x").status_code == 200
    assert "No entries" in visitor.get("/admin/audit?page=999999999999999999999").text


def test_one_departures_entries_can_be_looked_at_alone(tmp_path):
    office = Office(tmp_path).approved()
    with office.desk() as desk:
        desk.record(ADMINISTRATOR.id, "unbind", subject_id=LEAVER.id)
    visitor = office.as_(ADMINISTRATOR)
    rows = list(
        csv.DictReader(io.StringIO(visitor.get(f"/admin/audit/export.csv?departure={office.departure_id}").text))
    )
    assert {row["departure_id"] for row in rows} == {office.departure_id}
    assert len(json.loads(visitor.get("/admin/audit/export.json").text)) == len(rows) + 1
    assert "sign-in forgotten" not in main_of(visitor.get(f"/admin/audit?departure={office.departure_id}"))


def test_a_broken_chain_is_shown(tmp_path):
    office = Office(tmp_path).approved()
    visitor = office.as_(ADMINISTRATOR)
    assert "The record is whole" in visitor.get("/admin/audit?verify=yes").text
    with office.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE audit SET person_id = 'jonas' WHERE seq = 3")
    assert "entry 3 was changed" in visitor.get("/admin/audit?verify=yes").text
    with office.engine.begin() as connection:
        connection.exec_driver_sql("DELETE FROM audit WHERE seq = 2")
    assert "entry 2 is missing" in visitor.get("/admin/audit?verify=yes").text


@pytest.mark.parametrize("shape", ["exe", "..%2f..%2fetc", "xml"])
def test_a_file_of_another_kind_is_not_there(tmp_path, shape):
    assert Office(tmp_path).as_(ADMINISTRATOR).get(f"/admin/audit/export.{shape}").status_code == 404


def test_everything_that_is_recorded_has_words():
    named = {
        verb
        for path in files("server/segue/desk", ".py")
        for verb in re.findall(r'desk\.record\([^,]+, "(\w+)"', text(path))
    }
    catalogue = json.loads(text(next(path for path in files("templates/interface", ".json") if path.stem == "en")))
    assert named
    assert [verb for verb in sorted(named) if f"audit.verb_{verb}" not in catalogue] == []


# People and approvers


def add(visitor, address, name):
    return visitor.call("POST", "/admin/people", data={"address": address, "name": name})


def test_people_are_added_changed_and_marked_on_their_pages(tmp_path):
    office = Office(tmp_path)
    visitor = office.as_(ADMINISTRATOR)
    assert add(visitor, "nora@norwell.example", "Nora Ek").status_code == 302
    with office.look() as desk:
        nora = desk.stores.people.by_address("nora@norwell.example")
    page = f"/admin/people/{nora.id}"
    for act in ("administrator", "viewer", "no_viewer", "no_administrator", "unbind", "gone", "back"):
        assert visitor.post(page, do=act).status_code == 302, act
    changed = {"do": "change", "name": "Nora Eklund", "job_title": "Lead", "gender": "f"}
    assert visitor.post(page, **changed).status_code == 302
    assert "Nora Eklund" in visitor.get("/admin/people").text


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"do": "promote"}, 422),
        ({"do": "change", "name": ""}, 422),
        ({"do": "change", "name": "x" * 5000}, 422),
        ({"do": "change", "name": "Nora", "gender": "x"}, 422),
        ({}, 422),
    ],
)
def test_a_broken_act_changes_nobody(tmp_path, fields, status):
    office = Office(tmp_path)
    assert office.as_(ADMINISTRATOR).post("/admin/people/mara", **fields).status_code == status
    with office.look() as desk:
        assert desk.stores.people.get("mara") == LEAVER


def test_a_person_who_is_not_there_is_not_found(tmp_path):
    visitor = Office(tmp_path).as_(ADMINISTRATOR)
    assert visitor.get("/admin/people/nobody").status_code == 404
    assert visitor.post("/admin/people/nobody", do="gone").status_code == 404


def test_an_outside_address_is_refused_naming_the_domains(tmp_path):
    page = add(Office(tmp_path).as_(ADMINISTRATOR), "x@elsewhere.example", "X")
    assert page.status_code == 422
    assert "elsewhere.example is not a domain of your company. Allowed: norwell.example" in page.text


def test_the_first_page_shows_who_is_silent_and_who_has_gone(tmp_path):
    office = Office(tmp_path).asked().move(days=6)
    with office.desk() as desk:
        mark_gone(desk, ADMINISTRATOR, MANAGER.id)
    page = main_of(office.as_(ADMINISTRATOR).get("/admin"))
    assert "silent for 4 working days" in page
    assert "gone: name somebody else" in page
    assert f'href="/admin?leaver={LEAVER.address}#f-leaver"' in page.replace("%40", "@")
    hidden = main_of(hide(office).as_(ADMINISTRATOR).get("/admin"))
    assert "silent" not in hidden
    assert "1 confidential question waits as well" in hidden


def test_the_departures_page_leads_to_what_can_be_done(tmp_path):
    office = Office(tmp_path).asked()
    page = main_of(office.as_(ADMINISTRATOR).get("/admin/departures"))
    assert "Mara Lindqvist" in page
    assert "Priya Raman" in page
    assert f"/departures/{office.departure_id}/erase" in page
    assert f'action="/departures/{office.departure_id}/take-over"' in page
    version = re.search(r'name="version" value="(\d+)"', page)[1]
    visitor = office.as_(ADMINISTRATOR)
    assert visitor.post(f"/departures/{office.departure_id}/take-over", version=version).status_code == 302
    assert office.departure.taken_over
    assert "take-over" not in main_of(visitor.get("/admin/departures"))


# The successor's page


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
