"""The audit's chain: whatever is done to it without the key shows (A3)."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from segue.departure.audit import START, Break, Entry, Head, audit_key, broken_at, mac_of

KEY, OTHER_KEY = b"k" * 32, b"o" * 32
NOON = datetime(2026, 9, 1, 12, tzinfo=UTC)
VERBS = ("ask", "allow", "approve", "open", "mark", "erase")
TEXT = st.text(max_size=12)


def chained(said: list[tuple[str, dict[str, str]]], key: bytes = KEY) -> list[Entry]:
    """Return a whole chain of verbs with their details."""
    entries, before = [], START
    for seq, (verb, details) in enumerate(said, 1):
        entry = Entry(seq, NOON + timedelta(minutes=seq), "mara", verb, "departure", f"letter-{seq}", details)
        before = mac_of(entry, before, key)
        entries.append(replace(entry, mac=before))
    return entries


def head(entries: list[Entry]) -> Head:
    """Return what `segue audit head` would have kept of a chain."""
    return Head(entries[-1].seq, entries[-1].mac) if entries else Head(0, "")


CHAINS = st.lists(st.tuples(st.sampled_from(VERBS), st.dictionaries(TEXT, TEXT, max_size=3)), min_size=1, max_size=8)
FOUR = chained([("ask", {}), ("allow", {"policy": "1"}), ("approve", {"digest": "d"}), ("open", {})])


def test_an_empty_audit_is_whole():
    assert broken_at([], KEY) is None
    assert broken_at([], KEY, Head(0, "")) is None


@given(CHAINS)
def test_a_chain_that_nobody_touched_is_whole(said):
    entries = chained(said)
    assert broken_at(entries, KEY) is None
    assert broken_at(entries, KEY, head(entries)) is None


@given(CHAINS, CHAINS)
def test_a_chain_that_went_on_is_whole_against_an_older_head(said, more):
    assert broken_at(chained(said + more), KEY, head(chained(said))) is None


def test_an_entry_says_the_same_in_every_time_zone():
    there = replace(FOUR[0], at=FOUR[0].at.astimezone(timezone(timedelta(hours=9))))
    assert broken_at([there, *FOUR[1:]], KEY) is None


@pytest.mark.parametrize(
    ("entries", "expected"),
    [
        (FOUR[1:], Break(1, "missing")),
        ([FOUR[0], *FOUR[2:]], Break(2, "missing")),
        ([FOUR[1], FOUR[0], *FOUR[2:]], Break(1, "missing")),
        ([FOUR[0], FOUR[0], *FOUR[1:]], Break(2, "missing")),
        ([FOUR[0], replace(FOUR[1], details={"policy": "2"}), *FOUR[2:]], Break(2, "changed")),
        ([*FOUR, replace(FOUR[3], seq=5)], Break(5, "changed")),
        ([*FOUR, replace(FOUR[3], seq=6)], Break(5, "missing")),
        (chained([("ask", {})], OTHER_KEY), Break(1, "changed")),
    ],
    ids=["first removed", "removed", "reordered", "doubled", "changed", "appended", "appended later", "another key"],
)
def test_what_was_done_to_it_is_named(entries, expected):
    assert broken_at(entries, KEY) == expected


@pytest.mark.parametrize("left", range(4))
def test_an_end_that_was_cut_off_shows_against_a_head_alone(left):
    assert broken_at(FOUR[:left], KEY) is None
    assert broken_at(FOUR[:left], KEY, head(FOUR)) == Break(left + 1, "cut_off")


def test_an_end_that_was_written_anew_with_the_key_shows_against_a_head():
    rewritten = chained([("ask", {}), ("allow", {"policy": "1"}), ("approve", {"digest": "d"}), ("erase", {})])
    assert broken_at(rewritten, KEY) is None
    assert broken_at(rewritten, KEY, head(FOUR)) == Break(4, "changed")


FIELDS = {
    "at": lambda entry: entry.at + timedelta(microseconds=1),
    "person_id": lambda entry: entry.person_id + "x",
    "verb": lambda entry: entry.verb + "x",
    "departure_id": lambda entry: entry.departure_id + "x",
    "subject_id": lambda entry: entry.subject_id + "x",
    "details": lambda entry: {**entry.details, "added": ""},
    "mac": lambda entry: entry.mac[::-1] if entry.mac[::-1] != entry.mac else START,
}


@given(CHAINS, st.sampled_from(sorted(FIELDS)), st.data())
def test_no_field_of_any_entry_can_be_changed(said, field, data):
    entries = chained(said)
    place = data.draw(st.integers(0, len(entries) - 1))
    entries[place] = replace(entries[place], **{field: FIELDS[field](entries[place])})
    assert broken_at(entries, KEY) == Break(place + 1, "changed")


@given(CHAINS, st.data())
def test_no_other_sequence_of_the_same_entries_passes_for_the_audit(said, data):
    entries = chained(said)
    other = data.draw(st.lists(st.sampled_from(entries), max_size=len(entries) + 2))
    if other != entries:
        assert broken_at(other, KEY, head(entries)) is not None


@given(CHAINS, CHAINS)
def test_nobody_without_the_key_adds_anything(said, forged):
    entries = chained(said)
    added = [replace(entry, seq=entry.seq + len(entries)) for entry in chained(forged, OTHER_KEY)]
    assert broken_at(entries + added, KEY) == Break(len(entries) + 1, "changed")


@given(CHAINS)
def test_another_key_does_not_verify(said):
    assert broken_at(chained(said), OTHER_KEY) == Break(1, "changed")


@given(st.dictionaries(TEXT, TEXT, max_size=3), st.dictionaries(TEXT, TEXT, max_size=3))
def test_different_details_have_different_digests(one, other):
    macs = {mac_of(replace(FOUR[0], details=details), START, KEY) for details in (one, other)}
    assert len(macs) == (1 if one == other else 2)


def test_the_audits_key_is_not_the_installations():
    assert audit_key(KEY) != KEY
