"""A sentence of text and gaps is said as Jinja would say it; whatever is more is said by Jinja."""

import pytest
from letter_samples import PACKS

from segue.departure.errors import BrokenSetup
from segue.letters.sentence import SENTENCES, gaps_in, is_plain, sentence_of, speaker

GAPS = {"name": "Smith & Co.", "day": "1 May {{ x }}", "town": "Rome"}
TEXTS = [
    ("Dear {{ name }}", ("name",), True),
    ("Yours,", (), True),
    ("Until {{ day }}, in {{ town }} with {{ name }}.", ("day", "town", "name"), True),
    ("{{ town }}. {{ name }}. {{ name }}... {{ town }}", ("town", "name"), True),
    (" {{ name }}{{ town }}\nSee \\{0} %s", ("name", "town"), False),
    ("{{name}} and {{- town }}.", ("name", "town"), False),
    ("{{ name | full_stop }}", ("name",), False),
    ("{# not said #}{{ name }}", ("name",), False),
    ("{% raw %}{{ name }}{% endraw %} {{ town }}", ("town",), False),
    ("{{ name }}\rDear", ("name",), False),
]


@pytest.mark.parametrize(("text", "gaps", "plain"), TEXTS)
def test_a_sentence_is_said_as_jinja_says_it(text, gaps, plain):
    sentence = sentence_of(text)
    assert (gaps_in(sentence, "here"), is_plain(sentence)) == (gaps, plain)
    assert speaker(sentence)(GAPS) == SENTENCES.from_string(sentence).render(GAPS)


@pytest.mark.parametrize("text", ["Dear {{ name }}", "{{ name }}.", "Dear {{name}}"])
def test_a_gap_that_nothing_fills_is_an_error(text):
    with pytest.raises(Exception, match="name"):
        speaker(sentence_of(text))({"town": "Rome"})


@pytest.mark.parametrize("text", ["{{ name", "{{ name.upper() }}", "{{ name }} {% if town %}", "{{ name|upper }}"])
def test_a_sentence_with_logic_is_refused(text):
    with pytest.raises(BrokenSetup, match="here"):
        gaps_in(sentence_of(text), "here")


@pytest.mark.parametrize("locale", PACKS)
def test_every_sentence_of_a_language_is_said_as_jinja_says_it(locale):
    variants = [variant for clause in PACKS[locale].clauses.values() for variant in clause.variants]
    for variant in variants[::7]:  # Jinja takes a millisecond for each
        gaps = {gap: f"<{gap}!>" for gap in variant.gaps}
        assert is_plain(variant.sentence)
        assert variant.said_with(gaps) == SENTENCES.from_string(variant.sentence).render(gaps)
