"""The manager's own way in a real browser: "I tell them myself", the manager's queue, and every client told."""

from collections.abc import Callable
from typing import Any

import pytest

from browser.approving import approve_the_rest
from browser.looks import faults_in_every_look
from browser.people import Browsing
from browser.practice import body, chips, insert_next, message, pane, phone_all_but, press

pytestmark = [pytest.mark.browser, pytest.mark.slow]

SUBJECT = "A colleague's departure and your new contact"


def notice(page: Any, words: str) -> None:
    page.locator(".notice.success", has_text=words).wait_for()


def tell_them_myself(priya: Any, departure: Callable[[str], str]) -> None:
    priya.goto(departure("answer"))
    priya.get_by_label("I tell them myself").check()
    priya.get_by_role("button", name="Give this answer").click()
    notice(priya, "Your answer is kept.")


def give_every_kind(mara: Any, departure: Callable[[str], str]) -> None:
    mara.goto(departure("letters"))
    for tick in mara.get_by_label("I have read this letter and the table").all():
        tick.check()
    mara.get_by_role("button", name="Give to Priya Raman to read").click()
    notice(mara, "40 letters given to read.")


def approve_every_kind(priya: Any, departure: Callable[[str], str]) -> None:
    priya.goto(departure("read"))
    priya.get_by_text("priya.raman@haldenmoor.example").first.wait_for()  # the letters are the manager's own
    approve = priya.locator("button[name=do][value=approve]")
    approve.first.click()
    notice(priya, "approved.")
    approve_the_rest(priya)
    priya.get_by_text("40 approved").wait_for()


@pytest.mark.stage("confirmed")
def test_the_manager_tells_every_client(browsing: Browsing, mara: Any, priya: Any, departure: Any) -> None:
    tell_them_myself(priya, departure)
    give_every_kind(mara, departure)
    approve_every_kind(priya, departure)
    priya.goto("/")
    priya.get_by_text("Letters to send").wait_for()
    priya.get_by_role("link", name="Hand out letters").click()
    priya.get_by_role("link", name="Insert in the practice window").click()
    pane(priya).locator("#told-words").get_by_text("0 of 40").wait_for()
    phone_all_but(priya, 2)
    for told, client in ((39, "Callum"), (40, "Olivia")):
        insert_next(priya)
        assert client.lower() in chips(priya)[0]
        assert message(priya).locator(".subject").input_value() == SUBJECT
        assert body(priya).inner_text().startswith(f"Dear {client},")
        assert "Mara Lindqvist" in body(priya).inner_text()
        priya.get_by_role("button", name="Done with this message").click()
        press(priya, "sent-next")
        pane(priya).locator("#told-words").get_by_text(f"{told} of 40").wait_for()
    pane(priya).get_by_text("Done: every client has been told.").wait_for()
    priya.goto(departure("hand-out"))
    priya.locator("#queue-told", has_text="Told: 40 of 40").wait_for()
    assert faults_in_every_look(priya, "hand-out-manager") == {}
    mara.goto("/")
    mara.get_by_text("Clients told: 40 of 40").wait_for()
