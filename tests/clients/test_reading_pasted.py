"""A pasted list is understood as mail programs, sheets and people write it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from segue.clients import pasted
from segue.clients.contact import Contact, RowProblem
from segue.clients.pasted import contacts_in_pasted
from segue.departure.errors import UnreadableFile

ANN = ("Ann Hill", "ann@hill.example")


def pairs(text: str) -> list[tuple[str, str]]:
    """Return names and addresses; what was not kept has its code for an address."""
    return [
        (row.name, row.emails[0]) if isinstance(row, Contact) else (row.value, row.code)
        for row in contacts_in_pasted(text)
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Ann Hill <ann@hill.example>",
        '"Hill, Ann" <ann@hill.example>',
        '"Hill, Ann <ann@hill.example>"',
        "'Ann Hill' <mailto:ann@hill.example>",
        "Hill, Ann <ann@hill.example>;",
        "Ann Hill (ann@hill.example)",
        "Ann Hill, ann (at) hill.example",
        "Ann Hill, ann@hill.example",
        "ann@hill.example, Ann Hill",
        "Ann Hill\tann@hill.example",
        "Hill; Ann; ann@hill.example",
        "- Ann Hill: ann@hill.example",
        "2. Ann Hill ann@hill.example.",
        "To: Ann Hill <ann@hill.example>",
    ],
)
def test_one_person_a_line_however_it_is_written(text: str) -> None:
    assert pairs(text) == [ANN]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Ann Hill <ann@hill.example>, Ben <b@x.example>", [ANN, ("Ben", "b@x.example")]),
        ("Hill, Ann <ann@hill.example>; Verdi, Luca <l@x.example>", [ANN, ("Luca Verdi", "l@x.example")]),
        ("a@x.example, b@x.example;c@x.example d@x.example", [("", f"{letter}@x.example") for letter in "abcd"]),
        ("ann@hill.example Ann Hill; b@x.example Ben", [ANN, ("Ben", "b@x.example")]),
        (
            "Ann Hill; Ben <b@x.example>; c@x.example",
            [("Ben", "b@x.example"), ("", "c@x.example"), ("Ann Hill", "row_no_address")],
        ),
        (
            "Анна Иванова <anna@sklad.example>\n\nसुनीता शर्मा <s@x.example>",
            [("Анна Иванова", "anna@sklad.example"), ("सुनीता शर्मा", "s@x.example")],
        ),
    ],
)
def test_several_people_in_a_row_keep_their_own_names(text: str, found: list[tuple[str, str]]) -> None:
    assert pairs(text) == found


def test_what_stands_behind_an_address_is_its_phone_and_company() -> None:
    (contact,) = contacts_in_pasted("Ann Hill; ann@hill.example; Hill Ltd; +44 20 7946 0000")
    assert isinstance(contact, Contact)
    assert (contact.company, contact.phones) == ("Hill Ltd", ("+44 20 7946 0000",))


@pytest.mark.parametrize(
    "text",
    [
        "Name,Email,Company\nAnn Hill,ann@hill.example,Hill Ltd\n",
        "Ann Hill\tann@hill.example\tHill Ltd\nBen Stone\tben@stone.example\tStone Inc\n",
        "Имя;Фамилия;Электронная почта;Компания\nAnn;Hill;ann@hill.example;Hill Ltd\n",
    ],
)
def test_rows_copied_from_a_sheet_keep_their_columns(text: str) -> None:
    contact = next(contacts_in_pasted(text))
    assert isinstance(contact, Contact)
    assert (contact.name, contact.emails, contact.company) == ("Ann Hill", ("ann@hill.example",), "Hill Ltd")


def test_a_name_without_an_address_can_be_mended_in_place() -> None:
    (problem,) = contacts_in_pasted("Ann Hill")
    assert isinstance(problem, RowProblem)
    assert (problem.code, problem.row) == ("row_no_address", 1)
    assert problem.contact is not None
    assert (problem.contact.given, problem.contact.emails) == ("Ann", ())


def test_a_broken_address_is_shown_as_it_was_written() -> None:
    assert pairs("ann@localhost") == [("ann@localhost", "row_bad_address")]


def test_the_same_address_twice_is_two_contacts_with_keys_of_their_own() -> None:
    assert len({row.key for row in contacts_in_pasted("a@x.example\na@x.example") if isinstance(row, Contact)}) == 2


def test_more_than_the_limit_end_the_reading(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pasted, "MAX_ROWS", 2)
    with pytest.raises(UnreadableFile, match="file_too_many"):
        list(contacts_in_pasted("a@x.example, b@x.example, c@x.example"))


@given(st.text(max_size=300))
def test_no_text_whatever_crashes_the_reader(text: str) -> None:
    assert all(isinstance(row, Contact | RowProblem) for row in contacts_in_pasted(text))


NAMES = st.sampled_from(["", "Ann", "Ann Hill", "Hill, Ann", "Анна Иванова", "सुनीता", "O'Neil"])
ADDRESSES = st.sampled_from(["a@b.co", "<a@b.co>", "x@y.example", "<nobody@>", "@x.co"])


@given(st.lists(st.tuples(NAMES, ADDRESSES), min_size=1, max_size=8), st.sampled_from(["\n", "; ", ", "]))
def test_every_address_is_kept_or_reported(people: list[tuple[str, str]], between: str) -> None:
    assert len(pairs(between.join(f"{name} {address}" for name, address in people))) == len(people)
