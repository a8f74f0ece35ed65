"""A page in every look it has: wide and narrow, light and dark; what axe finds in it, and its picture."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from axe_core_python.sync_playwright import Axe

from house.sources import ROOT

SCREENS = ROOT / "build" / "screens"
LOOKS = [(width, scheme) for scheme in ("light", "dark") for width in (1280, 320)]
DOCUMENT = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
"""Axe's rules for a letter: it is no page, and has neither landmarks nor headings."""
COLOURS = ["color-contrast"]
"""What the dark look can break and the light one not."""

Fault = tuple[str, list[str]]


def faults_in_every_look(page: Any, name: str) -> dict[str, list[Fault]]:
    """Look at a page in every look, keep its pictures, and return what is wrong by look."""
    SCREENS.mkdir(parents=True, exist_ok=True)
    page.evaluate(Axe().axe_script)
    found = {}
    for width, scheme in _looks(page):
        _picture(page, width, SCREENS / f"{name}-{width}-{scheme}.png")
        found[f"{name}-{width}-{scheme}"] = [*_axe(page, COLOURS if scheme == "dark" else []), *_too_wide(page)]
    return {look: faults for look, faults in found.items() if faults}


def faults_in_letter(desk: Any, page: Any, name: str) -> dict[str, list[Fault]]:
    """What is wrong with the first letter on a page, read on a desk of its own: axe sees into no frame."""
    letter = page.locator("iframe[srcdoc]").first
    if letter.count() == 0:
        return {}
    source = letter.get_attribute("srcdoc")
    desk.unroute_all()
    desk.route("**/the-letter", lambda route: route.fulfill(body=source, content_type="text/html; charset=utf-8"))
    desk.goto("/the-letter")
    desk.evaluate(Axe().axe_script)
    found = {f"letter on {name}, {scheme}": [*_axe(desk, DOCUMENT), *_too_wide(desk)] for _, scheme in _looks(desk)}
    return {look: faults for look, faults in found.items() if faults}


def _looks(page: Any) -> Iterator[tuple[int, str]]:
    for width, scheme in LOOKS:
        page.set_viewport_size({"width": width, "height": 800})
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        yield width, scheme


def _picture(page: Any, width: int, path: Path) -> None:
    """Take a picture in a window as tall as the page, so that bars and frames are painted where they belong."""
    page.set_viewport_size({"width": width, "height": page.evaluate("document.documentElement.scrollHeight")})
    page.screenshot(path=path)
    page.set_viewport_size({"width": width, "height": 800})


def _axe(page: Any, rules: list[str]) -> list[Fault]:
    options = {"resultTypes": ["violations"], **({"runOnly": rules} if rules else {})}
    found = page.evaluate("options => axe.run(options).then(({violations}) => violations)", options)
    return [(one["id"], [node["html"] for node in one["nodes"]]) for one in found]


def _too_wide(page: Any) -> list[Fault]:
    wide, width = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
    return [("scrolls sideways", [f"{wide} > {width}"])] if wide > width else []
