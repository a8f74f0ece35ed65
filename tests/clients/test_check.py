"""The chosen list checked: each class of problem, what blocks, what a person accepted, and any names at all (C6)."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from segue.clients.check import Checked, CheckedAgainst, problems_in
from segue.clients.domains import Named
from segue.clients.match_reason import Likely, MatchReason
from segue.clients.problem import BLOCKING, CLASSES, STRUCTURAL, Accepted, severity_of
from segue.clients.unfit_names import tidied, why_unfit
from segue.departure.findings import Severity

AGAINST = CheckedAgainst(("en-GB", "it"), ("point-1",), ("norwell.example",), Named(("rival.example",)))
ANNA = Checked("a", ("anna@rossi.it.example",), "Anna Rossi", "Anna", "Rossi", "Rossi", locale="it")
BRUNO = replace(ANNA, id="b", addresses=("bruno@sala.it.example",), name="Bruno Sala", given="Bruno", family="Sala")
SAME = MatchReason("same_name_and_company", {"company": "Rossi"})


def codes(*clients, against=AGAINST):
    return list(problems_in(clients, against))


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"addresses": ()}, "address_broken"),
        ({"addresses": ("anna(at)rossi.it",)}, "address_broken"),
        ({"question": ("Anna Rossi", "Bruno Sala")}, "question_open"),
        ({"contact_point_id": "point-gone"}, "contact_missing"),
        ({"locale": ""}, "language_open"),
        ({"locale": "fi"}, "language_without_pack"),
        ({"name": "", "given": "", "family": "", "company": ""}, "salutation_needed"),
        ({"name": "\u0301", "given": "", "family": "", "company": ""}, "salutation_needed"),
        ({"name": "", "given": "", "family": ""}, "name_missing"),
        ({"name": "ROSSI ANNA"}, "name_unfit"),
        ({"addresses": ("anna.rossi@gmail.com",)}, "private_address"),
        ({"addresses": ("anna@norwell.example",)}, "probably_no_client"),
        ({"addresses": ("anna@rival.example",)}, "probably_no_client"),
        ({"addresses": ("noreply@rossi.it.example",)}, "probably_no_client"),
        ({"labels": ("Fornitori",)}, "probably_no_client"),
    ],
)
def test_each_thing_that_is_wrong_has_its_class(changes, code):
    assert codes(replace(ANNA, **changes)) == [code]


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"contact_point_id": "point-1"},
        {"name": "", "given": "", "family": "", "is_company": True},
        {"name": "ROSSI ANNA", "salutation": "Cara Anna,"},
        {"name": "", "given": "", "family": "", "company": "", "salutation": "Buongiorno,"},
        {"addresses": ("anna.rossi@gmail.com",), "company": ""},
        {"name": "राहुल शर्मा"},
        {"name": "Müller-Lüdenscheidt von der Au"},
    ],
)
def test_what_is_in_order_is_not_named(changes):
    assert codes(replace(ANNA, **changes)) == []


def test_two_clients_on_one_mailbox_are_both_named():
    again = replace(BRUNO, addresses=("Anna@rossi.it.example", "bruno@sala.it.example"))
    found = problems_in([ANNA, again], AGAINST)["address_shared"]
    assert [one.client_id for one in found] == ["a", "b"]
    assert len({one.value for one in found}) == 1


def test_a_second_address_that_is_not_written_to_is_nobodys_problem():
    assert codes(ANNA, replace(BRUNO, addresses=(*BRUNO.addresses, *ANNA.addresses))) == []


def test_a_probable_double_stands_once_and_only_while_both_are_chosen():
    anna, bruno = replace(ANNA, likely=(Likely("b", SAME),)), replace(BRUNO, likely=(Likely("a", SAME),))
    assert [one.client_id for one in problems_in([anna, bruno], AGAINST)["probably_same"]] == ["a"]
    assert codes(anna) == codes(bruno) == []


def test_without_any_contact_point_nobody_is_in_order():
    assert codes(ANNA, against=replace(AGAINST, points=())) == ["contact_missing"]


def test_structural_problems_come_first_and_blocking_ones_are_marked():
    shouted = replace(ANNA, name="ROSSI ANNA")
    assert codes(shouted, replace(BRUNO, locale="")) == ["language_open", "name_unfit"]
    assert {code for code in CLASSES if severity_of(code) is Severity.BLOCKING} == BLOCKING
    assert CLASSES[: len(STRUCTURAL)] == STRUCTURAL


def test_what_was_accepted_is_gone_until_what_it_was_about_changes():
    shouted = replace(ANNA, name="ROSSI ANNA", accepted=(Accepted("name_unfit", "ROSSI ANNA", "Their own way."),))
    assert codes(shouted) == []
    assert codes(replace(shouted, name="ROSSI ANNA MARIA")) == ["name_unfit"]


@pytest.mark.parametrize(
    ("name", "why", "offered"),
    [
        ("ROSSI ANNA", "capitals", "Rossi Anna"),
        ("D'ANGELO-ROSSI MARIA", "capitals", "D'Angelo-Rossi Maria"),
        ("ИВАНОВА АННА", "capitals", "Иванова Анна"),
        ("Chiara MELANDRI", "capitals", "Chiara Melandri"),
        ("anna rossi", "small", "Anna Rossi"),
        ("<b>Anna Rossi</b>", "markup", "Anna Rossi"),
        ("Anna&nbsp;Rossi", "markup", "Anna Rossi"),
        ("{{ name }}", "markup", "Name"),
        ("=1+2", "formula", ""),
        ("@Anna Rossi", "formula", "Anna Rossi"),
        ("anna.rossi@rossi.it.example", "address", "Anna Rossi"),
        ("Anna\u202eRossi", "invisible", "AnnaRossi"),
        ("Anna Rossi", "", "Anna Rossi"),
        ("IBM", "", "IBM"),
        ("J. R.", "", "J. R."),
        ("क्षितिज\u200d शर्मा", "", "क्षितिज\u200d शर्मा"),
    ],
)
def test_a_name_to_look_at_says_why_and_what_is_offered_instead(name, why, offered):
    assert (why_unfit(name), tidied(name)) == (why, offered)


ANY = st.text(max_size=30)
ANYBODY = st.builds(
    Checked,
    id=st.text("abc", min_size=1, max_size=2),
    addresses=st.lists(ANY | st.just("a@b.example"), max_size=2).map(tuple),
    name=ANY,
    given=ANY,
    family=ANY,
    company=ANY,
    labels=st.lists(ANY, max_size=2).map(tuple),
    question=st.lists(ANY, max_size=2).map(tuple),
    likely=st.lists(st.builds(Likely, st.text("abc", max_size=2), st.just(SAME)), max_size=2).map(tuple),
    locale=st.sampled_from(("", "it", "fi")),
    contact_point_id=st.sampled_from(("", "point-1", "gone")),
    is_company=st.booleans(),
    salutation=ANY,
)


@given(st.lists(ANYBODY, max_size=6))
def test_whatever_the_names_the_check_answers_and_accepting_all_of_it_leaves_nothing(clients):
    clients = list({one.id: one for one in clients}.values())
    found = problems_in(clients, AGAINST)
    assert list(found) == [code for code in CLASSES if code in found]
    said = {one.id: () for one in clients}
    for problem in (problem for problems in found.values() for problem in problems):
        said[problem.client_id] += (Accepted(problem.code, problem.value),)
    assert problems_in([replace(one, accepted=said[one.id]) for one in clients], AGAINST) == {}


@given(ANY)
def test_what_is_offered_for_a_name_is_in_order_or_nothing(name):
    assert why_unfit(tidied(name)) in ("", "small", "capitals")
