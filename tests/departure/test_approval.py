"""An approval is bound to the bytes (P5)."""

from dataclasses import fields, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from segue.departure.approval import LetterBytes, digest, matches, seen

KEY = b"k" * 32
LETTER = LetterBytes(
    departure_id="d",
    sender="mara@norwell.example",
    mode="leaver",
    client_id="c",
    to=("tom@brightwater.example",),
    cc=(),
    language="en-GB",
    subject="Your new contact",
    text="Dear Tom,",
    html="<p>Dear Tom,</p>",
)
texts = st.text(max_size=30)
addresses = st.lists(texts, max_size=3).map(tuple)
letters = st.builds(LetterBytes, texts, texts, texts, texts, addresses, addresses, texts, texts, texts, texts)


def test_a_letter_matches_its_own_digest():
    assert matches(LETTER, digest(LETTER, KEY), KEY)


@pytest.mark.parametrize("name", [field.name for field in fields(LetterBytes)])
def test_a_change_of_any_field_changes_the_digest(name):
    changed = (*getattr(LETTER, name), "x@y.example") if name in ("to", "cc") else getattr(LETTER, name) + " "
    assert not matches(replace(LETTER, **{name: changed}), digest(LETTER, KEY), KEY)


def test_another_key_is_refused():
    assert not matches(LETTER, digest(LETTER, b"another key of thirty-two bytes!"), KEY)


def test_no_digest_is_refused():
    assert not matches(LETTER, "", KEY)


@given(letters, letters)
def test_two_letters_share_a_digest_only_when_they_are_the_same(one, other):
    assert (digest(one, KEY) == digest(other, KEY)) is (one == other)


@given(letters, st.sampled_from(["subject", "text", "html", "sender"]), st.characters())
def test_one_more_character_anywhere_is_noticed(letter, name, character):
    changed = replace(letter, **{name: getattr(letter, name) + character})
    assert not matches(changed, digest(letter, KEY), KEY)


def test_a_comma_inside_an_address_is_not_two_addresses():
    assert digest(replace(LETTER, to=("a, b",)), KEY) != digest(replace(LETTER, to=("a", "b")), KEY)


OTHER = replace(LETTER, text="As we discussed.")


def test_what_was_seen_of_one_opening_is_its_digest():
    assert seen(LETTER, None, KEY) == digest(LETTER, KEY)


def test_two_openings_are_the_same_two_whichever_goes_out():
    assert seen(LETTER, OTHER, KEY) == seen(OTHER, LETTER, KEY)
    assert matches(LETTER, seen(OTHER, LETTER, KEY), KEY, OTHER)


@pytest.mark.parametrize("changed", [(replace(LETTER, text="!"), OTHER), (LETTER, replace(OTHER, text="!"))])
def test_a_change_of_either_opening_is_seen(changed):
    first, second = changed
    assert not matches(first, seen(LETTER, OTHER, KEY), KEY, second)


def test_one_opening_of_two_is_not_both():
    assert not matches(LETTER, seen(LETTER, OTHER, KEY), KEY)
