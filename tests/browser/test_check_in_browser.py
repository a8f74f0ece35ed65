"""The list checked and the salutations confirmed by keyboard: accessible, narrow enough, and kept as typed (C5, C6)."""

from collections.abc import Callable
from typing import Any

import pytest

from browser.live import Live
from browser.people import Browsing, held_back
from browser.tour import LEAVER, Tour
from segue.clients.contact import Contact
from segue.desk.choose import choose
from segue.desk.contacts import load_contacts
from segue.doors.wiring import EXTENSION

pytestmark = [pytest.mark.browser, pytest.mark.stage("answered")]


def person(name: str, email: str, company: str, language: str = "") -> Contact:
    """Return one row of the leaver's address book."""
    given, family = name.split(" ", 1)
    return Contact("book.csv", email, 2, name, given, family, "", (email,), (), company, "", ("Clients",), language)


PEOPLE = (
    person("ROSSI ANNA", "anna@marchetti.it.example", "Marchetti"),
    person("Mika Salo", "mika@salo.com", "Salo"),
    person("Eve Moor", "eve@moor.com", "Moor"),
    person("Tom Stainsby", "tom@brightwater.co.uk.example", "Brightwater"),
    person("Tom Stainsby", "tom.stainsby@gmail.com", "Brightwater", "en-GB"),
)


@pytest.fixture
def chosen(mara: Any, live: Live) -> Any:
    """The leaver's browser, with five clients chosen of whom most lack something."""
    with live.app.extensions[EXTENSION].desk_of("demo") as desk:
        leaver = desk.stores.people.get("demo-leaver")
        departure = desk.stores.departures.of_leaver(leaver.id)
        load_contacts(desk, leaver, departure.id, PEOPLE)
        choose(desk, leaver, departure.id, [client.id for client in desk.stores.clients.all(departure.id)], True)
    return mara


def test_what_is_missing_is_worked_off_class_by_class(chosen: Any, departure: Callable[[str], str]) -> None:
    chosen.goto(departure("check"))
    chosen.get_by_role("heading", name="Language not known (2)").wait_for()
    chosen.get_by_label("Answer for Mika Salo").select_option("en-US")
    chosen.locator("q[lang=en-US]", has_text="Dear Mika,").wait_for()
    chosen.get_by_role("button", name="Save and go on").click()
    chosen.get_by_role("heading", name="Language not known (1)").wait_for()
    chosen.get_by_label("Answer for Eve Moor").select_option("it")
    chosen.get_by_role("button", name="Save and go on").click()
    chosen.get_by_role("heading", name="Name looks wrong (1)").wait_for()
    chosen.get_by_label("Answer for ROSSI ANNA").fill("Anna Rossi")
    chosen.get_by_text("Gentile Anna Rossi,").wait_for()
    chosen.get_by_label("Answer for ROSSI ANNA").press("Enter")
    chosen.keyboard.press("Enter")
    chosen.get_by_role("heading", name="Perhaps the same person (1)").wait_for()
    chosen.get_by_role("button", name="Same person").click()
    chosen.get_by_text("Everything is in order").wait_for()


def test_salutations_are_gone_through_with_enter_and_a_tone_shows_at_once(
    chosen: Any, departure: Callable[[str], str]
) -> None:
    chosen.goto(departure("salutations"))
    first = chosen.get_by_label("Salutation of ROSSI ANNA")
    second = chosen.get_by_label("Salutation of Tom Stainsby").first
    second.focus()
    second.press("Enter")
    assert chosen.get_by_label("Salutation of Tom Stainsby").last.evaluate("field => field === document.activeElement")
    chosen.get_by_label("Tone for Tom Stainsby").first.select_option("formal")
    chosen.locator("input[value='Dear Tom Stainsby,']").wait_for()
    chosen.get_by_label("Grammatical gender of Tom Stainsby").select_option("m")
    chosen.locator("input[value='Dear Mr Stainsby,']").wait_for()
    first.fill("Cara Anna,")
    chosen.get_by_role("button", name="Confirm 3 salutations").click()
    chosen.goto(departure("salutations"))
    assert first.input_value() == "Cara Anna,"
    assert chosen.get_by_text("confirmed", exact=True).count() == 3


def test_a_choice_made_while_the_answer_to_another_is_under_way_is_kept(
    chosen: Any, departure: Callable[[str], str]
) -> None:
    chosen.goto(departure("salutations"))
    chosen.get_by_label("Tone for Tom Stainsby").first.select_option("formal")
    chosen.locator("input[value='Dear Tom Stainsby,']").wait_for()
    chosen.reload()
    held = held_back(chosen, "**/salutations/*", times=1)
    with chosen.expect_request("**/salutations/*"):
        chosen.get_by_label("Tone for Tom Stainsby").first.select_option("warm")
    chosen.get_by_label("Grammatical gender of Tom Stainsby").select_option("m")
    chosen.get_by_label("Tone for Tom Stainsby").first.select_option("formal")
    held.pop().continue_()
    chosen.locator("input[value='Dear Mr Stainsby,']").wait_for()


def test_a_choice_in_a_row_that_changed_meanwhile_stands_beside_the_word_about_it_and_can_be_made_again(
    chosen: Any, browsing: Browsing, departure: Callable[[str], str]
) -> None:
    chosen.goto(departure("salutations"))
    other = browsing.person("Mara Lindqvist")
    other.goto(departure("salutations"))
    other.get_by_label("Tone for Tom Stainsby").first.select_option("formal")
    other.locator("input[value='Dear Tom Stainsby,']").wait_for()
    row = chosen.locator("tr", has_text="Stainsby").first
    tone = row.get_by_label("Tone for Tom Stainsby")
    tone.select_option("warm")
    row.get_by_text("This was changed meanwhile").wait_for()
    assert (tone.input_value(), row.locator("th, td").count()) == ("warm", 5)
    tone.select_option("neutral")
    row.get_by_text("This was changed meanwhile").wait_for(state="detached")


def test_the_pages_are_fit_to_be_seen(tour: Tour, chosen: Any, departure: Callable[[str], str]) -> None:
    for code in ("language_open", "name_unfit", "probably_same", "private_address"):
        tour.visit(f"check-{code}", LEAVER, departure(f"check?class={code}"))
    tour.visit("salutations-many", LEAVER, departure("salutations?show=open"))
    assert tour.faults == {}
