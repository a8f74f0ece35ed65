"""Whole letters, pairwise over the matrix, and every sentence of every clause: what a native reader would check."""

import re
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from itertools import combinations, product

import pytest
from enumerated import cells
from letter_samples import (
    BRIDGE,
    CHANGING_ROLE,
    FORMAL,
    HAND_OVER,
    INTERIM,
    LEAVER,
    LEAVING,
    MANAGER,
    NEUTRAL,
    PACKS,
    RETIRING,
    SUCCESSOR,
    TABLES,
    TODAY,
    WARM,
    WRITERS,
    by_topic,
    facts,
    hand_over,
    managed,
    to_a_team,
    to_the_manager,
    with_contact,
)
from pairwise import pairwise_rows

from fakes.cases import for_each
from segue.departure.dates import next_working_day
from segue.departure.kind import DepartureKind
from segue.departure.people import Gender
from segue.departure.register import Register
from segue.departure.terms import Reason, SenderMode
from segue.letters.axes import FIXED
from segue.letters.compose import compose
from segue.letters.facts import Leaver, Recipient
from segue.letters.gaps import gaps_of
from segue.letters.proofread import findings_in
from segue.letters.replies import replies
from segue.letters.sentence import speaker
from segue.letters.specs import CLAUSES, DAYS, FRAME
from segue.letters.text import SENTENCE_ENDS

pytestmark = pytest.mark.slow

DOUBLED = re.compile(r"  | [,.;:!?]|[,.;:]{2}|[!?।]\.|\(\s|\s\)|\(\)")
MISSING = re.compile(r"\{|\}|None|Undefined|\bat \.")
CLIENTS = [
    {"name": "Sam Vale", "given": "Sam", "family": "Vale"},
    {"name": "Vale", "family": "Vale", "title": "Dr"},
    {"name": "Sam", "given": "Sam"},
    {"company": "Meridian", "is_company": True},
]
LAST_DAYS = [
    date(2025, month, day) for month, day in ((9, 30), (10, 1), (10, 7), (10, 8), (10, 10), (11, 10), (11, 11))
]
POINTS = {
    "successor": lambda plain: with_contact(plain, kind=SUCCESSOR),
    "interim": lambda plain: with_contact(plain, kind=INTERIM),
    "manager": to_the_manager,
    "team": to_a_team,
    "two": lambda plain: by_topic(plain, 2),
    "three": lambda plain: by_topic(plain, 3),
}
PLAIN = {LEAVER: facts, MANAGER: managed, HAND_OVER: hand_over}
KINDS = {LEAVER: [LEAVING, RETIRING, CHANGING_ROLE], MANAGER: list(DepartureKind)}
LENGTHS = {LEAVER: (90, 220), MANAGER: (85, 220), HAND_OVER: (35, 100)}
MODES = [(locale, mode) for locale in PACKS for mode in SenderMode]


def _gendered(locale):
    """Return the words that give somebody a gender, where the language's table lists them."""
    return set(TABLES.get(locale, {}).get("gendered", "").split())


in_every_mode = pytest.mark.parametrize(("locale", "mode"), MODES)


def axes_of(locale, mode):
    axes = {
        "register": list(Register),
        "client": CLIENTS,
        "gender": list(Gender),
        "contact": list(Gender),
        "writer": list(Gender),
        "point": list(POINTS),
        "channels": ["email", "phone", "both"],
        "form": ["", *PACKS[locale].forms.ids],
        "role": ["", "Team Lead"],
        "here": [None, 1, 2, 5, 11, 21],
        "wording": [0, 1],
        "day": LAST_DAYS,
    }
    if mode is not HAND_OVER:
        axes |= {"kind": KINDS[mode], "years": [None, 1, 2, 5, 11, 21, 22, 25], "bridge": [False, False, True]}
    if mode is LEAVER:
        axes |= {"reason": [None, *Reason], "hope": [False, True], "private": ["", "mara@lindqvist.example"]}
    if mode is MANAGER:
        axes |= {"leaver": list(Gender)}
    return axes


def letter_of(locale, mode, row):
    """Return the facts of one row of the matrix."""
    client = Recipient(("x@y.example",), gender=row["gender"], form=row["form"], **row["client"])
    one = PLAIN[mode](locale, row["register"], client=client, wording=row["wording"])
    one = replace(one, writer=replace(one.writer, gender=row["writer"]))
    first_day = next_working_day(row["day"])
    if mode is not HAND_OVER:
        one = replace(one, last_day=row["day"], kind=row["kind"], years_together=row["years"])
    if mode is LEAVER:
        one = replace(one, reason=row["reason"], hope_to_meet=row["hope"])
        one = replace(one, personal_contact=row["private"], personal_end=row["day"] + timedelta(days=92))
    if mode is MANAGER:
        one = replace(one, leaver=Leaver(WRITERS[locale].name, row["leaver"]))
    if row.get("bridge"):
        one = replace(one, bridge=replace(BRIDGE, first_day=first_day))
        first_day = date(2025, 12, 1)
    return _turning_to(one, row, first_day)


def _turning_to(one, row, first_day):
    known = {"first_day": first_day, "job_title": row["role"], "years_here": row["here"]}
    if row["point"] != "team":
        known["gender"] = row["contact"]
    known["phone"] = "" if row["channels"] == "email" else "0551234"
    if row["channels"] == "phone":
        known["email"] = ""
    one = with_contact(POINTS[row["point"]](one), **known)
    return replace(one, others=tuple(replace(other, first_day=first_day) for other in one.others))


@cache
def _rows(locale, mode):
    return [row for seed in (1, 2) for row in pairwise_rows(axes_of(locale, mode), seed)]


@cache
def _composed(locale, mode):
    letters = [letter_of(locale, mode, row) for row in _rows(locale, mode)]
    return [(one, compose(one, PACKS[locale])) for one in letters]


def test_the_matrix_holds_every_pair_of_values():
    axes = axes_of("en-GB", MANAGER)
    rows = pairwise_rows(axes, 1)
    for one, other in combinations(axes, 2):
        held = {(str(row[one]), str(row[other])) for row in rows}
        assert held == {(str(here), str(there)) for here in axes[one] for there in axes[other]}


@in_every_mode
def test_no_letter_has_a_hole_a_doubled_mark_or_a_small_letter_at_a_sentence_start(locale, mode):
    for one, letter in _composed(locale, mode):
        text = letter.text.replace(one.writer.company, "Company")
        for word in _abbreviations(locale):
            text = text.replace(word, "Word")
        assert not DOUBLED.search(text), text
        assert not MISSING.search(letter.text), letter.text
        starts = re.findall(r"[.!?।] +(\w)", text)
        assert not any(start.islower() for start in starts), text
        assert not any(paragraph[0].islower() for paragraph in letter.text.split("\n\n")[2:]), letter.text


def _abbreviations(locale):
    """Return the words whose full stop ends no sentence: titles, and what the table lists."""
    titles = {written for ways in PACKS[locale].titles.values() for written in ways.values() if written.endswith(".")}
    return [*titles, *TABLES.get(locale, {}).get("abbreviations", [])]


@in_every_mode
def test_letters_keep_within_their_length(locale, mode):
    least, most = LENGTHS[mode]
    counts = {len(letter.text.split()): letter.text for one, letter in _composed(locale, mode) if not one.bridge}
    assert least <= min(counts), counts[min(counts)]
    assert max(counts) <= most, counts[max(counts)]


@pytest.mark.parametrize("locale", PACKS)
@for_each("register", Register)
@for_each("wording", [0, 1])
def test_a_plain_letter_has_the_length_that_works(locale, register, wording):
    assert 110 <= _length(facts(locale, register, wording=wording)) <= 185
    assert 40 <= _length(hand_over(locale, register, wording=wording)) <= 80


@in_every_mode
@for_each("register", Register)
def test_a_plain_letter_of_every_kind_is_neither_short_nor_long(locale, mode, register):
    for kind, wording in product(KINDS.get(mode, []), (0, 1)):
        assert 90 <= _length(PLAIN[mode](locale, register, kind=kind, wording=wording)) <= 185, (kind, wording)


def _length(plain):
    return len(compose(plain, PACKS[plain.locale]).text.split())


@pytest.mark.parametrize("locale", TABLES)
def test_a_hand_over_hints_at_nothing(locale):
    hints = set(TABLES[locale].get("hints", "").split())
    for _, letter in _composed(locale, HAND_OVER):
        said = f"{_body(letter)} {letter.subject}"
        assert not set(re.findall(r"\w+", said.lower())) & hints, letter.text


@pytest.mark.parametrize("locale", PACKS)
def test_answers_to_a_hand_over_hint_at_nothing(locale):
    pack = PACKS[locale]
    hints = "|".join(re.escape(hint) for hint in pack.proofreading.leaving)
    leaving = re.compile(rf"(?<!\w)(?:{hints})", re.IGNORECASE)
    for register in Register:
        for id, text in replies(hand_over(locale, register), pack):
            assert not leaving.search(text), (id, text)


@pytest.mark.parametrize(("locale", "mode"), [(locale, mode) for locale, mode in MODES if _gendered(locale)])
def test_nobody_whose_gender_is_unstated_is_given_one(locale, mode):
    for row in _rows(locale, mode):
        unstated = dict.fromkeys(("gender", "contact", "writer", "leaver"), Gender.UNSTATED)
        letter = compose(letter_of(locale, mode, row | unstated), PACKS[locale])
        assert not set(re.findall(r"\w+", _body(letter).lower())) & _gendered(locale), letter.text


@in_every_mode
def test_the_proofreader_has_nothing_against_a_letter_but_its_length(locale, mode):
    for one, letter in _composed(locale, mode):
        ids = {finding.id for finding in findings_in(letter, one, PACKS[locale], TODAY)}
        assert ids <= {"letter_long", "letter_short"}, letter.text


@in_every_mode
def test_a_letter_keeps_one_form_of_address(locale, mode):
    never = {form: set(listed.split()) for form, listed in TABLES.get(locale, {}).get("never", {}).items()}
    pack = PACKS[locale]
    for one, letter in _composed(locale, mode):
        form = pack.form_for(one.client, one.register, as_company=one.client.is_company)
        assert not set(re.findall(r"\w+", _body(letter))) & never.get(form, set()), letter.text


@pytest.mark.parametrize("locale", PACKS)
@for_each("plain", [facts, managed])
@for_each("wording", [0, 1])
def test_the_registers_really_read_differently(locale, plain, wording):
    letters = (plain(locale, register, wording=wording) for register in (FORMAL, NEUTRAL, WARM))
    sentences = [_sentences_of(one) for one in letters]
    assert all(len(one & other) <= 2 for one, other in combinations(sentences, 2))


@in_every_mode
@for_each("register", Register)
def test_two_clients_of_one_company_do_not_get_copies(locale, mode, register):
    first, second = (_sentences_of(PLAIN[mode](locale, register, wording=wording)) for wording in (0, 1))
    assert len(first & second) <= len(second) / 2, first & second


def _sentences_of(plain):
    return set(re.split(r"(?<=[.!?।])\s+", _body(compose(plain, PACKS[plain.locale]))))


@in_every_mode
def test_the_modes_and_kinds_really_read_differently(locale, mode):
    bodies = {_body(compose(PLAIN[mode](locale, kind=kind), PACKS[locale])) for kind in KINDS.get(mode, [LEAVING])}
    assert len(bodies) == len(KINDS.get(mode, [LEAVING]))


# Every sentence, exhaustively over the axes of its clause

SAID = {
    "company": "Firm", "leaver_name": "Sam Vale", "contact_name": "Robin Hale", "contact_title": "Lead",
    "contact_email": "a@b.example", "contact_phone": "0551", "contact_years": "8", "years": "5", "note": "Halden.",
    "bridge_name": "Kim Ode", "bridge_email": "k@b.example", "bridge_phone": "0552",
    "client_name": "Ada Poe", "client_given": "Ada", "client_family": "Poe", "client_title": "Dr",
    "client_company": "Firm", "first_topic": "topic", "first_name": "Ann", "first_reach": "a@b.example",
    "second_topic": "topic", "second_name": "Bo", "second_reach": "b@b.example", "personal_contact": "m@b.example",
    "contact_reach": "a@b.example",
}  # fmt: skip


FIRST_SENTENCES = ("news", "as_discussed", "update_opening")
"""What may follow the salutation's comma, and so begin small."""


def sentence_of(pack, gaps, say):
    """Return a sentence with something believable in every gap; the pack's own patterns write the days."""
    days = {gap: key for gap in gaps for day in DAYS if (key := gap.removeprefix(f"{day}_")) != gap}
    written = {gap: _day(pack, key) for gap, key in days.items()}
    return say(SAID | written)


def _day(pack, key):
    return gaps_of(facts(pack.locale), pack)[f"last_day_{key}"]


@pytest.mark.parametrize("locale", PACKS)
@for_each("clause", [id for id in CLAUSES if id not in (*FRAME, "note")])
def test_every_sentence_is_whole(locale, clause):
    pack = PACKS[locale]
    for cell in cells(CLAUSES[clause], pack):
        wording = pack.clauses[clause].wording(cell)
        text = sentence_of(pack, wording.values, wording.said_with)
        ends = (":", "：") if cell.get("count") == "many" else (*SENTENCE_ENDS, ").")
        assert text.endswith(ends), (cell, text)
        for word in _abbreviations(locale):
            text = text.replace(word, "Word")
        assert not DOUBLED.search(text), (cell, text)
        assert not MISSING.search(text), (cell, text)
        assert "/" not in text or locale == "id", (cell, text)
        assert clause in FIRST_SENTENCES or not text[0].islower(), (cell, text)


@pytest.mark.parametrize("locale", PACKS)
def test_every_answer_is_one_to_three_sentences(locale):
    for clause in (id for id in CLAUSES if id.startswith("reply_")):
        for variant in PACKS[locale].clauses[clause].variants:
            text = sentence_of(PACKS[locale], variant.gaps, speaker(variant.sentence))
            assert 1 <= len(re.findall(r"[.!?।](?:\s|$)|:$", text)) <= 3, text


def test_the_axes_of_the_matrix_are_those_of_the_letters():
    points = {"self" if point == "manager" else "several" if point in ("two", "three") else point for point in POINTS}
    assert points | {"manager"} == set(FIXED["point"])


def _sentences(letter):
    return letter.text.split("\n\n", 1)[1]


def _body(letter):
    return _sentences(letter).rsplit("\n\n", 1)[0]
