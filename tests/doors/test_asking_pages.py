"""Asking: what is declared, what is proposed, and a private contact."""

import re

import pytest
from leaving import DECLARED, ask, see, set_policy, text_of

from fakes.office import ADMINISTRATOR, ATTESTED, LEAVER, MANAGER, Office
from segue.departure.consent import Ground
from segue.departure.stage import Stage

# Asking


def test_one_form_declares_proposes_and_asks(tmp_path):
    office = Office(tmp_path).begun()
    assert ask(office).status_code == 302
    assert (office.departure.stage, office.departure.attestation) == (Stage.ASKED, ATTESTED)
    assert office.departure.hope_to_meet


def test_nothing_of_the_contract_is_ticked_before_it_was_declared(tmp_path):
    page = see(Office(tmp_path).begun(), "/ask").text
    for name in DECLARED:
        assert not re.search(rf'name="{name}"[^>]* checked', page)
    assert 'name="notice_given_on" type="date" value=""' in page


@pytest.mark.parametrize("left_out", DECLARED)
def test_asking_names_the_answer_that_is_missing(tmp_path, left_out):
    office = Office(tmp_path).begun()
    page = ask(office, **{left_out: None})
    assert (page.status_code, office.departure.stage) == (422, Stage.PREPARING)
    assert f'href="#f-{left_out}"' in page.text
    assert f'id="e-{left_out}"' in page.text
    assert office.departure.attestation is None, "nothing is kept of half a question"


def test_asking_without_any_answer_names_each_of_them(tmp_path):
    page = ask(Office(tmp_path).begun(), **dict.fromkeys(DECLARED))
    assert page.status_code == 422
    for name in DECLARED:
        assert f'href="#f-{name}"' in page.text
        assert f'id="e-{name}"' in page.text


def test_facts_can_be_saved_before_the_contract_is_declared(tmp_path):
    office = Office(tmp_path).begun()
    assert ask(office, "save", **dict.fromkeys(DECLARED)).status_code == 302
    assert (office.departure.hope_to_meet, office.departure.attestation) == (True, None)


@pytest.mark.parametrize("changes", [{"non_compete": None}, {"contract_read": "false"}])
def test_half_an_attestation_stays_on_the_page_and_the_facts_are_saved(tmp_path, changes):
    office = Office(tmp_path).begun()
    page = ask(office, "save", **changes)
    assert (page.status_code, office.departure.hope_to_meet, office.departure.attestation) == (200, True, None)
    assert 'name="notice_given_on" type="date" value="2026-08-03"' in page.text
    assert f'name="version" value="{office.departure.version}"' in page.text
    assert "only once all of them are given" in text_of(page)


@pytest.mark.parametrize(
    ("changes", "field"),
    [({"notice_given_on": "2026-09-02"}, "notice_given_on"), ({"contract_read": "false"}, "contract_read")],
)
def test_what_cannot_be_declared_is_told_at_its_field_and_the_facts_stay_typed(tmp_path, changes, field):
    office = Office(tmp_path).begun()
    page = ask(office, contact_phone="+39 0543 77", **changes)
    assert (page.status_code, office.departure.attestation) == (422, None)
    assert f'id="e-{field}"' in page.text
    assert "+39 0543 77" in page.text


def test_who_is_not_sure_counts_as_bound(tmp_path):
    office = Office(tmp_path).begun()
    ask(office, **dict.fromkeys(["non_solicitation", "non_compete", "confidentiality", "post_exit_help"], "unsure"))
    kept = office.departure.attestation
    assert (kept.non_solicitation, kept.non_compete, kept.confidentiality, kept.post_exit_help) == (
        True,
        True,
        True,
        False,
    )
    page = see(office, "/ask").text
    assert len(re.findall(r'value="unsure"[^>]* checked', page)) == 4


def test_the_manager_and_the_record_say_that_the_leaver_is_not_sure(tmp_path):
    office = Office(tmp_path).begun()
    ask(office, **dict.fromkeys(["non_solicitation", "post_exit_help"], "unsure"), hope_to_meet=None)
    manager = office.as_(MANAGER)
    for page in ("answer", "permission"):
        said = text_of(manager.get(f"/departures/{office.departure_id}/{page}"))
        assert "May not approach clients Not sure, treated as yes" in said
        assert "Has to help afterwards Not sure, treated as no" in said
        assert "May not work for a competitor No" in said
        office.answer()
    record = text_of(office.as_(ADMINISTRATOR).get("/admin/audit"))
    assert "not sure, treated as the more careful answer: May not approach clients and Has to help afterwards" in record


def test_what_a_doubt_about_the_contract_closes_is_not_called_forbidden(tmp_path):
    office = Office(tmp_path).begun()
    ask(office, non_solicitation="unsure", hope_to_meet=None)
    said = text_of(office.as_(MANAGER).get(f"/departures/{office.departure_id}/answer"))
    assert "it was declared unsure whether the contract forbids it" in said
    assert "what was declared on the contract forbids it" not in said


def test_mistakes_in_facts_and_contract_are_told_together(tmp_path):
    page = ask(Office(tmp_path).begun(), contact_name="", non_compete=None)
    assert set(re.findall(r'href="#f-(\w+)"', page.text)) >= {"contact_name", "non_compete"}


def test_short_notice_is_measured_by_the_policy(tmp_path):
    office = set_policy(Office(tmp_path).begun(), lead_time_days=60)
    assert "60 or more give clients time" in text_of(see(office, "/ask"))


PRIVATE = {"personal_said": "mara@home.example", "personal_ground": "friend", "personal_until": "2027-01-31"}


# A private contact


def test_a_private_contact_is_asked_for_only_where_it_could_be_given(tmp_path):
    office = Office(tmp_path).begun()
    assert "personal_said" not in see(office, "/ask").text
    set_policy(office, personal_contact=True)
    assert "personal_said" in see(office, "/ask").text
    ask(office, "save", non_solicitation="yes")
    assert "personal_said" not in see(office, "/ask").text


def test_a_private_contact_is_kept_with_ground_and_end(tmp_path):
    office = set_policy(Office(tmp_path).begun(), personal_contact=True)
    assert ask(office, **PRIVATE).status_code == 302
    kept = office.departure.personal_contact
    assert (kept.said, kept.ground, kept.until.isoformat()) == ("mara@home.example", Ground.FRIEND, "2027-01-31")


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"personal_ground": None}, "personal_ground"),
        ({"personal_until": None}, "personal_until"),
        ({"personal_until": "2026-10-29"}, "personal_until"),
        ({"personal_ground": "duty"}, "personal_ground"),
        ({"non_solicitation": "yes"}, "personal_said"),
        ({"non_solicitation": "unsure"}, "personal_said"),
    ],
)
def test_a_private_contact_that_could_not_be_given_is_told_at_its_field(tmp_path, changes, field):
    office = set_policy(Office(tmp_path).begun(), personal_contact=True)
    page = ask(office, **{**PRIVATE, **changes})
    assert (page.status_code, office.departure.personal_contact) == (422, None)
    assert f'href="#f-{field}"' in page.text


def test_a_client_is_ticked_for_the_private_contact_on_his_own_page(tmp_path):
    office = Office(tmp_path).listed()
    client = office.client("Tom")
    assert 'name="personal_contact"' not in see(office, f"/clients/{client.id}").text
    set_policy(office, personal_contact=True)
    ask(office, "save", **PRIVATE)
    page = see(office, f"/clients/{client.id}")
    assert "mara@home.example" in page.text
    path = f"/departures/{office.departure_id}/clients/{client.id}"
    office.as_(LEAVER).post(path, version=client.version, locale="en-GB", personal_contact="true")
    assert office.client("Tom").personal_contact


def test_who_is_bound_to_confidentiality_reads_it_beside_the_personal_line(tmp_path):
    office = Office(tmp_path).listed()
    assert "binds you to confidentiality" in text_of(see(office, f"/clients/{office.client('Tom').id}"))
