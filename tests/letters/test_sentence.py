"""A sentence is text and gaps, and is said as Jinja would say it."""

import pytest
from jinja2.sandbox import ImmutableSandboxedEnvironment
from letter_samples import PACKS

from segue.letters.sentence import gaps_in, speaker
from segue.letters.text import full_stop

JINJA = ImmutableSandboxedEnvironment(autoescape=False)
JINJA.filters["full_stop"] = full_stop
GAPS = {"name": "Smith & Co.", "day": "1 May {{ x }}", "town": "Rome"}
TEXTS = [
    ("Dear {{ name }}", ("name",), "Dear Smith & Co."),
    ("Yours,", (), "Yours,"),
    ("Until {{ day }}, with {{ name }}.", ("day", "name"), "Until 1 May {{ x }}, with Smith & Co."),
    (
        "{{ town }}. {{ name }}. {{ name }}... {{ town }}",
        ("town", "name"),
        "Rome. Smith & Co. Smith & Co.... Rome",
    ),
    ("{{ name }}{{ town }}\nSee [0] %s", ("name", "town"), "Smith & Co.Rome\nSee [0] %s"),
]


@pytest.mark.parametrize(("text", "gaps", "said"), TEXTS)
def test_a_sentence_is_said_with_its_gaps_filled_and_one_full_stop(text, gaps, said):
    assert gaps_in(text) == gaps
    assert speaker(text)(GAPS) == said


@pytest.mark.parametrize("text", ["Dear {{ name }}", "{{ name }}."])
def test_a_gap_that_nothing_fills_is_an_error(text):
    with pytest.raises(KeyError, match="name"):
        speaker(text)({"town": "Rome"})


@pytest.mark.parametrize(
    "text",
    [
        "{{ name",
        "{{ name.upper() }}",
        "{{ name }} {% if town %}",
        "{{ name|upper }}",
        "{{name}}",
        "{# not said #}",
        "{name}",
        "{{ name }} }}{{",
    ],
)
def test_whatever_is_more_than_text_and_gaps_is_refused(text):
    assert gaps_in(text) is None


@pytest.mark.parametrize("locale", PACKS)
def test_every_sentence_of_a_language_is_said_as_jinja_says_it(locale):
    variants = [variant for clause in PACKS[locale].clauses.values() for variant in clause.variants]
    for variant in variants[::7]:  # Jinja takes a millisecond for each
        gaps = {gap: f"<{gap}!>" for gap in variant.gaps}
        stopped = variant.sentence.replace(" }}.", "|full_stop }}")
        assert speaker(variant.sentence)(gaps) == JINJA.from_string(stopped).render(gaps)
