"""Looking for a name or a hint without a pattern: far quicker, where nearly always there is none."""

from collections.abc import Iterable


def holding(hints: Iterable[str], parts: dict[str, str], *, ignore_case: bool = False) -> dict[str, str]:
    """Return the parts that hold one of some hints; ``ignore_case`` takes hints in lower case."""
    lowered = {where: text.lower() if ignore_case else text for where, text in parts.items()}
    return {where: text for where, text in parts.items() if any(hint in lowered[where] for hint in hints)}


def blanked(text: str, name: str) -> str:
    """Return a text with a name replaced by as many spaces wherever it stands as whole words."""
    kept: list[str] = []
    done, start = 0, text.find(name)
    while start >= 0:
        end = start + len(name)
        if _parts_words(text[start - 1 : start]) and _parts_words(text[end : end + 1]):
            kept += [text[done:start], " " * len(name)]
            done = end
        start = text.find(name, max(done, start + 1))
    return "".join((*kept, text[done:]))


def _parts_words(char: str) -> bool:
    """Say whether a character, or none, stands between words, as a pattern would, but without one for each name."""
    return not (char.isalnum() or char == "_")
