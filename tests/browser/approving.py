"""The manager's page of letters to read, where there are many kinds of them."""

from typing import Any

APPROVE = "button[name=do][value=approve]"


def approve_the_rest(page: Any) -> None:
    """Let the last form on the page speak of every letter, so that one press approves what is left.

    A page with a letter for each of some twenty kinds takes half a second to come back after each press.
    """
    page.wait_for_load_state("domcontentloaded")
    page.evaluate(
        """() => {
      const letters = [...document.querySelectorAll("main form input[name=letter]")];
      const { form } = letters.at(-1);
      for (const one of letters) if (one.form !== form) form.append(one.cloneNode());
    }"""
    )
    page.locator(APPROVE).last.click()
