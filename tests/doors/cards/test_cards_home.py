"""The sidebar's first card: next, list, search, sent, skip, undo, settings (H3, H7)."""

import html
from dataclasses import replace
from urllib.parse import parse_qs, urlsplit

import pytest

from fakes.card_schemas import texts_of
from fakes.cases import for_each
from fakes.gmail_sidebar import BASE, Sidebar, Window, with_sidebar
from fakes.identity import FakeIdentity
from fakes.office import LAST_DAY, TERMS, Office, contact
from segue.departure.errors import MailboxUnclear
from segue.departure.letter_state import Told
from segue.departure.terms import SenderMode
from segue.desk.mark import set_status
from segue.desk.ports import Connection, Need, Tokens
from segue.desk.start import start
from segue.doors.cards.widgets import LONGEST_NAME, cut
from segue.doors.wiring import EXTENSION


@pytest.fixture
def office(tmp_path):
    return with_sidebar(Office(tmp_path).approved())


@pytest.fixture
def sidebar(office):
    opened = Sidebar(office, office.leaver)
    opened.home()
    return opened


def status(office, name):
    return office.letter(name).status


def test_the_first_card_says_how_many_are_told_and_lists_the_clients(sidebar):
    assert sidebar.says("0 of 5")
    assert sidebar.clickable("Tom Stainsby")


def test_open_next_begins_a_message_with_recipients_and_subject_and_no_text(office, sidebar):
    sidebar.press("Open next")
    letter = next(one for one in office.letters() if one.opened_at)
    parts = urlsplit(sidebar.opened)
    asked = {name: value for name, (value,) in parse_qs(parts.query).items()}
    assert (parts.netloc, parts.path) == ("mail.google.com", "/mail/")
    assert asked == {
        "authuser": office.leaver.address, "view": "cm", "fs": "1", "to": ",".join(letter.content.to),
        "su": letter.content.subject,
    }  # fmt: skip
    assert len(sidebar.opened) < 4_000


def test_the_card_beside_the_opened_message_inserts_the_text(office, sidebar):
    sidebar.press("Open next")
    letter = next(one for one in office.letters() if one.opened_at)
    window = Window(to=list(letter.content.to), subject=letter.content.subject)
    sidebar.write(window)
    sidebar.press(f"Insert the letter for {letter.client_name}")
    assert window.body == letter.content.html + window.signature
    assert window.subject == letter.content.subject


def test_sent_next_marks_the_letter_and_shows_the_following_one(office, sidebar):
    first = next(one for one in office.letters() if one.client_name in sidebar.words())
    sidebar.press("Open next")
    sidebar.press("Sent, next")
    assert office.letter(first.client_name).status is Told.SENT
    assert sidebar.says("1 of 5")
    assert sidebar.notice.endswith("marked as sent.")


def test_a_letter_that_was_never_in_hand_is_not_marked_as_sent(office, sidebar):
    sidebar.press("Sent, next")
    assert sidebar.says("then you can mark it as sent")
    assert {one.status for one in office.letters()} == {Told.TO_DO}


def test_sent_is_undone_with_one_press(office, sidebar):
    sidebar.press("Open next")
    sidebar.press("Sent, next")
    sidebar.press("Undo")
    assert {one.status for one in office.letters()} == {Told.TO_DO}
    assert "as before" in sidebar.notice


def test_an_inserted_letter_is_finished_from_the_first_card(office, sidebar):
    sidebar.write(Window(to=["tom@brightwater.co.uk.example"]))
    sidebar.press("Insert the letter for Tom Stainsby")
    sidebar.home()
    assert sidebar.says("Inserted, not yet marked as sent")
    sidebar.act("sent", letter=office.letter("Tom").id)
    assert status(office, "Tom") is Told.SENT
    sidebar.press("Undo")
    assert status(office, "Tom") is Told.INSERTED


def test_an_undo_that_came_too_late_changes_nothing(office, sidebar):
    sidebar.press("Open next")
    letter = next(one for one in office.letters() if one.opened_at)
    sidebar.press("Sent, next")
    with office.desk() as desk:
        set_status(desk, office.leaver, letter.id, Told.SKIPPED, "No longer with us")
    sidebar.press("Undo")
    assert sidebar.notice == "There is nothing to undo."
    assert status(office, letter.client_name) is Told.SKIPPED


def test_skipping_asks_for_a_reason_and_keeps_it(office, sidebar):
    sidebar.press("Tom Stainsby")
    sidebar.press("Skip…")
    sidebar.press("Skip", reason="Retired last year")
    assert (status(office, "Tom"), office.letter("Tom").status_reason) == (Told.SKIPPED, "Retired last year")


def test_a_skip_without_a_reason_is_refused_in_words(office, sidebar):
    sidebar.press("Tom Stainsby")
    sidebar.press("Skip…")
    sidebar.press("Skip", reason="  ")
    assert sidebar.says("Give a reason for skipping.")
    assert status(office, "Tom") is Told.TO_DO


def test_an_undone_putting_back_is_skipped_for_the_same_reason(office, sidebar):
    sidebar.press("Tom Stainsby")
    sidebar.press("Skip…")
    sidebar.press("Skip", reason="Retired last year")
    sidebar.press("Tom Stainsby")
    sidebar.press("Put back to “to do”")
    sidebar.press("Undo")
    assert (status(office, "Tom"), office.letter("Tom").status_reason) == (Told.SKIPPED, "Retired last year")


@pytest.mark.parametrize("press", ["Sent, next", "Open next"])
def test_a_click_delivered_twice_changes_nothing_twice(office, sidebar, press):
    if press == "Sent, next":
        sidebar.press("Open next")
    sidebar.press(press, again=True)
    changes = [len(histories(office, one)) for one in office.letters()]
    assert sum(changes) == (1 if press == "Sent, next" else 0)


def test_a_second_delivery_of_sent_gives_the_same_answer(sidebar):
    sidebar.press("Open next")
    clicked = sidebar.clickable("Sent, next")["action"]["parameters"]
    said = sidebar.event("act", {one["key"]: one["value"] for one in clicked})
    assert sidebar.post("act", said).json == sidebar.post("act", said).json


def test_open_delivered_twice_is_one_hand_out_and_the_same_address(office, sidebar):
    clicked = sidebar.clickable("Open next")["openDynamicLinkAction"]["parameters"]
    said = sidebar.event("act", {one["key"]: one["value"] for one in clicked})
    first = sidebar.post("act", said).json
    versions = [one.version for one in office.move(seconds=3).letters()]
    assert sidebar.post("act", said).json == first
    assert [one.version for one in office.letters()] == versions


def test_a_letter_opened_long_ago_is_handed_out_anew(office, sidebar):
    sidebar.press("Open next")
    office.move(hours=1)
    sidebar.press("Open next")
    assert office.now in {one.opened_at for one in office.letters()}


def test_whose_letters_is_a_choice_where_there_are_several(tmp_path):
    office = with_sidebar(Office(tmp_path).approved(terms=replace(TERMS, mode=SenderMode.MANAGER)))
    with office.desk() as desk:
        start(desk, office.manager, "Jonas Whitfield", LAST_DAY, "Giulia Rossi")
    sidebar = Sidebar(office, office.manager)
    sidebar.home()
    assert not sidebar.says("Tom Stainsby")
    sidebar.press("departure", departure=office.departure_id)
    assert sidebar.says("Letters: Mara Lindqvist")
    sidebar.press("Open next")
    sidebar.press("Sent, next")
    assert sidebar.says("1 of 5")


def histories(office, letter):
    with office.look() as desk:
        return desk.stores.letters.history(letter.id)


def test_search_finds_a_client_and_says_when_nobody_matches(sidebar):
    sidebar.press("Search", query="chiara")
    assert sidebar.clickable("Chiara Melandri")
    assert not sidebar.clickable("Tom Stainsby")
    sidebar.press("Search", query="<b>nobody</b>")
    assert sidebar.says("Nobody matches “&lt;b&gt;nobody&lt;/b&gt;”")


def test_a_long_list_is_turned_page_by_page(tmp_path):
    people = [contact(f"Client {n:02}", f"c{n}@firm.co.uk.example", "Firm") for n in range(25)]
    office = with_sidebar(Office(tmp_path).approved(*people))
    sidebar = Sidebar(office, office.leaver)
    sidebar.home()
    sidebar.press("More")
    assert sidebar.clickable("Client 10")
    sidebar.press("More")
    assert sidebar.clickable("Client 24")
    assert not sidebar.clickable("More")
    sidebar.press("Previous")
    assert sidebar.clickable("Client 10")


def test_a_letter_is_shown_with_its_text_and_what_may_be_said(office, sidebar):
    sidebar.press("Tom Stainsby")
    assert sidebar.says("Dear Tom")
    assert sidebar.says("You may say")
    assert sidebar.says("You may not say")
    assert sidebar.says(office.letter("Tom").content.subject)


def test_a_letter_whose_question_was_taken_back_is_not_shown(office, sidebar):
    with office.desk() as desk:
        desk.stores.departures.save(replace(office.departure, terms=None))
    sidebar.act("show", letter=office.letter("Tom").id)
    assert sidebar.says("This letter is not there any more.")


def test_whoever_hands_out_nothing_is_led_to_the_pages(office):
    manager = Sidebar(office, office.successor)
    manager.home()
    assert manager.says("There is nothing waiting for you here.")
    manager.press("Open Segue")
    assert manager.opened == f"{BASE}/"


def test_an_approver_learns_that_something_waits(tmp_path):
    office = with_sidebar(Office(tmp_path).given())
    sidebar = Sidebar(office, office.manager)
    sidebar.home()
    assert sidebar.says("Something waits for you in Segue.")


def test_why_nothing_opens_is_told_to_who_asks(tmp_path):
    office = with_sidebar(Office(tmp_path).approved()).move(days=70)
    sidebar = Sidebar(office, office.leaver)
    sidebar.home()
    assert not sidebar.clickable("Open next")
    sidebar.press("Why?")
    assert len(texts_of(sidebar.cards[-1])) == 2


def test_the_language_of_the_pages_is_a_setting(office, sidebar):
    sidebar.press("Settings")
    sidebar.press("Save", language="it")
    with office.look() as desk:
        assert desk.stores.people.get(office.leaver.id).interface_locale == "it"


def test_a_language_that_is_not_spoken_changes_nothing(office, sidebar):
    sidebar.press("Settings")
    sidebar.press("Save", language="xx")
    with office.look() as desk:
        assert desk.stores.people.get(office.leaver.id).interface_locale == "en"


def test_the_add_ons_own_menu_opens_the_settings(sidebar):
    sidebar.trigger("settings")
    assert sidebar.says("Language of Segue’s pages")
    assert not sidebar.clickable("Take it all back")


def test_what_was_allowed_is_taken_back_from_the_settings(office):
    identity = FakeIdentity()
    office.app.extensions[EXTENSION] = replace(office.app.extensions[EXTENSION], identities={"google": identity})
    connect(office)
    sidebar = Sidebar(office, office.leaver)
    sidebar.trigger("settings")
    sidebar.press("Take it all back")
    assert not sidebar.clickable("Take it all back")
    assert identity.revoked


def test_a_provider_out_of_reach_is_said_and_it_ends_here_all_the_same(office):
    identity = FakeIdentity(trouble=MailboxUnclear(provider="google"))
    office.app.extensions[EXTENSION] = replace(office.app.extensions[EXTENSION], identities={"google": identity})
    connect(office)
    sidebar = Sidebar(office, office.leaver)
    sidebar.trigger("settings")
    sidebar.press("Take it all back")
    assert sidebar.notice.startswith("Taken back here.")
    assert not sidebar.clickable("Take it all back")


def connect(office):
    """Let the leaver have allowed Segue to read contacts."""
    needs, tokens = frozenset({Need.CONTACTS}), Tokens("access", office.now, "renewal")
    with office.desk() as desk:
        desk.stores.connections.save(
            Connection(office.leaver.id, "google", office.leaver.address, needs, tokens, office.now)
        )


def test_the_card_says_when_every_client_is_told(office, sidebar):
    for letter in office.letters():
        sidebar.act("open", letter=letter.id)
        sidebar.act("sent", letter=letter.id)
    assert sidebar.says("Done: every client has been told.")
    sidebar.write(Window())
    assert sidebar.says("Done: every client has been told.")


def test_a_client_who_is_told_is_not_opened_again_unasked(office, sidebar):
    letter = office.letter("Tom")
    sidebar.act("open", letter=letter.id)
    sidebar.act("sent", letter=letter.id)
    sidebar.act("open", letter=letter.id)
    assert sidebar.says("marked as told")
    assert not sidebar.opened


def test_names_of_people_are_never_tags_and_never_too_long(office):
    hostile = "<b>Tom</b> & \u202eevil\u202c\n" + "x" * 200
    with office.desk() as desk:
        desk.stores.letters.save(replace(office.letter("Tom"), client_name=hostile, company="<a href=x>Firm</a>"))
    sidebar = Sidebar(office, office.leaver)
    sidebar.home()
    named = next(one for one in sidebar.words() if "evil" in one)
    assert named.startswith("&lt;b&gt;Tom&lt;/b&gt; &amp; evil xxx")
    assert named.endswith("x…")
    assert len(html.unescape(named)) == LONGEST_NAME
    assert sidebar.says("&lt;a href=x&gt;Firm")


@for_each(
    ("text", "shown"),
    [
        ("a" * 61, "a" * 59 + "…"),
        ("क" * 58 + "ि" * 9, "क" * 57 + "…"),
        ("क्\u200dष", "क्\u200dष"),
        (" a\t\n b\x00c ", "a bc"),
        ("\u2066ltr\u2069", "ltr"),
        ("", ""),
    ],
)
def test_a_text_is_cut_without_breaking_a_letter(text, shown):
    assert cut(text) == shown
