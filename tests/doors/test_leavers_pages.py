"""The leaver's pages: asking in one form, the text to pass on, the answer to agree to, the status, and the way out."""

from dataclasses import replace

import pytest
from leaving import HOPE, ask, consent, see, set_policy, text_of

from fakes.office import (
    LEAVER,
    MANAGER,
    TERMS,
    Office,
)
from segue.departure.letter_state import Told
from segue.departure.stage import Stage
from segue.departure.terms import SenderMode, Terms
from segue.desk.mark import set_status

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
    assert "clients not told yet" not in text_of(see(office))
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


def cancel(office, who=LEAVER, **fields):
    path = f"/departures/{office.departure_id}/cancel"
    return office.as_(who).post(path, **{"version": office.departure.version, **fields})


# Cancelling


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
