"""The pages of the client list: choosing, the tray, questions, companies, facts of many, undoing (C2, C3, C5)."""

import re

import pytest

from doors.leaving import text_of
from fakes.office import CLIENTS, LEAVER, TOM, Office, contact
from segue.clients.client import Importance

LUCIA = contact("Lucia Bassanini", "info@oriani.it.example", "Tessitura Oriani", language="it", key="lucia")
DAVIDE = contact("Davide Moroni", "info@oriani.it.example", "Tessitura Oriani", language="it", key="davide")
TOM_ELSEWHERE = contact("Tom Stainsby", "tom.stainsby@brightwater.example", "Brightwater Foods", key="tom-2")
TOM_AGAIN = contact("Tom P. Stainsby", "tom@brightwater.co.uk.example", "Brightwater Foods", key="tom-3")
NEWS = contact("News", "newsletter@paper.example", "Paper")


def loaded(tmp_path, *contacts):
    office = Office(tmp_path).asked().answer().agree()
    office.load(*(contacts or CLIENTS))
    return office


def many(count):
    return [contact(f"Person {n:03}", f"p{n}@firm{n}.example", f"Firm {n:03}") for n in range(count)]


class Pages:
    """The leaver's browser at the client list."""

    def __init__(self, office):
        self.visitor, self.base = office.as_(LEAVER), f"/departures/{office.departure_id}"

    def see(self, path):
        page = self.visitor.get(self.base + path)
        assert page.status_code == 200
        return page

    def post(self, path, status=302, **fields):
        answer = self.visitor.post(self.base + path, **fields)
        assert answer.status_code == status, answer.text[-800:]
        return self.visitor.get(answer.headers["Location"]) if status == 302 else answer


def chosen(office):
    return {one.name for one in office.clients() if one.chosen}


# Simple where there is little


def test_a_few_people_are_shown_without_anything_to_narrow_the_list(tmp_path):
    page = Pages(loaded(tmp_path)).see("/clients")
    assert 'role="search"' not in page.text
    assert "Who is who?" not in page.text
    assert "Probably not clients" not in text_of(page)


def test_many_people_are_paged_and_can_be_searched(tmp_path):
    pages = Pages(loaded(tmp_path, *many(60)))
    first = pages.see("/clients")
    assert first.text.count("data-row") == 50
    assert "Page 1 of 2" in text_of(first)
    assert pages.see("/clients?page=2").text.count("data-row") == 10
    assert pages.see("/clients?q=person+007").text.count("data-row") == 1


def test_a_page_beyond_the_last_and_nonsense_in_the_address_are_no_failure(tmp_path):
    pages = Pages(loaded(tmp_path))
    for path in ("/clients?page=99", "/clients?page=x&list=nothing&locale=%01", "/companies?page=99&open=x"):
        pages.see(path)


# Choosing


def test_everybody_who_matches_is_chosen_across_the_pages(tmp_path):
    office = loaded(tmp_path, *many(60))
    page = Pages(office).post("/clients", do="choose", scope="all", seen="60")
    assert len(chosen(office)) == 60
    assert "60 clients chosen." in text_of(page)


def test_only_those_are_chosen_whom_the_search_finds(tmp_path):
    office = loaded(tmp_path)
    Pages(office).post("/clients?q=brightwater", do="choose", scope="all", seen="2")
    assert chosen(office) == {"Tom Stainsby", "Eleanor Whitcombe"}


def test_a_list_that_changed_meanwhile_is_shown_again_and_nothing_is_done(tmp_path):
    office = loaded(tmp_path)
    page = Pages(office).post("/clients", 409, do="choose", scope="all", seen="4")
    assert "The list changed meanwhile: 5 match now." in text_of(page)
    assert chosen(office) == set()


def test_nobody_ticked_is_told_and_what_was_typed_stays(tmp_path):
    page = Pages(loaded(tmp_path)).post("/clients", 422, do="set", importance="key")
    assert "Tick somebody first." in text_of(page)
    assert '<option value="key" selected>' in page.text


def test_without_anything_that_narrows_the_list_one_press_chooses_nobody(tmp_path):
    office = loaded(tmp_path)
    Pages(office).post("/clients", 422, do="choose_all")
    assert chosen(office) == set()


def test_a_button_of_a_row_means_that_row_whatever_is_ticked(tmp_path):
    office = loaded(tmp_path)
    tom, callum = office.client("Tom").id, office.client("Callum").id
    Pages(office).post("/clients", do=f"choose:{tom}", client=[callum])
    assert chosen(office) == {"Tom Stainsby"}


def test_one_press_takes_somebody_into_the_tray_and_out_of_it(tmp_path):
    office = loaded(tmp_path, *CLIENTS, NEWS)
    pages = Pages(office)
    tom = office.client("Tom").id
    pages.post("/clients", do=f"tray_in:{tom}")
    tray = text_of(pages.see("/clients?list=tray"))
    assert "Kept aside by you." in tray
    assert "A mailing list or newsletter." in tray
    pages.post("/clients?list=tray", do=f"tray_out:{tom}")
    assert office.client("Tom").tray == ""


# Facts of many


def test_facts_are_set_for_the_ticked(tmp_path):
    office = loaded(tmp_path)
    tom = office.client("Tom").id
    page = Pages(office).post("/clients", do="set", client=[tom], importance="key")
    assert "Set for 1 person." in text_of(page)
    assert {one.name for one in office.clients() if one.importance is Importance.KEY} == {"Tom Stainsby"}


def test_a_language_nobody_writes_is_refused_at_its_field(tmp_path):
    office = loaded(tmp_path)
    page = Pages(office).post("/clients", 422, do="set", scope="all", seen="5", locale="xx")
    assert 'href="#f-locale"' in page.text


# Companies


def test_a_company_has_one_row_however_its_name_is_written(tmp_path):
    other = contact("Nora Vale", "nora@brightwater.co.uk.example", "BRIGHTWATER FOODS LTD")
    page = Pages(loaded(tmp_path, *CLIENTS, other)).see("/companies")
    assert page.text.count("data-row") == 4
    assert "0 of 3 chosen" in text_of(page)


def test_a_company_is_chosen_and_changed_at_once(tmp_path):
    office = loaded(tmp_path)
    pages = Pages(office)
    pages.post("/companies", do="choose:brightwater foods")
    assert chosen(office) == {"Tom Stainsby", "Eleanor Whitcombe"}
    opened = pages.see("/companies?open=brightwater+foods")
    assert "Holds for all its 2 people." in text_of(opened)
    pages.post("/companies", do="set:brightwater foods", register="warm")
    assert "Warm" in text_of(pages.see("/companies"))


def test_what_differs_within_a_company_is_called_various(tmp_path):
    office = loaded(tmp_path)
    Pages(office).post("/clients", do="set", client=[office.client("Tom").id], register="warm")
    assert "various" in text_of(Pages(office).see("/companies"))


def test_people_of_no_company_are_one_row_and_can_be_set_together(tmp_path):
    office = loaded(tmp_path, *CLIENTS, contact("Nora Vale", "nora@vale.example", ""))
    pages = Pages(office)
    link = re.search(r'href="([^"]*company=-)"', pages.see("/companies").text)[1]
    assert "Nora Vale" in pages.visitor.get(link).text
    pages.post("/companies", do="set", firm=["", "brightwater foods"], importance="key")
    key = {one.name for one in office.clients() if one.importance is Importance.KEY}
    assert key == {"Nora Vale", "Tom Stainsby", "Eleanor Whitcombe"}


# Who is who


def test_a_few_questions_stand_above_the_list_and_are_answered_there(tmp_path):
    office = loaded(tmp_path, *CLIENTS, LUCIA, DAVIDE)
    assert "stands under different names" in text_of(Pages(office).see("/clients"))
    shared = next(one for one in office.clients() if one.question)
    Pages(office).post(
        "/questions?of=others", do=f"answer:{shared.id}", **{f"answer-{shared.id}": "person:Lucia Bassanini"}
    )
    assert office.client("Lucia").name == "Lucia Bassanini"


@pytest.mark.parametrize("label", ["Several people: address the letter to Tessitura Oriani", "Several people read it"])
def test_a_mailbox_of_several_people_is_answered_with_what_its_choice_says(tmp_path, label):
    office = loaded(tmp_path, *CLIENTS, LUCIA, DAVIDE)
    pages = Pages(office)
    shared = next(one for one in office.clients() if one.question)
    offered = re.findall(r'name="answer-[^"]*" value="([^"]*)"[^>]*><label[^>]*>([^<]*)', pages.see("/clients").text)
    said = next(value for value, words in offered if words.startswith(label))
    pages.post("/questions?of=others", do=f"answer:{shared.id}", **{f"answer-{shared.id}": said})
    answered = next(one for one in office.clients() if one.id == shared.id)
    assert (answered.is_company, bool(answered.people)) == (True, label == "Several people read it")


def test_an_answer_without_a_choice_is_told_at_the_question(tmp_path):
    office = loaded(tmp_path, *CLIENTS, LUCIA, DAVIDE)
    shared = next(one for one in office.clients() if one.question)
    answer = Pages(office).post("/questions?of=others", 422, do=f"answer:{shared.id}")
    assert f'id="e-answer-{shared.id}"' in answer.text


def test_many_questions_do_not_drown_the_list(tmp_path):
    twice = [contact(f"Person {n}", f"p{n}@{where}{n}.example", f"Firm {n}", key=f"{where}{n}")
             for n in range(15) for where in ("one", "two")]  # fmt: skip
    pages = Pages(loaded(tmp_path, *twice))
    page = pages.see("/clients")
    assert "30 people may be the same as somebody else" in text_of(page)
    assert "Same person" not in text_of(page)
    asked = [pages.see(f"/questions?of=others&page={n}").text.count(">Same person<") for n in (1, 2, 3)]
    assert sum(asked) == 15


def test_two_who_may_be_one_stand_side_by_side_with_what_differs(tmp_path):
    office = loaded(tmp_path, TOM, TOM_ELSEWHERE)
    said = text_of(Pages(office).see("/questions?of=others"))
    assert said.count("Tom Stainsby and Tom Stainsby: one person?") == 1
    assert "Same name, both at Brightwater Foods" in said
    assert "Addresses , differs" in said
    assert "Company , differs" not in said


@pytest.mark.parametrize(("answer", "people"), [("same", 1), ("two", 2)])
def test_the_answer_makes_one_person_or_two_and_is_undone_from_the_notice(tmp_path, answer, people):
    office = loaded(tmp_path, TOM, TOM_ELSEWHERE)
    one, other = office.clients()
    page = Pages(office).post("/questions?of=others", do=f"{answer}:{one.id}:{other.id}")
    assert len(office.clients()) == people
    assert not any(one.likely for one in office.clients())
    undo = re.search(r'action="([^"]*/undo)"', page.text)[1]
    back = f"/departures/{office.departure_id}/questions?of=others"
    gone = office.as_(LEAVER).post(undo, back=back)
    assert gone.headers["Location"].endswith(back)
    assert len([one for one in office.clients() if one.likely]) == 2


def test_a_pair_of_whom_one_is_chosen_is_asked_once_and_first(tmp_path):
    office = loaded(tmp_path, TOM, TOM_ELSEWHERE)
    pages = Pages(office)
    pages.post("/clients", do=f"choose:{office.clients()[1].id}")
    assert pages.see("/questions").text.count(">Same person<") == 1
    assert pages.see("/questions?of=others").text.count(">Same person<") == 0


def test_entries_taken_for_one_person_are_parted_as_a_person_ticks_them(tmp_path):
    office = loaded(tmp_path, TOM, TOM_AGAIN)
    (client,) = office.clients()
    page = Pages(office).see(f"/clients/{client.id}/entries")
    entries = re.findall(r'name="entry" value="(\d+)"', page.text)
    assert len(entries) == 2
    done = Pages(office).post(f"/clients/{client.id}/entries", do="ticked", entry=entries[1:])
    assert "There are 2 people now." in text_of(done)
    assert len(office.clients()) == 2


def test_all_entries_ticked_or_none_leaves_nobody_and_is_told(tmp_path):
    office = loaded(tmp_path, TOM, TOM_AGAIN)
    (client,) = office.clients()
    Pages(office).post(f"/clients/{client.id}/entries", 422, do="ticked")
    assert len(office.clients()) == 1


# Undoing


def test_what_was_done_is_undone_by_the_button_in_its_notice(tmp_path):
    office = loaded(tmp_path)
    page = Pages(office).post("/clients", do="choose", scope="all", seen="5")
    undo = re.search(r'action="([^"]*/undo)"', page.text)[1]
    office.as_(LEAVER).post(undo)
    assert chosen(office) == set()


def test_what_changed_nothing_offers_nothing_to_undo(tmp_path):
    office = loaded(tmp_path)
    pages = Pages(office)
    pages.post("/clients", do="choose", scope="all", seen="5")
    pages.visitor.get(f"{pages.base}/clients")
    assert "data-undo" not in pages.post("/clients", do="choose", scope="all", seen="5").text


def test_earlier_changes_are_listed_and_each_can_be_undone(tmp_path):
    office = loaded(tmp_path)
    pages = Pages(office)
    pages.post("/clients", do="choose", scope="all", seen="5")
    pages.post("/clients", do="set", scope="all", seen="5", importance="key")
    listed = pages.see("/changes")
    assert re.findall(r"<th scope=\"row\">([^<]+)</th>", listed.text) == ["facts changed", "clients chosen"]
    first = re.findall(r'action="([^"]*/undo)"', listed.text)[1]
    office.as_(LEAVER).post(first)
    assert chosen(office) == set()
    assert all(one.importance is Importance.KEY for one in office.clients())


@pytest.mark.parametrize("back", ["https://elsewhere.example/", "//elsewhere.example", "/admin", ""])
def test_undoing_leads_nowhere_but_to_this_departure(tmp_path, back):
    office = loaded(tmp_path)
    Pages(office).post("/clients", do="choose", scope="all", seen="5")
    answer = office.as_(LEAVER).post(f"/departures/{office.departure_id}/changes/1/undo", back=back)
    assert answer.headers["Location"] == f"/departures/{office.departure_id}/changes"


def test_a_few_people_with_several_labels_can_be_chosen_by_label(tmp_path):
    friends = contact("Nora Vale", "nora@vale.example", "Vale", "Friends")
    page = Pages(loaded(tmp_path, *CLIENTS, friends)).see("/clients")
    assert "Friends (1)" in text_of(page)
