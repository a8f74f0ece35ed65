"""The gist of a letter in a language that the approver reads: the same facts in that language's own clauses (P3)."""

from dataclasses import fields, replace

import pytest

from fakes.cases import for_each
from letters.letter_samples import PACKS, rich, with_client
from segue.departure.register import Register
from segue.letters.compose import compose
from segue.letters.gist import Gist, gist
from segue.letters.letter import Letter


@pytest.mark.parametrize("into", sorted(PACKS))
@for_each("of", sorted(PACKS))
def test_every_language_says_the_gist_of_every_other(of, into):
    facts = rich(of, Register.NEUTRAL)
    found = gist(facts, PACKS[into])
    assert found.locale == into
    for fact in (facts.contact.name, facts.contact.email, facts.writer.name):
        assert fact in found.text


def test_the_gist_is_what_that_language_itself_would_say():
    facts = rich("ru", Register.NEUTRAL)
    own = compose(replace(facts, locale="it", client=replace(facts.client, form="")), PACKS["it"])
    assert gist(facts, PACKS["it"]) == Gist("it", own.subject, own.text)


def test_a_note_stays_as_it_was_typed():
    facts = replace(rich("ru", Register.NEUTRAL), note="Спасибо вам за всё.")
    assert "Спасибо вам за всё." in gist(facts, PACKS["en-GB"]).text


@pytest.mark.parametrize(("locale", "form"), [("it", "tu"), ("ru", "ты"), ("hi", "tum"), ("de", "du")])
def test_a_form_of_address_of_one_language_is_no_form_of_another(locale, form):
    facts = rich(locale, Register.WARM)
    facts = with_client(facts, **{**vars(facts.client), "form": form})
    assert gist(facts, PACKS["en-GB"]) is not None


def test_what_a_language_cannot_say_has_no_gist():
    facts = replace(rich("it", Register.NEUTRAL), subject="made-up")
    assert gist(facts, PACKS["en-GB"]) is None


def test_a_gist_is_no_letter_and_has_no_form_that_could_leave():
    assert not issubclass(Gist, Letter)
    assert {field.name for field in fields(Gist)} == {"locale", "subject", "text"}
