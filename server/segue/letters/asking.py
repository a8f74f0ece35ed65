"""What is worth asking about a client: only what changes a sentence of his own letter (C5).

Nothing is asked for its own sake, and nothing is guessed: leaving it unstated is always an answer.
"""

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import TypeVar

from segue.departure.errors import SegueError
from segue.departure.people import Gender
from segue.letters.compose import compose
from segue.letters.facts import LetterFacts, Recipient
from segue.letters.pack import Pack

AnswerT = TypeVar("AnswerT")

_SENTENCE_ENDS = re.compile(r"(?<=[.!?।])\s+")
_PATRONYMICS = ("Андреевна", "")
"""Any one and none: whether a letter says it does not depend on which it is."""


def genders_differ(facts: LetterFacts, pack: Pack) -> dict[Gender, tuple[str, ...]]:
    """Return by grammatical gender the sentences in which the client's letters differ; {} where they are the same."""
    return said_for({gender: replace(facts.client, gender=gender) for gender in Gender}, facts, pack)


def forms_differ(facts: LetterFacts, pack: Pack) -> bool:
    """Say whether the form of address changes anything in the client's letter."""
    return bool(said_for({form: replace(facts.client, form=form) for form, _ in pack.forms.choices()}, facts, pack))


def patronymic_is_said(facts: LetterFacts, pack: Pack) -> bool:
    """Say whether a patronymic would stand in the client's letter."""
    if not pack.asks_for("client_given_patronymic"):
        return False
    return bool(said_for({one: replace(facts.client, patronymic=one) for one in _PATRONYMICS}, facts, pack))


def said_for(answers: Mapping[AnswerT, Recipient], facts: LetterFacts, pack: Pack) -> dict[AnswerT, tuple[str, ...]]:
    """Return by answer the sentences in which the letters differ, in reading order; {} where all letters are the same.

    Also {} where no letter can be composed: then something else has to be mended first.
    """
    try:
        letters = {one: _sentences(compose(replace(facts, client=of), pack).text) for one, of in answers.items()}
    except SegueError:
        return {}
    shared = set.intersection(*(set(sentences) for sentences in letters.values()))
    different = {one: tuple(it for it in sentences if it not in shared) for one, sentences in letters.items()}
    return different if any(different.values()) else {}


def _sentences(text: str) -> list[str]:
    """Return the salutation, whose dots end no sentence ("Yth.", "Ms."), and every sentence after it."""
    greeting, *lines = filter(None, text.splitlines())
    return [greeting, *(sentence for line in lines for sentence in _SENTENCE_ENDS.split(line))]
