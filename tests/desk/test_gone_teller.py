"""A manager who was named to tell the clients and is not here any more: who sees it, and how it goes on (P6, P8)."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from fakes.office import ADMINISTRATOR, FACTS, LEAVER, MANAGER, OTHER_LEAVER, SUCCESSOR, TERMS, Office, person
from segue.departure.departure import Departure
from segue.departure.errors import InputError, NotNow
from segue.departure.kind import DepartureKind
from segue.departure.letter_state import LetterState, Told
from segue.departure.stage import Stage
from segue.departure.terms import SenderMode
from segue.desk.accounts import mark_back, mark_gone
from segue.desk.delegate import delegate
from segue.desk.gone_teller import gone_teller
from segue.desk.hand_out import open_letter
from segue.desk.holder import holder_of
from segue.desk.mark import set_status
from segue.desk.progress import progress
from segue.desk.reading import approve
from segue.desk.tellers import closed_for
from segue.desk.waiting import What, waiting_for

NADIA, BRUNO = person("nadia", "Nadia Okafor"), person("bruno", "Bruno Salvi")
BY_NADIA = replace(TERMS, mode=SenderMode.MANAGER, manager_id=NADIA.id)
BY_BRUNO = replace(BY_NADIA, manager_id=BRUNO.id)
ALL = {"Tom", "Eleanor", "Callum", "Chiara", "Paolo"}


@pytest.fixture
def office(tmp_path):
    """Return an office whose letters another manager tells by, approved."""
    found = Office(tmp_path)
    with found.desk() as desk:
        desk.stores.people.save(NADIA)
        desk.stores.people.save(BRUNO)
    return found.approved(terms=BY_NADIA)


def lose(office, who=NADIA):
    with office.desk() as desk:
        mark_gone(desk, ADMINISTRATOR, who.id)
    return office


def gone(office):
    with office.look() as desk:
        return gone_teller(desk, office.departure)


def at_a_glance(office):
    with office.look() as desk:
        stands = progress(desk, office.departure)
        return stands.next, holder_of(desk, office.departure, stands).person_id


def mark(office, name, status, who=NADIA):
    with office.desk() as desk:
        set_status(desk, who, office.letter(name).id, status, "By telephone")


def own_departure(office, **changes):
    """Give the manager who tells a departure of her own, asked about, that ends today."""
    today = date(2026, 9, 1)
    own = Departure("own", "office", NADIA.id, today, today + timedelta(days=1), FACTS.contact_points)
    with office.desk() as desk:
        asked = replace(own, stage=Stage.ASKED, asked_at=desk.now, approver_id=MANAGER.id)
        desk.stores.departures.save(replace(asked, **changes))
    return office


def test_while_the_manager_who_tells_is_here_nobody_has_to_be_named(office):
    assert gone(office) is None
    assert at_a_glance(office) == ("manager_tells", NADIA.id)


def test_once_gone_it_is_the_approvers_to_name_somebody_else(office):
    lose(office)
    assert gone(office).id == NADIA.id
    assert at_a_glance(office) == ("teller_gone", MANAGER.id)
    with office.look() as desk:
        assert [one.what for one in waiting_for(desk, MANAGER)] == [What.NAME_TELLER]
        assert closed_for(desk, LEAVER, office.departure).code == "teller_gone"


def test_naming_another_returns_every_letter_that_was_not_sent_and_he_hands_them_out(office):
    mark(office, "Tom", Told.SENT)
    before = office.letter("Tom")
    lose(office).answer(BY_BRUNO)
    assert office.letter("Tom") == before
    assert office.waiting() == ALL - {"Tom"}
    assert {office.letter(name).content.sender for name in ALL - {"Tom"}} == {BRUNO.address}
    office.approve()
    with office.desk() as desk:
        assert open_letter(desk, BRUNO, office.letter("Eleanor").id).letter.content.sender == BRUNO.address
    assert gone(office) is None


def test_the_approver_can_tell_them_himself_instead(office):
    lose(office).answer(replace(BY_NADIA, manager_id=""))
    assert (gone(office), office.waiting()) == (None, ALL)


def test_the_same_answer_again_names_who_is_gone_and_is_refused(office):
    lose(office)
    with pytest.raises(InputError) as refused:
        office.answer(replace(BY_NADIA, comment="As before"))
    assert (refused.value.code, refused.value.field) == ("person_gone", "manager_address")


def test_letters_that_nobody_could_hand_out_are_not_approved(office):
    office.change(contact_points=(replace(FACTS.contact_points[0], phone="+44 20 7946 0200"),))
    lose(office)
    waiting = {one.id: one.digest for one in office.letters() if one.state is LetterState.WAITING}
    with pytest.raises(NotNow) as refused, office.desk() as desk:
        approve(desk, MANAGER, office.departure_id, waiting)
    assert (refused.value.code, refused.value.values) == ("teller_gone", {"name": NADIA.name})


def test_who_comes_back_hands_out_what_was_approved(office):
    lose(office)
    with office.desk() as desk:
        mark_back(desk, ADMINISTRATOR, NADIA.id)
        assert open_letter(desk, NADIA, office.letter("Tom").id)
    assert (gone(office), office.waiting()) == (None, set())


def test_once_every_client_is_told_nobody_is_asked_for_another_name(office):
    for name in ALL - {"Tom"}:
        mark(office, name, Told.SENT)
    mark(office, "Tom", Told.SKIPPED)
    assert gone(lose(office)) is None


def test_a_cancelled_departure_asks_for_nobody(office):
    with office.desk() as desk:
        desk.stores.departures.save(replace(office.departure, stage=Stage.CANCELLED))
    assert gone(lose(office)) is None


LEAVING = {
    "on the last day itself": ({}, 0, False),
    "the day after": ({}, 1, True),
    "when only the role changes": ({"kind": DepartureKind.CHANGING_ROLE}, 1, False),
    "when it was cancelled": ({"stage": Stage.CANCELLED}, 1, False),
    "when nobody but the leaver knows": ({"stage": Stage.PREPARING, "asked_at": None}, 1, False),
    "when it is confidential": ({"confidential": True}, 1, False),
}


@pytest.mark.parametrize("case", LEAVING)
def test_who_leaves_is_gone_after_the_last_day_as_far_as_that_may_be_known(office, case):
    changes, days, is_gone = LEAVING[case]
    own_departure(office, **changes).move(days=days)
    assert (gone(office) is not None) is is_gone


def test_whose_last_day_is_over_is_named_for_nothing(office):
    own_departure(office).move(days=1)
    with pytest.raises(InputError) as refused, office.desk() as desk:
        delegate(desk, MANAGER, office.departure_id, NADIA.address, office.departure.version)
    assert (refused.value.code, refused.value.field) == ("person_gone", "colleague")


def test_others_who_go_change_nothing(office):
    for who in (SUCCESSOR, OTHER_LEAVER, BRUNO):
        lose(office, who)
    assert gone(office) is None
