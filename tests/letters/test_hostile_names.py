"""Bad input is normal input: whatever a name holds, the letter is whole and its HTML inert."""

import unicodedata
from dataclasses import replace
from html.parser import HTMLParser
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from letter_samples import PACKS, TODAY, by_topic, facts, hand_over, managed

from segue.departure.contact_point import ContactKind, Topic
from segue.departure.kind import DepartureKind
from segue.departure.people import Gender
from segue.departure.register import Register
from segue.letters.compose import compose
from segue.letters.facts import Leaver, Recipient
from segue.letters.proofread import findings_in
from segue.letters.replies import replies
from segue.letters.text import clean_line, is_visible

pytestmark = pytest.mark.slow

NASTY = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "{{ company }}",
    "{% for x in y %}",
    "=cmd|' /C calc'!A0",
    "Ann\r\nBcc: all@client.example",
    "\u202egnp.exe",
    "a\u0338",
    "\u0338b",
    "\ud800x",
    "Anne\x00Marie",
    "李明",
    "Мария",
    "שרה",
    "A" * 5000,
    "&amp;",
    "Yahoo!",
    "\ufffex",
]
NAMES = st.one_of(st.sampled_from(NASTY), st.text(min_size=1, max_size=40))


YEARS = st.one_of(st.none(), st.integers(-3, 90))


class Tags(HTMLParser):
    """Collects the tags and attributes of a letter."""

    def __init__(self):
        super().__init__()
        self.seen = set()

    def handle_starttag(self, tag, attrs):
        self.seen.add((tag, *(name for name, _ in attrs)))


def check(letter):
    parser = Tags()
    parser.feed(letter.html)
    assert parser.seen <= {("div", "lang", "dir"), ("p",), ("br",), ("ul",), ("li",)}
    ElementTree.fromstring(letter.html.replace("<br>", "<br/>"))
    for part in (letter.text, letter.html, letter.subject):
        assert unicodedata.is_normalized("NFC", part)
        assert part.encode("utf-8").decode("utf-8") == part
    assert not any(unicodedata.category(char) in ("Cc", "Cs") for char in letter.text if char != "\n")
    assert "\u202e" not in letter.text
    assert "  " not in letter.text


@pytest.mark.parametrize("locale", PACKS)
@settings(max_examples=60, deadline=None)
@given(st.data())
def test_composing_never_fails_for_a_named_client(locale, data):
    name, given_name, family, title, company, note = (data.draw(NAMES) for _ in range(6))
    if not is_visible(clean_line(name)):
        name = "Ann"
    client = Recipient(("a@client.example",), name, given_name, family, title, company)
    plain = replace(facts(locale), client=client, note=note)
    plain = replace(
        plain,
        writer=replace(plain.writer, name=name, company=company),
        contact=replace(plain.contact, name=family, job_title=title, email=note),
    )
    letter = compose(plain, PACKS[locale])
    check(letter)
    assert isinstance(findings_in(letter, plain, PACKS[locale], TODAY), list)


def visible(name, otherwise):
    """Return a name, or another one where it shows nothing."""
    return name if is_visible(clean_line(name)) else otherwise


@pytest.mark.parametrize("locale", PACKS)
@settings(max_examples=60, deadline=None)
@given(st.data())
def test_composing_never_fails_for_a_manager_who_names_the_leaver(locale, data):
    leaver, title, reach, note = (data.draw(NAMES) for _ in range(4))
    register, gender = data.draw(st.sampled_from(Register)), data.draw(st.sampled_from(Gender))
    plain = managed(locale, register, kind=data.draw(st.sampled_from(DepartureKind)), note=note)
    plain = replace(plain, leaver=Leaver(visible(leaver, "Ann"), gender), years_together=data.draw(YEARS))
    kind = data.draw(st.sampled_from(ContactKind))
    contact = replace(plain.contact, kind=kind, name=leaver, job_title=title, email=reach, years_here=data.draw(YEARS))
    plain = replace(plain, contact=contact)
    letter = compose(plain, PACKS[locale])
    check(letter)
    assert clean_line(plain.leaver.name) in letter.text
    assert isinstance(findings_in(letter, plain, PACKS[locale], TODAY), list)
    assert all(text.strip() for _, text in replies(plain, PACKS[locale]))


@pytest.mark.parametrize("locale", PACKS)
@settings(max_examples=60, deadline=None)
@given(st.data())
def test_composing_never_fails_for_several_named_contact_points(locale, data):
    plain = data.draw(st.sampled_from([facts, managed, hand_over]))(locale, data.draw(st.sampled_from(Register)))
    people = [
        replace(
            plain.contact,
            kind=data.draw(st.sampled_from(ContactKind)),
            name=visible(data.draw(NAMES), "Ann"),
            email=visible(data.draw(NAMES), "a@b.example"),
            phone=data.draw(NAMES),
            topic=data.draw(st.sampled_from(Topic)),
        )
        for _ in range(data.draw(st.integers(2, 5)))
    ]
    plain = replace(plain, contact=people[0], others=tuple(people[1:]))
    letter = compose(plain, PACKS[locale])
    check(letter)
    for person in people:
        assert clean_line(person.name) in letter.text
        assert clean_line(person.email) in letter.text
    assert isinstance(findings_in(letter, plain, PACKS[locale], TODAY), list)
    assert all(text.strip() for _, text in replies(plain, PACKS[locale]))


@pytest.mark.parametrize("name", NASTY)
def test_a_hostile_name_stands_in_the_letter_as_text(name):
    plain = replace(facts(), client=Recipient(("a@client.example",), name))
    letter = compose(plain, PACKS["en-GB"])
    check(letter)
    assert letter.text.startswith(f"Dear {clean_line(name)},")


def test_a_name_cannot_add_a_line():
    letter = compose(replace(facts(), client=Recipient(("a@b.example",), "Ann\r\n\r\nBcc: x")), PACKS["en-GB"])
    assert letter.text.split("\n")[0] == "Dear Ann Bcc: x,"


@pytest.mark.parametrize("locale", PACKS)
def test_neither_a_leaver_nor_a_topic_fills_a_gap_or_adds_a_line(locale):
    plain = by_topic(managed(locale, leaver=Leaver("{{ company }}\r\nBcc: x")), 3)
    plain = replace(plain, others=(plain.others[0], replace(plain.others[1], name="{reach}\n- {topic}")))
    text = compose(plain, PACKS[locale]).text
    assert "{{ company }} Bcc: x" in text
    assert "{reach} - {topic}" in text
    assert text.count("\n- ") == 3


def test_a_letter_does_not_fill_the_gaps_of_a_name():
    letter = compose(replace(facts(), client=Recipient(("a@b.example",), "{{ company }}")), PACKS["en-GB"])
    assert letter.text.startswith("Dear {{ company }},")
