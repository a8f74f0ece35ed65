"""The salutation table: what is confirmed, what was left alone, what follows from a tone or a gender (C5)."""

from dataclasses import replace

import pytest

from fakes.office import CALLUM, CHIARA, LEAVER, TOM, Office
from segue.departure.errors import ChangedMeanwhile, InputError
from segue.departure.people import Gender
from segue.departure.register import Register
from segue.desk.choose import choose_by
from segue.desk.ports import ClientFilter
from segue.desk.salute import RowFacts, confirm_salutations, salutations, with_questions
from segue.desk.undo import undo, undoable

UNSTATED = Gender.UNSTATED


@pytest.fixture
def office(tmp_path):
    """An office whose list is chosen and whose salutations nobody has confirmed yet."""
    office = Office(tmp_path).asked().answer().agree()
    office.load(TOM, CALLUM, CHIARA)
    with office.desk() as desk:
        choose_by(desk, LEAVER, office.departure_id, "Clients", "", True)
    return office


def rows(office):
    with office.look() as desk:
        departure = desk.stores.departures.get(office.departure_id)
        found = with_questions(desk, departure, salutations(desk, departure, desk.stores.clients.all(departure.id)))
        return {row.client.given: row for row in found}


def answer(office, name, text, facts=None, **more):
    client = office.client(name)
    chosen = {client.id: facts} if facts else None
    with office.desk() as desk:
        confirm_salutations(
            desk, LEAVER, office.departure_id, {client.id: text}, {client.id: client.version}, chosen, **more
        )
    return office.client(name)


def found(office, **wanted):
    with office.look() as desk:
        _, clients = desk.stores.clients.page(office.departure_id, ClientFilter(chosen=True, **wanted), 0, 50)
    return [client.given for client in clients]


def test_a_tone_chosen_in_the_row_gives_its_salutation_which_is_still_to_be_seen(office):
    tom = answer(office, "Tom", "Dear Tom,", RowFacts(Register.FORMAL, UNSTATED))
    assert (tom.salutation, tom.salutation_confirmed) == ("", False)
    assert rows(office)["Tom"].text == "Dear Tom Stainsby,"


def test_a_tone_that_changes_no_word_leaves_the_confirmation(office):
    tom = answer(office, "Tom", "Dear Tom,", RowFacts(Register.NEUTRAL, UNSTATED))
    assert tom.salutation_confirmed


def test_a_retyped_salutation_stays_whatever_the_tone(office):
    answer(office, "Tom", "Dear old Tom,")
    tom = answer(office, "Tom", "Dear old Tom,", RowFacts(Register.FORMAL, UNSTATED))
    assert (tom.salutation, tom.salutation_confirmed) == ("Dear old Tom,", True)
    assert rows(office)["Tom"].composed == "Dear Tom Stainsby,"


def test_what_was_typed_is_kept_when_turning_the_page_and_waits_to_be_confirmed(office):
    tom = answer(office, "Tom", "Dear old Tom,", confirm=False)
    assert (tom.salutation, tom.salutation_confirmed) == ("Dear old Tom,", False)


@pytest.mark.parametrize("text", ["Dear Tom,", "Dear old Tom,"])
def test_turning_the_page_takes_no_confirmation_back(office, text):
    answer(office, "Tom", text)
    assert answer(office, "Tom", text, confirm=False).salutation_confirmed


def test_typing_the_composed_text_puts_it_back(office):
    answer(office, "Tom", "Dear old Tom,")
    tom = answer(office, "Tom", "Dear Tom,")
    assert (tom.salutation, tom.salutation_confirmed) == ("", True)


def test_the_gender_is_asked_in_a_row_only_where_a_sentence_needs_it(office):
    assert rows(office)["Tom"].genders == {}
    answer(office, "Tom", "Dear Tom,", RowFacts(Register.FORMAL, UNSTATED))
    assert rows(office)["Tom"].genders[Gender.MASCULINE] == ("Dear Mr Stainsby,",)


def test_the_table_can_be_narrowed_to_what_is_open_retyped_or_in_a_language(office):
    answer(office, "Tom", "Dear old Tom,")
    answer(office, "Callum", "Dear Callum,")
    assert found(office, confirmed=False) == ["Chiara"]
    assert found(office, confirmed=True) == ["Callum", "Tom"]
    assert found(office, retyped=True) == ["Tom"]
    assert found(office, retyped=False, locale="en-GB") == ["Callum"]


def test_a_page_of_confirmations_is_undone_at_once(office):
    answer(office, "Tom", "Dear old Tom,", RowFacts(Register.WARM, UNSTATED))
    with office.desk() as desk:
        undo(desk, LEAVER, office.departure_id, undoable(desk, LEAVER, office.departure_id)[0].id)
    tom = office.client("Tom")
    assert (tom.salutation, tom.salutation_confirmed, tom.register) == ("", False, None)


def test_a_tone_that_policy_closes_is_refused_for_the_row(office):
    with office.desk() as desk:
        desk.stores.policies.add(replace(desk.policy, registers=frozenset({Register.FORMAL})), desk.now, "owen")
    with pytest.raises(InputError, match="register_against_policy"):
        answer(office, "Tom", "Dear Tom,", RowFacts(Register.WARM, UNSTATED))


def test_a_row_that_somebody_changed_meanwhile_is_not_written_over(office):
    tom = office.client("Tom")
    answer(office, "Tom", "Dear old Tom,")
    with office.desk() as desk, pytest.raises(ChangedMeanwhile):
        confirm_salutations(desk, LEAVER, office.departure_id, {tom.id: "Dear Tom,"}, {tom.id: tom.version})
