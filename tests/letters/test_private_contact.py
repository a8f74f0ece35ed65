"""A private contact stands in one sentence, with its end, and nowhere else (P4, L9)."""

from dataclasses import replace
from datetime import date

import pytest
from letter_samples import CHANGING_ROLE, HAND_OVER, PACKS, TODAY, facts, hand_over, managed

from fakes.cases import for_each
from segue.departure.findings import Severity
from segue.departure.register import Register
from segue.letters.compose import compose
from segue.letters.one_clause import said_by
from segue.letters.proofread import findings_in
from segue.letters.proofread.watch import Watch

MAIL, PHONE, PROFILE = "mara@lindqvist.example", "+44 7700 900123", "linkedin.com/in/mara-contoso"
UNTIL = date(2026, 1, 31)


def private(plain, contact=MAIL):
    return replace(plain, personal_contact=contact, personal_end=UNTIL)


def found(plain, **watch):
    pack = PACKS[plain.locale]
    seen = findings_in(compose(plain, pack), plain, pack, TODAY, Watch(**watch))
    return {(finding.id, finding.where) for finding in seen}


@for_each("wording", [0, 1])
@for_each("register", Register)
@pytest.mark.parametrize("locale", PACKS)
def test_every_language_gives_it_with_the_day_until_which_it_holds(locale, register, wording):
    plain = facts(locale, register, wording=wording)
    given = said_by("personal_contact", private(plain), PACKS[locale])
    assert MAIL in given
    assert "2026" in given
    assert given in compose(private(plain), PACKS[locale]).text
    assert MAIL not in compose(plain, PACKS[locale]).text


@for_each("contact", [MAIL, PHONE, PROFILE])
@pytest.mark.parametrize("locale", PACKS)
def test_where_it_is_agreed_the_proofreader_sees_nothing_wrong(locale, contact):
    seen = found(private(facts(locale), contact), private=contact, denied=("Contoso",))
    assert seen == found(facts(locale)), "a profile that both sides approved is spared by the deny-list"


def test_the_deny_list_still_sees_the_name_elsewhere():
    plain = private(facts(note="Contoso is where I go."), PROFILE)
    assert ("denied_name", "note") in found(plain, private=PROFILE, denied=("Contoso",))


@pytest.mark.parametrize(
    ("contact", "note"),
    [
        (MAIL, "Write to mara@lindqvist.example any time."),
        (MAIL, "Write to MARA@Lindqvist.Example any time."),
        (PHONE, "Ring me: 07700 900 123."),
        (PHONE, "Ring me: 0044-7700-900123."),
        (PROFILE, "See linkedin.com/in/mara-contoso."),
    ],
)
def test_it_is_found_in_a_personal_line_however_it_is_written(contact, note):
    for plain in (facts(note=note), private(facts(note=note), contact)):
        assert ("private_contact", "note") in found(plain, private=contact)


def test_it_is_found_in_a_signature_and_a_salutation():
    plain = facts()
    signed = replace(plain, writer=replace(plain.writer, job_title=f"Director, {MAIL}"))
    assert ("private_contact", "text") in found(signed, private=MAIL)
    greeted = replace(plain, client=replace(plain.client, salutation=f"Hello ({MAIL}),"))
    assert ("private_contact", "salutation") in found(greeted, private=MAIL)


@pytest.mark.parametrize(
    "note",
    [
        "Write to me at someone@else.example.",
        "Find me at www.somewhere.example.",
        "My page is https://somewhere.example/mara.",
        "I am @maralind, as you know.",
        "Ring me on 07700 900 123.",
        "See instagram.com/maralind.",
    ],
)
def test_any_other_way_past_the_company_is_worth_a_look(note):
    pack = PACKS["en-GB"]
    seen = findings_in(compose(facts(note=note), pack), facts(note=note), pack, TODAY)
    assert [one.severity for one in seen if one.id == "channel_in_note"] == [Severity.WARNING]


@pytest.mark.parametrize(
    "note",
    [
        "The pallets in the rain: we still laugh about it.",
        "Since 2019, and 1,200 orders later, thank you.",
        "Thank you for 12 March 2024 at 10.30.",
    ],
)
def test_an_ordinary_line_leads_nowhere(note):
    assert "channel_in_note" not in {id for id, _ in found(facts(note=note))}


def test_the_contact_points_own_channels_may_be_named():
    plain = facts()
    said = replace(plain, note=f"{plain.contact.email} answers quickly.")
    assert "channel_in_note" not in {id for id, _ in found(said)}


@pytest.mark.parametrize(
    "plain", [facts(kind=CHANGING_ROLE), managed(), hand_over(), facts(mode=HAND_OVER, last_day=None)]
)
def test_no_letter_but_the_leavers_own_farewell_gives_it(plain):
    assert MAIL not in compose(private(plain), PACKS["en-GB"]).text


@pytest.mark.parametrize("contact", ["", " ", "\u200b"])
def test_nothing_to_give_leaves_the_whole_sentence_out(contact):
    assert said_by("personal_contact", private(facts(), contact), PACKS["en-GB"]) == ""
    assert said_by("personal_contact", replace(private(facts()), personal_end=None), PACKS["en-GB"]) == ""


def test_a_holiday_leaves_nobody_alone():
    friday_and_tuesday = facts(last_day=date(2025, 10, 10))
    later = replace(friday_and_tuesday, contact=replace(friday_and_tuesday.contact, first_day=date(2025, 10, 14)))
    assert "nobody_there" in {id for id, _ in found(later)}
    assert "nobody_there" not in {id for id, _ in found(later, holidays=(date(2025, 10, 13),))}
