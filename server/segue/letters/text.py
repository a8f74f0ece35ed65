"""Text that comes from people, made safe to stand inside a sentence: one line, NFC, nothing invisible."""

import unicodedata

JOINERS = "\u200c\u200d"  # several scripts and emoji need them to be written right
SENTENCE_ENDS = (".", "!", "?", "…", "।")


def _is_kept(char: str) -> bool:
    if ord(char) & 0xFFFE == 0xFFFE or 0xFDD0 <= ord(char) <= 0xFDEF:
        return False  # noncharacters: not allowed in HTML
    return char in JOINERS or char.isspace() or unicodedata.category(char) not in ("Cc", "Cf", "Cs")


def _without_leading_marks(line: str) -> str:
    """Drop combining marks and joiners at the start: they would change the character before the value."""
    while line and (line[0] in JOINERS or line[0].isspace() or unicodedata.category(line[0]).startswith("M")):
        line = line[1:]
    return line


def clean_line(value: str) -> str:
    """Return a value as one line: NFC, single spaces, without control, bidirectional or other invisible marks."""
    if value.isascii() and value.isprintable():
        return " ".join(value.split())
    kept = " ".join("".join(char for char in value if _is_kept(char)).split())
    return unicodedata.normalize("NFC", _without_leading_marks(kept))


def clean_lines(value: str) -> str:
    """Return a value of several lines, each cleaned, without empty ones."""
    lines = (clean_line(line) for line in value.splitlines())
    return "\n".join(line for line in lines if line)


def is_visible(value: str) -> bool:
    """Say whether a cleaned value shows anything: not only joiners and combining marks."""
    return value[:1].isalnum() or any(unicodedata.category(char)[0] not in "CMZ" for char in value)


def full_stop(value: str) -> str:
    """Return a value that ends a sentence; "Smith & Co." and "Yahoo!" get no second mark."""
    return value if value.endswith(SENTENCE_ENDS) else value + "."


def capitalised(sentence: str) -> str:
    """Return a sentence with its first letter as a capital and the rest as it was."""
    return sentence[:1].upper() + sentence[1:]


def line_above(sentence: str) -> str:
    """Return the line of its own above a sentence, such as "Dengan hormat,", with its end; most have none."""
    return sentence[: sentence.rfind("\n") + 1]


def folded(value: str) -> str:
    """Return a value for comparing: no case, no accents."""
    if value.isascii():
        return value.lower()
    plain = unicodedata.normalize("NFKD", value.casefold())
    return "".join(char for char in plain if not unicodedata.combining(char))
