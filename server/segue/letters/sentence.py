"""The sentence of one variant: text and gaps such as ``{{ contact_name }}``, no logic. Branches are variants."""

import re
from collections.abc import Callable

from segue.letters.text import full_stop

Gaps = dict[str, str]
_GAP = re.compile(r"\{\{ ([a-z_]\w*) \}\}", re.ASCII)
_GAP_AND_STOP = re.compile(_GAP.pattern + r"\.(?!\.)", re.ASCII)


def gaps_in(sentence: str) -> tuple[str, ...] | None:
    """Return the gaps in the order in which they are read, None where a sentence is more than text and gaps."""
    gaps = _GAP.findall(sentence)
    plain = sentence.count("{") == sentence.count("}") == 2 * len(gaps)
    return tuple(dict.fromkeys(gaps)) if plain else None


def speaker(sentence: str) -> Callable[[Gaps], str]:
    """Return the function that says a sentence with its gaps filled; it raises KeyError for one that nothing fills.

    A gap before a full stop brings its own, so that "Smith & Co." gets no second one.
    """
    stopped = _GAP_AND_STOP.findall(sentence)
    said = _GAP.sub(r"{\1}", _GAP_AND_STOP.sub(r"{\1 stopped}", sentence)).format_map
    if not stopped:
        return said
    return lambda gaps: said({**gaps, **{f"{gap} stopped": full_stop(gaps[gap]) for gap in stopped}})
