"""Names that must not stand in a letter, in any spelling or script; and words that do harm (L9, T11)."""

from dataclasses import replace

import pytest
from letter_samples import LAST_DAY, PACKS, TODAY, facts, with_client

from segue.letters.compose import compose
from segue.letters.proofread import findings_in
from segue.letters.proofread.sounds import consonants, in_latin
from segue.letters.proofread.watch import Watch, name_words, names_of_clients
from segue.letters.proofread.watched import denied_in


def found(plain, watch=None, locale="en-GB"):
    pack = PACKS[locale]
    return {finding.id for finding in findings_in(compose(plain, pack), plain, pack, TODAY, watch or Watch())}


@pytest.mark.parametrize(
    ("name", "text", "seen"),
    [
        ("Apex Logistics", "I go to APEX-Logistics soon", "APEX-Logistics"),
        ("Apex Logistics Ltd", "at Apex  Logistics.", "Apex  Logistics"),
        ("Apex", "find me at apex.example", "apex"),
        ("Contoso", "jane@contoso.example", "contoso"),
        ("Contoso", "see www.contosogroup.example", "contosogroup"),
        ("contoso.example", "jane at Contoso Example", "Contoso Example"),
        ("Müller & Söhne GmbH", "with Muller Sohne", "Muller Sohne"),
        ("Apex", "в компанию Апекс", "Апекс"),
        ("Yandex", "буду в Яндекс", "Яндекс"),
        ("Contoso", "मैं कॉन्टोसो में", "कॉन्टोसो"),
        ("Blue Water", "at BlueWater now", "BlueWater"),
    ],
)
def test_a_denied_name_is_found_in_any_spelling(name, text, seen):
    assert [text[start:end] for start, end in denied_in(text, (name,))] == [seen]


@pytest.mark.parametrize(
    ("name", "text"),
    [("Apex", "tap exactly here"), ("Nord", "the north wind"), ("Ace", "a place in the sun"), ("", "anything")],
)
def test_other_words_are_no_denied_name(name, text):
    assert denied_in(text, (name,)) == []


def test_a_denied_name_in_the_note_keeps_the_letter_back():
    plain = facts(note="Come and see me at Contoso.")
    assert "denied_name" in found(plain, Watch(denied=("Contoso",)))
    assert "denied_name" not in found(plain, Watch(denied=("Fabrikam",)))


def test_a_denied_name_in_the_signature_is_found():
    plain = facts()
    signed = replace(plain, writer=replace(plain.writer, job_title="Director (soon Contoso)"))
    assert "denied_name" in found(signed, Watch(denied=("Contoso",)))


def test_another_clients_name_or_company_is_found_and_the_own_is_spared():
    plain = facts(note="Give my regards to Marcus Rivera of Brightwater Foods.")
    others = names_of_clients([("Marcus Rivera", "Brightwater Foods Ltd"), ("Jennifer Smith", "Meridian")])
    assert "other_client" in found(plain, Watch(others=others))
    own = names_of_clients([("Jennifer Smith", "Meridian")])
    spared = with_client(facts(note="Dear Jennifer Smith, thank you."), company="Meridian")
    assert "other_client" not in found(spared, Watch(others=own))


def test_a_company_named_like_a_common_word_is_found_only_as_a_name():
    others = names_of_clients([("", "Granite")])
    assert "other_client" in found(facts(note="As we said at Granite last year."), Watch(others=others))
    assert "other_client" not in found(facts(note="You were solid as granite."), Watch(others=others))


def test_a_first_name_alone_is_nobody():
    assert names_of_clients([("Jennifer", "")]) == frozenset()
    assert name_words("Li") == ()


@pytest.mark.parametrize(
    ("address", "slips"),
    [
        ("gfischer@x.example", True),
        ("g.fisher@x.example", False),
        ("grace@x.example", False),
        ("info@x.example", False),
        ("gfisher@x.example", False),
    ],
)
def test_a_sender_whose_address_spells_the_name_differently_is_told(address, slips):
    plain = facts()
    plain = replace(plain, writer=replace(plain.writer, name="Grace Fisher", address=address))
    assert ("sender_address" in found(plain)) is slips


@pytest.mark.parametrize(
    ("id", "note"),
    [
        ("invitation_to_follow", "Do follow me to my next place."),
        ("dispute", "After all the unfair treatment here I am glad to go."),
        ("another_language", "Grazie di cuore per tutti questi anni passati insieme a voi."),
    ],
)
def test_harmful_words_in_a_note_are_told(id, note):
    assert id in found(facts(note=note))
    assert id not in found(facts(note="Thank you for the tour of your new warehouse in May, it was a joy."))


def test_how_a_name_sounds_brings_scripts_together():
    assert in_latin("апекс") == in_latin("apex")
    assert consonants("कॉन्टोसो") == consonants("contoso")


def test_a_letter_without_anything_to_watch_has_no_such_finding():
    assert found(facts(last_day=LAST_DAY)) == set()


def test_an_address_may_spell_an_umlaut_out():
    plain = facts()
    plain = replace(plain, writer=replace(plain.writer, name="Sabine Krüger", address="sabine.krueger@x.example"))
    assert "sender_address" not in found(plain)


def test_the_companys_word_budget_decides_when_a_letter_is_too_long():
    pack, plain = PACKS["en-GB"], facts("en-GB")
    letter = compose(plain, pack)
    count = len(letter.text.split())
    severities = [
        {one.severity for one in findings_in(letter, plain, pack, TODAY, Watch(words=words)) if one.id == "letter_long"}
        for words in (count - 1, count)
    ]
    assert severities[0] == {"warning"}
    assert "warning" not in severities[1]
