"""The state machine: every stage, verb and role against the tables, and the tables against their picture."""

import re
from itertools import product
from pathlib import Path

import pytest

from fakes.cases import for_each
from segue.departure.errors import NotNow
from segue.departure.letter_state import LETTER_MOVES, LetterState, LetterVerb, Told, require_markable
from segue.departure.stage import MOVES, REFUSALS, WHO, Role, Stage, Verb, after

PICTURE = (Path(__file__).parents[2] / "docs" / "states.md").read_text(encoding="utf-8")
ENDS = (Stage.CANCELLED, Stage.CLOSED)


def arrows(heading: str) -> set[tuple[str, str, str]]:
    """Return the arrows drawn below a heading of the page: (from, verb, to)."""
    drawn = PICTURE.partition(f"## {heading}")[2].partition("## ")[0]
    found = re.findall(r"^ +(\w+) --> (\w+): (.+)$", drawn, re.MULTILINE)
    return {(before, verb, then) for before, then, verbs in found for verb in verbs.split(", ")}


@for_each(("stage", "verb"), list(product(Stage, Verb)))
def test_a_verb_leads_where_the_table_says_and_nowhere_else(stage, verb):
    if verb in MOVES[stage]:
        assert after(stage, verb) is MOVES[stage][verb]
    else:
        with pytest.raises(NotNow) as told:
            after(stage, verb)
        assert told.value.code == REFUSALS[stage]


def test_the_picture_shows_every_move_between_stages_and_no_other():
    moves = {(a.value, verb.value, b.value) for a, row in MOVES.items() for verb, b in row.items() if a is not b}
    drawn = arrows("A departure")
    assert {one for one in drawn if one[0] != one[2]} == moves
    assert all(MOVES[Stage(a)][Verb(verb)] is Stage(b) for a, verb, b in drawn)


def test_the_picture_shows_every_move_of_a_letter():
    moves = {(a.value, verb.value, b.value) for a, row in LETTER_MOVES.items() for verb, b in row.items() if a is not b}
    assert arrows("A letter") == moves


def test_the_page_names_every_verb_once_with_somebody_who_may():
    table = PICTURE.partition("## Who may")[2]
    assert sorted(re.findall(r"`(\w+)`", table)) == sorted(verb.value for verb in Verb)
    assert set(WHO) == set(Verb)
    assert all(WHO.values())


def test_letters_leave_in_one_stage_only():
    assert [stage for stage in Stage if Verb.HAND_OUT in MOVES[stage]] == [Stage.AGREED]
    assert [stage for stage in Stage if Verb.GIVE_LETTERS in MOVES[stage]] == [Stage.AGREED]


def test_nothing_but_erasing_follows_an_end():
    assert all(set(MOVES[stage]) == {Verb.ERASE} for stage in ENDS)


def test_every_stage_can_be_reached_and_every_verb_can_be_done_somewhere():
    reached, found = {Stage.PREPARING}, True
    while found:
        found = {then for stage in reached for then in MOVES[stage].values()} - reached
        reached |= found
    assert reached == set(Stage)
    assert {verb for row in MOVES.values() for verb in row} == set(Verb)


def test_nobody_who_leaves_decides_on_his_own():
    deciding = {Verb.ALLOW, Verb.REFUSE, Verb.READ_LETTERS, Verb.DELEGATE}
    assert all(WHO[verb] == {Role.APPROVER} for verb in deciding)


@pytest.mark.parametrize(("state", "verb"), list(product(LetterState, LetterVerb)))
def test_the_last_word_on_a_letter_counts_and_a_change_takes_it_back(state, verb):
    expected = {"approve": "approved", "reject": "rejected", "change": "waiting"}
    assert LETTER_MOVES[state][verb].value == expected[verb]


@pytest.mark.parametrize(("state", "status"), list(product(LetterState, Told)))
def test_only_an_approved_letter_can_have_gone_out(state, status):
    could = state is LetterState.APPROVED or status in (Told.TO_DO, Told.PHONED, Told.SKIPPED)
    try:
        require_markable(state, status)
    except NotNow:
        assert not could
    else:
        assert could
