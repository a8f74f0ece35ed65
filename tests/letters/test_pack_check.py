"""A broken pack stops start-up and says where: file, clause and variant."""

import shutil
from itertools import product

import pytest
from letter_samples import PACKS, PACKS_FOLDER

from segue.departure.contact_point import Topic
from segue.departure.errors import BrokenSetup
from segue.departure.kind import DepartureKind
from segue.departure.terms import SenderMode
from segue.letters.axes import FIXED
from segue.letters.compose import subjects
from segue.letters.pack import load_pack, load_packs
from segue.letters.pack_check import kinds_of

NOTHING = ""
BREAKS = [
    ("clauses/news.toml", "[[variant]]", "[[other]]", "clause news: holds [[variant]] and nothing else"),
    ("clauses/closing.toml", 'text = "Kind', 'test = "Kind', "clause closing, variant 2: needs text"),
    ("clauses/news.toml", "{{ company }}", "{{ firm }}", "clause news, variant 1: nothing fills firm"),
    ("clauses/news.toml", "{{ company }}", "us", "clause news, variant 1: does not say company"),
    ("clauses/news.toml", "{{ company }}", "{{ company", "clause news, variant 1:"),
    ("clauses/news.toml", "{{ company }}", "{{ company | upper }}", "clause news, variant 1: only sentences with gaps"),
    ("clauses/news.toml", "{{ company }}", "{% if company %}us{% endif %}", "clause news, variant 1: only sentences"),
    ("clauses/news.toml", 'register = "formal"', 'register = "stiff"', "variant 1: register = stiff does not exist"),
    ("clauses/news.toml", 'mode = "leaver"', 'years = "1"', "years = 1 does not exist"),
    ("clauses/wishes.toml", 'wording = "b"', 'wording = "c"', "wording = c does not exist"),
    (
        "clauses/wishes.toml",
        'register = "formal"',
        'register = ["formal", "neutral", "warm"]',
        "can never be reached",
    ),
    (
        "clauses/thanks.toml",
        'when = { years = "none" }',
        'when = { years = "1" }',
        "nothing fills years for",
    ),
    ("clauses/channels.toml", "or on {{ contact_phone }}", "", "does not say contact_phone for mode manager"),
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
    ("pack.toml", "My departure and your new contacts", "x" * 71, "subject departure: 1 to 70 characters"),
    ("pack.toml", "A correction to our last letter", "Re: us", "subject correction: 1 to 70 characters"),
    ("pack.toml", "Your permanent contacts", "x" * 71, "subject successor_known: 1 to 70 characters"),
    ("pack.toml", 'correction = "A correction to our last letter"', NOTHING, "own_subject.correction must be a text"),
    ("clauses/update_contact.toml", "({{ contact_reach }})", "", "does not say contact_reach"),
    ("clauses/auto_ends.toml", "{{ last_day_plain }}", "yesterday", "does not say last_day"),
    ("pack.toml", "My departure and your new contacts", "Re: us", "subject departure: 1 to 70 characters"),
    ("pack.toml", 'several = "A change to your contacts"', "several = 2", "every subject needs id, text and modes"),
    (
        "pack.toml",
        "My departure and your new contact",
        "Re: our contract",
        "subject departure: 1 to 70 characters, and never Re:",
    ),
    ("pack.toml", 'id = "farewell"', 'id = "departure"', "an id stands twice"),
    ("pack.toml", 'formal = ["contact_change"]', 'formal = ["thanks"]', "no default of hand_over formal is open"),
    ("pack.toml", '"retirement", "new_role"]', '"retirement"]', "leaver formal is open when changing_role"),
    ("pack.toml", '["departure", "retirement"', '["departure", "new_contract"', "leaver formal is open when retiring"),
    ("pack.toml", '"colleague_leaving", "contact_change"]', '"colleague_leaving"]', "manager formal is open when"),
    ("pack.toml", 'warm = ["new_contact"]', 'warm = "new_contact"', "default_subject.hand_over.warm must be"),
    ("pack.toml", 'warm = ["new_contact"]', "", "default_subject.hand_over.warm must be"),
    ("pack.toml", 'kinds = ["retiring"]', 'kinds = ["dismissed"]', "subject retirement: 'dismissed'"),
    ("pack.toml", '["thanks"],', "", "layout.leaver must hold once each"),
    ("pack.toml", '["thanks", "wishes"],', '["thanks", "wishes", "reason"],', "layout.manager must hold once each"),
    ("pack.toml", '"channels", "contacts"],', '"channels"],', "layout.hand_over must hold once each"),
    ("pack.toml", 'billing = "billing"', "", "topics.billing must be a text"),
    ("pack.toml", 'support = "support"', 'support = ""', "topics.support must be a text"),
    (
        "pack.toml",
        "For {topic}: {name}, {reach}",
        "For {topic}: {name}",
        "topic_item must say {topic}, {name} and {reach}",
    ),
    ("pack.toml", "For {topic}: {name}, {reach}", "{topic}{extra} {name} {reach}", "topic_item must say"),
    (
        "clauses/contacts.toml",
        "({{ second_reach }})",
        "",
        "clause contacts, variant 1: does not say second_reach for mode leaver, register formal",
    ),
    (
        "clauses/contacts.toml",
        "will be as follows:",
        "will be {{ first_name }}:",
        "clause contacts, variant 4: nothing fills first_name",
    ),
    ("clauses/news.toml", "{{ leaver_name }}, your", "A colleague, your", "does not say leaver_name"),
    ("clauses/news.toml", "I am writing to let you know", "{{ leaver_name }}", "nothing fills leaver_name"),
    (
        "clauses/contact.toml",
        "{{ contact_name }}, {{ contact_title }}, is",
        "{{ contact_name }} is",
        "say contact_title",
    ),
    (
        "clauses/address_ends.toml",
        "any more",
        "{{ last_day_after }}",
        "nothing fills last_day for mode manager, kind gone",
    ),
    (
        "clauses/reply_who_by_topic.toml",
        "({{ second_reach }})",
        "",
        "clause reply_who_by_topic, variant 1: does not say second_reach for mode leaver, register formal, count two",
    ),
    ("clauses/reply_who.toml", "turn to {{ contact_name }}", "turn to us", "does not say contact_name for mode leaver"),
    ("clauses/reply_wrong.toml", 'mode = "hand_over"', 'mode = "gone"', "variant 1: mode = gone does not exist"),
    (
        "clauses/reason.toml",
        'when = { register = "neutral", reason = "relocation" }\n'
        'text = "As for the reason, I am moving away."\n\n[[variant]]',
        "",
        "stands for reason relocation and studies without naming them",
    ),
    ("clauses/transition.toml", 'point = "team"', 'point = "self"', "can never be reached"),
    (
        "pack.toml",
        'after = "after {day}',
        'after = "after {dya}',
        "dates.after: after {dya} {month} names something unknown",
    ),
    ("pack.toml", '"Sunday"]', "]", "dates.names must be lists of 7 weekdays or 12 months"),
    ("pack.toml", "month = [", "months = [", "names something unknown"),
    ("pack.toml", "[dates.names]", "[plurals]\nfew = [2, 3]\nmany = [3]\n[dates.names]", "plurals share out"),
    ("pack.toml", "[dates.names]", "[plurals]\nfew = [61]\n[dates.names]", "the numbers from 2 to 60"),
    ("pack.toml", "[dates.names]", '[plurals]\nfew = "2"\n[dates.names]', "plurals share out"),
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
    (packs / "en-US" / "clauses" / "thanks.toml").unlink()
    with pytest.raises(BrokenSetup, match=r"thanks\.toml"):
        load_pack(packs / "en-US")


def test_a_clause_that_nobody_knows_is_named(packs):
    (packs / "en-US" / "clauses" / "gossip.toml").write_text("", encoding="utf-8")
    with pytest.raises(BrokenSetup, match="no clause is called gossip"):
        load_pack(packs / "en-US")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (
            "[default_subject.leaver]",
            '[[subject]]\nid = "more"\nmodes = ["leaver"]\ntext = "More"\n\n[default_subject.leaver]',
        ),
        ('kinds = ["leaving", "retiring"]\ntext = "Thank', 'kinds = ["leaving"]\ntext = "Thank'),
    ],
)
def test_packs_must_offer_the_same_subjects_for_the_same_kinds(packs, old, new):
    path = packs / "en-US" / "pack.toml"
    path.write_text(_changed(path, old, new), encoding="utf-8")
    with pytest.raises(BrokenSetup, match=r"subject (more|thanks) differs"):
        load_packs(packs)


def _changed(path, old, new):
    content = path.read_text(encoding="utf-8")
    assert old in content
    return content.replace(old, new)


@pytest.mark.parametrize("locale", PACKS)
def test_every_subject_on_offer_is_short_and_no_fake_reply(locale):
    for mode, kind in product(SenderMode, DepartureKind):
        for several in (False, True):
            for _, text in subjects(PACKS[locale], mode, kind, several=several):
                assert 0 < len(text) <= 70
                assert not text.lower().startswith("re:")


@pytest.mark.parametrize("locale", PACKS)
def test_a_pack_has_a_usual_subject_for_every_letter(locale):
    pack = PACKS[locale]
    for (mode, register), ids in pack.default_subjects.items():
        for kind in kinds_of(mode):
            usual = pack.default_subject(mode, kind, register)
            assert usual in ids
            assert usual in dict(subjects(pack, mode, kind))


@pytest.mark.parametrize("locale", PACKS)
def test_every_topic_has_a_word_of_its_own(locale):
    topics = PACKS[locale].topics
    assert set(topics) == set(Topic)
    assert len(set(topics.values())) == len(Topic)


def test_a_folder_without_packs_stops_start_up(tmp_path):
    with pytest.raises(BrokenSetup, match="no language pack"):
        load_packs(tmp_path)


def test_a_language_is_added_by_adding_a_folder(packs):
    shutil.copytree(packs / "en-GB", packs / "en-IE")
    path = packs / "en-IE" / "pack.toml"
    path.write_text(_changed(path, 'locale = "en-GB"', 'locale = "en-IE"'), encoding="utf-8")
    assert set(load_packs(packs)) == {*PACKS, "en-IE"}


@pytest.mark.parametrize("locale", PACKS)
@pytest.mark.parametrize("axis", ["reason", "given_reason"])
def test_a_new_reason_has_to_be_worded_in_every_language(monkeypatch, locale, axis):
    monkeypatch.setitem(FIXED, axis, (*FIXED[axis], "sabbatical"))
    with pytest.raises(BrokenSetup, match=r"sabbatical"):
        load_pack(PACKS_FOLDER / locale)
