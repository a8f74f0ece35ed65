"""A thousand letters composed, against their clauses merely rendered."""

import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from itertools import cycle, islice

from jinja2 import Environment, Template

from letters.letter_samples import PACKS, facts
from segue.departure.approval import LetterBytes, digest
from segue.letters.compose import compose
from segue.letters.facts import LetterFacts

LETTERS = 1000
KEY = b"k" * 32
