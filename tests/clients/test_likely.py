"""Who may be the same person is proposed or asked, never guessed (C2)."""

from dataclasses import replace
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clients.catalogue import sentences
from segue.clients.client import Client
from segue.clients.likely import LARGEST_BLOCK, all_compared, compared, likely_among, why_likely
from segue.clients.match_reason import REASONS, Confidence

TOM = Client("1", "w", "d", ("tom@brightwater.example",), "Tom Stainsby", company="Brightwater")


def other(**facts: object) -> Client:
    return replace(Client("2", "w", "d", ("other@elsewhere.example",)), **facts)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("facts", "code", "confidence"),
    [
        ({"name": "Stainsby, Tom", "company": "BRIGHTWATER"}, "same_name_and_company", Confidence.LIKELY),
        ({"name": "Tom Stainsby", "addresses": ("t@brightwater.example",)}, "same_name_and_domain", Confidence.LIKELY),
        ({"name": "T. Stainsby", "company": "Brightwater"}, "similar_name", Confidence.DOUBTFUL),
        ({"name": "Tom", "addresses": ("t@brightwater.example",)}, "similar_name", Confidence.DOUBTFUL),
        ({"name": "Eve Moor", "phones": ("+44 7400 123456",)}, "same_phone", Confidence.DOUBTFUL),
    ],
)
def test_who_may_be_the_same_person_is_named_with_how_sure_it_is(facts, code, confidence) -> None:
    tom = replace(TOM, phones=("0044 7400 123456",))
    why = why_likely(compared(tom), compared(other(**facts)))
    assert why is not None
    assert (why.code, why.confidence) == (code, confidence)


@pytest.mark.parametrize(
    "facts",
    [
        {"name": "Tom Stainsby", "company": "Elsewhere"},
        {"name": "Eve Moor", "company": "Brightwater"},
        {"name": "", "company": "Brightwater"},
        {"name": "Eve Moor", "phones": ("+44 20 7946 0958",)},
        {"name": "Eve Moor", "phones": ("nonsense",)},
    ],
)
def test_what_says_nothing_proposes_nobody(facts) -> None:
    tom = replace(TOM, phones=("+44 20 7946 0958", "nonsense"))
    assert why_likely(compared(tom), compared(other(**facts))) is None


def test_free_mail_is_nobody_s_firm() -> None:
    private = [replace(TOM, id=one, company="", addresses=(f"tom{one}@gmail.com",)) for one in "12"]
    assert likely_among(map(compared, private)) == {}


def test_whom_a_person_told_apart_is_not_proposed_again() -> None:
    pair = [compared(TOM, "p"), compared(replace(TOM, id="2"), "q")]
    assert likely_among(pair) == {}
    assert likely_among([pair[0], replace(pair[1], pin="")]) != {}


def test_a_firm_of_many_namesakes_is_not_compared_each_with_each() -> None:
    many = [replace(TOM, id=str(number)) for number in range(LARGEST_BLOCK + 1)]
    assert likely_among(map(compared, many)) == {}


@pytest.mark.parametrize("locale", ["en", "it", "ru", "id", "hi", "pt-BR", "pt-PT"])
def test_every_reason_has_its_sentence(locale: str) -> None:
    assert {f"match.{code}" for code in REASONS} <= sentences(locale)


CLIENTS = st.lists(
    st.builds(
        Client,
        id=st.uuids().map(str),
        workspace_id=st.just("w"),
        departure_id=st.just("d"),
        addresses=st.sampled_from([("a@firm.example",), ("b@other.example",), ("c@gmail.com",)]),
        name=st.sampled_from(["Anna Rossi", "A. Rossi", "Marco Neri", "Anna", ""]),
        company=st.sampled_from(["Firm", "Other", ""]),
        phones=st.sampled_from([(), ("+39 347 1234567",), ("0039 347 123 4567",)]),
    ),
    max_size=8,
    unique_by=lambda client: client.id,
)


@given(CLIENTS, st.integers())
def test_proposals_stand_on_both_sides_whatever_the_order(clients: list[Client], seed: int) -> None:
    found = likely_among(all_compared(clients, [""] * len(clients)))
    shuffled = clients.copy()
    Random(seed).shuffle(shuffled)
    assert likely_among(all_compared(shuffled, [""] * len(clients))) == found
    pairs = {(one, likely.client_id) for one, others in found.items() for likely in others}
    assert {(second, first) for first, second in pairs} == pairs
