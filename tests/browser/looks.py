"""A page in every look it has: wide and narrow, light and dark; what axe finds in it.

``SEGUE_TEST_SCREENS=build/screens`` keeps a picture of each look there, for people to look at.
"""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from axe_core_python.sync_playwright import Axe

SCREENS = os.environ.get("SEGUE_TEST_SCREENS", "")
WIDE, NARROW, LIGHT, DARK = 1280, 320, "light", "dark"
LOOKS = [(WIDE, LIGHT), (NARROW, LIGHT), (WIDE, DARK)]
"""No style sheet has colours of its own for a width: dark is checked at one, and narrow in one scheme."""
DOCUMENT = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
"""Axe's rules for a letter: it is no page, and has neither landmarks nor headings."""
COLOURS = ["color-contrast"]
"""What the dark look can break and the light one not."""
AXE = "([but, options]) => axe.run({exclude: but.map((one) => [one])}, options).then(({violations}) => violations)"
NO_FRAMES = {"resultTypes": ["violations"], "iframes": False}
"""A letter's frame runs no script, so that axe would wait for its answer in vain, half a second for each frame."""
ALIKE = [f"{one}:nth-child(n + 9):not(:last-child)" for one in ("tbody > tr", "main li", "main article")]
"""What a long list repeats: the first eight and the last stand for all."""

Fault = tuple[str, list[str]]
_letters_looked_at: set[str] = set()


def faults_in_every_look(page: Any, name: str, *but: str) -> dict[str, list[Fault]]:
    """Look at a page in every look, ``but`` for what is looked at elsewhere; return what is wrong by look."""
    page.evaluate(Axe().axe_script)
    found = {}
    for width, scheme in _looks(page):
        found[f"{name}-{width}-{scheme}"] = _faults(page, COLOURS if scheme == DARK else [], *but)
        _picture(page, f"{name}-{width}-{scheme}")
    return {look: faults for look, faults in found.items() if faults}


def faults_in_letter(page: Any, name: str) -> dict[str, list[Fault]]:
    """What is wrong with the first letter on a page, read on a page of its own: axe sees into no frame.

    The same letter on another page is not looked at again.
    """
    letter = page.locator("iframe[srcdoc]").first
    source = letter.get_attribute("srcdoc") if letter.count() else None
    if source is None or source in _letters_looked_at:
        return {}
    _letters_looked_at.add(source)
    desk = page.context.new_page()
    desk.route("**/the-letter", lambda route: route.fulfill(body=source, content_type="text/html; charset=utf-8"))
    desk.goto("/the-letter")
    desk.evaluate(Axe().axe_script)
    found = {}
    for width, scheme in _looks(desk):
        found[f"letter on {name}, {width} {scheme}"] = _faults(desk, COLOURS if scheme == DARK else DOCUMENT)
    desk.close()
    return {look: faults for look, faults in found.items() if faults}


def faults_as_it_stands(page: Any) -> list[Fault]:
    """Look at a page in the one look that it has."""
    page.evaluate(Axe().axe_script)
    return _faults(page, [])


def _picture(page: Any, name: str) -> None:
    """Take a picture, where they are wanted, in a window as tall as the page, so that bars and frames are painted."""
    if not SCREENS:
        return
    width = page.viewport_size["width"]
    page.set_viewport_size({"width": width, "height": page.evaluate("document.documentElement.scrollHeight")})
    page.screenshot(path=Path(SCREENS) / f"{name}.png")
    page.set_viewport_size({"width": width, "height": 800})


def _looks(page: Any) -> Iterator[tuple[int, str]]:
    for width, scheme in LOOKS:
        page.set_viewport_size({"width": width, "height": 800})
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        yield width, scheme


def _faults(page: Any, rules: list[str], *but: str) -> list[Fault]:
    found = page.evaluate(AXE, [[*ALIKE, *but], {**NO_FRAMES, **({"runOnly": rules} if rules else {})}])
    return [*((one["id"], [node["html"] for node in one["nodes"]]) for one in found), *_too_wide(page)]


def _too_wide(page: Any) -> list[Fault]:
    wide, width = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
    return [("scrolls sideways", [f"{wide} > {width}"])] if wide > width else []
