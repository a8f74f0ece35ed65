"""The leaver's pages: asking in one form, the text to pass on, the answer to agree to, the status, and the way out."""

import html
import re
from dataclasses import replace
from urllib.parse import parse_qs, unquote, urlsplit

import pytest

from fakes.office import (
    ATTESTED,
    CLIENTS,
    FACTS,
    HAND_OVER,
    JONAS,
    LEAVER,
    MANAGER,
    TERMS,
    Office,
)
from segue.departure.consent import ConsentItem, Ground
from segue.departure.letter_state import Told
from segue.departure.stage import Stage
from segue.departure.terms import SenderMode, Terms
from segue.desk.mark import set_status

PROPOSED = {
    "last_day": "2026-10-30",
    "contact_from": "2026-10-19",
    "contact_kind": "successor",
    "contact_name": JONAS.name,
    "contact_email": JONAS.email,
    "register": "neutral",
    "hope_to_meet": "true",
    "reason": "new_role",
}
DECLARED = {
    "notice_given_on": "2026-08-03",
    "contract_read": "true",
    "non_solicitation": "no",
    "non_compete": "no",
    "confidentiality": "yes",
    "post_exit_help": "no",
}
HOPE = replace(TERMS, may_hope_to_meet=True)


def text_of(page):
    """Return what a page says, without its markup."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page.text.split("<main")[1])).split())


def ask(office, then="ask", visitor=None, **fields):
    visitor = visitor or office.as_(LEAVER)
    sent = {**PROPOSED, **DECLARED, "version": office.departure.version, "then": then, **fields}
    path = f"/departures/{office.departure_id}/ask"
    return visitor.post(path, **{name: value for name, value in sent.items() if value is not None})


def consent(office, **said):
    path = f"/departures/{office.departure_id}/consent"
    return office.as_(LEAVER).post(path, version=office.departure.version, **said)


def see(office, path="", who=LEAVER):
    page = office.as_(who).get(f"/departures/{office.departure_id}{path}", follow_redirects=True)
    assert page.status_code == 200
    return page


def set_policy(office, **changes):
    with office.desk() as desk:
        desk.stores.policies.add(replace(desk.policy, **changes), desk.now, office.administrator.id)
    return office


# Asking


def test_one_form_declares_proposes_and_asks(tmp_path):
    office = Office(tmp_path).begun()
    assert ask(office).status_code == 302
    assert (office.departure.stage, office.departure.attestation) == (Stage.ASKED, ATTESTED)
    assert office.departure.hope_to_meet


def test_nothing_of_the_contract_is_ticked_before_it_was_declared(tmp_path):
    page = see(Office(tmp_path).begun(), "/ask").text
    for name in DECLARED:
        assert not re.search(rf'name="{name}"[^>]* checked', page)
    assert 'name="notice_given_on" type="date" value=""' in page


@pytest.mark.parametrize("left_out", DECLARED)
def test_asking_names_the_answer_that_is_missing(tmp_path, left_out):
    office = Office(tmp_path).begun()
    page = ask(office, **{left_out: None})
    assert (page.status_code, office.departure.stage) == (422, Stage.PREPARING)
    assert f'href="#f-{left_out}"' in page.text
    assert f'id="e-{left_out}"' in page.text
    assert office.departure.attestation is None, "nothing is kept of half a question"


def test_asking_without_any_answer_leads_to_the_first_of_them(tmp_path):
    office = Office(tmp_path).begun()
    page = ask(office, **dict.fromkeys(DECLARED))
    assert page.status_code == 422
    assert 'href="#f-notice_given_on"' in page.text
    assert "before you ask" in text_of(page)


def test_facts_can_be_saved_before_the_contract_is_declared(tmp_path):
    office = Office(tmp_path).begun()
    assert ask(office, "save", **dict.fromkeys(DECLARED)).status_code == 302
    assert (office.departure.hope_to_meet, office.departure.attestation) == (True, None)


@pytest.mark.parametrize("changes", [{"non_compete": None}, {"contract_read": "false"}])
def test_half_an_attestation_stays_on_the_page_and_the_facts_are_saved(tmp_path, changes):
    office = Office(tmp_path).begun()
    page = ask(office, "save", **changes)
    assert (page.status_code, office.departure.hope_to_meet, office.departure.attestation) == (200, True, None)
    assert 'name="notice_given_on" type="date" value="2026-08-03"' in page.text
    assert f'name="version" value="{office.departure.version}"' in page.text
    assert "only once all of them are given" in text_of(page)


@pytest.mark.parametrize(
    ("changes", "field"),
    [({"notice_given_on": "2026-09-02"}, "notice_given_on"), ({"contract_read": "false"}, "contract_read")],
)
def test_what_cannot_be_declared_is_told_at_its_field_and_the_facts_stay_typed(tmp_path, changes, field):
    office = Office(tmp_path).begun()
    page = ask(office, contact_phone="+39 0543 77", **changes)
    assert (page.status_code, office.departure.attestation) == (422, None)
    assert f'id="e-{field}"' in page.text
    assert "+39 0543 77" in page.text


def test_who_is_not_sure_counts_as_bound(tmp_path):
    office = Office(tmp_path).begun()
    ask(office, **dict.fromkeys(["non_solicitation", "non_compete", "confidentiality", "post_exit_help"], "unsure"))
    kept = office.departure.attestation
    assert (kept.non_solicitation, kept.non_compete, kept.confidentiality, kept.post_exit_help) == (
        True,
        True,
        True,
        False,
    )


def test_mistakes_in_facts_and_contract_are_told_together(tmp_path):
    page = ask(Office(tmp_path).begun(), contact_name="", non_compete=None)
    assert set(re.findall(r'href="#f-(\w+)"', page.text)) >= {"contact_name", "non_compete"}


def test_short_notice_is_measured_by_the_policy(tmp_path):
    office = set_policy(Office(tmp_path).begun(), lead_time_days=60)
    assert "60 or more give clients time" in text_of(see(office, "/ask"))


# A private contact

PRIVATE = {"personal_said": "mara@home.example", "personal_ground": "friend", "personal_until": "2027-01-31"}


def test_a_private_contact_is_asked_for_only_where_it_could_be_given(tmp_path):
    office = Office(tmp_path).begun()
    assert "personal_said" not in see(office, "/ask").text
    set_policy(office, personal_contact=True)
    assert "personal_said" in see(office, "/ask").text
    ask(office, "save", non_solicitation="yes")
    assert "personal_said" not in see(office, "/ask").text


def test_a_private_contact_is_kept_with_ground_and_end(tmp_path):
    office = set_policy(Office(tmp_path).begun(), personal_contact=True)
    assert ask(office, **PRIVATE).status_code == 302
    kept = office.departure.personal_contact
    assert (kept.said, kept.ground, kept.until.isoformat()) == ("mara@home.example", Ground.FRIEND, "2027-01-31")


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"personal_ground": None}, "personal_ground"),
        ({"personal_until": None}, "personal_until"),
        ({"personal_until": "2026-10-29"}, "personal_until"),
        ({"personal_ground": "duty"}, "personal_ground"),
        ({"non_solicitation": "yes"}, "personal_said"),
        ({"non_solicitation": "unsure"}, "personal_said"),
    ],
)
def test_a_private_contact_that_could_not_be_given_is_told_at_its_field(tmp_path, changes, field):
    office = set_policy(Office(tmp_path).begun(), personal_contact=True)
    page = ask(office, **{**PRIVATE, **changes})
    assert (page.status_code, office.departure.personal_contact) == (422, None)
    assert f'href="#f-{field}"' in page.text


def test_a_client_is_ticked_for_the_private_contact_on_his_own_page(tmp_path):
    office = Office(tmp_path).listed()
    client = office.client("Tom")
    assert 'name="personal_contact"' not in see(office, f"/clients/{client.id}").text
    set_policy(office, personal_contact=True)
    ask(office, "save", **PRIVATE)
    page = see(office, f"/clients/{client.id}")
    assert "mara@home.example" in page.text
    path = f"/departures/{office.departure_id}/clients/{client.id}"
    office.as_(LEAVER).post(path, version=client.version, locale="en-GB", personal_contact="true")
    assert office.client("Tom").personal_contact


def test_who_is_bound_to_confidentiality_reads_it_beside_the_personal_line(tmp_path):
    office = Office(tmp_path).listed()
    assert "binds you to confidentiality" in text_of(see(office, f"/clients/{office.client('Tom').id}"))


# The text to pass on


def mail_of(page):
    """Return address, subject and body of the link that opens the text in a mail program."""
    link = urlsplit(html.unescape(re.search(r'href="(mailto:[^"]*)"', page.text)[1]))
    said = parse_qs(link.query, strict_parsing=True)
    return unquote(link.path), said["subject"][0], said["body"][0]


def speaks(office, locale):
    with office.desk() as desk:
        desk.stores.people.save(replace(MANAGER, interface_locale=locale))
    return office


@pytest.mark.parametrize("path", ["", "/ask"])
def test_the_request_is_a_short_text_with_a_link_and_no_clients_name(tmp_path, path):
    office = Office(tmp_path).asked()
    office.load(*CLIENTS)
    address, subject, body = mail_of(see(office, path))
    assert address == MANAGER.address
    assert f"/departures/{office.departure_id}/answer" in body
    assert len(body) < 400
    said = f"{subject} {body}"
    names = [word for one in CLIENTS for word in (*one.name.split(), one.company)] + ["Giulia", "Rossi"]
    assert [name for name in names if name in said] == []
    assert "leav" not in said


@pytest.mark.parametrize(
    ("locale", "greets"),
    [
        ("en", "Hello"),
        ("it", "Ciao"),
        ("ru", "здравствуйте"),
        ("id", "Halo"),
        ("hi", "नमस्ते"),
        ("pt-BR", "Olá"),
        ("pt-PT", "Olá"),
    ],
)
def test_it_is_in_the_language_in_which_the_approver_reads(tmp_path, locale, greets):
    office = speaks(Office(tmp_path), locale).asked()
    page = see(office)
    assert greets in mail_of(page)[2]
    assert f'id="request-text" lang="{locale}"' in page.text
    assert greets in mail_of(see(office.move(days=2)))[2]


def test_after_two_working_days_a_reminder_is_offered_instead(tmp_path):
    office = Office(tmp_path).asked()
    assert "reminder" not in text_of(see(office))
    page = see(office.move(days=2))
    assert "has not answered yet: send a reminder?" in text_of(page)
    assert "reminder" in mail_of(page)[2]
    office.answer()
    assert "mailto:" not in see(office).text


# The answer


def test_the_answer_is_read_in_plain_sentences_with_the_words_of_the_letter(tmp_path):
    office = Office(tmp_path).asked(replace(FACTS, hope_to_meet=True)).answer(replace(HOPE, comment="Well done"))
    said = text_of(see(office, "/consent"))
    assert "Mara Lindqvist tells the clients, in the first person." in said
    assert "A letter can go out as soon as Priya Raman has approved it." in said
    assert "Well done" in said
    assert re.search(r"Letters say: “[^”]*new role[^”]*\.”", said)
    assert "This sentence will not be in your letters." in said
    assert "You may say" in said
    assert "You may not say" in said


def test_nothing_is_agreed_before_the_leaver_says_so(tmp_path):
    office = Office(tmp_path).asked().answer()
    assert " checked" not in see(office, "/consent").text.split("<form")[-1]
    assert office.departure.stage is Stage.ANSWERED


def test_agreeing_and_declining_take_one_form(tmp_path):
    office = Office(tmp_path).asked().answer(HOPE)
    assert consent(office, letter="true", reason="false", hope_to_meet="true").status_code == 302
    assert office.departure.stage is Stage.AGREED
    assert office.departure.consent.declined == {ConsentItem.REASON}
    page = see(office, "/consent")
    assert "You agreed on" in text_of(page)
    assert re.search(r'name="reason" type="radio" value="false" checked', page.text)


def test_what_is_not_said_yes_or_no_to_is_asked_again_and_the_rest_stays_ticked(tmp_path):
    office = Office(tmp_path).asked().answer(HOPE)
    page = consent(office, letter="true", reason="false")
    assert (page.status_code, office.departure.consent) == (422, None)
    assert 'href="#f-hope_to_meet"' in page.text
    assert re.search(r'name="reason" type="radio" value="false" checked', page.text)


def test_who_will_not_write_need_not_answer_the_rest(tmp_path):
    office = Office(tmp_path).asked().answer(HOPE)
    consent(office, letter="false")
    assert office.departure.stage is Stage.ASKED
    said = text_of(see(office))
    assert "you declined to write, so Priya Raman has the question again" in said
    assert "With Priya Raman" in said
    assert "mailto:" in see(office).text


def test_the_live_letter_shows_what_declining_changes(tmp_path):
    office = Office(tmp_path).asked().answer()
    visitor, path = office.as_(LEAVER), f"/departures/{office.departure_id}/consent/letter"
    with_reason, without = (html.unescape(visitor.post(path, reason=said).text) for said in ("true", "false"))
    assert "new role" in with_reason.split('class="says"')[0]
    assert "new role" not in without.split('class="says"')[0]
    may, may_not = without.split('class="may-not"')
    assert ("new role" in may.split('class="may"')[1], "new role" in may_not) == (False, True)
    assert "No letter is written" in visitor.post(path, letter="false").text
    assert office.departure.consent is None


def test_an_answer_that_changed_meanwhile_is_shown_as_it_stands(tmp_path):
    office = Office(tmp_path).asked().answer()
    seen = office.departure.version
    office.answer(HOPE)
    path = f"/departures/{office.departure_id}/consent"
    page = office.as_(LEAVER).post(path, version=seen, letter="true", reason="true", hope_to_meet="true")
    assert (page.status_code, office.departure.stage) == (409, Stage.ANSWERED)
    assert "hope_to_meet" in page.text


@pytest.mark.parametrize("bring", ["begun", "asked"])
def test_before_the_answer_there_is_nothing_to_agree_to(tmp_path, bring):
    office = getattr(Office(tmp_path), bring)()
    assert office.as_(LEAVER).get(f"/departures/{office.departure_id}/consent").status_code == 302


def test_letters_of_the_managers_own_ask_for_no_word(tmp_path):
    office = Office(tmp_path).asked().answer(replace(TERMS, mode=SenderMode.MANAGER))
    assert "Nothing here needs your word" in text_of(see(office, "/consent"))


def test_a_hand_over_shows_one_thing_to_agree_to(tmp_path):
    office = Office(tmp_path).asked().answer(HAND_OVER)
    page = see(office, "/consent").text
    assert set(re.findall(r'name="(\w+)" type="radio"', page)) == {"letter"}


def test_beside_a_letter_stands_what_is_in_effect_and_not_only_what_was_answered(tmp_path):
    office = Office(tmp_path).given()
    consent(office, letter="true", reason="false")
    letter = office.letter("Tom")
    pages = [see(office, f"/letters/{letter.id}"), see(office, "/letters"), see(office, "/permission"),
             see(office, f"/letters/{letter.id}", MANAGER), see(office, "/read", MANAGER)]  # fmt: skip
    for page in pages:
        may, may_not = page.text.split('class="may-not"')[:2]
        assert "that you have a new role elsewhere" not in may
        assert "that you have a new role elsewhere" in may_not
    said = office.as_(LEAVER).get(f"/api/v1/letters/{letter.id}").json
    assert "that you have a new role elsewhere" in said["may_not_say"]


# The status page


def test_at_a_glance_who_has_it_since_when_and_what_is_next(tmp_path):
    office = Office(tmp_path).begun()
    said = text_of(see(office))
    assert "With you" in said
    assert "You ask, and Priya Raman answers what clients may be told. now" in said
    ask(office)
    said = text_of(see(office))
    assert "With Priya Raman since 1 Sept 2026" in said
    office.answer()
    assert "Priya Raman has answered: read it and agree." in text_of(see(office))


def test_the_warning_says_how_many_until_when_and_whose_they_are_then(tmp_path):
    office = Office(tmp_path).approved()
    with office.desk() as desk:
        set_status(desk, LEAVER, office.letter("Paolo").id, Told.INSERTED)
    assert "not told yet" not in text_of(see(office))
    office.now = office.now.replace(month=10, day=28)
    said = text_of(see(office))
    assert "5 clients not told yet" in said
    assert "After Friday, 30 October 2026 your letters close" in said or "After Friday 30 October 2026" in said
    assert "moves to Priya Raman’s queue" in said
    assert "1 letter is inserted or in Drafts and not marked as sent: Paolo Zanardelli inserted" in said


@pytest.mark.parametrize(
    ("terms", "told"),
    [
        (Terms(may_tell=False), "No letter can be written unless Priya Raman answers otherwise."),
        (Terms(may_tell=False, no_contact=True), "nobody writes to the clients; Priya Raman gets the list of them."),
    ],
)
def test_a_no_is_said_with_what_follows_from_it(tmp_path, terms, told):
    assert told in text_of(see(Office(tmp_path).asked().answer(terms)))


def test_a_manager_who_tells_is_who_has_it(tmp_path):
    office = Office(tmp_path).approved(terms=replace(TERMS, mode=SenderMode.MANAGER))
    said = text_of(see(office))
    assert "Priya Raman tells the clients (0 of 5 told)." in said
    assert "Priya Raman inserts the letters and sends them. now" in said


# Cancelling


def cancel(office, who=LEAVER, **fields):
    path = f"/departures/{office.departure_id}/cancel"
    return office.as_(who).post(path, **{"version": office.departure.version, **fields})


@pytest.mark.parametrize("who", [LEAVER, MANAGER], ids=lambda who: who.id)
def test_cancelling_says_first_who_knows_already(tmp_path, who):
    office = Office(tmp_path).approved()
    with office.desk() as desk:
        set_status(desk, LEAVER, office.letter("Paolo").id, Told.SENT)
    page = see(office, "/cancel", who)
    assert "1 client knows already, or may know" in text_of(page)
    assert "Paolo Zanardelli" in text_of(page)
    assert office.departure.stage is Stage.AGREED, "opening the page cancels nothing"
    assert cancel(office, who).status_code == 302
    said = text_of(see(office, who=who))
    assert "Cancelled" in said
    assert "Paolo Zanardelli" in said


def test_a_cancelled_hand_over_shows_no_way_on(tmp_path):
    office = Office(tmp_path).asked()
    cancel(office)
    page = see(office)
    assert 'class="step ' not in page.text
    assert "No client has been told." in text_of(page)
    assert f"/departures/{office.departure_id}/erase" in page.text, "to start again one erases it first"
    for path in ("/ask", "/consent", "/cancel"):
        assert office.as_(LEAVER).get(f"/departures/{office.departure_id}{path}").status_code == 302


def test_cancelling_what_changed_meanwhile_is_refused_with_the_page(tmp_path):
    office = Office(tmp_path).approved()
    page = cancel(office, version=0)
    assert (page.status_code, office.departure.stage) == (409, Stage.AGREED)
    assert "error-summary" in page.text


def test_cancelling_ends_nobodys_session(tmp_path):
    office = Office(tmp_path).approved()
    manager = office.as_(MANAGER)
    cancel(office)
    assert manager.get("/api/v1/session").status_code == 200


# One page to keep


def test_the_one_page_shows_both_sides_when_and_under_which_policy(tmp_path):
    office = set_policy(Office(tmp_path), copy_to_approver=True).asked().answer(HOPE)
    assert "Mara Lindqvist has not agreed yet." in text_of(see(office, "/permission", MANAGER))
    consent(office, letter="true", reason="false", hope_to_meet="true")
    for who in (LEAVER, MANAGER):
        said = text_of(see(office, "/permission", who))
        assert "A reason in the letters: declined" in said
        assert "The hope to meet again: agreed" in said
        assert "version 1" in said
        assert "Priya Raman gets a copy of each letter." in said, "the policy asks for it"
        assert "May not approach clients No" in said
