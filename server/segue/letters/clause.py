"""One clause of a language: its variants, the first that fits wins, and where each combination leads."""

import re
import tomllib
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from jinja2 import StrictUndefined, Template, TemplateError, nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment

from segue.departure.errors import BrokenSetup
from segue.letters.text import full_stop

# Not autoescaped on purpose: a clause is plain text, from which both the plain-text part and the HTML
# are made. The HTML escapes every block once, in letter.html.jinja; escaping here would show "&amp;" in the text.
SENTENCES = ImmutableSandboxedEnvironment(undefined=StrictUndefined, autoescape=False)
SENTENCES.filters["full_stop"] = full_stop
_STOP_AFTER_GAP = re.compile(r"\}\}\.(?!\.)")
_GAP = re.compile(r"\{\{ ([a-z_]\w*)(?: \|full_stop)? \}\}")
_PLAIN = re.compile(rf"(?:[^{{}}]|{_GAP.pattern})+", re.ASCII)
"""What nearly every sentence is: text and gaps, which Jinja need not take apart to find nothing else."""


@dataclass(frozen=True)
class Variant:
    """One whole wording: its ``source`` as the pack has it, and the ``sentence`` that is compiled.

    ``gaps`` are its placeholders in the order in which they are read.
    """

    number: int
    when: dict[str, tuple[str, ...]]
    source: str
    sentence: str
    gaps: tuple[str, ...]

    @cached_property
    def template(self) -> Template:
        """Return the compiled sentence: compiled when first said, since a letter says few of a pack's."""
        return SENTENCES.from_string(self.sentence)


@dataclass(frozen=True)
class Clause:
    """A clause of one pack. ``chosen`` leads from axis values, in the order of ``axes``, to the variant."""

    id: str
    axes: tuple[str, ...]
    variants: tuple[Variant, ...]
    chosen: dict[tuple[str, ...], Variant]

    def variant(self, cell: dict[str, str]) -> Variant:
        """Return the wording for a letter's axis values; complete, because loading checked it."""
        return self.chosen[tuple(cell[axis] for axis in self.axes)]


def read_toml(path: Path) -> dict[str, object]:
    """Read a file of a pack. Raises BrokenSetup, naming it, when it is missing or no TOML."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        where = "/".join(path.parts[-3 if path.parent.name == "clauses" else -2 :])
        raise BrokenSetup(detail=f"{where}: {error}") from error


def read_variants(path: Path, where: str) -> tuple[Variant, ...]:
    """Read a clause's variants in their order. Raises BrokenSetup naming file, clause and variant."""
    content = read_toml(path)
    rows = content.get("variant")
    if not isinstance(rows, list) or not rows or set(content) != {"variant"}:
        raise BrokenSetup(detail=f"{where}: holds [[variant]] and nothing else, at least one")
    return tuple(_variant(row, number, f"{where}, variant {number}") for number, row in enumerate(rows, start=1))


def _variant(row: object, number: int, where: str) -> Variant:
    if not isinstance(row, dict) or not set(row) <= {"when", "text"} or not isinstance(row.get("text"), str):
        raise BrokenSetup(detail=f"{where}: needs text, and may have when, nothing else")
    when = row.get("when", {})
    if not isinstance(when, dict):
        raise BrokenSetup(detail=f"{where}: when is a table of axes")
    source = _STOP_AFTER_GAP.sub("|full_stop }}", row["text"].strip())
    if not source:
        raise BrokenSetup(detail=f"{where}: the text is empty")
    gaps = tuple(dict.fromkeys(_GAP.findall(source) if _PLAIN.fullmatch(source) else _parsed_gaps(source, where)))
    wanted = {axis: tuple([values] if isinstance(values, str) else values) for axis, values in when.items()}
    return Variant(number, wanted, row["text"], source, gaps)


def _parsed_gaps(source: str, where: str) -> list[str]:
    """Return the gaps of a template, which holds no logic: branches are variants."""
    try:
        tree = SENTENCES.parse(source)
    except TemplateError as error:
        raise BrokenSetup(detail=f"{where}: {error}") from error
    allowed = (nodes.Output, nodes.TemplateData, nodes.Name, nodes.Filter)
    strange = [node for node in tree.find_all(nodes.Node) if not isinstance(node, allowed)]
    if strange or any(node.name != "full_stop" for node in tree.find_all(nodes.Filter)):
        raise BrokenSetup(detail=f"{where}: only sentences with gaps such as {{{{ contact_name }}}}, no logic")
    return [node.name for node in tree.find_all(nodes.Name)]
