"""Second letters: exactly what has changed, whoever wrote the first, and short (L3)."""

from dataclasses import replace
from datetime import date
from functools import cache
from itertools import combinations

import pytest
from letter_samples import (
    CHANGED_ROLE,
    CHANGING_ROLE,
    GONE,
    HAND_OVER,
    INTERIM,
    LEAVING,
    MANAGER,
    PACKS,
    RETIRING,
    SUCCESSOR_KNOWN,
    TODAY,
    WRITERS,
    by_topic,
    correction,
    facts,
    hand_over,
    managed,
    to_a_team,
    to_the_manager,
    with_client,
    with_contact,
)
from pairwise import pairwise_rows

from fakes.cases import for_each
from segue.departure.errors import InputError
from segue.departure.people import Gender
from segue.departure.register import Register
from segue.departure.terms import SenderMode
from segue.letters.compose import compose, introduction
from segue.letters.facts import Changed, Leaver
from segue.letters.proofread import findings_in

in_every_pack = pytest.mark.parametrize("locale", PACKS)
in_every_mode = pytest.mark.parametrize(("locale", "mode"), [(one, mode) for one in PACKS for mode in SenderMode])
PLAIN = {SenderMode.LEAVER: facts, MANAGER: managed, HAND_OVER: hand_over}
KINDS = {SenderMode.LEAVER: [LEAVING, RETIRING, CHANGING_ROLE], MANAGER: [LEAVING, CHANGING_ROLE, GONE, CHANGED_ROLE]}
POINTS = {
    "one": lambda plain: plain,
    "manager": to_the_manager,
    "team": to_a_team,
    "two": lambda plain: by_topic(plain, 2),
    "three": lambda plain: by_topic(plain, 3),
}
LATER = date(2025, 10, 17)


def text_of(plain):
    return compose(plain, PACKS[plain.locale]).text


def said_by(plain):
    return {name.partition(":")[0] for name in compose(plain, PACKS[plain.locale]).variant.split()[2:]}


def findings(plain, today=TODAY):
    pack = PACKS[plain.locale]
    return {one.id for one in findings_in(compose(plain, pack), plain, pack, today)}


def updates_in(mode):
    """Return every reason for a second letter in a mode: each fact alone, each two, and a successor who is known."""
    told = [one for one in Changed if mode is not HAND_OVER or one is not Changed.LAST_DAY]
    some = [*((one,) for one in told), *combinations(told, 2)]
    return [SUCCESSOR_KNOWN, *(correction(*changed) for changed in some)]


def axes_of(locale, mode):
    axes = {
        "register": list(Register),
        "client": [{}, {"company": "Meridian", "is_company": True}],
        "gender": list(Gender),
        "contact": list(Gender),
        "writer": list(Gender),
        "point": list(POINTS),
        "phone": ["", "0551234"],
        "form": ["", *PACKS[locale].forms.ids],
        "update": updates_in(mode),
        "kind": KINDS.get(mode, [LEAVING]),
    }
    return axes | ({"leaver": list(Gender)} if mode is MANAGER else {})


def letter_of(locale, mode, row):
    """Return the facts of one row of the matrix."""
    one = PLAIN[mode](locale, row["register"], update=row["update"], kind=row["kind"])
    one = with_client(one, title="", gender=row["gender"], form=row["form"], **row["client"])
    one = replace(one, writer=replace(one.writer, gender=row["writer"]))
    if mode is MANAGER:
        one = replace(one, leaver=Leaver(WRITERS[locale].name, row["leaver"]))
    if row["point"] != "team":
        one = with_contact(one, gender=row["contact"])
    return with_contact(POINTS[row["point"]](one), phone=row["phone"])


@cache
def _matrix(locale, mode):
    rows = pairwise_rows(axes_of(locale, mode), 1)
    return [(one, compose(one, PACKS[locale])) for one in (letter_of(locale, mode, row) for row in rows)]


@pytest.mark.slow
@in_every_mode
def test_the_proofreader_has_nothing_against_a_second_letter(locale, mode):
    for one, letter in _matrix(locale, mode):
        found = {finding.id for finding in findings_in(letter, one, PACKS[locale], TODAY)}
        assert found <= ({"letter_long"} if len(one.others) > 1 else set()), letter.text  # a list has many words


@pytest.mark.slow
@in_every_mode
def test_a_second_letter_is_short(locale, mode):
    letters = [(len(letter.text.split()), 120 if len(one.others) > 1 else 100) for one, letter in _matrix(locale, mode)]
    assert all(40 <= words <= most for words, most in letters), letters


@pytest.mark.slow
@in_every_mode
def test_a_second_letter_has_no_hole(locale, mode):
    for _, letter in _matrix(locale, mode):
        assert not any(hole in letter.text for hole in ("{", "}", "None", "  ", "()")), letter.text


@in_every_mode
def test_every_second_letter_says_whom_to_turn_to_and_how(locale, mode):
    for one, letter in _matrix(locale, mode):
        for person in (one.contact, *one.others):
            assert person.name in letter.text
            assert person.email in letter.text


# Exactly what has changed


@in_every_pack
@for_each("changed", list(Changed))
def test_the_last_day_is_said_only_where_it_has_changed(locale, changed):
    plain = facts(locale, last_day=LATER, update=correction(changed))
    assert ("update_last_day" in said_by(plain)) == (changed is Changed.LAST_DAY)
    assert ("17" in text_of(plain)) == (changed is Changed.LAST_DAY)


@in_every_pack
@for_each(
    ("changed", "introduces"), [("last_day", False), ("contact", True), ("contact_day", True), ("channels", False)]
)
def test_a_contact_is_introduced_only_where_person_or_day_are_new(locale, changed, introduces):
    said = said_by(facts(locale, update=correction(changed)))
    assert ("contact" in said) == introduces
    assert ("update_contact" in said) != introduces


@in_every_pack
def test_new_channels_are_said_otherwise_than_those_that_have_stayed(locale):
    anew, as_before = (text_of(facts(locale, update=correction(one))) for one in ("channels", "last_day"))
    assert not set(anew.split("\n\n")[2:3]) & set(as_before.split("\n\n")[2:3])


@in_every_pack
def test_a_second_letter_says_nothing_of_the_first_but_what_goes_on(locale):
    full = facts(locale, update=correction("contact"), years_together=5, note="Halden.", hope_to_meet=True)
    said = {"subject", "salutation", "update_opening", "contact", "channels", "reassurance", "closing"}
    assert said_by(full) | {"subject", "salutation"} == said


@in_every_pack
def test_a_successor_is_introduced_whatever_else_is_said_to_have_changed(locale):
    assert "contact" in said_by(managed(locale, kind=GONE, update=SUCCESSOR_KNOWN))


@in_every_mode
@for_each("count", [2, 3])
def test_contact_points_by_topic_are_listed_as_in_the_first_letter(locale, mode, count):
    first = by_topic(PLAIN[mode](locale), count)
    second = replace(first, update=correction("contact"))
    listed = next(part for part in text_of(first).split("\n\n") if first.others[0].name in part)
    assert listed in text_of(second)


@in_every_pack
def test_what_the_successor_reads_of_himself_is_what_the_second_letter_says(locale):
    plain = facts(locale, update=correction("channels"))
    assert introduction(plain, PACKS[locale]) in text_of(plain)


# Nothing that was not in the first


@in_every_pack
@for_each("register", Register)
def test_a_second_hand_over_hints_at_nothing(locale, register):
    for update in updates_in(HAND_OVER):
        assert "hint_of_leaving" not in findings(hand_over(locale, register, update=update))


@in_every_pack
def test_the_subject_is_the_second_letters_own_whatever_was_chosen_for_the_first(locale):
    plain = facts(locale, update=correction("last_day"), subject="departure")
    assert compose(plain, PACKS[locale]).subject == PACKS[locale].own_subjects["correction"].text


NO_NEWS = [
    facts(update=correction()),
    hand_over(update=correction("last_day")),
    managed(kind=GONE, last_day=None, update=correction("last_day")),
    with_contact(facts(update=SUCCESSOR_KNOWN), kind=INTERIM),
    with_contact(facts(update=correction("last_day")), email="", phone=""),
]


@for_each("plain", NO_NEWS)
def test_a_second_letter_without_news_is_no_letter(plain):
    with pytest.raises(InputError) as failure:
        text_of(plain)
    assert failure.value.code == "choice_unknown"


# What the proofreader asks of it

AFTERWARDS = date(2025, 11, 3)


@for_each("update", [correction("last_day"), correction("channels"), SUCCESSOR_KNOWN])
def test_a_manager_may_correct_after_the_last_day(update):
    assert findings(managed(kind=GONE, update=update), AFTERWARDS) == set()


def test_a_leaver_corrects_nothing_after_the_last_day():
    assert "last_day_past" in findings(facts(update=correction("channels")), AFTERWARDS)


def test_a_new_last_day_that_is_over_is_seen():
    assert "last_day_past" in findings(managed(update=correction("last_day")), AFTERWARDS)


def test_a_gap_between_last_day_and_contact_is_seen_where_a_day_has_changed():
    late = with_contact(facts(), first_day=date(2025, 12, 1))
    assert "nobody_there" in findings(replace(late, update=correction("contact_day")))
    assert "nobody_there" not in findings(replace(late, update=SUCCESSOR_KNOWN))


def test_a_long_second_letter_gets_a_hint():
    long = by_topic(facts(), 3)
    long = replace(long, others=(replace(long.others[0], name="A " * 60 + "B"), long.others[1]))
    assert "letter_long" in findings(replace(long, update=correction("contact")))
