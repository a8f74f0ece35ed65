"""Private ways to reach the leaver: each may stand where both sides agreed to it, and nowhere else (P4, L9)."""

import re
from collections.abc import Iterator

from segue.departure.findings import Finding, Severity
from segue.letters.proofread.reading import Reading, matches
from segue.letters.proofread.search import holding
from segue.letters.text import folded

CHANNELS = {
    "@": r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+|(?<![\w.])@\w{3,}",
    "www.": r"www\.\S*\w",
    "://": r"https?://\S*\w",
    ".com/": r"[\w.-]+\.com/\S*\w",
    "t.me/": r"t\.me/\w+",
    "wa.me/": r"wa\.me/\w+",
}
"""What leads somewhere else, beside the hint without which there is none."""
CHANNEL = re.compile("|".join(CHANNELS.values()), re.IGNORECASE)
FEWEST_DIGITS = 7
"""A private number is known by so many of its last digits, however its country and area codes are written."""
NUMBER = re.compile(rf"(?<![\w.,])\+?\d(?:[\s./()-]{{0,2}}\d){{{FEWEST_DIGITS - 1},}}(?!\w)")


def private_contact_elsewhere(reading: Reading) -> Iterator[Finding]:
    """Find the leaver's private contact outside the one sentence that may give it."""
    private = reading.watch.private
    if not private:
        return
    sentence = reading.letter.values.get("personal_contact", "")
    places = {**reading.typed, "text": reading.without([reading.note, sentence]), "subject": reading.letter.subject}
    for where, text in places.items():
        if _holds(text, private):
            yield Finding("private_contact", Severity.BLOCKING, where, (0, len(text)), {"words": private})


def channels_in_what_was_typed(reading: Reading) -> Iterator[Finding]:
    """Find an address, profile or number in a personal line: it may lead clients past the company."""
    known = [value for value in reading.names.values() if value in reading.note]
    typed = {"note": _without(reading.note, [*known, reading.watch.private])}
    yield from matches("channel_in_note", Severity.WARNING, CHANNEL, holding(CHANNELS, typed, ignore_case=True))
    yield from matches("channel_in_note", Severity.WARNING, NUMBER, typed)


def spared(text: str, approved: str) -> str:
    """Return a text with an approved private contact blanked out: a profile may be named as its owner likes."""
    return _without(text, [approved])


def _without(text: str, values: list[str]) -> str:
    for value in filter(None, values):
        text = text.replace(value, " " * len(value))
    return text


def _holds(text: str, private: str) -> bool:
    digits = _digits(private)
    if len(digits) >= FEWEST_DIGITS:
        return any(digits[-FEWEST_DIGITS:] in _digits(match.group()) for match in NUMBER.finditer(text))
    return "".join(folded(private).split()) in "".join(folded(text).split())


def _digits(text: str) -> str:
    return "".join(char for char in text if char.isdigit())
