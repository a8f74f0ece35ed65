"""The policy's pages: shown before it is saved, mistakes at their fields, versions with what changed."""

import re

import pytest
from administering import FIELDS, STANDING, main_of, save_policy

from fakes.office import ADMINISTRATOR, MANAGER, Office
from segue.departure.policy import Policy


def policy_of(office):
    with office.look() as desk:
        return desk.policy


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


def test_calls_before_letters_are_asked_for_by_a_switch_and_off_at_first(tmp_path):
    office = Office(tmp_path)
    assert not policy_of(office).call_first
    visitor = office.as_(ADMINISTRATOR)
    shown = visitor.post("/admin/policy", **FIELDS | {"call_first": "true"}, do="preview")
    assert main_of(shown).count("Letters to key clients wait until a call to them is logged") == 2
    save_policy(visitor, call_first="true")
    assert policy_of(office).call_first


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


def test_every_mistake_is_named_at_its_field_at_once(tmp_path):
    office = Office(tmp_path)
    mistaken = {"modes": [], "words": "5", "holidays": "Christmas\nEaster", "blocked": "tom@", "lead_time_days": ""}
    page = office.as_(ADMINISTRATOR).post("/admin/policy", **FIELDS | STANDING | mistaken, do="preview")
    named = set(re.findall(r'href="#f-(\w+)"', main_of(page)))
    assert named == {"modes", "words", "holidays", "blocked", "lead_time_days", "standing_mode"}
    assert [day for day in ("Christmas", "Easter") if f"“{day}” is not a day" not in page.text] == []
    assert policy_of(office) == Policy()


def test_of_a_long_list_a_few_mistaken_lines_are_named(tmp_path):
    page = Office(tmp_path).as_(ADMINISTRATOR).post("/admin/policy", **FIELDS | {"blocked": "tom@\n" * 300})
    assert main_of(page).count('href="#f-blocked"') == 5


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
