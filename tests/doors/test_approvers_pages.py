"""The approver's pages: the questions, the letters, who decides, and the manager's own queue."""

import csv
import html
import re
from dataclasses import replace
from datetime import date

import pytest

from fakes.office import CLIENTS, FACTS, LEAVER, MANAGER, OTHER_LEAVER, TERMS, Office, contact
from segue.departure.letter_state import LetterState, Told
from segue.departure.policy import Policy
from segue.departure.stage import Stage
from segue.departure.terms import Reason, SenderMode, Terms
from segue.desk.hand_out import open_letter
from segue.desk.take_over import Absent, open_for

OWN = Terms(may_tell=True, mode=SenderMode.MANAGER)
ANSWER = {"may_tell": "true", "mode": "leaver", "release": "approved"}
OLGA = contact("Ольга Белова", "olga@belova.ru.example", "Белова и партнёры", language="ru")


def under(office, **changes):
    """Let the administrator set a policy."""
    with office.desk() as desk:
        desk.stores.policies.add(replace(desk.policy, **changes), office.now, office.administrator.id)
    return office


def page(office, name, who=MANAGER, **more):
    return office.as_(who).get(f"/departures/{office.departure_id}/{name}", **more)


def hand_in(office, name, who=MANAGER, **fields):
    fields.setdefault("version", str(office.departure.version))
    return office.as_(who).post(f"/departures/{office.departure_id}/{name}", **fields)


def control(text, id):
    """Return the tag of a form's control."""
    found = re.search(rf'<(?:input|textarea|select)[^>]*id="{id}"[^>]*>', text)
    assert found, f"the page has no {id}"
    return found[0]


def said(text):
    """Return a page's text without its tags."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", text)).split())


# The questions


def test_nothing_is_answered_before_the_approver_does(tmp_path):
    text = page(Office(tmp_path).asked(), "answer").text
    ticked = re.findall(r'<input[^>]*name="([a-z_]+)"[^>]*checked', text)
    assert ticked == ["new_job_is_competitor"]  # "I do not know"


def test_the_approver_sees_the_facts_and_what_was_declared(tmp_path):
    office = Office(tmp_path).asked(replace(FACTS, hope_to_meet=True, denied=("Rival Ltd",)))
    text = said(page(office, "answer").text)
    for fact in ("30 October 2026", "Jonas Whitfield", "A new role elsewhere", "say that we hope to meet again"):
        assert fact in text
    for declared in ("Monday, 3 August 2026", "May not approach clients No", "Bound to confidentiality Yes"):
        assert declared in text
    assert "Rival" not in text


def test_what_policy_and_contract_close_stands_there_with_the_reason(tmp_path):
    modes = frozenset({SenderMode.LEAVER, SenderMode.MANAGER})
    closes = {"modes": modes, "reasons": frozenset({Reason.NEW_ROLE}), "hope_to_meet": False, "copy_to_approver": True}
    office = under(Office(tmp_path).asked(), **closes)
    text = page(office, "answer").text
    for closed in ("f-mode-3", "f-reasons-2", "f-may_hope_to_meet", "f-may_give_personal_contact", "f-new_job_facts"):
        assert "disabled" in control(text, closed)
    for open_ in ("f-mode", "f-mode-2", "f-reasons"):
        assert "disabled" not in control(text, open_)
    assert {"checked", "disabled"} <= set(control(text, "f-copy_to_approver").replace(">", "").split())
    assert said(text).count("Your company’s policy does not allow it.") >= 6


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"mode": "hand_over"}, "mode"),
        ({"reasons": "studies"}, "reasons"),
        ({"may_give_personal_contact": "true"}, "may_give_personal_contact"),
        ({"reasons": "new_role", "new_job_facts": "title"}, "new_job_facts"),
    ],
)
def test_what_was_closed_while_the_page_was_open_is_refused_at_its_field(tmp_path, fields, field):
    office = under(Office(tmp_path).asked(), modes=frozenset({SenderMode.LEAVER}), reasons=frozenset({Reason.NEW_ROLE}))
    answered = hand_in(office, "answer", **{**ANSWER, **fields})
    assert answered.status_code == 422
    assert f'href="#f-{field}"' in answered.text
    assert office.departure.terms is None


@pytest.mark.parametrize(
    ("fields", "code", "field"),
    [
        ({}, 422, "may_tell"),
        ({"may_tell": "perhaps"}, 422, "may_tell"),
        ({"may_tell": "true"}, 422, "release"),
        ({"may_tell": "true", "release": "approved"}, 422, "mode"),
        ({**ANSWER, "mode": "telepathy"}, 422, "mode"),
        ({**ANSWER, "mode": "manager", "manager_address": "nobody@norwell.example"}, 422, "manager_address"),
        ({**ANSWER, "mode": "manager", "manager_address": "mara@norwell.example"}, 422, "manager_address"),
        ({**ANSWER, "comment": "x" * 1001}, 422, "comment"),
        ({**ANSWER, "excluded": "x" * 5001}, 422, "excluded"),
    ],
)
def test_every_mistake_stands_at_its_field(tmp_path, fields, code, field):
    office = Office(tmp_path).asked()
    answered = hand_in(office, "answer", **fields)
    assert answered.status_code == code
    assert f'href="#f-{field}"' in answered.text
    assert office.departure.terms is None


def test_the_same_form_twice_is_one_answer(tmp_path):
    office = Office(tmp_path).asked()
    visitor, version = office.as_(MANAGER), str(office.departure.version)
    address = f"/departures/{office.departure_id}/answer"
    first, second = (visitor.post(address, **ANSWER, version=version) for _ in range(2))
    assert (first.status_code, second.status_code) == (302, 302)
    with office.look() as desk:
        assert [entry.verb for entry in desk.stores.audit.entries(office.departure_id)].count("allow") == 1


def test_of_two_tabs_the_second_answer_is_told_what_happened(tmp_path):
    office = Office(tmp_path).asked()
    visitor, version = office.as_(MANAGER), str(office.departure.version)
    address = f"/departures/{office.departure_id}/answer"
    visitor.post(address, **ANSWER, version=version)
    second = visitor.post(address, **{**ANSWER, "mode": "hand_over"}, version=version)
    assert second.status_code == 409
    assert 'value="hand_over" checked' in second.text.replace('type="radio" ', "")
    assert office.departure.terms.mode is SenderMode.LEAVER


def test_a_manager_who_tells_himself_can_name_another(tmp_path):
    office = Office(tmp_path).asked()
    hand_in(office, "answer", **{**ANSWER, "mode": "manager", "manager_address": " INES@norwell.example "})
    assert (office.departure.terms.mode, office.departure.terms.manager_id) == (SenderMode.MANAGER, OTHER_LEAVER.id)
    assert 'value="ines@norwell.example"' in page(office, "answer").text


def test_nobody_leads_to_the_list_of_clients(tmp_path):
    office = Office(tmp_path).listed()
    answered = hand_in(office, "answer", may_tell="nobody")
    assert (answered.status_code, answered.location.rsplit("/", 1)[1]) == (302, "no-contact")
    assert "Tom Stainsby" in page(office, "no-contact").text
    file = hand_in(office, "no-contact.csv")
    assert (file.status_code, file.mimetype) == (200, "text/csv")
    rows = list(csv.reader(file.text.removeprefix("\N{ZERO WIDTH NO-BREAK SPACE}").splitlines()))
    assert rows[0] == ["Company", "Name", "Address", "Phone", "Language"]
    assert len(rows) == 6


def test_a_list_that_nobody_chose_yet_says_so(tmp_path):
    office = Office(tmp_path).asked().answer(Terms(may_tell=False, no_contact=True))
    assert "No clients chosen yet" in page(office, "no-contact").text


# The letters


def decide(office, do, letters, who=MANAGER, **fields):
    shown = [f"{letter.id}:{letter.digest}" for letter in letters]
    return hand_in(office, "read", who, do=do, letter=shown, **fields)


def test_a_letter_in_a_language_that_the_approver_does_not_read_has_a_gist(tmp_path):
    office = Office(tmp_path).given(*CLIENTS, OLGA)
    text = page(office, "read").text
    assert said(text).count("The gist in English") == 2  # Russian and Italian
    assert "Not the letter itself" in text
    with office.desk() as desk:
        desk.stores.people.save(replace(MANAGER, interface_locale="it"))
    text = page(office, "read").text
    assert said(text).count("Il senso in italiano") == said(text).count("Il senso in")
    assert "A chi fare riferimento" not in text


def test_every_note_stands_once_and_is_decided_on_alone(tmp_path):
    office = Office(tmp_path).listed()
    for name in ("Tom", "Eleanor"):
        office.change_client(name, note=f"Thank you, {name}.")
    office.as_(LEAVER).post(
        f"/departures/{office.departure_id}/letters", read=[office.client(name).id for name in ("Tom", "Eleanor")]
    )
    text = page(office, "read").text
    for name in ("Tom", "Eleanor"):
        assert text.count(f'<blockquote lang="en-GB">Thank you, {name}.</blockquote>') == 1
    tom, letters = office.letter("Tom"), office.letters()
    refused = decide(office, f"reject:{tom.id}", letters)
    assert refused.status_code == 422
    assert f'href="#f-comment-{tom.id}"' in refused.text
    done = decide(office, f"reject:{tom.id}", letters, **{f"comment-{tom.id}": "Too familiar"})
    assert done.status_code == 302
    assert office.states() == {"Tom": LetterState.REJECTED, "Eleanor": LetterState.WAITING}
    assert office.letter("Tom").comment == "Too familiar"
    assert decide(office, f"approve:{office.letter('Eleanor').id}", letters).status_code == 302
    assert office.states()["Eleanor"] is LetterState.APPROVED


def test_a_button_for_one_letter_decides_on_no_other(tmp_path):
    office = Office(tmp_path).given()
    assert decide(office, "approve:not-there", office.letters()).status_code == 422
    assert set(office.states().values()) == {LetterState.WAITING}


@pytest.mark.parametrize("do", ["", "approve:", "send", "approve:x:y", "x" * 3000])
def test_nonsense_decides_nothing(tmp_path, do):
    office = Office(tmp_path).given()
    answered = hand_in(office, "read", do=do, letter=["", ":", "a:b:c", "x" * 3000])
    assert answered.status_code in (409, 422)
    assert set(office.states().values()) == {LetterState.WAITING}


def test_the_approver_is_told_what_changed_before_he_approves(tmp_path):
    office = Office(tmp_path).approved().change_client("Tom", note="You kept us going.")
    text = page(office, "read").text
    assert "Changed since you last read it" in text
    assert re.search(r"<ins [^>]*>You kept us going.</ins>", text)


def test_who_pressed_approve_while_the_leaver_changed_a_letter_is_told_which_and_what(tmp_path):
    office = Office(tmp_path).given()
    stale = office.letters()
    office.change_client("Tom", note="You kept us going.")
    answered = decide(office, "approve", stale)
    assert answered.status_code == 409
    text = said(answered.text)
    assert "While you read, 1 letter was changed" in text
    assert "Now: You kept us going." in text
    assert set(office.states().values()) == {LetterState.WAITING}


def test_a_letter_withdrawn_meanwhile_is_no_dead_end(tmp_path):
    office = Office(tmp_path).given()
    stale = office.letters()
    office.as_(LEAVER).post(f"/departures/{office.departure_id}/clients", do="drop", client=office.client("Tom").id)
    answered = decide(office, "approve", stale)
    assert answered.status_code == 409
    assert "Approve" in answered.text


def test_a_refused_approval_says_of_each_letter_what_must_be_fixed(tmp_path):
    office = Office(tmp_path).given()
    letters = office.letters()
    office.move(days=70)
    with office.desk() as desk:  # the day is over, but the job has not come by and nobody opened the page
        departure = desk.stores.departures.get(office.departure_id)
        desk.record("", "move_to_manager", departure.id)
    answered = decide(office, "approve", letters)
    assert answered.status_code == 409
    assert "The last day is in the past." in answered.text


def test_a_mail_scanner_that_opens_every_link_changes_nothing(tmp_path):
    office = Office(tmp_path).given()
    before = (office.departure, office.letters())
    for who in (None, MANAGER):
        visitor = office.as_(who)
        for name in ("answer", "read", "decides", "hand-out", "facts", "no-contact", "report"):
            visitor.get(f"/departures/{office.departure_id}/{name}")
            visitor.browser.head(f"/departures/{office.departure_id}/{name}")
    assert (office.departure, office.letters()) == before


# Who decides


def test_giving_the_decision_away_leads_out_of_it(tmp_path):
    office = Office(tmp_path).asked()
    done = hand_in(office, "decides", colleague=OTHER_LEAVER.address)
    assert (done.status_code, done.location) == (302, "/")
    assert page(office, "answer").status_code == 404
    assert page(office, "answer", OTHER_LEAVER).status_code == 200


def test_an_address_that_nobody_has_stands_at_its_field(tmp_path):
    office = Office(tmp_path).asked()
    answered = hand_in(office, "decides", colleague="nobody@norwell.example")
    assert answered.status_code == 422
    assert 'href="#f-colleague"' in answered.text
    assert 'value="nobody@norwell.example"' in answered.text


def test_an_approver_who_left_meanwhile_decides_nothing_more(tmp_path):
    office = Office(tmp_path).given()
    visitor, letters = office.as_(MANAGER), office.letters()
    with office.desk() as desk:
        desk.stores.people.save(replace(MANAGER, active=False))
    fields = {"do": "approve", "letter": [f"{letter.id}:{letter.digest}" for letter in letters]}
    assert visitor.post(f"/departures/{office.departure_id}/read", **fields).status_code in (302, 401, 403)
    assert set(office.states().values()) == {LetterState.WAITING}


def test_a_confidential_one_says_so(tmp_path):
    office = Office(tmp_path).asked()
    hand_in(office, "confidential", confidential="true")
    assert office.departure.confidential
    assert "confidential" in said(office.as_(MANAGER).get("/").text)
    hand_in(office, "confidential", who=LEAVER, confidential="false")
    assert not office.departure.confidential


# Nobody to ask


def test_a_manager_opens_a_departure_and_goes_through_it(tmp_path):
    office = Office(tmp_path)
    visitor = office.as_(MANAGER)
    fields = {"leaver": LEAVER.address, "kind": "gone", "last_day": "2026-08-14", "contact_name": "Jonas Whitfield"}
    opened = visitor.post("/take-over", **fields)
    office.departure_id = opened.location.split("/")[2]
    assert opened.location.endswith("/facts")
    assert "Jonas Whitfield" in visitor.get(opened.location).text
    kept = hand_in(office, "facts", **facts_of(office))
    assert kept.location.endswith("/answer")
    assert hand_in(office, "answer", **{**ANSWER, "mode": "manager"}).status_code == 302
    assert office.departure.stage is Stage.AGREED
    for name in ("", "/contacts", "/clients", "/salutations", "/letters", "/hand-out", "/read", "/decides", "/report"):
        assert visitor.get(f"/departures/{office.departure_id}{name}").status_code == 200
    assert visitor.get(f"/departures/{office.departure_id}/ask").location.endswith("/facts")


def facts_of(office):
    """Return the facts' form as it stands."""
    text = page(office, "facts").text
    typed = {name: html.unescape(value) for name, value in re.findall(r'name="(\w+)" type="\w+" value="([^"]*)"', text)}
    return {**typed, "kind": "gone", "contact_kind": "successor", "register": "neutral"}


@pytest.mark.parametrize("changes", [{"last_day": "2026-10-30"}, {"last_day": ""}, {"contact_name": ""}])
def test_mistakes_in_the_facts_stand_at_their_fields(tmp_path, changes):
    office = absent(Office(tmp_path))
    before = office.departure
    answered = hand_in(office, "facts", **{**facts_of(office), **changes})
    assert answered.status_code == 422
    assert "error-summary" in answered.text
    assert office.departure == before


def absent(office):
    with office.desk() as desk:
        gone = Absent(LEAVER.address, date(2026, 8, 14), "Jonas Whitfield")
        office.departure_id = open_for(desk, MANAGER, gone).id
    return office


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"leaver": ""}, "leaver"),
        ({"leaver": "jonas@norwell.example"}, "leaver"),
        ({"kind": ""}, "kind"),
        ({"last_day": "soon"}, "last_day"),
        ({"last_day": "2026-10-01"}, "kind"),
        ({"contact_name": ""}, "contact_name"),
    ],
)
def test_mistakes_in_opening_stand_at_their_fields(tmp_path, changes, field):
    office = Office(tmp_path)
    fields = {"leaver": LEAVER.address, "kind": "gone", "last_day": "2026-08-14", "contact_name": "Jonas Whitfield"}
    answered = office.as_(MANAGER).post("/take-over", **{**fields, **changes})
    assert answered.status_code == 422
    assert f'href="#f-{field}"' in answered.text


def test_whose_departure_was_taken_over_finds_nothing_of_it(tmp_path):
    office = absent(Office(tmp_path))
    visitor = office.as_(LEAVER)
    assert visitor.get("/").location.endswith("/start")
    assert visitor.get("/start").status_code == 200
    begun = visitor.post("/start", contact_name="Jonas Whitfield", last_day="2026-10-30", first_client="Ann")
    assert begun.status_code == 409
    assert office.departure_id not in begun.text
    for name in ("", "/answer", "/facts", "/hand-out", "/read", "/permission", "/pulse"):
        assert visitor.get(f"/departures/{office.departure_id}{name}").status_code == 404
    assert visitor.get("/api/v1/session").json["departures"] == []


# The manager's queue


def test_the_manager_hands_out_his_own_letters(tmp_path):
    office = Office(tmp_path).approved(terms=OWN)
    text = page(office, "hand-out").text
    assert "Tom Stainsby" in text
    assert f"/practice?departure={office.departure_id}" in text
    assert hand_in(office, "hand-out/drafts").status_code == 200
    assert "Tom Stainsby" not in page(office, "hand-out", LEAVER).text
    visitor = office.as_(MANAGER)
    assert visitor.get(f"/departures/{office.departure_id}/letters/{office.letter('Tom').id}").status_code == 200


def test_another_manager_who_is_named_has_the_queue_and_nothing_else(tmp_path):
    office = Office(tmp_path).approved(terms=replace(OWN, manager_id=OTHER_LEAVER.id))
    visitor = office.as_(OTHER_LEAVER)
    assert "Mara Lindqvist" in visitor.get("/").text
    assert "Tom Stainsby" in page(office, "hand-out", OTHER_LEAVER).text
    assert visitor.get(f"/departures/{office.departure_id}/letters/{office.letter('Tom').id}").status_code == 200
    for name in ("", "/read", "/answer", "/report", "/decides", "/permission", "/letters", "/clients"):
        assert visitor.get(f"/departures/{office.departure_id}{name}").status_code == 404


def test_a_pane_says_whose_letters_and_shows_only_its_own(tmp_path):
    office = Office(tmp_path).approved(terms=OWN)
    with office.desk() as desk:
        other = open_for(desk, MANAGER, Absent(OTHER_LEAVER.address, date(2026, 8, 14), "Jonas Whitfield"))
    visitor = office.as_(MANAGER)
    session = visitor.get("/api/v1/session").json
    assert [one["title"] for one in session["departures"]] == ["Letters: Ines Duarte", "Letters: Mara Lindqvist"]
    assert session["departure"]["id"] == other.id
    named = visitor.get("/api/v1/session", query_string={"departure": office.departure_id}).json
    assert named["departure"]["id"] == office.departure_id
    queue = visitor.get(f"/api/v1/departures/{office.departure_id}/queue").json
    assert (queue["total"], queue["gate"]["open"], len(queue["letters"])) == (5, True, 5)
    leavers = office.as_(LEAVER).get(f"/api/v1/departures/{office.departure_id}/queue").json
    assert (leavers["total"], leavers["letters"], leavers["gate"]["code"]) == (0, [], "manager_tells")


@pytest.mark.parametrize("named", ["nowhere", "x" * 65, "<script>"])
def test_a_pane_of_a_departure_that_is_not_ones_own_is_about_ones_own(tmp_path, named):
    office = Office(tmp_path).approved()
    answered = office.as_(LEAVER).get("/api/v1/session", query_string={"departure": named})
    assert answered.status_code == 422 if len(named) > 64 else answered.json["departure"]["id"] == office.departure_id


def test_opening_a_departure_after_its_last_day_brings_the_managers_letters(tmp_path):
    office = Office(tmp_path).approved()
    with office.desk() as desk:
        open_letter(desk, LEAVER, office.letter("Tom").id)
    office.move(days=61)
    assert "Nothing to read" not in page(office, "read").text
    assert office.waiting() == {"Tom", "Eleanor", "Callum", "Chiara", "Paolo"}
    office.approve()
    text = said(page(office, "hand-out").text)
    assert "1 client may know already" in text
    leavers = said(page(office, "hand-out", LEAVER).text)
    assert "You inserted these letters" in leavers


def test_the_letters_of_others_are_told_apart_in_one_queue_page(tmp_path):
    office = Office(tmp_path).approved(terms=OWN)
    with office.desk() as desk:
        other = open_for(desk, MANAGER, Absent(OTHER_LEAVER.address, date(2026, 8, 14), "Jonas Whitfield")).id
        departure = desk.stores.departures.get(other)
        desk.stores.departures.save(replace(departure, terms=OWN))
    assert f'href="/departures/{other}/hand-out"' in page(office, "hand-out").text


# What waits

WAITS = {
    "an answer": (lambda office: office.asked(), "Waits for your answer"),
    "nothing": (lambda office: office.asked().answer(), "Nothing to do now"),
    "letters": (lambda office: office.given(), "Letters to read"),
    "sending": (lambda office: office.approved(terms=OWN), "Letters to send"),
    "the list": (lambda office: office.asked().answer(Terms(may_tell=False, no_contact=True)), "The list of clients"),
    "no": (lambda office: office.asked().answer(Terms(may_tell=False)), "Nothing to do now"),
}


@pytest.mark.parametrize("case", WAITS)
def test_the_first_page_says_what_waits(tmp_path, case):
    bring, words = WAITS[case]
    office = bring(Office(tmp_path))
    assert words in said(office.as_(MANAGER).get("/").text)


def test_the_first_page_says_how_far_the_telling_is(tmp_path):
    office = Office(tmp_path).approved()
    visitor = office.as_(LEAVER)
    for name, status in (("Tom", Told.SENT), ("Eleanor", Told.SKIPPED)):
        visitor.post(f"/letters/{office.letter(name).id}/status", status=status.value, reason="By telephone")
    text = said(office.as_(MANAGER).get("/").text)
    assert "1 of 5 clients told" in text
    assert "1 was left out, with a reason" in text


def test_a_policy_that_was_changed_meanwhile_is_the_one_that_counts(tmp_path):
    office = Office(tmp_path).asked()
    shown = page(office, "answer").text
    assert "disabled" not in control(shown, "f-mode-3")
    under(office, **vars(Policy(modes=frozenset({SenderMode.LEAVER}))) | {"version": 0})
    assert hand_in(office, "answer", **{**ANSWER, "mode": "hand_over"}).status_code == 422
    assert hand_in(office, "answer", **ANSWER).status_code == 302
    assert office.departure.terms.mode is TERMS.mode
