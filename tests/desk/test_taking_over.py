"""Where there is no leaver to ask, the manager leads, and nothing speaks in the leaver's name (P8)."""

from dataclasses import replace
from datetime import date

import pytest

from fakes.office import (
    ADMINISTRATOR,
    CLIENTS,
    FACTS,
    HAND_OVER,
    JONAS,
    LEAVER,
    MANAGER,
    OTHER_LEAVER,
    SUCCESSOR,
    TERMS,
    Office,
)
from segue.departure.errors import ChangedMeanwhile, InputError, NotFound, NotNow, NotReleased, SelfApproval
from segue.departure.kind import DepartureKind
from segue.departure.letter_state import LetterState, Told
from segue.departure.stage import Stage
from segue.departure.terms import SenderMode, Terms
from segue.desk.access import as_leader, as_reader, roles_of
from segue.desk.answer import answer
from segue.desk.attest import attest
from segue.desk.choose import choose_by
from segue.desk.contacts import load_contacts
from segue.desk.hand_out import open_letter
from segue.desk.mark import set_status
from segue.desk.reading import approve, hand_for_reading
from segue.desk.start import change_facts, own_departure, start
from segue.desk.take_over import Absent, employees_of, open_for, take_over
from segue.desk.waiting import waiting_for

GONE = Absent(LEAVER.address, date(2026, 8, 14), JONAS.name)
OWN = Terms(may_tell=True, mode=SenderMode.MANAGER)


def opened(office, absent=GONE, by=MANAGER):
    with office.desk() as desk:
        office.departure_id = open_for(desk, by, absent).id
    return office


def taken(office, by=MANAGER):
    with office.desk() as desk:
        take_over(desk, by, office.departure_id, desk.stores.departures.get(office.departure_id).version)
    return office


def led_to_letters(office):
    """Let the manager do all that a leader does, up to approved letters."""
    office.answer(OWN)
    with office.desk() as desk:
        load_contacts(desk, MANAGER, office.departure_id, CLIENTS)
    with office.desk() as desk:
        choose_by(desk, MANAGER, office.departure_id, "Clients", "", True)
    with office.desk() as desk:
        ids = [client.id for client in desk.stores.clients.all(office.departure_id)]
        hand_for_reading(desk, MANAGER, office.departure_id, ids)
    return office.approve()


# Opening


def test_a_manager_tells_the_clients_of_somebody_who_has_gone(tmp_path):
    office = led_to_letters(opened(Office(tmp_path)))
    letter = office.letter("Tom")
    assert letter.content.sender == MANAGER.address
    assert letter.facts.kind is DepartureKind.GONE
    assert LEAVER.name in letter.content.text
    with office.desk() as desk:
        assert open_letter(desk, MANAGER, letter.id).letter.content == letter.content


def test_the_departure_begins_asked_and_the_answer_needs_nobody_else(tmp_path):
    office = opened(Office(tmp_path))
    departure = office.departure
    assert (departure.stage, departure.taken_over, departure.leader_id) == (Stage.ASKED, True, MANAGER.id)
    assert (departure.attestation, departure.consent) == (None, None)
    office.answer(OWN)
    assert office.departure.stage is Stage.AGREED


def test_who_leaves_sees_nothing_of_it_and_begins_none_beside_it(tmp_path):
    office = opened(Office(tmp_path))
    with office.look() as desk:
        assert roles_of(desk, LEAVER, office.departure) == frozenset()
        assert own_departure(desk, LEAVER) is None
        for look in (as_leader, as_reader):
            with pytest.raises(NotFound):
                look(desk, LEAVER, office.departure_id)
    with pytest.raises(NotNow) as refused, office.desk() as desk:
        start(desk, LEAVER, JONAS.name, FACTS.last_day, "")
    assert refused.value.code == "start_closed"


def test_an_administrator_opens_it_for_whoever_approves(tmp_path):
    office = opened(Office(tmp_path), by=ADMINISTRATOR)
    assert office.departure.leader_id == MANAGER.id
    with office.look() as desk:
        with pytest.raises(NotFound):
            as_leader(desk, ADMINISTRATOR, office.departure_id)
        assert [one.departure.id for one in waiting_for(desk, MANAGER)] == [office.departure_id]


def test_an_administrator_does_not_look_after_his_own(tmp_path):
    office = Office(tmp_path)
    with office.desk() as desk:
        desk.stores.people.save(replace(LEAVER, is_administrator=True))
    opened(office)
    with office.look() as desk:
        assert roles_of(desk, replace(LEAVER, is_administrator=True), office.departure) == frozenset()


@pytest.mark.parametrize(
    ("by", "absent", "code"),
    [
        (SUCCESSOR, GONE, "not_your_employee"),
        (OTHER_LEAVER, GONE, "not_your_employee"),
        (MANAGER, replace(GONE, leaver="nobody@norwell.example"), "person_unknown"),
        (MANAGER, replace(GONE, leaver=""), "person_unknown"),
        (ADMINISTRATOR, replace(GONE, leaver=SUCCESSOR.address), "no_approver_for"),
        (MANAGER, replace(GONE, contact_name="  "), "contact_missing"),
        (MANAGER, replace(GONE, last_day=date(2026, 9, 1)), "not_gone_yet"),
        (MANAGER, replace(GONE, last_day=date(2024, 8, 30)), "last_day_long_past"),
        (MANAGER, replace(GONE, last_day=date(2029, 1, 1), kind=DepartureKind.RETIRING), "last_day_far"),
    ],
)
def test_what_cannot_be_opened_is_refused_and_leaves_nothing(tmp_path, by, absent, code):
    office = Office(tmp_path)
    with pytest.raises(InputError) as refused, office.desk() as desk:
        open_for(desk, by, absent)
    assert refused.value.code == code
    with office.look() as desk:
        assert desk.stores.departures.all() == []
        assert desk.stores.audit.last() is None


def test_nobody_opens_his_own(tmp_path):
    with pytest.raises(SelfApproval), Office(tmp_path).desk() as desk:
        open_for(desk, LEAVER, GONE)


def test_an_approver_who_is_gone_leads_nothing(tmp_path):
    office = Office(tmp_path)
    with office.desk() as desk:
        desk.stores.people.save(replace(MANAGER, active=False))
    with pytest.raises(InputError) as refused, office.desk() as desk:
        open_for(desk, ADMINISTRATOR, GONE)
    assert refused.value.code == "no_approver_for"


def test_what_was_only_prepared_is_shown_to_nobody(tmp_path):
    office = Office(tmp_path).begun(replace(FACTS, denied=("Rival Ltd",), hope_to_meet=True))
    prepared = office.departure
    opened(office)
    assert office.departure.id != prepared.id
    assert (office.departure.denied, office.departure.reason, office.departure.first_client) == ((), None, "")
    with office.look() as desk:
        assert [one.id for one in desk.stores.departures.all()] == [office.departure_id]


def test_one_that_is_under_way_is_taken_over_and_not_opened_twice(tmp_path):
    office = Office(tmp_path).asked()
    for by in (MANAGER, ADMINISTRATOR):
        with pytest.raises(ChangedMeanwhile) as refused, office.desk() as desk:
            open_for(desk, by, GONE)
        assert refused.value.code == "departure_there"


def test_a_confidential_one_is_not_given_away_by_trying_to_open_it(tmp_path):
    office = Office(tmp_path).asked()
    with office.desk() as desk:
        desk.stores.departures.save(replace(office.departure, confidential=True))
    with pytest.raises(InputError) as refused, office.desk() as desk:
        open_for(desk, ADMINISTRATOR, GONE)
    assert refused.value.code == "not_your_employee"


def test_whom_one_can_open_it_for_are_ones_own_employees(tmp_path):
    office = Office(tmp_path)
    with office.look() as desk:
        assert [one.id for one in employees_of(desk, MANAGER)] == [OTHER_LEAVER.id, LEAVER.id]
        assert [one.id for one in employees_of(desk, ADMINISTRATOR)] == [OTHER_LEAVER.id, LEAVER.id]
        assert employees_of(desk, SUCCESSOR) == []


# Leading


@pytest.mark.parametrize("terms", [TERMS, HAND_OVER], ids=["first person", "hand-over"])
def test_no_letter_in_the_leavers_name_is_answered(tmp_path, terms):
    office = opened(Office(tmp_path))
    with pytest.raises(InputError) as refused:
        office.answer(terms)
    assert (refused.value.code, refused.value.field) == ("closed_no_leaver", "mode")


def test_nobody_attests_what_anothers_contract_says(tmp_path):
    office = Office(tmp_path).asked()
    attested = office.departure.attestation
    taken(office)
    with pytest.raises(InputError), office.desk() as desk:
        attest(desk, MANAGER, office.departure_id, attested, office.departure.version)


def change(office, **changes):
    facts = replace(
        FACTS, kind=DepartureKind.GONE, last_day=date(2026, 8, 14), contact_from=date(2026, 9, 1), reason=None
    )
    with office.desk() as desk:
        return change_facts(desk, MANAGER, office.departure_id, replace(facts, **changes), office.departure.version)


def test_days_gone_by_are_facts_of_somebody_who_has_gone(tmp_path):
    office = opened(Office(tmp_path))
    assert change(office, contact_from=date(2026, 8, 17)).contact_from == date(2026, 8, 17)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"last_day": date(2026, 10, 30)}, "not_gone_yet"),
        ({"last_day": date(2026, 10, 30), "kind": DepartureKind.CHANGED_ROLE}, "not_gone_yet"),
        ({"contact_from": date(2026, 9, 14)}, "gap"),
        ({"contact_points": (replace(JONAS, email="", phone=""),)}, "contact_without_channel"),
        ({"contact_points": ()}, "contact_missing"),
    ],
)
def test_facts_that_no_letter_could_say_are_refused_at_once(tmp_path, changes, code):
    office = opened(Office(tmp_path))
    with pytest.raises(InputError) as refused:
        change(office, **changes)
    assert refused.value.code == code


# Taking over


def test_consent_contract_notes_and_private_things_do_not_come_along(tmp_path):
    office = Office(tmp_path).listed(facts=replace(FACTS, denied=("Rival Ltd",), hope_to_meet=True))
    office.change_client("Tom", note="You kept us going.")
    taken(office)
    now = office.departure
    assert (now.attestation, now.consent, now.personal_contact, now.denied) == (None, None, None, ())
    assert {client.note for client in office.clients()} == {""}
    with office.look() as desk:
        terms = desk.terms(now)
    assert (terms.mode, terms.reasons, terms.may_hope_to_meet) == (SenderMode.MANAGER, frozenset(), False)


def test_letters_not_sent_yet_become_the_managers_and_wait(tmp_path):
    office = Office(tmp_path).approved()
    with office.desk() as desk:
        set_status(desk, LEAVER, office.letter("Eleanor").id, Told.SENT)
    taken(office)
    assert office.waiting() == {"Tom", "Callum", "Chiara", "Paolo"}
    assert {one.content.sender for one in office.letters() if one.state is LetterState.WAITING} == {MANAGER.address}
    assert (office.letter("Eleanor").content.sender, office.letter("Eleanor").status) == (LEAVER.address, Told.SENT)
    office.approve()
    with office.desk() as desk:
        assert open_letter(desk, MANAGER, office.letter("Tom").id)


def test_a_letter_that_went_out_in_the_leavers_name_does_not_leave_again(tmp_path):
    office = Office(tmp_path).approved()
    with office.desk() as desk:
        set_status(desk, LEAVER, office.letter("Eleanor").id, Told.SENT)
    taken(office)
    for who, error in ((MANAGER, NotReleased), (LEAVER, NotFound)):
        with pytest.raises(error), office.desk() as desk:
            open_letter(desk, who, office.letter("Eleanor").id)


def test_one_that_waited_for_the_leavers_word_waits_no_more(tmp_path):
    office = taken(Office(tmp_path).asked().answer())
    assert office.departure.stage is Stage.AGREED
    assert office.departure.terms.mode is SenderMode.MANAGER


@pytest.mark.parametrize("by", [MANAGER, ADMINISTRATOR], ids=lambda who: who.id)
def test_whoever_takes_it_over_the_approver_leads(tmp_path, by):
    office = taken(Office(tmp_path).asked(), by)
    assert office.departure.leader_id == MANAGER.id
    with office.look() as desk:
        entry = desk.stores.audit.last()
    assert (entry.verb, entry.person_id, entry.subject_id) == ("take_over", by.id, LEAVER.id)


def test_taking_over_twice_is_taking_over_once(tmp_path):
    office = taken(Office(tmp_path).asked())
    before = office.departure
    taken(office)
    assert office.departure == before


@pytest.mark.parametrize("who", [SUCCESSOR, OTHER_LEAVER], ids=lambda who: who.id)
def test_nobody_else_takes_over(tmp_path, who):
    with pytest.raises(NotFound):
        taken(Office(tmp_path).asked(), who)


def test_the_leaver_does_not_take_over_his_own(tmp_path):
    with pytest.raises(SelfApproval):
        taken(Office(tmp_path).asked(), LEAVER)


def test_an_old_page_takes_nothing_over(tmp_path):
    office = Office(tmp_path).asked()
    old = office.departure.version
    office.change(hope_to_meet=True)
    with pytest.raises(ChangedMeanwhile), office.desk() as desk:
        take_over(desk, MANAGER, office.departure_id, old)


def test_only_the_managers_answer_counts_afterwards(tmp_path):
    office = taken(Office(tmp_path).approved())
    with pytest.raises(NotFound), office.desk() as desk:
        answer(desk, LEAVER, office.departure_id, OWN, office.departure.version)
    with pytest.raises(NotFound), office.desk() as desk:
        approve(desk, LEAVER, office.departure_id, {one.id: one.digest for one in office.letters()})
