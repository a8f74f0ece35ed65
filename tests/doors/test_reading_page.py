"""The reading of the letters, and who decides on them."""

import re
from dataclasses import replace

import pytest
from approving import hand_in, page, said

from fakes.office import CLIENTS, LEAVER, MANAGER, OTHER_LEAVER, Office, contact
from segue.departure.letter_state import LetterState, Told
from segue.desk.choose import choose
from segue.desk.mark import set_status

OLGA = contact("Ольга Белова", "olga@belova.ru.example", "Белова и партнёры", language="ru")


def decide(office, do, letters, who=MANAGER, **fields):
    shown = [f"{letter.id}:{letter.digest}" for letter in letters]
    return hand_in(office, "read", who, do=do, letter=shown, **fields)


# The letters


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


def test_the_lists_speak_to_the_leaver_and_of_him(tmp_path):
    office = Office(tmp_path).asked().answer()
    assert "May not be said" in page(office, "permission").text
    assert "You may not say" in page(office, "permission", who=LEAVER).text


def test_what_a_letter_was_sent_back_for_stands_beside_it(tmp_path):
    office = Office(tmp_path).given()
    tom = office.letter("Tom")
    decide(office, "reject", [tom], comment="Too familiar")
    assert "<blockquote>Too familiar</blockquote>" in page(office, "letters", who=LEAVER).text


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
    office.change_client("Tom", note="Quentin Farrow sends his best.")
    office.load(*CLIENTS, contact("Quentin Farrow", "quentin@farrow.example", "Farrow Mills"))
    with office.desk() as desk:
        choose(desk, LEAVER, office.departure_id, [office.client("Quentin").id], chosen=True)
    answered = decide(office, "approve", office.letters())
    assert answered.status_code == 409
    assert "“Quentin Farrow” is another client." in said(answered.text)


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


# Sent back, and given again


def given_again(office, name="Tom", **changes):
    """Let the manager send a letter back, and the leaver give it again with or without changes."""
    decide(office, "reject", [office.letter(name)], comment="Too long for Tom")
    if changes:
        office.change_client(name, **changes)
    client = office.client(name).id
    office.as_(LEAVER).post(f"/departures/{office.departure_id}/letters", read=[client])
    return office


def test_a_letter_given_again_unchanged_says_so_beside_the_earlier_comment(tmp_path):
    office = given_again(Office(tmp_path).given())
    assert office.states()["Tom"] is LetterState.WAITING
    for name in ("read", f"letters/{office.letter('Tom').id}"):
        text = said(page(office, name).text)
        assert text.count("Too long for Tom") == 1
        assert "It was given again unchanged." in text


def test_a_letter_given_again_with_a_change_shows_comment_and_change(tmp_path):
    office = given_again(Office(tmp_path).given(), note="You kept us going.")
    text = said(page(office, "read").text)
    assert "Too long for Tom" in text
    assert "Changed since you last read it" in text
    assert "given again unchanged" not in text


def test_the_comment_is_gone_once_the_letter_is_approved(tmp_path):
    office = given_again(Office(tmp_path).given()).approve()
    assert office.letter("Tom").comment == ""
    assert "Too long" not in page(office, f"letters/{office.letter('Tom').id}").text


def test_a_letter_to_a_client_who_is_skipped_is_not_shown_to_be_read(tmp_path):
    office = Office(tmp_path).given()
    shown, all_of_them = "Letter to Tom", f"{len(CLIENTS)} letters to read"
    assert all_of_them in said(page(office, "read").text)
    with office.desk() as desk:
        set_status(desk, LEAVER, office.letter("Tom").id, Told.SKIPPED, "Told by telephone")
    text = said(page(office, "read").text)
    assert shown not in text
    assert f"{len(CLIENTS) - 1} letters to read" in text
