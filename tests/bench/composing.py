"""A thousand letters composed, against their clauses merely rendered."""

import statistics
import time
from collections.abc import Callable
from dataclasses import replace

from jinja2 import Template

from letters.letter_samples import FORMAL, NEUTRAL, PACKS, WARM, rich, with_client
from segue.departure.approval import LetterBytes, digest
from segue.letters.cleaning import cleaned
from segue.letters.compose import compose
from segue.letters.context import gaps_of
from segue.letters.facts import LetterFacts

LETTERS = 1000
ROUNDS = 5
KEY = b"k" * 32
Clauses = tuple[list[Template], dict[str, str]]


def composed_and_rendered_ms() -> tuple[float, float]:
    """Milliseconds for a thousand letters with text, HTML and digest, and for the bare clauses of the same letters."""
    wanted = [_facts(number) for number in range(LETTERS)]
    clauses = [_clauses(facts) for facts in wanted]
    ours = [_ms(lambda: [_composed(facts) for facts in wanted]) for _ in range(ROUNDS)]
    return statistics.median(ours), statistics.median(_ms(lambda: [_rendered(one) for one in clauses]) for _ in ours)


def _facts(number: int) -> LetterFacts:
    """The facts of one letter; languages, registers and names take turns."""
    plain = rich(list(PACKS)[number % len(PACKS)], (FORMAL, NEUTRAL, WARM)[number // 3 % 3])
    client = replace(plain.client, to=(f"client{number}@firm.example",), family=f"Family{number}")
    return with_client(plain, **vars(client))


def _composed(facts: LetterFacts) -> str:
    letter = compose(facts, PACKS[facts.locale])
    sender, to = facts.writer.address, facts.client.to
    content = (letter.cc, letter.locale, letter.subject, letter.text, letter.html)
    return digest(LetterBytes("departure", sender, facts.mode.value, to[0], to, *content), KEY)


def _clauses(facts: LetterFacts) -> Clauses:
    """The templates that a letter took, and what fills them."""
    pack = PACKS[facts.locale]
    taken = [part.split(":") for part in compose(facts, pack).variant.split()[2:] if not part.startswith("subject:")]
    templates = [pack.clauses[clause].variants[int(number) - 1].template for clause, number in taken]
    return templates, gaps_of(cleaned(facts), pack)


def _rendered(clauses: Clauses) -> str:
    templates, gaps = clauses
    return "\n\n".join(template.render(gaps) for template in templates)


def _ms(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return (time.perf_counter() - begun) * 1000
