"""A telephone number has one form in which equal numbers are equal, and a region."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from segue.clients.addresses import comparable, normalise
from segue.clients.contact import Contact
from segue.clients.phones import e164, numbers_of, region_of, regions_of, shared_numbers
from segue.clients.regions import region_of_zone
from segue.departure.errors import InputError


@pytest.mark.parametrize(
    ("written", "regions", "expected"),
    [
        ("+39 051 234567", (), "+39051234567"),
        ("0039 (051) 23.45.67", (), "+39051234567"),
        ("051 234567", ("IT",), "+39051234567"),
        ("tel:+39051234567", (), "+39051234567"),
        ("8 495 123-45-67", ("RU",), "+74951234567"),
        ("020 7946 0958", ("GB",), "+442079460958"),
        ("051 234567", (), ""),
        ("", ("IT",), ""),
        ("call me", ("IT",), ""),
    ],
)
def test_a_number_is_read_in_its_region(written, regions, expected) -> None:
    assert e164(written, regions) == expected


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({"emails": ("a@rossi.it.example",), "language": "de"}, ("IT", "DE", "GB")),
        ({"emails": ("a@firm.co.uk",)}, ("GB",)),
        ({"emails": ("a@firm.com", "b@startup.io"), "language": "pt-BR"}, ("BR", "GB")),
        ({}, ("GB",)),
    ],
)
def test_a_contact_s_regions_are_those_of_domain_language_and_company(facts, expected) -> None:
    assert regions_of(Contact("a", "1", 1, **facts), "GB") == expected


@pytest.mark.parametrize(("zone", "region"), [("Europe/Rome", "IT"), ("Asia/Kolkata", "IN"), ("UTC", ""), ("X/Y", "")])
def test_a_zone_has_a_region(zone: str, region: str) -> None:
    assert region_of_zone(zone) == region


@pytest.mark.parametrize(("phone", "region"), [("+7 701 123 4567", "KZ"), ("+1 416 555 0100", "CA"), ("051 1", "")])
def test_neighbours_on_one_code_are_told_apart(phone: str, region: str) -> None:
    assert region_of(phone) == region


NUMBERS = st.sampled_from(["051 234567", "+39 051 23.45.67", "0039051234567 int. 4", "+44 20 7946 0958", "x", ""])


@given(st.lists(st.lists(NUMBERS, max_size=2).map(tuple), max_size=6))
def test_a_number_that_two_have_is_never_left_out(phones) -> None:
    contacts = [Contact("a", str(at), at, phones=own) for at, own in enumerate(phones)]
    every, shared = [numbers_of(one, "IT") for one in contacts], shared_numbers(contacts, "IT")
    for at, own in enumerate(every):
        others = {number for other, theirs in enumerate(every) if other != at for number in theirs}
        assert set(own) & others <= set(shared[at]) <= set(own)


@given(st.emails() | st.from_regex(r"[A-Za-z0-9_.+-]{1,12}@[a-z0-9.-]{1,12}\.(com|it|example)", fullmatch=True))
def test_the_quick_way_to_compare_addresses_is_the_same_as_the_careful_one(address: str) -> None:
    try:
        careful = normalise(address)
    except InputError:
        return
    assert comparable(address) == careful
