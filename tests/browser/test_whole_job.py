"""The whole job in a real browser: once with the mouse, once with the keyboard alone."""

import re
from typing import Any

import pytest

from browser.approving import approve_the_rest
from browser.people import Browsing
from browser.practice import body, chips, insert_next, message, pane, phone_all_but, press, said

pytestmark = [pytest.mark.browser, pytest.mark.slow]

LAST_DAY, CONTACT_FROM = "2026-09-25", "2026-09-21"
SIGNATURE = "--\nMara Lindqvist\nAccount Director\nHalden & Moor"


def button(page: Any, name: str) -> Any:
    return page.get_by_role("button", name=name, exact=True)


def notice(page: Any, words: str) -> None:
    page.locator(".notice.success", has_text=words).wait_for()


def give_three_answers(page: Any) -> None:
    page.get_by_label("Who will look after your clients?").fill("Jonas Whitfield")
    page.get_by_label("Your last working day").fill(LAST_DAY)
    page.get_by_label("One client’s name").fill("Giulia Rossi")


def letter_beside(page: Any) -> Any:
    return page.locator("#live iframe").content_frame.locator("body")


CONTRACT = ("non-solicitation", "non-compete", "Does it bind you to confidentiality", "help after your last day")


def propose_and_ask(page: Any) -> None:
    button(page, "Go on").click()
    page.get_by_label("Clients turn to the new contact from").fill(CONTACT_FROM)
    page.get_by_label("In the first person").check()
    page.get_by_label("Reason to give").select_option("A new role elsewhere")
    page.get_by_label("When did you give notice?").fill("2026-08-03")
    for question in CONTRACT:
        page.get_by_role("group", name=question).get_by_label("No", exact=True).check()
    page.get_by_role("group", name="Have you read what your contract says").get_by_label("Yes").check()
    button(page, "Ask Priya Raman").click()
    notice(page, "The question is put.")


def answer(page: Any) -> None:
    page.get_by_role("link", name="Mara Lindqvist").click()
    page.get_by_label("Yes, as I say below").check()
    page.get_by_label("Mara Lindqvist, in the first person").check()
    page.get_by_label("As soon as I have approved them").check()
    page.get_by_label("Job title").check()
    button(page, "Give this answer").click()
    notice(page, "Your answer is kept.")


def agree(page: Any) -> None:
    page.get_by_role("link", name="Read and agree").click()
    page.get_by_role("group", name="Letters go to clients in your name").get_by_label("I agree").check()
    button(page, "Keep my word").click()
    notice(page, "Agreed.")


def choose_clients(page: Any) -> None:
    page.get_by_role("link", name="Choose clients").click()
    page.get_by_role("link", name="Load contacts").click()
    button(page, "Read my contacts").click()
    page.get_by_role("link", name="Choose your clients").click()
    page.get_by_label("Label").select_option(label="Clients (40)")
    button(page, "Show").click()
    page.get_by_role("button", name="Choose all 40: Clients").click()
    notice(page, "40 clients chosen.")


def thank(page: Any, client: str) -> None:
    row = page.locator("tr", has_text=client)
    row.get_by_role("link", name="Details").click()
    page.get_by_label("A personal line").fill("The pallets in the rain: we still laugh about it here.")
    letter_beside(page).get_by_text("The pallets in the rain").wait_for()
    button(page, "Save").click()
    notice(page, "Saved.")


def answer_whose_mailbox_it_is(page: Any) -> None:
    page.goto(re.sub("/clients.*|/salutations.*", "/check", page.url))
    page.get_by_label("Answer for Lucia Bassanini").select_option("company")
    button(page, "Save and go on").click()
    page.get_by_text("Everything is in order").wait_for()


def give_letters(page: Any) -> int:
    page.get_by_role("link", name="Read the letters").click()
    page.wait_for_url("**/letters", wait_until="domcontentloaded")  # every kind is there to be ticked
    ticks = page.get_by_label("I have read this letter and the table")
    for tick in ticks.all():
        tick.check()
    kinds = ticks.count()
    button(page, "Give to Priya Raman to read").click()
    notice(page, "40 letters given to read.")
    return int(kinds)


def read_and_approve(page: Any, kinds: int) -> None:
    for left in (kinds, kinds - 1, kinds - 2):
        page.wait_for_load_state("domcontentloaded")
        approve = page.get_by_role("button", name=re.compile("^Approve th"))
        assert approve.count() == left
        approve.first.click()
        notice(page, "approved.")
    approve_the_rest(page)
    page.get_by_text("40 approved").wait_for()


@pytest.mark.stage("seeded")
def test_the_whole_job_with_the_mouse(browsing: Browsing) -> None:
    mara = browsing.person("Mara Lindqvist")
    give_three_answers(mara)
    letter_beside(mara).get_by_text("Dear Giulia,").wait_for()
    assert mara.locator("#live iframe").get_attribute("sandbox") == ""
    assert "NOT APPROVED" in letter_beside(mara).inner_text()
    assert mara.get_by_text("Not approved: a preview for your eyes.").is_visible()
    propose_and_ask(mara)
    priya = browsing.person("Priya Raman")
    answer(priya)
    mara.goto("/")
    agree(mara)
    choose_clients(mara)
    answer_whose_mailbox_it_is(mara)
    mara.get_by_role("link", name="Salutations").first.click()
    thank(mara, "Olivia Ashdown")
    button(mara, "Confirm 40 salutations").click()
    kinds = give_letters(mara)
    priya.goto("/")
    priya.get_by_role("link", name="Mara Lindqvist").click()
    priya.get_by_text("The pallets in the rain").first.wait_for()  # every personal note is shown
    read_and_approve(priya, kinds)
    mara.goto("/")
    mara.get_by_role("link", name="Insert the letters").click()
    told = pane(mara).locator("#told-words")
    for number, client in enumerate(["Callum", "Olivia", "Eleanor"], 1):
        insert_next(mara)
        assert len(chips(mara)) == 1
        assert client.lower() in chips(mara)[0]
        assert message(mara).locator(".subject").input_value() == "My departure and your new contact"
        text = body(mara).inner_text()
        assert text.startswith(f"Dear {client},")
        assert text.endswith(SIGNATURE)
        button(mara, "Done with this message").click()
        press(mara, "sent-next")
        told.get_by_text(f"{number} of 40").wait_for()
    pane(mara).get_by_label("What is shown").select_option("Sent (3)")
    pane(mara).locator("#letters .status.sent").nth(2).wait_for()


@pytest.mark.stage("approved")
def test_the_last_letter_ends_the_job(mara: Any) -> None:
    mara.goto("/practice")
    phone_all_but(mara, 2)
    for told in (39, 40):
        insert_next(mara)
        button(mara, "Done with this message").click()
        press(mara, "sent-next")
        pane(mara).locator("#told-words").get_by_text(f"{told} of 40").wait_for()
    pane(mara).get_by_text("Done: every client has been told.").wait_for()
    mara.get_by_role("link", name="Back to Segue").click()
    mara.get_by_text("Clients told: 40 of 40").wait_for()


def tab_to(page: Any, target: Any, most: int = 200) -> None:
    """Press Tab until a control has the focus, as a person without a mouse does."""
    for _ in range(most):
        if target.evaluate("element => element === element.ownerDocument.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"the keyboard does not reach {target}")


def enter(page: Any, target: Any) -> None:
    """Reach a button or link with Tab and press Enter."""
    tab_to(page, target)
    page.keyboard.press("Enter")


def write(page: Any, target: Any, text: str) -> None:
    """Reach a field with Tab and type."""
    tab_to(page, target)
    page.keyboard.type(text)


def tick(page: Any, target: Any) -> None:
    """Reach a box with Tab and press Space."""
    tab_to(page, target)
    page.keyboard.press("Space")


def pick(page: Any, target: Any) -> None:
    """Reach the group of a radio button with Tab, and the button with the arrows."""
    group = page.locator(f"input[name='{target.get_attribute('name')}']")
    for _ in range(200):
        if any(group.evaluate_all("all => all.map((one) => one === document.activeElement)")):
            break
        page.keyboard.press("Tab")
    page.keyboard.press("Space")
    for _ in range(group.count()):
        if target.is_checked():
            return
        page.keyboard.press("ArrowDown")
    raise AssertionError(f"the keyboard does not pick {target}")


def answer_three_with_keys(page: Any) -> None:
    write(page, page.get_by_label("Who will look after your clients?"), "Jonas Whitfield")
    write(page, page.get_by_label("Your last working day"), "09252026")
    write(page, page.get_by_label("One client’s name"), "Giulia Rossi")


def declare_with_keys(page: Any) -> None:
    write(page, page.get_by_label("When did you give notice?"), "08032026")
    pick(page, page.get_by_role("group", name="Have you read what your contract says").get_by_label("Yes"))
    for question in CONTRACT:
        pick(page, page.get_by_role("group", name=question).get_by_label("No", exact=True))


def agree_with_keys(page: Any) -> None:
    enter(page, page.get_by_role("link", name="Read and agree"))
    pick(page, page.get_by_role("group", name="Letters go to clients in your name").get_by_label("I agree"))
    enter(page, button(page, "Keep my word"))
    notice(page, "Agreed.")


@pytest.mark.stage("seeded")
def test_the_whole_job_with_the_keyboard_alone(browsing: Browsing) -> None:
    mara, priya = browsing.page(locale="en-US"), browsing.page()
    for page, person in ((mara, "Mara Lindqvist"), (priya, "Priya Raman")):
        page.goto("/sign-in")
        enter(page, page.get_by_role("button", name=f"Sign in as {person}"))
    answer_three_with_keys(mara)
    letter_beside(mara).get_by_text("Dear Giulia,").wait_for()
    enter(mara, button(mara, "Go on"))
    write(mara, mara.get_by_label("Clients turn to the new contact from"), "09212026")
    pick(mara, mara.get_by_label("In the first person"))
    declare_with_keys(mara)
    enter(mara, button(mara, "Ask Priya Raman"))
    notice(mara, "The question is put.")
    priya.goto("/")
    enter(priya, priya.get_by_role("link", name="Mara Lindqvist"))
    pick(priya, priya.get_by_label("Yes, as I say below"))
    pick(priya, priya.get_by_label("Mara Lindqvist, in the first person"))
    pick(priya, priya.get_by_label("As soon as I have approved them"))
    enter(priya, button(priya, "Give this answer"))
    notice(priya, "Your answer is kept.")
    mara.goto("/")
    agree_with_keys(mara)
    enter(mara, mara.get_by_role("link", name="Choose clients"))
    enter(mara, mara.get_by_role("link", name="Load contacts"))
    enter(mara, button(mara, "Read my contacts"))
    enter(mara, mara.get_by_role("link", name="Choose your clients"))
    tick(mara, mara.get_by_label("Tick Callum Reidy"))
    enter(mara, button(mara, "Choose the ticked"))
    notice(mara, "1 client chosen.")
    enter(mara, mara.get_by_role("link", name="Salutations").first)
    enter(mara, button(mara, "Confirm 1 salutation"))
    notice(mara, "1 salutation confirmed.")
    enter(mara, mara.get_by_role("link", name="Read the letters"))
    tick(mara, mara.get_by_label("I have read this letter and the table"))
    enter(mara, button(mara, "Give to Priya Raman to read"))
    notice(mara, "1 letter given to read.")
    enter(priya, priya.get_by_role("link", name="Read the letters"))
    enter(priya, button(priya, "Approve this letter"))
    notice(priya, "1 letter approved.")
    mara.goto("/")
    enter(mara, mara.get_by_role("link", name="Insert the letters"))
    pane(mara).get_by_text("Next: Callum Reidy").wait_for()
    tab_to(mara, pane(mara).locator("#open-next"))
    mara.keyboard.press("o")
    said(mara, "Inserted: recipients")
    assert chips(mara) == ["callum.reidy@ashdowntools.co.uk.example"]
    assert body(mara).inner_text().startswith("Dear Callum,")
    mara.keyboard.press("n")
    pane(mara).get_by_text("Done: every client has been told.").wait_for()
    pane(mara).locator("#actions:not([aria-busy])").wait_for(state="attached")
    mara.keyboard.press("u")
    pane(mara).locator("#told-words").get_by_text("0 of 1").wait_for()
