"""What administrators see of departures and of the audit, and what stays hidden from them."""

import ast
import csv
import io
import json
import re

import pytest
from administering import hide, main_of

from fakes.office import ADMINISTRATOR, LEAVER, Office
from house.sources import ROOT, files, text, tree
from segue.departure.consent import ConsentItem
from segue.desk.accounts import name_viewer

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


def recorded_details():
    """The names of all details that a verb records, those gathered in a dict of the same function among them."""
    for function in (one for path in files("server/segue/desk", ".py") for one in ast.walk(tree(path))):
        if not isinstance(function, ast.FunctionDef):
            continue
        gathered = {
            ast.unparse(node.targets[0] if isinstance(node, ast.Assign) else node.target): node.value.keys
            for node in ast.walk(function)
            if isinstance(node, ast.Assign | ast.AnnAssign) and isinstance(node.value, ast.Dict)
        }
        for call in ast.walk(function):
            if isinstance(call, ast.Call) and getattr(call.func, "attr", "") == "record":
                for given in call.keywords:
                    yield from [given.arg] if given.arg else [key.value for key in gathered[given.value.id]]


def test_every_detail_that_is_recorded_has_words():
    catalogue = json.loads(text(next(path for path in files("templates/interface", ".json") if path.stem == "en")))
    named = set(recorded_details()) - {"subject_id"}
    assert {"letters", "unsure", "kept"} <= named
    assert [name for name in sorted(named) if f"audit.detail_{name}" not in catalogue] == []


def test_details_are_said_in_the_readers_language(tmp_path):
    office = Office(tmp_path).approved().agree(ConsentItem.LETTER)
    visitor = office.as_(ADMINISTRATOR)
    visitor.post("/language", locale="it", next="/")
    page = main_of(visitor.get("/admin/audit"))
    assert "rifiutato: lettere a proprio nome" in page
    assert "lettere: 5" in page


def test_an_entry_without_details_has_an_empty_cell_that_a_narrow_screen_leaves_out(tmp_path):
    office = Office(tmp_path).asked()
    assert re.search(r'<td data-label="Details"></td>', office.as_(ADMINISTRATOR).get("/admin/audit").text)
    sheet = text(ROOT / "templates" / "pages" / "static" / "segue.css")
    assert "table.cards td:empty { display: none; }" in sheet


def test_everything_that_is_recorded_has_words():
    named = {
        verb
        for path in files("server/segue/desk", ".py")
        for verb in re.findall(r'desk\.record\([^,]+, "(\w+)"', text(path))
    }
    catalogue = json.loads(text(next(path for path in files("templates/interface", ".json") if path.stem == "en")))
    assert named
    assert [verb for verb in sorted(named) if f"audit.verb_{verb}" not in catalogue] == []
