"""The successor sees nothing until both say that he knows; then his card, and from release his clients (P7, A1)."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from fakes.office import (
    ADMINISTRATOR,
    FACTS,
    JONAS,
    LEAVER,
    MANAGER,
    OTHER_LEAVER,
    SUCCESSOR,
    TERMS,
    Office,
)
from segue.departure.contact_point import Topic
from segue.departure.errors import ChangedMeanwhile, InputError, NotFound, NotNow
from segue.departure.letter_state import Told
from segue.departure.people import Gender
from segue.departure.stage import Verb
from segue.desk.card import Card, correct_card
from segue.desk.mark import set_status
from segue.desk.reading import hand_for_reading
from segue.desk.successor import (
    as_successor,
    departures_of_successor,
    introduced_clients,
    introductions,
    tell_successor,
)

CARD = Card(JONAS.name, JONAS.email, JONAS.phone, JONAS.job_title, JONAS.years_here, JONAS.gender)
INES = replace(JONAS, id="point-2", name=OTHER_LEAVER.name, email=OTHER_LEAVER.address, topic=Topic.BILLING)


def tell(office, *who):
    for one in who or (LEAVER, MANAGER):
        with office.desk() as desk:
            tell_successor(desk, one, office.departure_id)
    return office


def sees(office, who=SUCCESSOR):
    with office.look() as desk:
        return bool(departures_of_successor(desk, who))


def correct(office, card=CARD, by=SUCCESSOR, version=None, point=JONAS.id):
    with office.desk() as desk:
        version = desk.stores.departures.get(office.departure_id).version if version is None else version
        return correct_card(desk, by, office.departure_id, point, card, version)


def clients_of(office, who=SUCCESSOR):
    with office.look() as desk:
        return introduced_clients(desk, who, desk.stores.departures.get(office.departure_id))


def texts_for(office, who=SUCCESSOR):
    with office.look() as desk:
        return introductions(desk, who, desk.stores.departures.get(office.departure_id))


@pytest.mark.parametrize("who", [(LEAVER,), (MANAGER,)], ids=["leaver", "approver"])
def test_one_word_is_not_enough(tmp_path, who):
    office = Office(tmp_path).approved()
    assert not sees(office)
    tell(office, *who)
    assert not sees(office)
    with pytest.raises(NotFound), office.look() as desk:
        as_successor(desk, SUCCESSOR, office.departure_id)
    with pytest.raises(NotFound):
        correct(office)


def test_with_both_words_he_sees_it_and_nobody_else_does(tmp_path):
    office = tell(Office(tmp_path).asked())
    assert sees(office)
    assert not any(sees(office, who) for who in (ADMINISTRATOR, OTHER_LEAVER, LEAVER, MANAGER))


@pytest.mark.parametrize("who", [SUCCESSOR, ADMINISTRATOR, OTHER_LEAVER], ids=lambda who: who.id)
def test_nobody_else_can_say_so(tmp_path, who):
    with pytest.raises(NotFound):
        tell(Office(tmp_path).asked(), who)


def test_nothing_is_said_before_the_question(tmp_path):
    with pytest.raises(NotNow):
        tell(Office(tmp_path).begun(), LEAVER)


def test_saying_so_twice_is_audited_once(tmp_path):
    office = tell(Office(tmp_path).asked(), LEAVER, LEAVER, MANAGER)
    with office.look() as desk:
        verbs = [(one.person_id, one.verb) for one in desk.stores.audit.entries(office.departure_id)]
    assert [one for one in verbs if one[1] == "tell_successor"] == [
        ("mara", "tell_successor"),
        ("priya", "tell_successor"),
    ]


def test_a_cancelled_departure_closes_for_him(tmp_path):
    office = tell(Office(tmp_path).asked())
    with office.desk() as desk:
        departure = desk.stores.departures.get(office.departure_id)
        desk.stores.departures.save(departure.moved(Verb.CANCEL))
    assert not sees(office)


def test_another_colleague_in_his_place_is_not_told_by_it(tmp_path):
    office = tell(Office(tmp_path).asked()).change(contact_points=(replace(INES, topic=None),))
    assert not sees(office, OTHER_LEAVER)
    assert not sees(office)
    assert office.departure.successor_told_by == frozenset()


def test_another_phone_of_his_leaves_him_told(tmp_path):
    office = tell(Office(tmp_path).asked()).change(contact_points=(replace(JONAS, phone="+44 20 7946 0999"),))
    assert sees(office)


# The card


def test_confirming_changes_no_letter(tmp_path):
    office = tell(Office(tmp_path).approved())
    assert correct(office).confirmed_cards == (JONAS,)
    assert office.waiting() == set()


def test_correcting_asks_for_approval_again(tmp_path):
    office = tell(Office(tmp_path).approved())
    corrected = correct(office, replace(CARD, phone="+44 20 7946 0555"))
    assert corrected.contact_points[0].phone == "+44 20 7946 0555"
    assert len(office.waiting()) == 5


def test_correcting_what_no_letter_says_reopens_none(tmp_path):
    office = tell(Office(tmp_path).approved())
    assert correct(office, replace(CARD, years_here=9)).contact_points[0].years_here == 9
    assert office.waiting() == set()


def test_what_the_leaver_changes_afterwards_is_not_confirmed_any_more(tmp_path):
    office = tell(Office(tmp_path).asked())
    correct(office)
    office.change(contact_points=(replace(JONAS, job_title="Partner"),))
    assert office.departure.contact_points[0] not in office.departure.confirmed_cards


def test_the_same_confirmation_twice_is_audited_once(tmp_path):
    office = tell(Office(tmp_path).asked())
    correct(office)
    correct(office)
    with office.look() as desk:
        entries = [one for one in desk.stores.audit.entries(office.departure_id) if one.verb == "correct_card"]
    assert [(one.person_id, one.subject_id, one.details) for one in entries] == [("jonas", JONAS.id, {"changed": "no"})]


def test_a_card_that_changed_under_his_eyes_is_not_overwritten(tmp_path):
    office = tell(Office(tmp_path).asked())
    with pytest.raises(ChangedMeanwhile):
        correct(office, replace(CARD, phone="+44 1"), version=0)


REFUSED = {
    "no name": ({"name": " "}, "field_missing", "name"),
    "a novel of a name": ({"name": "x" * 201}, "text_too_long", "name"),
    "a name that reads backwards": ({"name": "Jonas\u202e"}, "text_unprintable", "name"),
    "no address": ({"email": ""}, "card_address", "email"),
    "a stranger's address": ({"email": "me@elsewhere.example"}, "card_address", "email"),
    "a colleague's address": ({"email": MANAGER.address}, "card_address", "email"),
    "years to come": ({"years_here": -1}, "years_unfit", "years_here"),
    "a hundred years": ({"years_here": 100}, "years_unfit", "years_here"),
}


@pytest.mark.parametrize("what", REFUSED)
def test_a_card_that_cannot_be_is_refused_at_its_field(tmp_path, what):
    changes, code, field = REFUSED[what]
    office = tell(Office(tmp_path).asked())
    with pytest.raises(InputError) as refused:
        correct(office, replace(CARD, **changes))
    assert (refused.value.code, refused.value.field) == (code, field)


@pytest.mark.parametrize("who", [LEAVER, MANAGER, ADMINISTRATOR, OTHER_LEAVER], ids=lambda who: who.id)
def test_nobody_else_corrects_it(tmp_path, who):
    with pytest.raises(NotFound):
        correct(tell(Office(tmp_path).asked()), by=who)


def test_nobody_corrects_another_contacts_card(tmp_path):
    points = (replace(JONAS, topic=Topic.PROJECTS), INES)
    office = tell(Office(tmp_path).asked(replace(FACTS, contact_points=points)))
    with pytest.raises(NotFound):
        correct(office, point=INES.id)


# Introductions and clients


def test_he_reads_what_clients_read_of_him_and_no_more(tmp_path):
    office = Office(tmp_path).listed().change_client("Tom", note="You kept us going.")
    said = texts_for(tell(office))
    assert {locale for locale, _ in said} == {"en-GB", "it"}
    assert all(JONAS.name in text and JONAS.email in text for _, text in said)
    everything = " ".join(text for _, text in said)
    assert not [
        word for word in ("kept us going", "Tom", "30 October", "new role", "Dear", "Mara") if word in everything
    ]


@pytest.mark.parametrize("gender", list(Gender))
def test_every_pack_can_introduce_him(tmp_path, gender):
    point = replace(JONAS, gender=gender)
    office = Office(tmp_path).listed(facts=replace(FACTS, contact_points=(point,)))
    for locale in office.packs:
        office.change_client("Paolo", locale=locale)
        assert any(one == locale and JONAS.name in text for one, text in texts_for(tell(office)))


def test_before_release_he_learns_of_no_client(tmp_path):
    release = datetime(2026, 9, 7, 7, 0, tzinfo=UTC)
    office = tell(Office(tmp_path).approved(terms=replace(TERMS, release=release)))
    assert clients_of(office) == []
    office.now = release
    assert len(clients_of(office)) == 5


def test_clients_whose_letters_are_not_approved_stay_away(tmp_path):
    office = tell(Office(tmp_path).given())
    assert clients_of(office) == []


def test_he_sees_who_was_told_and_when(tmp_path):
    office = tell(Office(tmp_path).approved())
    with office.move(hours=3).desk() as desk:
        set_status(desk, LEAVER, office.letter("Tom").id, Told.SENT)
    seen = {one.client_name: (one.status, one.told_at) for one in clients_of(office)}
    assert seen["Tom Stainsby"] == (Told.SENT, office.now)
    assert seen["Callum Reidy"] == (Told.TO_DO, None)


def test_a_client_with_a_contact_of_his_own_is_that_contacts(tmp_path):
    points = (replace(JONAS, topic=Topic.PROJECTS), INES)
    office = Office(tmp_path).listed(facts=replace(FACTS, contact_points=points))
    office.change_client("Tom", contact_point_id=INES.id).change_client("Paolo", contact_point_id=JONAS.id)
    with office.desk() as desk:
        hand_for_reading(desk, LEAVER, office.departure_id, [client.id for client in office.clients()])
    tell(office.approve())
    first = {one.client_name.split()[0] for one in clients_of(office)}
    second = {one.client_name.split()[0] for one in clients_of(office, OTHER_LEAVER)}
    assert first == {"Eleanor", "Callum", "Chiara", "Paolo"}
    assert second == {"Eleanor", "Callum", "Chiara", "Tom"}
