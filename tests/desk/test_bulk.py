"""Facts of many clients at once, choosing everybody who matches, and taking it all back (C3, C5)."""

from dataclasses import replace

import pytest

from fakes.office import CLIENTS, FACTS, JONAS, LEAVER, Office, contact
from segue.clients.client import Importance
from segue.departure.contact_point import ContactKind, ContactPoint, Topic
from segue.departure.errors import ChangedMeanwhile, InputError, NotFound
from segue.departure.letter_state import LetterState, Told
from segue.departure.register import Register
from segue.desk.bulk import AS_FOR_ALL, BulkDone, set_for
from segue.desk.choose import choose, move_to_tray
from segue.desk.mark import set_status
from segue.desk.ports import ClientFilter
from segue.desk.undo import undo, undoable

ADA = ContactPoint("point-2", ContactKind.SUCCESSOR, "Ada Okafor", "ada@norwell.example", topic=Topic.BILLING)
ITALIANS = ClientFilter(locale="it")
EVERYBODY = ClientFilter()


def do(office, verb, *values, **named):
    with office.desk() as desk:
        return verb(desk, LEAVER, office.departure_id, *values, **named)


def listed(tmp_path):
    return Office(tmp_path).listed()


def values(office, name):
    return {one.name.split()[0]: getattr(one, name) for one in office.clients()}


def test_a_fact_is_set_for_everybody_whom_a_filter_finds_and_for_nobody_else(tmp_path):
    office = listed(tmp_path)
    assert do(office, set_for, ITALIANS, {"importance": "key"}).changed == 2
    key = {name for name, value in values(office, "importance").items() if value is Importance.KEY}
    assert key == {"Chiara", "Paolo"}


def test_facts_left_empty_stay_as_they_are(tmp_path):
    office = listed(tmp_path)
    before = values(office, "register")
    do(office, set_for, EVERYBODY, {"register": "", "importance": "key"})
    assert values(office, "register") == before


def test_as_for_all_takes_back_what_was_chosen_for_one(tmp_path):
    office = listed(tmp_path)
    assert values(office, "register")["Callum"] is Register.FORMAL
    do(office, set_for, [office.client("Callum").id], {"register": AS_FOR_ALL})
    assert values(office, "register")["Callum"] is None


@pytest.mark.parametrize(
    ("said", "code", "field"),
    [
        ({"locale": "xx"}, "locale_without_pack", "locale"),
        ({"register": "rude"}, "register_against_policy", "register"),
        ({"contact_point_id": "nobody"}, "contact_missing", "contact_point_id"),
        ({"importance": "huge"}, "choice_unknown", "importance"),
        ({"give_reason": "maybe"}, "choice_unknown", "give_reason"),
        ({"locale": ""}, "bulk_what", "locale"),
        ({"note": "Hello"}, "bulk_what", "locale"),
    ],
)
def test_what_cannot_be_set_is_refused_at_its_field_and_nothing_is_half_done(tmp_path, said, code, field):
    office = listed(tmp_path)
    before = office.clients()
    with pytest.raises(InputError) as wrong:
        do(office, set_for, EVERYBODY, {"importance": "key", **said} if code != "bulk_what" else said)
    assert (wrong.value.code, wrong.value.field) == (code, field)
    assert office.clients() == before


def test_one_contact_point_is_set_for_a_company(tmp_path):
    facts = replace(FACTS, contact_points=(replace(JONAS, topic=Topic.PROJECTS), ADA))
    office = Office(tmp_path).listed(facts=facts)
    firm = ClientFilter(firms=("brightwater foods",))
    do(office, set_for, firm, {"contact_point_id": ADA.id})
    assert {name for name, point in values(office, "contact_point_id").items() if point} == {"Tom", "Eleanor"}


def test_a_new_tone_lets_salutations_be_confirmed_again_and_says_so(tmp_path):
    office = listed(tmp_path)
    done = do(office, set_for, ITALIANS, {"register": "warm"})
    assert done == BulkDone(2, to_confirm=2)
    assert {name for name, known in values(office, "salutation_confirmed").items() if not known} == {"Chiara", "Paolo"}


def test_an_importance_leaves_salutations_confirmed(tmp_path):
    office = listed(tmp_path)
    do(office, set_for, EVERYBODY, {"importance": "key"})
    assert all(values(office, "salutation_confirmed").values())


def test_exactly_the_letters_that_it_changes_wait_again(tmp_path):
    office = Office(tmp_path).approved()
    done = do(office, set_for, EVERYBODY, {"register": "formal"})
    assert (done.changed, done.waiting) == (4, 4)  # Callum had it before
    assert {name for name, state in office.states().items() if state is LetterState.APPROVED} == {"Callum"}


def test_who_was_told_is_counted_and_his_letter_stays_as_it_went_out(tmp_path):
    office = Office(tmp_path).approved()
    with office.desk() as desk:
        set_status(desk, LEAVER, office.letter("Tom").id, Told.SENT)
    before = office.letter("Tom").content
    assert do(office, set_for, EVERYBODY, {"register": "formal"}).told == 1
    assert office.letter("Tom").content == before


def test_it_is_one_change_and_undone_as_one(tmp_path):
    office = listed(tmp_path)
    before = values(office, "register")
    do(office, set_for, EVERYBODY, {"register": "formal", "importance": "key"})
    with office.look() as desk:
        newest = undoable(desk, LEAVER, office.departure_id)[0]
    assert (newest.verb, newest.clients) == ("facts", 5)
    do(office, undo, newest.id)
    assert values(office, "register") == before
    assert set(values(office, "importance").values()) == {Importance.NORMAL}


def test_a_language_set_by_a_person_survives_the_next_reading(tmp_path):
    office = listed(tmp_path)
    do(office, set_for, [office.client("Tom").id], {"locale": "it"})
    office.load(*CLIENTS)
    assert (office.client("Tom").locale, office.client("Tom").locale_reason) == ("it", "chosen")


# Everybody who matches


def test_everybody_who_matches_is_looked_for_again_when_it_is_done(tmp_path):
    office = listed(tmp_path)
    office.load(*CLIENTS, contact("Nina Falco", "nina@falco.it.example", "Falco", language="it"))
    with pytest.raises(ChangedMeanwhile) as wrong:
        do(office, set_for, ITALIANS, {"importance": "key"}, seen=2)
    assert (wrong.value.code, wrong.value.values) == ("selection_changed", {"count": 3})
    assert do(office, set_for, ITALIANS, {"importance": "key"}, seen=3).changed == 3


@pytest.mark.parametrize("verb", [choose, move_to_tray])
def test_a_number_that_is_not_true_any_more_stops_every_verb(tmp_path, verb):
    office = listed(tmp_path)
    before = office.clients()
    with pytest.raises(ChangedMeanwhile):
        do(office, verb, EVERYBODY, True, 4)
    assert office.clients() == before


def test_choosing_everybody_leaves_the_tray_alone_unless_it_is_named(tmp_path):
    office = Office(tmp_path).asked().answer().agree()
    office.load(*CLIENTS, contact("News", "newsletter@paper.example", "Paper"))
    assert do(office, choose, EVERYBODY, True) == len(CLIENTS)
    assert do(office, choose, ClientFilter(in_tray=True), True) == 1


def test_ids_of_nobody_are_refused_and_nothing_is_done(tmp_path):
    office = listed(tmp_path)
    with pytest.raises(NotFound):
        do(office, set_for, [office.client("Tom").id, "nobody"], {"importance": "key"})
    assert set(values(office, "importance").values()) == {Importance.NORMAL}
