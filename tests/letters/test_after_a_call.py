"""A letter after a call: one sentence more, and nothing else of it differs (H8)."""

from itertools import product

import pytest
from letter_samples import PACKS, TODAY, correction, facts, hand_over, managed, with_client

from fakes.cases import for_each
from segue.departure.register import Register
from segue.letters.compose import compose
from segue.letters.proofread import findings_in
from segue.letters.talking import talking_points
from segue.letters.text import line_above

in_every_pack = pytest.mark.parametrize("locale", PACKS)
PLAIN = [facts, managed, hand_over]
COMPANY = {"name": "", "given": "", "family": "", "company": "Meridian", "is_company": True}


def both(locale, plain, register, **client):
    """Return the letter without a call and the one after it."""
    one, other = (with_client(plain(locale, register, after_call=after), **client) for after in (False, True))
    return compose(one, PACKS[locale]), compose(other, PACKS[locale])


@in_every_pack
@for_each(("plain", "register", "client"), list(product(PLAIN, Register, [{}, COMPANY])))
def test_only_one_sentence_is_added_before_the_news(locale, plain, register, client):
    without, after = both(locale, plain, register, **client)
    greeting, _, rest = without.text.partition("\n\n")
    line = line_above(rest.partition("\n\n")[0])  # Indonesian's "Dengan hormat," stays above everything
    rest = rest.removeprefix(line)
    added = after.text.removeprefix(f"{greeting}\n\n{line}")[: len(after.text) - len(without.text)]
    # Where a language goes on small after the salutation's comma, the news now begins a sentence.
    assert after.text == f"{greeting}\n\n{line}{added}{rest[0].upper()}{rest[1:]}"
    assert added.endswith((". ", "! ", "। "))


@in_every_pack
@for_each(("plain", "register"), list(product(PLAIN, Register)))
def test_subject_and_recipients_are_the_same(locale, plain, register):
    without, after = both(locale, plain, register)
    assert (without.subject, without.to, without.cc) == (after.subject, after.to, after.cc)


@in_every_pack
@for_each(("plain", "register", "client"), list(product(PLAIN, Register, [{}, COMPANY])))
def test_the_proofreader_has_nothing_against_a_letter_after_a_call(locale, plain, register, client):
    one = with_client(plain(locale, register, after_call=True), **client)
    found = findings_in(compose(one, PACKS[locale]), one, PACKS[locale], TODAY)
    assert {finding.id for finding in found} <= {"letter_long"}  # a hand-over of 80 words and a sentence more


@in_every_pack
@for_each("register", Register)
def test_the_registers_open_differently(locale, register):
    openings = {both(locale, facts, one)[1].text.split("\n\n")[1].split(".")[0] for one in Register}
    assert len(openings) == len(Register)


def test_a_second_letter_may_follow_a_call_too():
    plain = facts(update=correction("last_day"), after_call=True)
    said = compose(plain, PACKS["en-GB"]).variant.split()
    assert [name.partition(":")[0] for name in said[3:5]] == ["as_discussed", "update_opening"]


# Talking points


@in_every_pack
@for_each("plain", PLAIN)
def test_a_call_says_nothing_that_the_letter_does_not_say(locale, plain):
    one = plain(locale, Register.WARM)
    text = compose(one, PACKS[locale]).text.casefold()
    said = [sentence for _, sentence in talking_points(one, PACKS[locale])]
    assert all(sentence.casefold() in text for sentence in said)
    assert [text.index(sentence.casefold()) for sentence in said] == sorted(text.index(one.casefold()) for one in said)


@in_every_pack
def test_talking_points_are_the_same_before_and_after_the_call(locale):
    before, after = (talking_points(facts(locale, after_call=one), PACKS[locale]) for one in (False, True))
    assert before == after


@in_every_pack
def test_each_talking_point_is_named_after_its_clause_and_starts_with_a_capital(locale):
    points = talking_points(facts(locale), PACKS[locale])
    assert [clause for clause, _ in points][:3] == ["news", "last_day", "contact"]
    assert not any(sentence[0].islower() for _, sentence in points)


@in_every_pack
def test_nobody_says_on_the_telephone_that_this_address_ends(locale):
    said = {mode: {clause for clause, _ in talking_points(mode(locale), PACKS[locale])} for mode in (facts, managed)}
    assert "address_ends" not in said[facts]
    assert "address_ends" in said[managed]


def test_a_call_starts_without_the_line_that_stands_above_a_letter():
    formal = facts("id", Register.FORMAL)
    line = line_above(compose(formal, PACKS["id"]).text.split("\n\n")[1])
    assert line == "Dengan hormat,\n"
    assert not talking_points(formal, PACKS["id"])[0][1].startswith(line)
