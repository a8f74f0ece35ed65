"""The proofreader looks quickly before it looks closely: no quick look may hide what a close one would find."""

import re
import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from letter_samples import PACKS, TODAY, facts, with_client

from segue.letters.compose import compose
from segue.letters.proofread import findings_in, leftovers
from segue.letters.proofread.people import FIRST_FROM_THE_RIGHT
from segue.letters.proofread.search import blanked
from segue.letters.proofread.watch import LONGEST_NAME, Watch
from segue.letters.proofread.watched import denied_in
from segue.letters.text import JOINERS, folded

WORDS = ("Ann", "ann", "Apex", "apex", "of", "Élan", "elan", "Анна", "анна", "अनि", "अनिता", "X")
DENIED = ("Contoso", "Blue Water", "Müller & Söhne GmbH", "Яндекс", "apex.example", "jane@contoso.example")
NAMES = st.frozensets(st.lists(st.sampled_from(WORDS).map(folded), min_size=1, max_size=7).map(tuple), max_size=6)


def found(plain, id, watch=None):
    """Return the words of every finding of a kind, with its place in the note."""
    pack = PACKS[plain.locale]
    findings = findings_in(compose(plain, pack), plain, pack, TODAY, watch or Watch())
    return [(one.span, one.values["words"]) for one in findings if one.id == id]


@pytest.mark.parametrize(
    ("table", "pattern"),
    [
        (leftovers.IN_BRACKETS, leftovers.BRACKETS),
        (leftovers.TO_DO, leftovers.MARKS),
        (leftovers.SAMPLES, leftovers.SAMPLE),
    ],
    ids=("brackets", "marks", "samples"),
)
@given(st.data())
def test_whatever_a_pattern_matches_holds_one_of_its_hints(table, pattern, data):
    matched = data.draw(st.from_regex(pattern))
    assert any(hint in (matched.lower() if hint.islower() else matched) for hint in table)


@given(st.text("ab_é́. ", max_size=12), st.text("ab_é́. ", min_size=1, max_size=3))
def test_a_name_is_blanked_just_where_it_stands_as_whole_words(text, name):
    assert blanked(text, name) == re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", " " * len(name), text)


@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=12), NAMES)
def test_other_clients_are_found_as_if_every_run_of_words_were_looked_up(said, names):
    plain = with_client(facts(note=" ".join(said)), name="Nobody", given="", family="", company="")
    runs = [
        " ".join(said[start:end])
        for start in range(len(said))
        for end in range(start + 1, min(start + LONGEST_NAME, len(said)) + 1)
        if tuple(map(folded, said[start:end])) in names and (end > start + 1 or said[start][0].isupper())
    ]
    assert [words for _, words in found(plain, "other_client", Watch(others=names))] == runs


@given(st.lists(st.sampled_from(WORDS)), st.sampled_from(DENIED), st.lists(st.sampled_from(WORDS)))
def test_a_denied_name_is_found_between_any_words(before, name, after):
    text = "".join(f"{word}, " for word in before) + name + "".join(f", {word}" for word in after)
    start = len(text) - len(name) - sum(len(word) + 2 for word in after)
    spans = denied_in(text, (*DENIED, "Fabrikam"))
    assert any(begin < start + len(name) and start < end for begin, end in spans)


@pytest.mark.parametrize("locale", PACKS)
def test_every_word_of_another_form_of_address_is_found(locale):
    forms = PACKS[locale].forms
    for own in {form for form in forms.ids if form != forms.company}:
        for word in {word for form, listed in forms.words.items() if form != own for word in listed}:
            plain = with_client(facts(locale, note=f"… {word} …"), form=own)
            assert any(word in seen or seen in word for _, seen in found(plain, "mixed_forms")), (own, word)


@pytest.mark.parametrize("before", ["İ", "ﬁ", "½", "ẞ", "é", "नमस्ते", "\U0001f600"])
def test_a_wrong_weekday_is_shown_where_it_stands_after_any_character(before):
    note = f"{before} Friday 11 October 2025"
    start = note.index("Friday")
    assert found(facts(note=note), "weekday_disagrees") == [((start, len(note)), note[start:])]


def test_nothing_that_prints_is_an_invisible_mark():
    hidden = (char for char in map(chr, range(sys.maxunicode + 1)) if unicodedata.category(char) in ("Cc", "Cf", "Cs"))
    assert not [char for char in hidden if char not in JOINERS and char.isprintable()]


def test_no_script_from_the_right_begins_earlier():
    below = map(chr, range(ord(FIRST_FROM_THE_RIGHT)))
    assert not [char for char in below if unicodedata.bidirectional(char) in ("R", "AL")]
