"""The client list: one person is one client, nobody is chosen by default, and every choice is kept (C2, C3, C5)."""

from dataclasses import replace

import pytest

from fakes.office import CALLUM, CHIARA, CLIENTS, LEAVER, TOM, Office, contact
from segue.clients.contact import RowProblem
from segue.departure.errors import ChangedMeanwhile, InputError, NotFound, NotNow
from segue.departure.letter_state import LetterState
from segue.departure.people import Gender
from segue.departure.register import Register
from segue.desk.choose import choose, choose_by
from segue.desk.client_facts import ClientFacts, change_client
from segue.desk.merge import answer_shared, merge, split
from segue.desk.reading import hand_for_reading
from segue.desk.salute import confirm_salutations, salutations
from segue.desk.start import start

TOM_AGAIN = replace(
    TOM, source="phone.vcf", key="tom-again", name="Tom P. Stainsby", phones=("+44 1632 960018",), labels=("Family",)
)
LUCIA = contact("Lucia Bassanini", "info@oriani.it.example", "Tessitura Oriani", language="it", key="lucia")
DAVIDE = contact("Davide Moroni", "info@oriani.it.example", "Tessitura Oriani", language="it", key="davide")
NOT_CLIENTS = {
    "own_domain": contact("Jonas Whitfield", "jonas@norwell.example", "Norwell & Sons"),
    "no_reply": contact("Alerts", "no-reply@bank.example", "The Bank"),
    "mailing_list": contact("News", "newsletter@paper.example", "Paper"),
    "supplier": contact("Rita Supply", "rita@supply.example", "Supply", "Suppliers", "Clients"),
    "free_mail": contact("Mum Lindqvist", "mum@gmail.com", "", "Family", "Clients"),
}


def asked(tmp_path, *contacts):
    office = Office(tmp_path).asked().answer().agree()
    office.load(*contacts)
    return office


def do(office, verb, *values):
    with office.desk() as desk:
        return verb(desk, LEAVER, office.departure_id, *values)


# One person, one client


def test_the_same_address_in_two_books_is_one_client_and_says_why(tmp_path):
    office = asked(tmp_path, TOM, TOM_AGAIN)
    (client,) = office.clients()
    (reason,) = client.reasons
    assert (client.name, client.phones) == ("Tom P. Stainsby", ("+44 1632 960018",))
    assert (reason.code, reason.values["address"]) == ("same_address", "tom@brightwater.co.uk.example")
    assert {reason.values["first_source"], reason.values["second_source"]} == {"book.csv", "phone.vcf"}


def test_a_merge_can_be_undone_and_stays_undone_when_read_again(tmp_path):
    office = asked(tmp_path, TOM, TOM_AGAIN)
    do(office, split, office.clients()[0].id)
    assert sorted(client.name for client in office.clients()) == ["Tom P. Stainsby", "Tom Stainsby"]
    office.load(TOM, TOM_AGAIN)
    assert len(office.clients()) == 2
    assert all(client.reasons == () for client in office.clients())


def test_who_was_split_can_be_put_together_and_stays_so_when_read_again(tmp_path):
    office = asked(tmp_path, TOM, TOM_AGAIN)
    kept = office.clients()[0].id
    do(office, split, kept)
    other = next(client.id for client in office.clients() if client.id != kept)
    do(office, merge, [kept, other])
    office.load(TOM, TOM_AGAIN)
    assert [len(client.reasons) for client in office.clients()] == [1]


def test_what_was_chosen_survives_splitting_and_joining(tmp_path):
    office = asked(tmp_path, TOM, TOM_AGAIN)
    kept = office.clients()[0].id
    do(office, choose, [kept], True)
    office.change_client("Tom", note="You kept us going.")
    do(office, split, kept)
    do(office, merge, [client.id for client in office.clients()])
    (client,) = office.clients()
    assert (client.id, client.chosen, client.note) == (kept, True, "You kept us going.")


def test_a_client_of_one_entry_cannot_be_split(tmp_path):
    office = asked(tmp_path, TOM)
    with pytest.raises(InputError) as wrong:
        do(office, split, office.clients()[0].id)
    assert wrong.value.code == "nothing_to_split"


def test_two_people_behind_one_address_are_a_question_and_not_a_guess(tmp_path):
    office = asked(tmp_path, LUCIA, DAVIDE)
    (client,) = office.clients()
    assert set(client.question) == {"Lucia Bassanini", "Davide Moroni"}


@pytest.mark.parametrize(
    ("answered", "name", "is_company"), [("Davide Moroni", "Davide Moroni", False), ("", None, True)]
)
def test_the_answer_of_a_shared_address_holds_when_read_again(tmp_path, answered, name, is_company):
    office = asked(tmp_path, LUCIA, DAVIDE)
    do(office, answer_shared, office.clients()[0].id, answered)
    for _ in range(2):
        (client,) = office.clients()
        assert (client.question, client.is_company) == ((), is_company)
        assert name in (None, client.name)
        office.load(LUCIA, DAVIDE)


def test_a_name_that_was_not_offered_is_no_answer(tmp_path):
    office = asked(tmp_path, LUCIA, DAVIDE)
    with pytest.raises(InputError):
        do(office, answer_shared, office.clients()[0].id, "Somebody Else")


# Nobody by default


def test_nobody_is_chosen_by_default(tmp_path):
    office = asked(tmp_path, *CLIENTS, *NOT_CLIENTS.values())
    assert [client for client in office.clients() if client.chosen] == []


@pytest.mark.parametrize("why", NOT_CLIENTS)
def test_who_is_probably_not_a_client_is_in_the_tray_with_the_reason(tmp_path, why):
    office = asked(tmp_path, NOT_CLIENTS[why], TOM)
    assert {client.name: client.tray for client in office.clients()} == {NOT_CLIENTS[why].name: why, TOM.name: ""}


def test_choosing_a_label_leaves_the_tray_out(tmp_path):
    office = asked(tmp_path, *CLIENTS, *NOT_CLIENTS.values())
    assert do(office, choose_by, "Clients", "", True) == len(CLIENTS)
    assert {client.name for client in office.clients() if client.chosen} == {one.name for one in CLIENTS}


def test_choosing_a_company_chooses_its_people_and_nobody_else(tmp_path):
    office = asked(tmp_path, *CLIENTS)
    assert do(office, choose_by, "", "Brightwater Foods", True) == 2


def test_choosing_by_nothing_is_refused(tmp_path):
    office = asked(tmp_path, *CLIENTS)
    with pytest.raises(InputError):
        do(office, choose_by, "", "", True)


def test_two_chosen_clients_of_one_company_have_different_wordings_and_keep_them(tmp_path):
    office = asked(tmp_path, *CLIENTS)
    assert {client.wording for client in office.clients()} == {None}
    do(office, choose_by, "Clients", "", True)
    taken = {client.name: client.wording for client in office.clients()}
    assert [name for name, wording in taken.items() if wording] == ["Tom Stainsby"]
    do(office, choose, [office.client("Eleanor").id], False)
    do(office, choose, [office.client("Eleanor").id], True)
    office.load(*CLIENTS)
    assert {client.name: client.wording for client in office.clients()} == taken


def test_a_colleague_who_is_chosen_later_takes_the_other_wording(tmp_path):
    office = asked(tmp_path, *CLIENTS)
    for name in ("Tom", "Eleanor"):
        do(office, choose, [office.client(name).id], True)
    assert [office.client(name).wording for name in ("Tom", "Eleanor")] == [0, 1]


def test_choosing_one_by_one_takes_a_person_out_of_the_tray_for_good(tmp_path):
    mum = NOT_CLIENTS["free_mail"]
    office = asked(tmp_path, mum)
    do(office, choose, [office.clients()[0].id], True)
    office.load(mum)
    (client,) = office.clients()
    assert (client.chosen, client.tray) == (True, "")


def test_a_client_of_another_departure_cannot_be_chosen(tmp_path):
    office = asked(tmp_path, TOM)
    theirs = office.clients()[0].id
    with office.desk() as desk:
        own = start(desk, office.other_leaver, "Jonas Whitfield", office.departure.last_day, "")
    with pytest.raises(NotFound), office.desk() as desk:
        choose(desk, office.other_leaver, own.id, [theirs], True)


# Read again


def test_reading_again_keeps_every_choice(tmp_path):
    office = Office(tmp_path).listed()
    office.change_client("Tom", register=Register.WARM, note="Thank you.", years_together=6, gender=Gender.MASCULINE)
    office.change_client("Chiara", locale="en-GB", salutation="Dear Chiara,")
    before = {client.name: client for client in office.clients()}
    loaded = office.load(*CLIENTS)
    assert {client.name: client for client in office.clients()} == before
    assert (loaded.kept, loaded.new, loaded.clients) == (5, 0, 5)


def test_reading_again_brings_changes_and_new_people(tmp_path):
    office = Office(tmp_path).listed()
    moved = replace(CALLUM, company="Reidy & Partners", job_title="Partner")
    loaded = office.load(moved, contact("Nadia New", "nadia@harbour.co.uk.example", "Harbour"))
    callum = office.client("Callum")
    assert (callum.company, callum.job_title, callum.chosen, callum.register) == (
        "Reidy & Partners",
        "Partner",
        True,
        Register.FORMAL,
    )
    assert (loaded.new, office.client("Nadia").chosen) == (1, False)


def test_a_new_name_in_the_book_returns_that_letter_to_waiting(tmp_path):
    office = Office(tmp_path).approved()
    office.load(replace(TOM, name="Thomas Stainsby", given="Thomas"))
    assert {name for name, state in office.states().items() if state is LetterState.WAITING} == {"Thomas"}


def test_rows_that_cannot_be_kept_are_reported_and_the_good_ones_kept(tmp_path):
    office = Office(tmp_path).asked()
    bad = RowProblem("book.csv", 7, "row_no_address", "Nobody")
    loaded = office.load(TOM, bad, CHIARA)
    assert (loaded.kept, loaded.problems, len(office.clients())) == (2, [bad], 2)


# Salutations and languages


def test_every_client_has_a_finished_salutation_to_confirm(tmp_path):
    office = asked(tmp_path, *CLIENTS)
    with office.look() as desk:
        rows = salutations(desk, office.departure, office.clients())
    assert {row.client.name: row.text for row in rows} == {
        "Tom Stainsby": "Dear Tom,",
        "Eleanor Whitcombe": "Dear Eleanor,",
        "Callum Reidy": "Dear Callum,",
        "Chiara Melandri": "Gentile Chiara Melandri,",
        "Paolo Zanardelli": "Gentile Paolo Zanardelli,",
    }


@pytest.mark.parametrize(("typed", "kept"), [("Dear Tom,", ""), ("  Dear   Tom, ", ""), ("Hello Tom,", "Hello Tom,")])
def test_a_salutation_is_confirmed_as_it_stands_or_kept_as_retyped(tmp_path, typed, kept):
    office = asked(tmp_path, TOM)
    assert do(office, confirm_salutations, {office.clients()[0].id: typed}) == 1
    (client,) = office.clients()
    assert (client.salutation, client.salutation_confirmed) == (kept, True)


@pytest.mark.parametrize("typed", ["", "   ", "x" * 121])
def test_one_salutation_that_cannot_be_confirms_none(tmp_path, typed):
    office = asked(tmp_path, TOM, CALLUM)
    tom, callum = office.client("Tom"), office.client("Callum")
    with pytest.raises(InputError) as wrong:
        do(office, confirm_salutations, {callum.id: "Dear Callum,", tom.id: typed})
    assert wrong.value.field == tom.id
    assert not any(client.salutation_confirmed for client in office.clients())


ANNA = replace(
    contact("Анна Иванова", "anna@sklad.ru.example", "Северный склад", language="ru"),
    name="Анна Сергеевна Иванова",
    patronymic="Сергеевна",
)


def test_a_patronymic_is_read_and_said_but_in_a_warm_salutation(tmp_path):
    office = Office(tmp_path).listed(ANNA)
    said = {}
    for register in (Register.FORMAL, Register.WARM):
        office.change_client("Анна", register=register, gender=Gender.FEMININE, salutation="")
        with office.look() as desk:
            said[register] = salutations(desk, office.departure, office.clients())[0].text
    assert said == {Register.FORMAL: "Уважаемая Анна Сергеевна!", Register.WARM: "Анна, здравствуйте!"}


@pytest.mark.parametrize("typed", ["", "Павловна"])
def test_a_patronymic_that_a_person_changed_stays_when_the_contacts_are_read_again(tmp_path, typed):
    office = Office(tmp_path).listed(ANNA).change_client("Анна", patronymic=typed)
    office.load(ANNA)
    assert office.client("Анна").patronymic == typed


def test_a_client_without_a_pack_waits_until_another_language_is_chosen(tmp_path):
    office = asked(tmp_path, contact("Ólafur Jónsson", "olafur@sild.is.example", "Síld", language="is"))
    (client,) = office.clients()
    do(office, choose, [client.id], True)
    assert client.locale == "is"
    with office.look() as desk:
        assert [row.problem for row in salutations(desk, office.departure, [client])] == ["locale_without_pack"]
    with pytest.raises(NotNow):
        do(office, hand_for_reading, [client.id])
    assert office.letters() == []
    office.change_client("Ólafur", locale="en-GB")
    assert do(office, hand_for_reading, [client.id]) == 1
    assert office.letters()[0].content.language == "en-GB"


@pytest.mark.parametrize("locale", ["tlh", "not a language", "{{ 7 * 7 }}"])
def test_a_language_that_nobody_offers_cannot_be_chosen(tmp_path, locale):
    office = asked(tmp_path, TOM)
    with pytest.raises(InputError):
        office.change_client("Tom", locale=locale)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"note": "x" * 301}, "note"),
        ({"salutation": "x" * 121}, "salutation"),
        ({"years_together": 61}, "years_together"),
        ({"years_together": -1}, "years_together"),
        ({"contact_point_id": "nobody"}, "contact_point_id"),
    ],
)
def test_facts_out_of_range_are_refused_at_their_field(tmp_path, changes, field):
    office = asked(tmp_path, TOM)
    with pytest.raises(InputError) as wrong:
        office.change_client("Tom", **changes)
    assert wrong.value.field == field


def test_the_second_of_two_tabs_is_told_and_overwrites_nothing(tmp_path):
    office = asked(tmp_path, TOM)
    seen = office.client("Tom")
    office.change_client("Tom", note="Typed in the first tab")
    with pytest.raises(ChangedMeanwhile):
        do(office, change_client, seen.id, ClientFacts(seen.locale, note="Typed in the second tab"), seen.version)
    assert office.client("Tom").note == "Typed in the first tab"


def test_a_salutation_retyped_in_another_tab_is_not_overwritten(tmp_path):
    office = asked(tmp_path, CALLUM)
    client = office.clients()[0]
    do(office, confirm_salutations, {client.id: "Dear old friend Callum,"}, {client.id: client.version})
    with pytest.raises(ChangedMeanwhile):
        do(office, confirm_salutations, {client.id: "Dear Callum,"}, {client.id: client.version})
    assert office.clients()[0].salutation == "Dear old friend Callum,"
