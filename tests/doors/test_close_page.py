"""The page that closes a hand-over: what is not done stands before the button, and afterwards nothing leads on."""

import html
import re
from dataclasses import replace

import pytest

from fakes.office import FACTS, JONAS, LEAVER, MANAGER, OTHER_LEAVER, Office
from segue.departure.contact_point import ContactKind
from segue.departure.letter_state import Told
from segue.departure.stage import Stage
from segue.departure.terms import Terms
from segue.desk.after_last_day import move_to_manager
from segue.desk.mark import set_status
from segue.desk.ports import Connection, Need, Tokens
from segue.desk.reading import reject
from segue.desk.start import start


def see(office, page="/close", who=LEAVER):
    return office.as_(who).get(f"/departures/{office.departure_id}{page}", follow_redirects=True)


def said(page):
    """Return what a page says, without its markup."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page.text.split("<main")[1])).split())


def mark(office, name, status, why=""):
    with office.desk() as desk:
        set_status(desk, LEAVER, office.letter(name).id, status, why)


def reject_one(office, name):
    letter = office.letter(name)
    with office.desk() as desk:
        reject(desk, MANAGER, office.departure_id, {letter.id: letter.digest}, "Too short.")


def close(office, who=LEAVER, **fields):
    path = f"/departures/{office.departure_id}/close"
    return office.as_(who).post(path, **{"version": office.departure.version, "sure": "yes", **fields})


def all_told(office):
    for letter in office.letters():
        mark(office, letter.client_name, Told.SENT)
    return office


@pytest.mark.parametrize("who", [LEAVER, MANAGER], ids=lambda who: who.id)
def test_it_names_who_is_not_told_before_the_button(tmp_path, who):
    office = Office(tmp_path).approved()
    mark(office, "Tom", Told.SENT)
    mark(office, "Callum", Told.SKIPPED, "Told by telephone")
    mark(office, "Eleanor", Told.INSERTED)
    told, _, after = said(see(office, who=who)).partition("Not yet")
    assert "3 clients may still have to be told" in told
    assert "Ashdown Tools Callum Reidy skipped Told by telephone" in told
    assert "1 letter may still stand in a mail program" in told
    assert all(name in told for name in ("Eleanor Whitcombe", "Chiara Melandri", "Paolo Zanardelli"))
    assert "Tom Stainsby" not in told + after, "he is told"
    assert "The last day, Friday, 30 October 2026, is not over yet." in told
    assert office.departure.stage is Stage.AGREED, "opening the page closes nothing"


@pytest.mark.parametrize("kind", ContactKind)
def test_that_no_second_round_follows_is_said_where_somebody_only_stands_in(tmp_path, kind):
    office = Office(tmp_path).approved(facts=replace(FACTS, contact_points=(replace(JONAS, kind=kind),)))
    warned = "Jonas Whitfield: stands in only until the post is filled." in said(see(office))
    assert warned == (kind is ContactKind.INTERIM)


def test_letters_that_wait_for_the_manager_are_counted(tmp_path):
    assert "Letters waiting to be approved: 5" in said(see(Office(tmp_path).given()))


def test_when_everybody_is_told_it_says_so_and_the_start_page_leads_there(tmp_path):
    office = all_told(Office(tmp_path).approved())
    assert "Nobody is left to be told" in said(see(office))
    assert said(see(office, "")).count("Close this hand-over") == 1


@pytest.mark.parametrize(
    ("who", "page"),
    [(LEAVER, ""), (LEAVER, "/report"), (MANAGER, "/read"), (MANAGER, "/report"), (MANAGER, "/decides")],
)
def test_both_find_it_where_they_look(tmp_path, who, page):
    office = Office(tmp_path).approved()
    assert f'href="/departures/{office.departure_id}/close"' in see(office, page, who).text


def test_where_it_cannot_be_closed_nothing_leads_there(tmp_path):
    office = Office(tmp_path).asked()
    for who, page in ((LEAVER, ""), (MANAGER, "/answer")):
        assert f"/departures/{office.departure_id}/close" not in see(office, page, who).text
    assert office.as_(LEAVER).get(f"/departures/{office.departure_id}/close").status_code == 302


@pytest.mark.parametrize("who", [LEAVER, MANAGER], ids=lambda who: who.id)
def test_afterwards_both_read_when_it_was_closed_and_find_the_report(tmp_path, who):
    office = Office(tmp_path).approved()
    mark(office, "Tom", Told.SENT)
    assert close(office, who).status_code == 302
    for reader in (LEAVER, MANAGER):
        page = see(office, "", reader)
        assert "Closed on 1 Sept 2026, 11:00" in said(page)
        assert "are kept until Sunday, 29 November 2026" in said(page)
        assert f"/departures/{office.departure_id}/report" in page.text
        assert 'class="step ' not in page.text, "there is no way on"
        assert "/close" not in page.text
        assert "Tom Stainsby" in said(see(office, "/report", reader))


def test_what_is_open_needs_a_tick(tmp_path):
    office = Office(tmp_path).approved()
    page = close(office, sure="")
    assert (page.status_code, office.departure.stage) == (422, Stage.AGREED)
    assert 'href="#f-sure"' in page.text
    assert "Not everything is done." in said(page)


def test_each_open_thing_leads_to_where_it_is_done_or_says_with_whom_it_is(tmp_path):
    office = Office(tmp_path).given()
    reject_one(office, "Paolo")
    office.approve()
    mark(office, "Tom", Told.INSERTED)
    own, managers = (see(office, who=who) for who in (LEAVER, MANAGER))
    path = f"/departures/{office.departure_id}"
    for where in ("hand-out?part=left", "hand-out?part=begun", "letters", "report"):
        assert f'href="{path}/{where}"' in own.text
    assert "Letters in a mail program, not marked as sent: 1 Go there" in said(own)
    assert "Letters in a mail program, not marked as sent: 1 With Mara Lindqvist" in said(managers)
    assert "Letters that the manager sent back: 1 With Mara Lindqvist" in said(managers)


def test_whose_accounts_end_with_it_is_said_and_whose_are_needed_elsewhere_is_not(tmp_path):
    office = Office(tmp_path).approved()
    with office.desk() as desk:
        for who in (LEAVER, MANAGER):
            tokens = Tokens("access", office.now, "renewal")
            made = Connection(who.id, "google", who.address, frozenset({Need.DRAFTS}), tokens, office.now)
            desk.stores.connections.save(made)
    assert "Mara Lindqvist (Google) Priya Raman (Google)" in said(see(office))
    with office.desk() as desk:
        other = start(desk, OTHER_LEAVER, "Jonas Whitfield", FACTS.last_day, "Giulia Rossi")
        desk.stores.departures.save(replace(other, approver_id=MANAGER.id, stage=Stage.ASKED, asked_at=office.now))
    assert "Mara Lindqvist (Google)" in said(see(office))
    assert "Priya Raman (Google)" not in said(see(office))


def test_closing_what_changed_meanwhile_is_refused_with_the_page(tmp_path):
    office = Office(tmp_path).approved()
    page = close(office, version=0)
    assert (page.status_code, office.departure.stage) == (409, Stage.AGREED)
    assert "error-summary" in page.text
    assert "5 clients may still have to be told" in said(page)


def test_without_the_forms_version_nothing_is_closed(tmp_path):
    office = Office(tmp_path).approved()
    assert office.as_(LEAVER).post(f"/departures/{office.departure_id}/close", sure="yes").status_code == 409
    assert office.departure.stage is Stage.AGREED


def test_a_hand_over_that_was_not_allowed_can_be_closed(tmp_path):
    office = Office(tmp_path).listed().answer(Terms(may_tell=False))
    assert "Nobody is left to be told" in said(see(office, who=MANAGER))
    assert close(office, MANAGER).status_code == 302
    assert office.departure.stage is Stage.CLOSED


def test_after_the_last_day_the_page_counts_what_has_moved_to_the_manager(tmp_path):
    office = Office(tmp_path).approved().move(days=90)
    with office.desk() as desk:
        move_to_manager(desk, desk.stores.departures.get(office.departure_id))
    page = said(see(office, who=MANAGER))
    assert "Letters waiting to be approved: 5" in page
    assert "is not over yet" not in page
