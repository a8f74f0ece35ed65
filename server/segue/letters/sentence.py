"""The sentence of one variant: text and gaps. Nearly every one is nothing else, and is said without Jinja."""

import re
from collections.abc import Callable

from jinja2 import StrictUndefined, TemplateError, nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment

from segue.departure.errors import BrokenSetup
from segue.letters.text import full_stop

# Not autoescaped on purpose: a clause is plain text, from which both the plain-text part and the HTML
# are made. The HTML escapes every block once, in letter.html.jinja; escaping here would show "&amp;" in the text.
SENTENCES = ImmutableSandboxedEnvironment(undefined=StrictUndefined, autoescape=False)
SENTENCES.filters["full_stop"] = full_stop
Gaps = dict[str, str]
_STOP_AFTER_GAP = re.compile(r"\}\}\.(?!\.)")
_GAP = re.compile(r"\{\{ ([a-z_]\w*)(?: \|full_stop)? \}\}", re.ASCII)
_GAP_AND_STOP = re.compile(r"\{\{ ([a-z_]\w*)( \|full_stop)? \}\}", re.ASCII)


def sentence_of(text: str) -> str:
    """Return a text of a pack as a template, in which a gap before a full stop brings its own."""
    return _STOP_AFTER_GAP.sub("|full_stop }}", text.strip())


def gaps_in(sentence: str, where: str) -> tuple[str, ...]:
    """Return the gaps in the order in which they are read. Raises BrokenSetup for anything but text and gaps."""
    gaps = _GAP.findall(sentence)
    return tuple(dict.fromkeys(gaps if _is_plain(sentence, len(gaps)) else _parsed_gaps(sentence, where)))


def is_plain(sentence: str) -> bool:
    """Say whether a sentence is text and gaps as nearly all are written, with no brace that is not a gap's."""
    return _is_plain(sentence, len(_GAP.findall(sentence)))


def _is_plain(sentence: str, gaps: int) -> bool:
    return sentence.count("{") == sentence.count("}") == 2 * gaps and "\r" not in sentence


def speaker(sentence: str) -> Callable[[Gaps], str]:
    """Return the function that says a sentence with its gaps filled; it raises for a gap that nothing fills."""
    if not is_plain(sentence):
        return SENTENCES.from_string(sentence).render
    before, *pieces = _GAP_AND_STOP.split(sentence)
    steps = list(zip(pieces[::3], pieces[1::3], pieces[2::3], strict=True))
    return lambda gaps: (
        before + "".join([(full_stop(gaps[gap]) if stops else gaps[gap]) + text for gap, stops, text in steps])
    )


def _parsed_gaps(sentence: str, where: str) -> list[str]:
    """Return the gaps of a template, which holds no logic: branches are variants."""
    try:
        tree = SENTENCES.parse(sentence)
    except TemplateError as error:
        raise BrokenSetup(detail=f"{where}: {error}") from error
    allowed = (nodes.Output, nodes.TemplateData, nodes.Name, nodes.Filter)
    strange = [node for node in tree.find_all(nodes.Node) if not isinstance(node, allowed)]
    if strange or any(node.name != "full_stop" for node in tree.find_all(nodes.Filter)):
        raise BrokenSetup(detail=f"{where}: only sentences with gaps such as {{{{ contact_name }}}}, no logic")
    return [node.name for node in tree.find_all(nodes.Name)]
