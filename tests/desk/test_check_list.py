"""The list checked and mended in place: for one, for all, accepted with a note, undone; nothing goes on before (C6)."""

from dataclasses import replace

import pytest

from fakes.office import CALLUM, CHIARA, LEAVER, MANAGER, TERMS, TOM, Office, contact
from segue.clients.problem import Accepted
from segue.departure.errors import InputError, NotFound, NotNow
from segue.departure.letter_state import Told
from segue.desk.check import check_list
from segue.desk.choose import choose_by
from segue.desk.mark import set_status
from segue.desk.mending import accept, correct_address, mend_all, mend_clients
from segue.desk.reading import hand_for_reading
from segue.desk.undo import undo, undoable

SHOUTED = contact("ROSSI ANNA", "anna@rossi.it.example", "Rossi", language="it")
NOWHERE = contact("Mika Salo", "mika@salo.com", "Salo", language="")
NOWHERE_TOO = contact("Eve Moor", "eve@moor.com", "Moor", language="")
FINNISH = contact("Aino Virta", "aino@virta.fi.example", "Virta", language="fi")


def chosen(tmp_path, *contacts, terms=TERMS):
    office = Office(tmp_path).asked().answer(terms).agree()
    office.load(*contacts)
    with office.desk() as desk:
        choose_by(desk, LEAVER, office.departure_id, "Clients", "", True)
    return office


def do(office, verb, *values, who=LEAVER, **more):
    with office.desk() as desk:
        return verb(desk, who, office.departure_id, *values, **more)


def problems(office):
    with office.look() as desk:
        found = check_list(desk, desk.stores.departures.get(office.departure_id)).problems
        names = {one.id: one.name.split()[0] for one in desk.stores.clients.all(office.departure_id)}
    return {code: [names[one.client_id] for one in listed] for code, listed in found.items()}


def undo_last(office):
    with office.look() as desk:
        newest = undoable(desk, LEAVER, office.departure_id)[0].id
    do(office, undo, newest)


def give_all(office):
    return do(office, hand_for_reading, [client.id for client in office.clients()])


def test_a_list_without_faults_has_no_problems(tmp_path):
    assert problems(chosen(tmp_path, TOM, CALLUM, CHIARA)) == {}


def test_who_is_not_chosen_is_not_checked(tmp_path):
    assert problems(chosen(tmp_path, TOM, replace(NOWHERE, labels=("Friends",)))) == {}


def test_who_is_left_out_by_the_answer_is_not_checked(tmp_path):
    assert problems(chosen(tmp_path, TOM, NOWHERE, terms=replace(TERMS, excluded=("salo.com",)))) == {}


def test_nothing_goes_to_the_manager_while_something_blocks(tmp_path):
    office = chosen(tmp_path, TOM, NOWHERE)
    with pytest.raises(NotNow) as refused:
        give_all(office)
    assert refused.value.code == "check_first"
    do(office, mend_clients, "language_open", {office.client("Mika").id: "en-GB"})
    assert give_all(office) == 2


def test_a_language_without_letters_keeps_nobody_else_waiting(tmp_path):
    office = chosen(tmp_path, TOM, FINNISH)
    assert problems(office) == {"language_without_pack": ["Aino"]}
    assert do(office, hand_for_reading, [office.client("Tom").id]) == 1


def test_who_was_told_already_stops_nobody(tmp_path):
    office = Office(tmp_path).approved()
    with office.desk() as desk:
        set_status(desk, LEAVER, office.letter("Tom").id, Told.SENT)
        desk.stores.clients.save(replace(office.client("Tom"), contact_point_id="gone"))
    assert problems(office) == {}


def test_one_answer_for_all_mends_the_whole_class_and_is_undone_at_once(tmp_path):
    office = chosen(tmp_path, TOM, NOWHERE, NOWHERE_TOO)
    assert do(office, mend_all, "language_open", "en-US") == 2
    assert {office.client(name).locale_reason for name in ("Mika", "Eve")} == {"chosen"}
    assert problems(office) == {}
    undo_last(office)
    assert problems(office) == {"language_open": ["Eve", "Mika"]}


def test_a_name_typed_by_a_person_is_taken_apart_and_survives_the_next_reading(tmp_path):
    office = chosen(tmp_path, SHOUTED)
    do(office, mend_clients, "name_unfit", {office.clients()[0].id: "Dott.ssa Anna Rossi"})
    office.load(replace(SHOUTED, phones=("+39 02 1234567",)))
    anna = office.client("Anna")
    assert (anna.title, anna.given, anna.family) == ("Dott.ssa", "Anna", "Rossi")
    assert anna.phones
    assert problems(office) == {}


def test_a_typed_name_is_undone_to_what_the_contacts_say(tmp_path):
    office = chosen(tmp_path, SHOUTED)
    do(office, mend_clients, "name_unfit", {office.clients()[0].id: "Anna Rossi"})
    undo_last(office)
    assert [one.name for one in office.clients()] == ["ROSSI ANNA"]


def test_a_warning_is_accepted_with_a_note_that_stays_with_the_client(tmp_path):
    office = chosen(tmp_path, SHOUTED, TOM)
    assert do(office, accept, "name_unfit", "  Their own   way. ") == 1
    assert office.client("ROSSI").accepted == (Accepted("name_unfit", "ROSSI ANNA", "Their own way."),)
    assert problems(office) == {}
    undo_last(office)
    assert problems(office) == {"name_unfit": ["ROSSI"]}


def test_an_accepted_name_that_is_read_anew_is_asked_about_again(tmp_path):
    office = chosen(tmp_path, SHOUTED)
    do(office, accept, "name_unfit", "")
    office.load(replace(SHOUTED, name="ROSSI ANNA MARIA"))
    assert problems(office) == {"name_unfit": ["ROSSI"]}


def test_what_blocks_cannot_be_accepted(tmp_path):
    with pytest.raises(InputError, match="not_to_accept"):
        do(chosen(tmp_path, NOWHERE), accept, "language_open", "Never mind.")


def test_a_broken_address_is_corrected_in_place_and_keeps_every_choice(tmp_path):
    office = chosen(tmp_path, TOM)
    office.change_client("Tom", note="Thank you.")
    with office.desk() as desk:
        (card,) = desk.stores.contacts.all(office.departure_id)
        desk.stores.contacts.save(office.departure_id, [replace(card, contact=replace(card.contact, emails=("tom",)))])
        desk.stores.clients.save(replace(office.client("Tom"), addresses=("tom",)))
    assert problems(office) == {"address_broken": ["Tom"]}
    do(office, correct_address, office.client("Tom").id, "tom@brightwater.co.uk.example")
    assert problems(office) == {}
    assert office.client("Tom").note == "Thank you."


@pytest.mark.parametrize(
    ("code", "answer", "refusal"),
    [
        ("language_open", "xx", "locale_without_pack"),
        ("contact_missing", "nobody", "contact_missing"),
        ("salutation_needed", "x" * 121, "salutation_unfit"),
        ("name_unfit", "=1+2", "name_unreadable"),
        ("name_unfit", "x" * 201, "name_unreadable"),
        ("probably_same", "yes", "choice_unknown"),
    ],
)
def test_an_answer_that_mends_nothing_is_refused_and_changes_nobody(tmp_path, code, answer, refusal):
    office = chosen(tmp_path, TOM, NOWHERE)
    before = office.clients()
    with pytest.raises(InputError) as refused:
        do(office, mend_clients, code, {one.id: answer for one in before})
    assert refused.value.code == refusal
    assert office.clients() == before


def test_an_empty_answer_leaves_the_row_for_later(tmp_path):
    office = chosen(tmp_path, NOWHERE)
    assert do(office, mend_clients, "language_open", {office.clients()[0].id: "  "}) == 0


def test_nobody_but_who_leads_mends_or_accepts(tmp_path):
    office = chosen(tmp_path, NOWHERE)
    for verb, values in ((mend_all, ("language_open", "it")), (accept, ("name_unfit", ""))):
        with pytest.raises(NotFound):
            do(office, verb, *values, who=MANAGER)


def test_the_audit_counts_and_names_nobody(tmp_path):
    office = chosen(tmp_path, SHOUTED, NOWHERE)
    do(office, mend_all, "language_open", "it")
    do(office, accept, "name_unfit", "A secret of hers.")
    with office.look() as desk:
        said = [(one.verb, one.details) for one in desk.stores.audit.entries(office.departure_id)][-2:]
    assert said == [
        ("mend_clients", {"problem": "language_open", "count": "1"}),
        ("accept_warnings", {"problem": "name_unfit", "count": "1"}),
    ]
