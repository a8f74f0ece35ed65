"""What a letter must hold, how long it is, its note and its quotation marks."""

from collections.abc import Iterator

from segue.departure.findings import Finding, Severity
from segue.departure.terms import SenderMode
from segue.letters.proofread.reading import Reading, matches, words
from segue.letters.text import clean_line

LONGEST_NOTE = 300
GOOD_FULL_LENGTH = (90, 185)
GOOD_HAND_OVER_LENGTH = (40, 80)
GOOD_UPDATE_LENGTH = (40, 100)


def missing_essentials(reading: Reading) -> Iterator[Finding]:
    """Find a letter that does not say the news, whom to turn to and how, or who writes (L10, T10)."""
    facts, text = reading.facts, reading.letter.text
    needed = [
        ("missing_news", [facts.writer.company]),
        *(("missing_contact", [one.name]) for one in (facts.contact, *facts.others)),
        *(("missing_channel", [one.email, one.phone]) for one in (facts.contact, *facts.others)),
        ("missing_sender", [facts.writer.name]),
    ]
    if facts.leaver and facts.mode is SenderMode.MANAGER and not facts.update:
        needed.append(("missing_news", [facts.leaver.name]))
    lost = {id: None for id, values in needed if not any(v and clean_line(v) in text for v in values)}
    yield from (Finding(id, Severity.BLOCKING, "text") for id in lost)


def length(reading: Reading) -> Iterator[Finding]:
    """Find a letter that is shorter or longer than one that is read on a phone (L6)."""
    count = len(reading.letter.text.split())
    full = reading.announces and not reading.facts.update
    shortest, longest = _good_length(reading)
    said = {"count": str(count)}
    if full and count > reading.watch.words:
        yield Finding("letter_long", Severity.WARNING, "text", values=said)
    elif count > longest:
        yield Finding("letter_long", Severity.HINT, "text", values=said)
    elif count < shortest:
        yield Finding("letter_short", Severity.HINT, "text", values=said)


def _good_length(reading: Reading) -> tuple[int, int]:
    if reading.facts.update:
        return GOOD_UPDATE_LENGTH
    return GOOD_FULL_LENGTH if reading.announces else GOOD_HAND_OVER_LENGTH


def long_note(reading: Reading) -> Iterator[Finding]:
    """Find a personal note that is longer than a note (L5)."""
    if len(reading.note) > LONGEST_NOTE:
        span = (LONGEST_NOTE, len(reading.note))
        yield Finding("note_long", Severity.BLOCKING, "note", span, {"count": str(len(reading.note))})


def unbalanced_quotes(reading: Reading) -> Iterator[Finding]:
    """Find quotation marks without their other half in what a person typed."""
    pairs = [(opening, closing) for opening, closing in reading.pack.proofreading.quotes if opening != closing]
    for where, text in reading.typed.items():
        uneven = text.count('"') % 2 or any(text.count(one) != text.count(other) for one, other in pairs)
        if uneven:
            yield Finding("unbalanced_quotes", Severity.WARNING, where)


def hint_of_leaving(reading: Reading) -> Iterator[Finding]:
    """Find words that betray a departure in a letter that announces none (P8)."""
    if not reading.announces:
        pattern = words(reading.pack.proofreading.leaving, ignore_case=True, beginnings=True)
        yield from matches("hint_of_leaving", Severity.BLOCKING, pattern, reading.prose)
