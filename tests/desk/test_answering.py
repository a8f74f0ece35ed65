"""The approver's answer: given once, within policy and contract, by whoever tells (P2, P8, P9, P10)."""

import csv
from dataclasses import replace
from datetime import timedelta

import pytest

from fakes.office import (
    ADMINISTRATOR,
    ATTESTED,
    HAND_OVER,
    LEAVER,
    MANAGER,
    OTHER_LEAVER,
    SUCCESSOR,
    TERMS,
    TOM,
    Office,
    contact,
)
from segue.departure.consent import ConsentItem
from segue.departure.errors import ChangedMeanwhile, InputError, NotFound, NotReleased
from segue.departure.letter_state import Told
from segue.departure.policy import Policy
from segue.departure.stage import Stage
from segue.departure.terms import NewJobFact, Reason, SenderMode, Terms
from segue.desk.answer import answer
from segue.desk.available import closed_choices, require_available
from segue.desk.hand_out import open_letter, open_letters
from segue.desk.mark import set_status
from segue.desk.no_contact import listed_clients, take_list
from segue.desk.reading import hand_for_reading
from segue.desk.tellers import as_teller, closed_for, departures_told_by

MYSELF = Terms(may_tell=True, mode=SenderMode.MANAGER)
NOBODY = Terms(may_tell=False, no_contact=True)
TITLES = ["Company", "Name", "Address", "Phone", "Language"]


def entries(office):
    with office.look() as desk:
        return [(entry.verb, entry.person_id) for entry in desk.stores.audit.entries(office.departure_id)]


# Twice, and at once


def test_the_same_answer_twice_is_one_answer(tmp_path):
    office = Office(tmp_path).asked()
    version = office.departure.version
    for _ in range(2):
        with office.desk() as desk:
            answer(desk, MANAGER, office.departure_id, TERMS, version)
        answered = office.departure
        office.move(hours=1)
    assert office.departure == answered
    assert [verb for verb, _ in entries(office)].count("allow") == 1


def test_of_two_answers_at_once_the_second_overwrites_nothing(tmp_path):
    office = Office(tmp_path).asked()
    version = office.departure.version
    office.answer(HAND_OVER)
    with pytest.raises(ChangedMeanwhile), office.desk() as desk:
        answer(desk, MANAGER, office.departure_id, TERMS, version)
    assert office.departure.terms == HAND_OVER


def test_who_declined_an_answer_is_asked_anew_even_by_the_same_one(tmp_path):
    office = Office(tmp_path).asked().answer().agree(ConsentItem.LETTER)
    assert office.departure.stage is Stage.ASKED
    office.answer()
    assert office.departure.stage is Stage.ANSWERED


# What cannot be allowed

OPEN = Policy(new_job=True, personal_contact=True)
CLOSED = {
    "a careful policy": (Policy(), {}, {"new_job_facts": "policy", "may_give_personal_contact": "policy"}),
    "an open one": (OPEN, {}, {}),
    "a mode": (replace(OPEN, modes=frozenset(SenderMode) - {SenderMode.LEAVER}), {}, {"mode:leaver": "policy"}),
    "a reason": (
        replace(OPEN, reasons=frozenset(Reason) - {Reason.PERSONAL}), {}, {"reasons:personal": "policy"},
    ),
    "no hope": (replace(OPEN, hope_to_meet=False), {}, {"may_hope_to_meet": "policy"}),
    "a contract that forbids to approach clients": (
        OPEN, {"attestation": replace(ATTESTED, non_solicitation=True)},
        {"may_hope_to_meet": "contract", "may_give_personal_contact": "contract"},
    ),
    "a contract that forbids to compete": (
        OPEN, {"attestation": replace(ATTESTED, non_compete=True)}, {"new_job_facts": "contract"},
    ),
    "a contract that nobody spoke of": (
        OPEN, {"attestation": None},
        {"new_job_facts": "unattested", "may_hope_to_meet": "unattested", "may_give_personal_contact": "unattested"},
    ),
    "policy before contract": (
        replace(OPEN, hope_to_meet=False), {"attestation": replace(ATTESTED, non_solicitation=True)},
        {"may_hope_to_meet": "policy", "may_give_personal_contact": "contract"},
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", CLOSED)
def test_every_closed_choice_is_named_with_its_reason(tmp_path, case):
    policy, changes, closed = CLOSED[case]
    office = Office(tmp_path).asked()
    assert closed_choices(replace(office.departure, **changes), policy, office.now.date()) == closed


def test_after_the_last_day_nobody_answers_for_the_first_person(tmp_path):
    office = Office(tmp_path).asked().move(days=60)
    assert closed_choices(office.departure, OPEN, office.now.date()) == {"mode:leaver": "last_day"}


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"may_hope_to_meet": True}, "may_hope_to_meet"),
        ({"may_give_personal_contact": True}, "may_give_personal_contact"),
        ({"new_job_facts": frozenset({NewJobFact.TITLE})}, "new_job_facts"),
        ({"reasons": frozenset({Reason.STUDIES})}, "reasons"),
        ({"mode": SenderMode.LEAVER}, "mode"),
    ],
)
def test_an_answer_with_a_closed_choice_is_refused_at_its_field(changes, field):
    closed = dict.fromkeys(("may_hope_to_meet", "may_give_personal_contact", "new_job_facts"), "policy")
    closed |= {"reasons:studies": "policy", "mode:leaver": "policy"}
    with pytest.raises(InputError) as refused:
        require_available(replace(MYSELF, **changes), closed)
    assert (refused.value.code, refused.value.field) == ("closed_policy", field)


# The manager tells


def test_in_the_managers_mode_both_have_agreed_and_the_letters_are_his(tmp_path):
    office = Office(tmp_path).approved(terms=MYSELF)
    letter = office.letter("Tom")
    assert office.departure.stage is Stage.AGREED
    assert (letter.content.mode, letter.content.sender) == ("manager", MANAGER.address)
    assert LEAVER.name in letter.content.text
    with office.desk() as desk:
        assert open_letter(desk, MANAGER, letter.id).letter.content == letter.content
    with pytest.raises(NotFound), office.desk() as desk:
        open_letter(desk, LEAVER, letter.id)


def test_the_leavers_note_reason_and_hope_are_not_the_managers_to_say(tmp_path):
    office = Office(tmp_path).listed(terms=replace(MYSELF, reasons=TERMS.reasons, may_hope_to_meet=True))
    office.change(hope_to_meet=True).change_client("Tom", note="You kept us going.")
    with office.desk() as desk:
        hand_for_reading(desk, LEAVER, office.departure_id, [office.client("Tom").id])
    letter = office.letter("Tom")
    assert (letter.facts.note, letter.facts.reason, letter.facts.hope_to_meet) == ("", None, False)
    assert "kept us going" not in letter.content.text


def test_a_queue_shows_each_teller_his_own_letters(tmp_path):
    office = Office(tmp_path).approved(terms=MYSELF)
    with office.look() as desk:
        assert len(open_letters(desk, MANAGER, office.departure_id)) == 5
        assert open_letters(desk, LEAVER, office.departure_id) == []
        departure = as_teller(desk, LEAVER, office.departure_id)
        assert closed_for(desk, LEAVER, departure).code == "manager_tells"
        assert closed_for(desk, MANAGER, departure) is None
        assert [one.id for one in departures_told_by(desk, MANAGER)] == [office.departure_id]


def test_the_next_letter_is_one_of_the_tellers_own(tmp_path):
    office = Office(tmp_path).approved(terms=MYSELF)
    with office.desk() as desk:
        told = set_status(desk, MANAGER, office.letter("Tom").id, Told.SENT)
    assert told.next_id in {letter.id for letter in office.letters()} - {office.letter("Tom").id}


def test_an_approver_of_first_person_letters_has_no_queue(tmp_path):
    office = Office(tmp_path).approved()
    with office.look() as desk:
        assert departures_told_by(desk, MANAGER) == []
        with pytest.raises(NotFound):
            as_teller(desk, MANAGER, office.departure_id)


def test_another_manager_who_is_named_tells_and_the_approver_still_decides(tmp_path):
    office = Office(tmp_path).approved(terms=replace(MYSELF, manager_id=OTHER_LEAVER.id))
    letter = office.letter("Tom")
    assert letter.content.sender == OTHER_LEAVER.address
    with office.desk() as desk:
        assert open_letter(desk, OTHER_LEAVER, letter.id)
        assert [one.id for one in departures_told_by(desk, OTHER_LEAVER)] == [office.departure_id]
        for who in (MANAGER, LEAVER, SUCCESSOR):
            with pytest.raises(NotFound):
                open_letter(desk, who, letter.id)


def test_naming_oneself_is_naming_nobody_else(tmp_path):
    office = Office(tmp_path).asked().answer(replace(MYSELF, manager_id=MANAGER.id))
    assert office.departure.terms.manager_id == ""


def test_a_manager_named_in_another_mode_tells_nothing(tmp_path):
    office = Office(tmp_path).asked().answer(replace(HAND_OVER, manager_id=OTHER_LEAVER.id))
    assert office.departure.terms.manager_id == ""


def test_neither_the_leaver_nor_somebody_who_is_gone_tells_as_manager(tmp_path):
    office = Office(tmp_path).asked()
    with office.desk() as desk:
        desk.stores.people.save(replace(OTHER_LEAVER, active=False))
    for who, code in ((LEAVER, "named_leaver"), (OTHER_LEAVER, "person_gone")):
        with pytest.raises(InputError) as refused:
            office.answer(replace(MYSELF, manager_id=who.id))
        assert (refused.value.code, refused.value.field) == (code, "manager_address")


def test_a_manager_who_writes_gets_no_copy_of_his_own_letter(tmp_path):
    office = Office(tmp_path).given(terms=replace(MYSELF, copy_to_approver=True))
    assert office.letter("Tom").content.cc == ()


def test_a_change_of_who_tells_returns_every_letter(tmp_path):
    office = Office(tmp_path).approved().answer(MYSELF)
    assert office.waiting() == {"Tom", "Eleanor", "Callum", "Chiara", "Paolo"}
    assert {letter.content.sender for letter in office.letters()} == {MANAGER.address}


def test_the_managers_letters_leave_from_the_release_on(tmp_path):
    office = Office(tmp_path)
    office.approved(terms=replace(MYSELF, release=office.now + timedelta(days=2)))
    with pytest.raises(NotReleased), office.desk() as desk:
        open_letter(desk, MANAGER, office.letter("Tom").id)
    office.move(days=2)
    with office.desk() as desk:
        assert open_letter(desk, MANAGER, office.letter("Tom").id)


# Nobody tells


def test_no_contact_gives_the_approver_the_list_and_records_who_took_it(tmp_path):
    office = Office(tmp_path).listed().answer(NOBODY)
    assert office.departure.stage is Stage.REFUSED
    with office.desk() as desk:
        lines = list(take_list(desk, MANAGER, office.departure_id, TITLES))
    assert lines[0] == "Company,Name,Address,Phone,Language\r\n"
    assert [line.split(",")[1] for line in lines[1:]] == [
        "Callum Reidy", "Eleanor Whitcombe", "Tom Stainsby", "Chiara Melandri", "Paolo Zanardelli",
    ]  # fmt: skip
    assert entries(office)[-1] == ("take_list", MANAGER.id)


def test_no_cell_of_the_list_is_a_formula(tmp_path):
    evil = contact("=cmd|calc", "tom@evil.co.uk.example", "@SUM(A1)", phones=("+44 20 7946 0127",))
    office = Office(tmp_path).listed(TOM, evil).answer(NOBODY)
    with office.desk() as desk:
        text = "".join(take_list(desk, MANAGER, office.departure_id, TITLES))
    cells = [cell for row in csv.reader(text.splitlines()) for cell in row]
    assert {"'=cmd|calc", "'@SUM(A1)", "'+44 20 7946 0127"} <= set(cells)
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]


@pytest.mark.parametrize("who", [LEAVER, SUCCESSOR, ADMINISTRATOR, OTHER_LEAVER], ids=lambda who: who.id)
def test_nobody_else_takes_the_list(tmp_path, who):
    office = Office(tmp_path).listed().answer(NOBODY)
    with pytest.raises((NotFound, Exception)) as refused, office.desk() as desk:
        take_list(desk, who, office.departure_id, TITLES)
    assert refused.value.code in ("not_found", "self_approval")


@pytest.mark.parametrize("terms", [TERMS, Terms(may_tell=False)], ids=["yes", "not now"])
def test_there_is_no_list_while_nobody_answered_so(tmp_path, terms):
    office = Office(tmp_path).listed().answer(replace(terms, comment="Now"))
    with pytest.raises(NotFound), office.desk() as desk:
        take_list(desk, MANAGER, office.departure_id, TITLES)


def test_only_chosen_clients_are_listed(tmp_path):
    office = Office(tmp_path).listed(TOM, contact("Ann Lee", "ann@lee.co.uk.example", "Lee", "Friends"))
    with office.look() as desk:
        listed = listed_clients(desk, desk.stores.departures.get(office.departure_id))
    assert [client.name for client in listed] == ["Tom Stainsby"]
