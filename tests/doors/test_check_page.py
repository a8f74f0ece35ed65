"""The page that checks the list, and the salutation table: worked off in place, with and without a script (C5, C6)."""

import re
from dataclasses import replace

import pytest

from doors.leaving import see, text_of
from fakes.office import CALLUM, CHIARA, LEAVER, MANAGER, PAOLO, TOM, Office, contact
from segue.clients.client import Client
from segue.departure.people import Gender
from segue.departure.register import Register
from segue.desk.choose import choose_by

SHOUTED = contact("ROSSI ANNA", "anna@rossi.it.example", "Rossi", language="it")
NOWHERE = contact("Mika Salo", "mika@salo.com", "Salo", language="")
NOWHERE_TOO = contact("Eve Moor", "eve@moor.com", "Moor", language="")
PRIVATE = replace(TOM, source="phone", key="2", emails=("tom.stainsby@gmail.com",))
LUCIA = contact("Lucia Bassanini", "info@oriani.it.example", "Oriani", language="it", key="lucia")
DAVIDE = contact("Davide Moroni", "info@oriani.it.example", "Oriani", language="it", key="davide")


def chosen(tmp_path, *contacts):
    office = Office(tmp_path).asked().answer().agree()
    office.load(*contacts)
    with office.desk() as desk:
        choose_by(desk, LEAVER, office.departure_id, "Clients", "", True)
    return office


def check(office, code="", **fields):
    path = f"/departures/{office.departure_id}/check"
    return office.as_(LEAVER).post(f"{path}?class={code}", **fields)


def salute(office, who="", **fields):
    return office.as_(LEAVER).post(f"/departures/{office.departure_id}/salutations{who}", **fields)


def row_of(client: Client, text: str, **more: str) -> dict[str, str]:
    fields = {f"s-{client.id}": text, f"v-{client.id}": str(client.version)}
    return fields | {f"{name[0]}-{client.id}": value for name, value in more.items()}


def test_one_class_at_a_time_with_what_is_left(tmp_path):
    office = chosen(tmp_path, TOM, NOWHERE, NOWHERE_TOO, SHOUTED)
    said = text_of(see(office, "/check"))
    assert "10 of 12 checks are in order." in said
    assert "Language not known (2) has to be mended" in said
    assert "Mika Salo" in said
    assert "ROSSI ANNA" not in said
    assert "Name looks wrong (1)" in said


def test_while_nobody_is_chosen_nothing_is_said_to_be_in_order(tmp_path):
    said = text_of(see(Office(tmp_path).asked().answer().agree(), "/check"))
    assert ("No clients chosen yet" in said, "in order" in said) == (True, False)


def test_saving_a_row_goes_on_with_the_class_and_then_with_the_next(tmp_path):
    office = chosen(tmp_path, NOWHERE, NOWHERE_TOO, SHOUTED)
    first = check(office, "language_open", do="save", **{f"m-{office.client('Mika').id}": "en-GB"})
    assert first.location.endswith("/check?class=language_open")
    last = check(office, "language_open", do="save", **{f"m-{office.client('Eve').id}": "en-US"})
    assert last.location.endswith("/check")
    assert "Name looks wrong (1)" in text_of(see(office, "/check"))


def test_one_answer_for_all_of_a_class(tmp_path):
    office = chosen(tmp_path, NOWHERE, NOWHERE_TOO)
    check(office, "language_open", do="all", all="it")
    assert {client.locale for client in office.clients()} == {"it"}
    assert "Everything is in order" in text_of(see(office, "/check"))


def test_a_name_is_offered_tidied_and_taken_over(tmp_path):
    office = chosen(tmp_path, SHOUTED)
    offered = re.search(r'name="(m-[^"]+)" value="([^"]+)"', see(office, "/check").text)
    assert offered[2] == "Rossi Anna"
    check(office, "name_unfit", do="save", **{offered[1]: "Anna Rossi"})
    assert office.clients()[0].family == "Rossi"


@pytest.mark.parametrize("do", ["accept", "accept:{client}"])
def test_warnings_are_left_as_they_are_with_a_note_and_the_manager_sees_how_many(tmp_path, do):
    office = chosen(tmp_path, SHOUTED)
    check(office, "name_unfit", do=do.format(client=office.clients()[0].id), note="A secret of hers.")
    assert "Warnings accepted: 1." in text_of(see(office, "/check"))
    read = see(office, "/read", MANAGER)
    assert "accepted as they are: 1." in text_of(read)
    assert "A secret of hers." not in read.text


def test_a_shared_mailbox_is_answered_here(tmp_path):
    office = chosen(tmp_path, LUCIA, DAVIDE)
    (client,) = office.clients()
    check(office, "question_open", do="save", **{f"m-{client.id}": "person:Lucia Bassanini"})
    assert office.clients()[0].name == "Lucia Bassanini"


@pytest.mark.parametrize(("do", "left"), [("merge", 1), ("decline", 2)])
def test_a_probable_double_is_one_person_or_two(tmp_path, do, left):
    office = chosen(tmp_path, TOM, PRIVATE)
    first, second = sorted(one.id for one in office.clients())
    check(office, "probably_same", do=f"{do}:{first}:{second}")
    assert len(office.clients()) == left
    assert "Perhaps the same person" not in text_of(see(office, "/check"))


def test_what_is_probably_no_client_is_kept_aside_with_one_click(tmp_path):
    office = chosen(tmp_path, contact("News", "noreply@moor.co.uk.example", "Moor"), TOM)
    check(office, "probably_no_client", do=f"tray:{office.client('News').id}")
    assert not office.client("News").chosen


def test_the_last_change_is_undone_here(tmp_path):
    office = chosen(tmp_path, NOWHERE, NOWHERE_TOO)
    check(office, "language_open", do="all", all="it")
    undo = re.search(r'value="(undo:\d+)"', see(office, "/check").text)[1]
    check(office, do=undo)
    assert {client.locale for client in office.clients()} == {""}


@pytest.mark.parametrize(
    ("code", "fields", "said"),
    [
        ("name_unfit", {"m-{client}": "=1+2", "do": "save"}, "Type a name of 1 to 200 characters"),
        ("language_open", {"do": "all"}, "Please answer this"),
        ("language_open", {"do": "accept", "note": "no"}, "This cannot be left as it is"),
        ("language_open", {"do": "dance"}, ""),
    ],
)
def test_a_mistake_stands_on_the_page_with_what_was_typed(tmp_path, code, fields, said):
    office = chosen(tmp_path, SHOUTED, NOWHERE, NOWHERE_TOO)
    client = office.client("ROSSI").id
    answered = check(office, code, **{name.format(client=client): value for name, value in fields.items()})
    assert answered.status_code == 422
    assert said in text_of(answered)
    assert fields.get("m-{client}", "") in answered.text


def test_an_answer_shows_at_once_how_the_letter_would_open_and_keeps_nothing(tmp_path):
    office = chosen(tmp_path, SHOUTED)
    (anna,) = office.clients()
    path = f"/departures/{office.departure_id}/check/salutation?class=name_unfit&client={anna.id}"
    shown = office.as_(LEAVER).post(path, **{f"m-{anna.id}": "Dott.ssa Anna Rossi"})
    assert "Gentile Anna Rossi," in shown.text
    assert office.clients() == [anna]


def test_letters_are_refused_with_a_link_to_what_blocks(tmp_path):
    office = chosen(tmp_path, TOM, NOWHERE)
    page = see(office, "/letters")
    assert "mended before letters go to your manager: 1." in text_of(page)
    assert f"/departures/{office.departure_id}/check" in page.text
    given = office.as_(LEAVER).post(f"/departures/{office.departure_id}/letters", read=office.client("Tom").id)
    assert given.status_code == 409
    assert office.letters() == []


def test_a_class_is_worked_off_client_by_client_beside_the_live_letter(tmp_path):
    office = chosen(tmp_path, NOWHERE, NOWHERE_TOO)
    eve, mika = office.client("Eve"), office.client("Mika")
    path = f"/clients/{eve.id}?check=language_open"
    assert "After this one: 1." in text_of(see(office, path))
    fields = {"locale": "en-GB", "version": eve.version}
    following = office.as_(LEAVER).post(f"/departures/{office.departure_id}{path}", **fields)
    assert following.location.endswith(f"/clients/{mika.id}?check=language_open")


# The salutation table


def test_a_tone_in_a_row_answers_with_the_row_as_it_then_is(tmp_path):
    office = chosen(tmp_path, TOM)
    (tom,) = office.clients()
    shown = salute(office, f"/{tom.id}", **row_of(tom, "Dear Tom,", register="formal"))
    assert shown.text.lstrip().startswith("<tr")
    assert 'value="Dear Tom Stainsby,"' in shown.text
    assert f'name="g-{tom.id}"' in shown.text
    assert office.clients()[0].register is Register.FORMAL


def test_a_row_that_cannot_be_kept_says_so_in_its_place(tmp_path):
    office = chosen(tmp_path, TOM)
    (tom,) = office.clients()
    shown = salute(office, f"/{tom.id}", **row_of(tom, "", register="formal"))
    assert "A salutation has 1 to 120 characters." in shown.text
    assert office.clients() == [tom]


def test_confirming_the_last_page_leads_back_to_the_departure(tmp_path):
    office = chosen(tmp_path, TOM)
    (tom,) = office.clients()
    done = salute(office, do="confirm", **row_of(tom, "Dear Tom,"))
    assert done.location.endswith(f"/departures/{office.departure_id}")
    assert office.clients()[0].salutation_confirmed


def test_without_a_script_a_tone_chosen_with_the_confirmation_is_shown_once_more(tmp_path):
    office = chosen(tmp_path, TOM)
    (tom,) = office.clients()
    done = salute(office, do="confirm", **row_of(tom, "Dear Tom,", register="formal", gender="m"))
    assert "show=open" in done.location
    assert 'value="Dear Mr Stainsby,"' in see(office, "/salutations?show=open").text
    assert office.clients()[0].gender is Gender.MASCULINE


def test_turning_the_page_keeps_what_was_typed(tmp_path):
    many = [contact(f"Ann{n} Moor", f"ann{n}@moor.co.uk.example", f"Moor {n:02}") for n in range(41)]
    office = chosen(tmp_path, *many)
    first = office.client("Ann0 ")
    turned = salute(office, do="page:2", **row_of(first, "Dear old Ann,"))
    assert "page=2" in turned.location
    assert 'value="Dear old Ann,"' in see(office, "/salutations").text
    assert "Ann40 Moor" in text_of(see(office, "/salutations?page=2"))
    assert not office.client("Ann0 ").salutation_confirmed


def test_a_retyped_salutation_is_put_back_in_its_row(tmp_path):
    office = chosen(tmp_path, TOM, CALLUM)
    salute(office, do="confirm", **row_of(office.client("Tom"), "Dear old Tom,"))
    assert "Composed: Dear Tom, Put back" in text_of(see(office, "/salutations"))
    back = salute(office, do=f"back:{office.client('Tom').id}", **row_of(office.client("Tom"), "Dear old Tom,"))
    assert back.location.endswith(f"#c-{office.client('Tom').id}")
    assert office.client("Tom").salutation == ""


def test_the_table_is_narrowed_by_what_is_open_retyped_or_in_a_language(tmp_path):
    office = chosen(tmp_path, TOM, CALLUM, CHIARA)
    salute(office, do="confirm", **row_of(office.client("Tom"), "Dear old Tom,"))
    for asked, names in (("show=retyped", ["Tom"]), ("show=open", ["Callum", "Chiara"]), ("language=it", ["Chiara"])):
        page = see(office, f"/salutations?{asked}")
        shown = re.findall(r'<th scope="row"><bdi>(\w+)', page.text)
        assert sorted(shown) == names


def test_the_reason_of_a_suggested_language_says_what_it_was_seen_in(tmp_path):
    office = chosen(tmp_path, replace(PAOLO, language=""))
    assert "Country of the address: .it" in text_of(see(office, "/salutations"))
    assert "Country of the address: .it" in text_of(see(office, f"/clients/{office.clients()[0].id}"))


def test_a_client_is_asked_for_nothing_that_changes_no_sentence(tmp_path):
    office = chosen(tmp_path, TOM)
    (tom,) = office.clients()
    assert 'type="radio"' not in see(office, f"/clients/{tom.id}").text
    office.change_client("Tom", register=Register.FORMAL)
    formal = see(office, f"/clients/{tom.id}")
    assert "Dear Mr Stainsby," in text_of(formal)
    assert "Dear Ms Stainsby," in text_of(formal)
    assert 'value="unstated" checked' in formal.text


def test_saving_a_client_keeps_the_contact_point_that_he_has(tmp_path):
    office = chosen(tmp_path, TOM)
    office.change_client("Tom", contact_point_id="point-1")
    (tom,) = office.clients()
    page = see(office, f"/clients/{tom.id}").text
    assert re.search(r'value="point-1" selected', page)
