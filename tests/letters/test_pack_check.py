"""A broken pack stops start-up and says where: file, clause and variant."""

import shutil

import pytest
from letter_samples import PACKS, PACKS_FOLDER

from segue.departure.errors import BrokenSetup
from segue.letters.pack import load_pack, load_packs

NOTHING = ""
BREAKS = [
    ("clauses/news.toml", "[[variant]]", "[[other]]", "clause news: holds [[variant]] and nothing else"),
    (
        "clauses/news.toml",
        'text = "I wanted to tell you',
        'test = "I wanted to tell you',
        "clause news, variant 2: needs text",
    ),
    ("clauses/news.toml", "{{ company }}", "{{ firm }}", "clause news, variant 1: nothing fills firm"),
    ("clauses/news.toml", "{{ company }}", "us", "clause news, variant 1: does not say company"),
    ("clauses/news.toml", "{{ company }}", "{{ company", "clause news, variant 1:"),
    ("clauses/news.toml", "{{ company }}", "{{ company | upper }}", "clause news, variant 1: only sentences with gaps"),
    ("clauses/news.toml", "{{ company }}", "{% if company %}us{% endif %}", "clause news, variant 1: only sentences"),
    ("clauses/news.toml", 'register = "formal"', 'register = "stiff"', "variant 1: register = stiff does not exist"),
    ("clauses/news.toml", 'mode = "leaver"', 'years = "1"', "variant 1: years = 1 does not exist"),
    (
        "clauses/wishes.toml",
        'register = "formal"',
        'register = ["formal", "neutral", "warm"]',
        "variant 2: can never be reached",
    ),
    (
        "clauses/thanks.toml",
        'when = { years = "none" }',
        'when = { years = "1" }',
        "clause thanks, variant 9: nothing fills years",
    ),
    ("clauses/channels.toml", "or on {{ contact_phone }}", "", "does not say contact_phone for mode leaver"),
    ("clauses/last_day.toml", "last_day_until", "last_day_since", "nothing fills last_day_since"),
    ("clauses/closing.toml", "[[variant]]", "[[variant]", "clauses/closing.toml:"),
    (
        "clauses/closing.toml",
        'text = "All the best,"',
        'when = { register = "warm", writer = "f" }\ntext = "All the best,"',
        "no variant for mode leaver, register warm",
    ),
    ("clauses/closing.toml", "All the best,", " ", "variant 3: the text is empty"),
    ("pack.toml", 'locale = "en-GB"', 'locale = "en-US"', "the folder says otherwise"),
    ("pack.toml", 'direction = "ltr"', 'direction = "up"', "direction must be one of ltr, rtl"),
    ("pack.toml", '"nine", "ten"', '"nine"', "numbers must have 10 entries"),
    ("pack.toml", "My departure and your new contact", "x" * 71, "subject departure: 1 to 70 characters"),
    (
        "pack.toml",
        "My departure and your new contact",
        "Re: our contract",
        "subject departure: 1 to 70 characters, and never Re:",
    ),
    ("pack.toml", 'id = "farewell"', 'id = "departure"', "an id stands twice"),
    ("pack.toml", 'hand_over = { formal = "contact_change"', 'hand_over = { formal = "thanks"', "not open there"),
    ("pack.toml", '["thanks"],', "", "layout.leaver must hold once each"),
    (
        "pack.toml",
        'after = "after {day}',
        'after = "after {dya}',
        "dates.after: after {dya} {month} names something unknown",
    ),
    ("pack.toml", 'company = "you"', 'company = "ye"', "forms: ye is not among the ids"),
    ("pack.toml", 'preview = "PREVIEW – NOT APPROVED"', "", "marks.preview must be a text"),
    ("pack.toml", '"“”"', '"“"', "pairs of an opening and a closing mark"),
    ("pack.toml", 'modes = ["leaver"]', 'modes = ["nobody"]', "subject departure"),
]


@pytest.fixture
def packs(tmp_path):
    return shutil.copytree(PACKS_FOLDER, tmp_path / "letters")


@pytest.mark.parametrize(("file", "old", "new", "message"), BREAKS)
def test_a_broken_pack_names_the_place(packs, file, old, new, message):
    path = packs / "en-GB" / file
    content = path.read_text(encoding="utf-8")
    assert old in content
    path.write_text(content.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(BrokenSetup) as failure:
        load_pack(packs / "en-GB")
    assert message in str(failure.value)
    assert "en-GB" in str(failure.value)


def test_a_missing_clause_is_named(packs):
    (packs / "it" / "clauses" / "thanks.toml").unlink()
    with pytest.raises(BrokenSetup, match=r"thanks\.toml"):
        load_pack(packs / "it")


def test_a_clause_that_nobody_knows_is_named(packs):
    (packs / "it" / "clauses" / "gossip.toml").write_text("", encoding="utf-8")
    with pytest.raises(BrokenSetup, match="no clause is called gossip"):
        load_pack(packs / "it")


def test_packs_must_offer_the_same_subjects(packs):
    path = packs / "it" / "pack.toml"
    extra = '\n[[subject]]\nid = "more"\nmodes = ["leaver"]\ntext = "Altro"\n'
    path.write_text(path.read_text(encoding="utf-8") + extra, encoding="utf-8")
    with pytest.raises(BrokenSetup, match="subject more differs"):
        load_packs(packs)


def test_a_folder_without_packs_stops_start_up(tmp_path):
    with pytest.raises(BrokenSetup, match="no language pack"):
        load_packs(tmp_path)


def test_a_missing_html_template_stops_start_up(packs):
    (packs / "letter.html.jinja").unlink()
    with pytest.raises(BrokenSetup, match=r"letter\.html\.jinja"):
        load_packs(packs)


def test_a_language_is_added_by_adding_a_folder(packs):
    shutil.copytree(packs / "it", packs / "it-CH")
    path = packs / "it-CH" / "pack.toml"
    path.write_text(path.read_text(encoding="utf-8").replace('locale = "it"', 'locale = "it-CH"'), encoding="utf-8")
    assert set(load_packs(packs)) == {*PACKS, "it-CH"}


@pytest.mark.parametrize("locale", PACKS)
def test_every_clause_covers_every_combination(locale):
    for clause in PACKS[locale].clauses.values():
        assert {variant.number for variant in clause.chosen.values()} == {one.number for one in clause.variants}
