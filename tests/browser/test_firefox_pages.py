"""The extension's package in a real Firefox: the cases of Chromium, on the same pages of Gmail and Outlook."""

from collections.abc import Iterator

import pytest

from browser import test_gmail_pages as gmail
from browser import test_outlook_pages as outlook
from browser.firefox import NEEDS_FIREFOX, at_firefox
from browser.messages import at_mail
from browser.unpacked import Person

pytestmark = [pytest.mark.browser, NEEDS_FIREFOX]

ONLY_CHROMIUM = {
    "test_a_page_is_watched_for_the_click_and_not_after_it",
    "test_nothing_stays_behind_in_the_page",
    "test_every_layout_with_everything",
}
"""Cases that look at listeners of other worlds, which only Chromium tells of, and the long form."""


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Person]:
    with at_firefox(tmp_path_factory.mktemp("firefox")) as person:
        yield person


@pytest.fixture
def mara(browser: Person) -> Iterator[Person]:
    yield from at_mail(browser)


for module in (gmail, outlook):
    program = module.__name__.split("_")[-2]
    for name, case in vars(module).items():
        if name.startswith("test_") and name not in ONLY_CHROMIUM:
            globals()[name.replace("test_", f"test_{program}_", 1)] = case
