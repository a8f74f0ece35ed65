"""One person, one client: matched by address, with the reason, and never a contact lost."""

import time
from dataclasses import replace
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from segue.clients.best_values import merged
from segue.clients.contact import Contact
from segue.clients.match_reason import Confidence
from segue.clients.matching import Group, group_contacts


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


def test_different_pins_keep_contacts_apart_and_the_same_pin_puts_them_together() -> None:
    trio = [contact("1", "a@a.example"), contact("2", "a@a.example"), contact("3", "c@c.example")]
    pins = {("a.csv", "1"): "p", ("a.csv", "2"): "q", ("a.csv", "3"): "p"}
    groups = group_contacts(trio, pins)
    assert keys(groups) == {frozenset("13"), frozenset("2")}
    assert {group.pin for group in groups} == {"p", "q"}
    assert [reason.code for group in groups for reason in group.reasons] == ["by_you"]


def test_a_contact_without_a_pin_goes_where_its_name_is() -> None:
    pair = [contact("1", "a@a.example", name="Marco Neri"), contact("2", "a@a.example", name="Anna Rossi")]
    new = contact("3", "a@a.example", name="ROSSI Anna")
    pins = {("a.csv", "1"): "p", ("a.csv", "2"): "q"}
    assert keys(group_contacts([*pair, new], pins)) == {frozenset("1"), frozenset("23")}


@pytest.mark.parametrize(
    ("first", "second", "code"),
    [
        ({"emails": ("a@r.example",)}, {"emails": ("A@r.example",)}, "same_address"),
        ({"emails": ("an.na@gmail.com",)}, {"emails": ("anna@googlemail.com",)}, "same_mailbox"),
        ({"key": "5b2f-41c9-77aa"}, {"key": "5b2f-41c9-77aa"}, "same_card"),
        ({"phones": ("+39 051 234567",)}, {"phones": ("0039 (051) 23.45.67 int. 4",)}, "same_name_and_phone"),
        ({"phones": ("051 234567",), "emails": ("a@r.it",)}, {"phones": ("+39051234567",)}, "same_name_and_phone"),
        ({"phones": ("051 234567",)}, {"phones": ("+39051234567",)}, "same_name_and_phone"),
    ],
)
def test_what_is_certain_is_put_together_with_its_reason(first, second, code) -> None:
    one = contact("1", source="a.vcf", name="Anna Rossi")
    other = contact("2", source="b.vcf", name="Rossi, Anna")
    (group,) = group_contacts([replace(one, **first), replace(other, **second)], home="IT")
    assert [(reason.code, reason.confidence) for reason in group.reasons] == [(code, Confidence.CERTAIN)]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ({"phones": ("+39 051 234567",)}, {"phones": ("+39 051 234567",), "name": "Marco Neri"}),
        ({"phones": ("051 234567",)}, {"phones": ("+44 51 234567",)}),
        ({"phones": ("+39 051 234567",), "name": "Anna"}, {"phones": ("+39 051 234567",), "name": "Anna"}),
        ({"key": "12"}, {"key": "12"}),
        ({"key": "a@r.example|anna rossi"}, {"key": "a@r.example|anna rossi"}),
        ({"company": "Rossi"}, {"company": "Rossi"}),
    ],
)
def test_what_is_less_than_certain_is_not_put_together(first, second) -> None:
    one = contact("1", source="a.vcf", name="Anna Rossi")
    other = contact("2", source="b.vcf", name="Anna Rossi")
    assert len(group_contacts([replace(one, **first), replace(other, **second)], home="IT")) == 2


def test_a_mailbox_of_a_task_beside_one_s_own_makes_nobody_somebody_else() -> None:
    lucia = contact("1", "lucia@o.example", "info@o.example", name="Lucia Bassani")
    davide = contact("2", "davide@o.example", "info@o.example", name="Davide Moro")
    nobody = contact("3", "info@o.example", name="Tessitura Oriani")
    again = contact("4", "info@o.example", name="Bassani Lucia")
    assert keys(group_contacts([lucia, davide, nobody, again])) == {frozenset("14"), frozenset("2"), frozenset("3")}


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
        phones=st.lists(st.sampled_from(["051 234567", "+39051234567", "+44 20 7946 0958"]), max_size=2).map(tuple),
    ),
    max_size=12,
)
PINS = st.dictionaries(
    st.tuples(st.sampled_from(["a.csv", "b.vcf"]), st.sampled_from("123456")), st.sampled_from("pqr"), max_size=6
)


@given(CONTACTS, PINS, st.integers())
def test_the_order_of_input_does_not_matter(contacts: list[Contact], pins: dict[tuple[str, str], str], seed: int):
    shuffled = contacts.copy()
    Random(seed).shuffle(shuffled)
    assert group_contacts(contacts, pins, "IT") == group_contacts(shuffled, pins, "IT")


@given(CONTACTS, PINS)
def test_nothing_is_lost_and_nothing_is_twice(contacts: list[Contact], pins: dict[tuple[str, str], str]) -> None:
    groups = group_contacts(contacts, pins)
    together = [member for group in groups for member in group.contacts]
    assert sorted(together, key=repr) == sorted(contacts, key=repr)
    for group in groups:
        best = merged(group)
        assert best.emails == group.addresses
        assert set(best.labels) == {label for member in group.contacts for label in member.labels}
        assert set(best.phones) == {phone for member in group.contacts for phone in member.phones}
        assert len(group.reasons) == len(group.contacts) - 1


@given(CONTACTS, PINS)
def test_a_person_s_decision_holds_whatever_the_rules_say(contacts: list[Contact], pins: dict[tuple[str, str], str]):
    at = {
        (one.source, one.key): number
        for number, group in enumerate(group_contacts(contacts, pins))
        for one in group.contacts
    }
    pinned = [(pins[key], number) for key, number in at.items() if key in pins]
    assert len({pin for pin, _ in pinned}) == len({number for _, number in pinned}) == len(set(pinned))


@pytest.mark.slow
def test_matching_grows_with_the_list_and_not_with_its_square() -> None:
    def seconds(count: int) -> float:
        people = [contact(str(n), f"p{n % (count // 2)}@firm{n % 500}.example", name=f"P {n}") for n in range(count)]
        return min(_spent(people) for _ in range(3))

    assert seconds(8_000) < 10 * max(seconds(2_000), 0.02)


def _spent(people: list[Contact]) -> float:
    start = time.process_time()
    group_contacts(people)
    return time.process_time() - start
