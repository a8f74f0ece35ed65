"""The approver's answer: what the page shows, what is closed, and mistakes at their fields."""

import csv
import re
from dataclasses import replace

import pytest
from approving import ANSWER, control, hand_in, page, said, under

from fakes.office import FACTS, MANAGER, OTHER_LEAVER, Office
from segue.departure.terms import Reason, SenderMode, Terms


def test_nothing_is_answered_before_the_approver_does(tmp_path):
    text = page(Office(tmp_path).asked(), "answer").text
    ticked = re.findall(r'<input[^>]*name="([a-z_]+)"[^>]*checked', text)
    assert ticked == ["new_job_is_competitor"]  # "I do not know"


def test_the_approver_sees_the_facts_and_what_was_declared(tmp_path):
    office = Office(tmp_path).asked(replace(FACTS, hope_to_meet=True, denied=("Rival Ltd",)))
    text = said(page(office, "answer").text)
    for fact in ("30 October 2026", "Jonas Whitfield", "A new role elsewhere", "say that we hope to meet again"):
        assert fact in text
    for declared in ("Monday, 3 August 2026", "May not approach clients No", "Bound to confidentiality Yes"):
        assert declared in text
    assert "Rival" not in text


def test_what_policy_and_contract_close_stands_there_with_the_reason(tmp_path):
    modes = frozenset({SenderMode.LEAVER, SenderMode.MANAGER})
    closes = {"modes": modes, "reasons": frozenset({Reason.NEW_ROLE}), "hope_to_meet": False, "copy_to_approver": True}
    office = under(Office(tmp_path).asked(), **closes)
    text = page(office, "answer").text
    for closed in ("f-mode-3", "f-reasons-2", "f-may_hope_to_meet", "f-may_give_personal_contact", "f-new_job_facts"):
        assert "disabled" in control(text, closed)
    for open_ in ("f-mode", "f-mode-2", "f-reasons"):
        assert "disabled" not in control(text, open_)
    assert {"checked", "disabled"} <= set(control(text, "f-copy_to_approver").replace(">", "").split())
    assert said(text).count("Your company’s policy does not allow it.") >= 6


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"mode": "hand_over"}, "mode"),
        ({"reasons": "studies"}, "reasons"),
        ({"may_give_personal_contact": "true"}, "may_give_personal_contact"),
        ({"reasons": "new_role", "new_job_facts": "title"}, "new_job_facts"),
    ],
)
def test_what_was_closed_while_the_page_was_open_is_refused_at_its_field(tmp_path, fields, field):
    office = under(Office(tmp_path).asked(), modes=frozenset({SenderMode.LEAVER}), reasons=frozenset({Reason.NEW_ROLE}))
    answered = hand_in(office, "answer", **{**ANSWER, **fields})
    assert answered.status_code == 422
    assert f'href="#f-{field}"' in answered.text
    assert office.departure.terms is None


@pytest.mark.parametrize(
    ("fields", "code", "field"),
    [
        ({}, 422, "may_tell"),
        ({"may_tell": "perhaps"}, 422, "may_tell"),
        ({"may_tell": "true"}, 422, "release"),
        ({"may_tell": "true"}, 422, "mode"),
        ({"may_tell": "true", "mode": "leaver", "release": "at"}, 422, "release_day"),
        ({"may_tell": "true", "release": "approved"}, 422, "mode"),
        ({**ANSWER, "mode": "telepathy"}, 422, "mode"),
        ({**ANSWER, "mode": "manager", "manager_address": "nobody@norwell.example"}, 422, "manager_address"),
        ({**ANSWER, "mode": "manager", "manager_address": "mara@norwell.example"}, 422, "manager_address"),
        ({**ANSWER, "comment": "x" * 1001}, 422, "comment"),
        ({**ANSWER, "excluded": "x" * 5001}, 422, "excluded"),
    ],
)
def test_every_mistake_stands_at_its_field(tmp_path, fields, code, field):
    office = Office(tmp_path).asked()
    answered = hand_in(office, "answer", **fields)
    assert answered.status_code == code
    assert f'href="#f-{field}"' in answered.text
    assert office.departure.terms is None


def test_the_same_form_twice_is_one_answer(tmp_path):
    office = Office(tmp_path).asked()
    visitor, version = office.as_(MANAGER), str(office.departure.version)
    address = f"/departures/{office.departure_id}/answer"
    first, second = (visitor.post(address, **ANSWER, version=version) for _ in range(2))
    assert (first.status_code, second.status_code) == (302, 302)
    with office.look() as desk:
        assert [entry.verb for entry in desk.stores.audit.entries(office.departure_id)].count("allow") == 1


def test_of_two_tabs_the_second_answer_is_told_what_happened(tmp_path):
    office = Office(tmp_path).asked()
    visitor, version = office.as_(MANAGER), str(office.departure.version)
    address = f"/departures/{office.departure_id}/answer"
    visitor.post(address, **ANSWER, version=version)
    second = visitor.post(address, **{**ANSWER, "mode": "hand_over"}, version=version)
    assert second.status_code == 409
    assert 'value="hand_over" checked' in second.text.replace('type="radio" ', "")
    assert office.departure.terms.mode is SenderMode.LEAVER


def test_a_manager_who_tells_himself_can_name_another(tmp_path):
    office = Office(tmp_path).asked()
    hand_in(office, "answer", **{**ANSWER, "mode": "manager", "manager_address": " INES@norwell.example "})
    assert (office.departure.terms.mode, office.departure.terms.manager_id) == (SenderMode.MANAGER, OTHER_LEAVER.id)
    assert 'value="ines@norwell.example"' in page(office, "answer").text


def test_nobody_leads_to_the_list_of_clients(tmp_path):
    office = Office(tmp_path).listed()
    answered = hand_in(office, "answer", may_tell="nobody")
    assert (answered.status_code, answered.location.rsplit("/", 1)[1]) == (302, "no-contact")
    assert "Tom Stainsby" in page(office, "no-contact").text
    file = hand_in(office, "no-contact.csv")
    assert (file.status_code, file.mimetype) == (200, "text/csv")
    rows = list(csv.reader(file.text.removeprefix("\N{ZERO WIDTH NO-BREAK SPACE}").splitlines()))
    assert rows[0] == ["Company", "Name", "Address", "Phone", "Language"]
    assert len(rows) == 6


def test_a_list_that_nobody_chose_yet_says_so(tmp_path):
    office = Office(tmp_path).asked().answer(Terms(may_tell=False, no_contact=True))
    assert "No clients chosen yet" in page(office, "no-contact").text
