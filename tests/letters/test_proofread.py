"""The proofreader, each rule both ways: what it must see, and what it must leave alone."""

from dataclasses import replace
from datetime import date

import pytest
from letter_samples import BRIDGE, FORMAL, PACKS, TODAY, F, M, U, facts, hand_over, with_client, with_contact

from segue.departure.findings import Severity
from segue.letters.compose import compose
from segue.letters.proofread import findings_in


def seen(plain, today=TODAY):
    pack = PACKS[plain.locale]
    return findings_in(compose(plain, pack), plain, pack, today)


def ids(plain, today=TODAY):
    return {finding.id for finding in seen(plain, today)}


PLACEHOLDERS = ["Dear [name]", "{{ name }}", "«Name»", "Call XX", "TODO ask", "««company»»", "{% if %}", "[First Name]"]


@pytest.mark.parametrize("note", PLACEHOLDERS)
def test_a_left_over_placeholder_is_blocking(note):
    found = [finding for finding in seen(facts(note=note)) if finding.id == "placeholder"]
    assert found
    assert found[0].severity is Severity.BLOCKING
    start, end = found[0].span
    assert note[start:end] == found[0].values["words"]


@pytest.mark.parametrize("note", ["He said «grazie» to me", "Todo el equipo", "Maxx was there", "A curly { brace"])
def test_ordinary_words_are_no_placeholders(note):
    assert "placeholder" not in ids(facts(note=note))


def test_a_company_called_after_the_twentieth_is_no_placeholder():
    plain = facts("it")
    assert ids(replace(plain, writer=replace(plain.writer, company="Studio XX Settembre"))) == set()


@pytest.mark.parametrize("name", ["XX", "First Name", "Nome", "n/a", "[Vorname]"])
def test_a_name_that_is_a_placeholder_is_seen(name):
    assert "placeholder" in ids(with_client(facts(), name=name, given="", family=""))


SAMPLES = [
    "[email\u00a0protected]",
    "[email protected]",
    "123-456-7890",
    "098-765-4321",
    "+0099-99-99-99-9",
    "ann@email.com",
    "@email.com",
    "XX January 2034",
    "ann@example.com",
]


@pytest.mark.parametrize("note", SAMPLES)
def test_sample_data_is_blocking(note):
    found = [finding for finding in seen(facts(note=f"See {note} soon")) if finding.id == "sample_value"]
    assert [finding.severity for finding in found] == [Severity.BLOCKING]


@pytest.mark.parametrize(
    "note", ["ann@firm.example", "+44 20 7946 0101", "0123-456-78901", "3 January 2034", "a@myemail.com"]
)
def test_real_data_and_demo_domains_are_left_alone(note):
    assert "sample_value" not in ids(facts(note=f"See {note} soon"))


def test_a_sample_channel_is_seen_in_the_letter():
    assert "sample_value" in ids(with_contact(facts(), phone="123-456-7890"))


WRONG_DAYS = [
    ("en-GB", "until Friday 10 October 2026"),
    ("en-GB", "on Thursday, 23rd of April 2021"),
    ("en-GB", "on Fri 11 Oct 2025"),
    ("en-US", "on Friday, October 11, 2025"),
    ("it", "venerdì 11 ottobre 2025"),
    ("it", "Venerdi 1º novembre 2025"),
    ("de", "am Freitag, dem 11. Oktober 2025"),
    ("de", "bis Freitag, den 11. Oktober 2025, für uns da"),
    ("de", "Freitag, der 11. Okt. 2025"),
    ("de", "am Freitag, 11. Oktober 2025,"),
    ("pt-BR", "sexta-feira, dia 11 de outubro de 2025"),
    ("en-GB", "on Friday 31 February 2025"),
]
RIGHT_DAYS = [
    ("en-GB", "until Friday 10 October 2025"),
    ("en-GB", "Friday 10 October"),
    ("en-GB", "on Friday, 23rd of April 2021"),
    ("en-US", "on Friday, October 10, 2025"),
    ("it", "venerdì 10 ottobre 2025"),
    ("it", "sabato 1º novembre 2025"),
    ("it", "venerdì 10 ottobre"),
    ("de", "am Freitag, dem 10. Oktober 2025, und dann"),
    ("de", "bis Freitag, den 10. Oktober 2025"),
    ("de", "am Freitag, den 10. Oktober"),
    ("pt-BR", "sexta-feira, dia 10 de outubro de 2025"),
]


@pytest.mark.parametrize(("locale", "note"), WRONG_DAYS)
def test_a_weekday_that_is_not_the_dates_is_blocking(locale, note):
    found = [finding for finding in seen(facts(locale, note=note)) if finding.id == "weekday_disagrees"]
    assert [finding.severity for finding in found] == [Severity.BLOCKING]
    start, end = found[0].span
    assert note[start:end] == found[0].values["words"]


@pytest.mark.parametrize(("locale", "note"), RIGHT_DAYS)
def test_a_right_weekday_and_a_date_without_a_year_are_left_alone(locale, note):
    assert ids(facts(locale, note=note)) == set()


def test_a_last_day_that_is_over_is_blocking():
    assert "last_day_past" in ids(facts(), today=date(2025, 10, 11))


def test_the_last_day_itself_is_not_over():
    assert ids(facts(), today=date(2025, 10, 10)) == set()


def test_a_first_day_that_has_gone_by_is_seen():
    assert "contact_day_past" in ids(with_contact(facts(), first_day=date(2025, 9, 12)))


def test_working_days_with_nobody_there_are_blocking():
    assert "nobody_there" in ids(with_contact(facts(), first_day=date(2025, 10, 15)))


def test_an_interim_colleague_bridges_the_gap():
    bridge = replace(BRIDGE, first_day=date(2025, 10, 13))
    assert ids(with_contact(facts(bridge=bridge), first_day=date(2025, 10, 15))) == set()


def test_a_bridge_that_begins_too_late_is_no_bridge():
    late = replace(BRIDGE, first_day=date(2025, 10, 14))
    assert "nobody_there" in ids(with_contact(facts(bridge=late), first_day=date(2025, 10, 15)))


def test_a_bridge_after_the_contact_point_is_out_of_order():
    late = replace(BRIDGE, first_day=date(2025, 10, 20))
    assert "bridge_after_contact" in ids(with_contact(facts(bridge=late), first_day=date(2025, 10, 15)))


@pytest.mark.parametrize("typed", ["Dear Robert,", "Cher Paul,"])
def test_a_salutation_to_somebody_else_is_seen(typed):
    assert "salutation_other_name" in ids(with_client(facts(), salutation=typed))


@pytest.mark.parametrize("typed", ["Dear Jennifer,", "Hello Ms SMITH,", "Dear Jénnifer,"])
def test_a_retyped_salutation_to_the_client_is_left_alone(typed):
    assert ids(with_client(facts(), salutation=typed)) == set()


GENDERS = [
    ("en-GB", F, "Dear Mr Smith,", True),
    ("en-GB", F, "Dear Mrs Smith,", False),
    ("en-GB", U, "Dear Mr Smith,", False),
    ("it", F, "Caro dott. Rossi,", True),
    ("it", M, "Gentile signora Rossi,", True),
    ("it", F, "Cara dott.ssa Rossi,", False),
    ("it", F, "Gentile Sig.ra Rossi,", False),
]


@pytest.mark.parametrize(("locale", "gender", "typed", "wrong"), GENDERS)
def test_a_form_of_another_gender_is_seen(locale, gender, typed, wrong):
    plain = with_client(facts(locale), gender=gender, salutation=typed)
    assert ("salutation_other_gender" in ids(plain)) is wrong


FORMS = [
    ("lei", "Ricordo quando mi hai detto: tu ce la farai.", True),
    ("lei", "Mi scriva quando vuole, il Suo aiuto è prezioso.", False),
    ("tu", "Le auguro tutto il bene possibile.", True),
    ("tu", "Grazie a te, davvero.", False),
    ("tu", "Le riunioni con La Rinascente e la vita: tu ridevi.", False),
    ("lei", "Saluto tutti voi con affetto.", True),
]


@pytest.mark.parametrize(("form", "note", "mixed"), FORMS)
def test_two_forms_of_address_in_one_letter_are_seen(form, note, mixed):
    assert ("mixed_forms" in ids(with_client(facts("it", note=note), form=form))) is mixed


def test_a_clients_name_is_no_form_of_address():
    assert "mixed_forms" not in ids(with_contact(facts("it"), name="Tu Nguyen"))


@pytest.mark.parametrize("note", ["I am leaving on Friday", "Farewell!", "It was my last day"])
def test_a_hand_over_note_that_hints_at_leaving_is_blocking(note):
    found = [finding for finding in seen(hand_over(note=note)) if finding.id == "hint_of_leaving"]
    assert [finding.severity for finding in found] == [Severity.BLOCKING]


def test_a_harmless_hand_over_note_is_left_alone():
    assert ids(hand_over(note="Thank you for the lovely lunch on Tuesday.")) == set()


def test_leaving_may_be_said_where_it_is_announced():
    assert ids(facts(note="Leaving is hard, and this is my last day but twenty.")) == set()


MARKS = [
    ("Jenni\u200bfer", "invisible_marks"),
    ("\u202eJennifer", "invisible_marks"),
    ("שרה", "right_to_left_name"),
    ("=SUM(A1)", "formula_in_name"),
    ("@jennifer", "formula_in_name"),
]


@pytest.mark.parametrize(("given", "finding"), MARKS)
def test_strange_marks_in_a_name_are_seen(given, finding):
    assert finding in ids(with_client(facts(), given=given))


@pytest.mark.parametrize("given", ["Jean-Luc", "O'Neil", "Мария", "José", "अनि\u200dता"])
def test_ordinary_names_of_any_script_are_left_alone(given):
    assert ids(with_client(facts(), given=given)) == set()


@pytest.mark.parametrize("note", ['He said "yes.', "A stray ” mark", "Un «saluto"])
def test_unbalanced_quotes_are_seen(note):
    assert "unbalanced_quotes" in ids(facts(note=note))


@pytest.mark.parametrize("note", ['He said "yes".', "“Yes”, it's fine", "Un «saluto»"])
def test_balanced_quotes_and_apostrophes_are_left_alone(note):
    assert ids(facts(note=note)) == set()


def test_a_note_over_three_hundred_characters_is_blocking():
    assert "note_long" in ids(facts(note="a" * 301))
    assert "note_long" not in ids(facts(note="a" * 300))


def test_a_long_letter_is_a_hint_and_a_very_long_one_a_warning():
    words = len(compose(facts(), PACKS["en-GB"]).text.split())
    assert _length_of(facts(note="ah " * (190 - words))) is Severity.HINT
    assert _length_of(facts(note="ah " * (201 - words))) is Severity.WARNING
    assert _length_of(facts(note="ah " * (185 - words))) is None


def _length_of(plain):
    return next((finding.severity for finding in seen(plain) if finding.id == "letter_long"), None)


def test_a_short_letter_is_a_hint():
    plain, pack = facts(), PACKS["en-GB"]
    letter = compose(plain, pack)
    short = replace(letter, text="\n\n".join(letter.text.split("\n\n")[:3]))
    assert "letter_short" in {finding.id for finding in findings_in(short, plain, pack, TODAY)}


@pytest.mark.parametrize(
    ("plain", "finding"),
    [
        (facts(last_day=None), "missing_last_day"),
        (with_contact(facts(), email="", phone=""), "missing_channel"),
        (with_contact(facts(), name=""), "missing_contact"),
        (replace(facts(), writer=replace(facts().writer, name="")), "missing_sender"),
        (replace(facts(), writer=replace(facts().writer, company="")), "missing_news"),
    ],
)
def test_a_letter_without_an_essential_is_blocked(plain, finding):
    assert [one.severity for one in seen(plain) if one.id == finding] == [Severity.BLOCKING]


def test_a_hand_over_needs_no_last_day():
    assert ids(hand_over("it", FORMAL)) == set()
