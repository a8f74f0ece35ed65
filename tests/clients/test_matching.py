"""One person, one client: matched by address, with the reason, and never a contact lost."""

import time
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from segue.clients.contact import Contact
from segue.clients.matching import Group, group_contacts, merged


def contact(key: str, *emails: str, name: str = "", source: str = "a.csv", row: int = 2, **more: object) -> Contact:
    return Contact(source=source, key=key, row=row, name=name, emails=emails, **more)  # type: ignore[arg-type]


def keys(groups: list[Group]) -> set[frozenset[str]]:
    return {frozenset(member.key for member in group.contacts) for group in groups}


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("anna@rossi.it.example", "ANNA@Rossi.IT.example"),
        ("anna.rossi@gmail.com", "annarossi+x@googlemail.com"),
        ("anna@bücher.example", "anna@xn--bcher-kva.example"),
    ],
)
def test_spellings_of_one_mailbox_are_one_client(first: str, second: str) -> None:
    assert keys(group_contacts([contact("1", first), contact("2", second)])) == {frozenset("12")}


def test_contacts_are_joined_through_a_third() -> None:
    chain = [contact("1", "a@a.example"), contact("2", "b@b.example"), contact("3", "b@b.example", "a@a.example")]
    assert keys(group_contacts(chain)) == {frozenset("123")}


def test_other_people_of_the_company_stay_themselves() -> None:
    assert len(group_contacts([contact("1", "a@a.example"), contact("2", "b@a.example")])) == 2


def test_every_join_says_why() -> None:
    (group,) = group_contacts(
        [contact("1", "A@a.example", source="google.csv", row=3), contact("2", "a@a.example", source="o.csv", row=7)]
    )
    (reason,) = group.reasons
    assert reason.code == "same_address"
    assert reason.values == {
        "address": "a@a.example",
        "first_source": "google.csv",
        "first_row": "3",
        "second_source": "o.csv",
        "second_row": "7",
    }


def test_two_people_behind_one_address_are_a_question() -> None:
    (group,) = group_contacts(
        [contact("1", "info@o.example", name="Lucia Bassani"), contact("2", "info@o.example", name="Davide Moro")]
    )
    assert group.question
    assert set(group.names) == {"Lucia Bassani", "Davide Moro"}


@pytest.mark.parametrize("other", ["A. Rossi", "Rossi, Anna", "ANNA ROSSI", "Anna", "Dott.ssa Anna Rossi", ""])
def test_one_person_s_ways_of_being_written_are_no_question(other: str) -> None:
    (group,) = group_contacts([contact("1", "a@r.example", name="Anna Rossi"), contact("2", "a@r.example", name=other)])
    assert not group.question
    assert group.names == ()


def test_what_a_person_split_off_stays_apart() -> None:
    pair = [contact("1", "a@a.example"), contact("2", "a@a.example"), contact("3", "a@a.example")]
    assert keys(group_contacts(pair, frozenset({("a.csv", "2")}))) == {frozenset("13"), frozenset("2")}
    assert keys(group_contacts(pair, frozenset({("b.csv", "2")}))) == {frozenset("123")}


def test_the_address_at_work_comes_before_a_private_one() -> None:
    (group,) = group_contacts(
        [contact("1", "anna@gmail.com", "Anna@Rossi.example"), contact("2", "anna@rossi.example")]
    )
    assert group.addresses == ("anna@rossi.example", "anna@gmail.com")


def test_the_best_values_of_all_are_kept() -> None:
    poor = contact("1", "a@r.example", name="A. Rossi", title="Dr", labels=("Clients",), phones=("1",))
    rich = contact(
        *("2", "a@r.example", "b@r.example"),
        name="Anna Rossi",
        given="Anna",
        family="Rossi",
        company="Rossi",
        job_title="CEO",
        labels=("VIP", "Clients"),
        language="it",
        phones=("1", "2"),
        source="b.csv",
        row=9,
    )
    best = merged(group_contacts([rich, poor])[0])
    assert (best.source, best.key, best.row) == ("a.csv", "1", 2)
    assert (best.name, best.given, best.family, best.title) == ("Anna Rossi", "Anna", "Rossi", "Dr")
    assert (best.company, best.job_title, best.language) == ("Rossi", "CEO", "it")
    assert best.emails == ("a@r.example", "b@r.example")
    assert (best.labels, best.phones) == (("Clients", "VIP"), ("1", "2"))


def test_contacts_without_an_address_are_never_joined() -> None:
    assert len(group_contacts([contact("1"), contact("2")])) == 2


CONTACTS = st.lists(
    st.builds(
        Contact,
        source=st.sampled_from(["a.csv", "b.vcf"]),
        key=st.sampled_from("123456"),
        row=st.integers(1, 9),
        name=st.sampled_from(["Anna Rossi", "A. Rossi", "Marco Neri", ""]),
        emails=st.lists(
            st.sampled_from(
                ["a@a.example", "A@A.example", "b@b.example", "c@c.example", "x.y@gmail.com", "xy@gmail.com"]
            )
            | st.just("broken"),
            max_size=3,
        ).map(tuple),
    ),
    max_size=12,
)
APART = st.frozensets(st.tuples(st.sampled_from(["a.csv", "b.vcf"]), st.sampled_from("123456")), max_size=4)


@given(CONTACTS, APART, st.integers())
def test_the_order_of_input_does_not_matter(
    contacts: list[Contact], apart: frozenset[tuple[str, str]], seed: int
) -> None:
    shuffled = contacts.copy()
    Random(seed).shuffle(shuffled)
    assert group_contacts(contacts, apart) == group_contacts(shuffled, apart)


@given(CONTACTS, APART)
def test_nothing_is_lost_and_nothing_is_twice(contacts: list[Contact], apart: frozenset[tuple[str, str]]) -> None:
    groups = group_contacts(contacts, apart)
    together = [member for group in groups for member in group.contacts]
    assert sorted(together, key=repr) == sorted(contacts, key=repr)
    assert all(len(group.contacts) == 1 for group in groups for m in group.contacts if (m.source, m.key) in apart)
    for group in groups:
        assert merged(group).emails == group.addresses
        assert set(merged(group).labels) == {label for member in group.contacts for label in member.labels}


@pytest.mark.slow
def test_matching_grows_with_the_list_and_not_with_its_square() -> None:
    def seconds(count: int) -> float:
        people = [contact(str(n), f"p{n % (count // 2)}@firm{n % 500}.example", name=f"P {n}") for n in range(count)]
        start = time.perf_counter()
        group_contacts(people)
        return time.perf_counter() - start

    assert seconds(8_000) < 8 * max(seconds(2_000), 0.02)
