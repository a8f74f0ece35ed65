"""Full letters proofread, against merely reading their words once."""

import re
import statistics
import time
from collections.abc import Callable
from functools import partial

from bench.full import CLIENTS, TODAY, client, composed, full_facts, packs
from segue.departure.findings import Finding
from segue.letters.facts import LetterFacts
from segue.letters.letter import Letter
from segue.letters.proofread import findings_in
from segue.letters.proofread.watch import Watch, names_of_clients

LETTERS = 450
ROUNDS = 5
DENIED = ("Contoso Group", "apexlogistics.example", "Яндекс")
WORDS = re.compile(r"\w+")


def proofread_and_read_ms() -> tuple[float, float]:
    """Milliseconds a letter: proofread, watching for 200 clients and three denied names; and with its words folded.

    By turns, and in the processor's time, so that whatever else the machine does counts less.
    """
    letters = [(composed(facts)[0], facts) for facts in map(full_facts, range(LETTERS))]
    watch = Watch(DENIED, names_of_clients([(one.name, one.company) for one in map(client, range(CLIENTS))]))
    pairs = [(_ms_a_letter(letters, partial(_proofread, watch)), _ms_a_letter(letters, _read)) for _ in range(ROUNDS)]
    ours, floor = zip(*pairs, strict=True)
    return statistics.median(ours), statistics.median(floor)


def _proofread(watch: Watch, letter: Letter, facts: LetterFacts) -> list[Finding]:
    return findings_in(letter, facts, packs()[facts.locale], TODAY, watch)


def _read(letter: Letter, _: LetterFacts) -> list[str]:
    return [word.casefold() for word in WORDS.findall(letter.text)]


def _ms_a_letter(letters: list[tuple[Letter, LetterFacts]], read: Callable[[Letter, LetterFacts], object]) -> float:
    begun = time.process_time()
    for letter, facts in letters:
        read(letter, facts)
    return (time.process_time() - begun) * 1000 / len(letters)
