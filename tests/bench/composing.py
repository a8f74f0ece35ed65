"""A thousand full letters composed, against their clauses merely rendered."""

import statistics
import time
from collections.abc import Callable

from jinja2 import Template
from jinja2.sandbox import ImmutableSandboxedEnvironment

from bench.full import composed, full_facts, packs
from segue.letters.cleaning import cleaned
from segue.letters.compose import compose
from segue.letters.facts import LetterFacts
from segue.letters.gaps import gaps_of
from segue.letters.text import full_stop

LETTERS = 1000
ROUNDS = 5
SENTENCES = ImmutableSandboxedEnvironment(autoescape=False)
SENTENCES.filters["full_stop"] = full_stop
Clauses = tuple[list[Template], dict[str, str]]


def composed_and_rendered_ms() -> tuple[float, float]:
    """Milliseconds for a thousand letters with text, HTML and digest, and for the bare clauses of the same letters.

    By turns, and in the processor's time, so that whatever else the machine does counts less.
    """
    wanted = [full_facts(number) for number in range(LETTERS)]
    clauses = [_clauses(facts) for facts in wanted]
    pairs = [(_ms(lambda: [*map(composed, wanted)]), _ms(lambda: [*map(_rendered, clauses)])) for _ in range(ROUNDS)]
    ours, floor = zip(*pairs, strict=True)
    return statistics.median(ours), statistics.median(floor)


def _clauses(facts: LetterFacts) -> Clauses:
    """The templates that a letter took, and what fills them."""
    pack = packs()[facts.locale]
    taken = [part.split(":") for part in compose(facts, pack).variant.split()[2:] if not part.startswith("subject:")]
    sentences = [pack.clauses[clause].variants[int(number) - 1].sentence for clause, number in taken]
    templates = [SENTENCES.from_string(sentence.replace(" }}.", "|full_stop }}")) for sentence in sentences]
    return templates, gaps_of(cleaned(facts), pack)


def _rendered(clauses: Clauses) -> str:
    templates, gaps = clauses
    return "\n\n".join(template.render(gaps) for template in templates)


def _ms(work: Callable[[], object]) -> float:
    begun = time.process_time()
    work()
    return (time.process_time() - begun) * 1000
