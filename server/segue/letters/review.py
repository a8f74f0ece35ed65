"""One page for a native reader: every clause in every variant, complete letters, and a place to tick and comment."""

from dataclasses import dataclass
from datetime import date

from jinja2 import Environment, StrictUndefined

from segue.letters.auto_reply import auto_reply
from segue.letters.compose import compose
from segue.letters.pack import Pack
from segue.letters.replies import replies
from segue.letters.samples import auto_reply_samples, review_samples
from segue.letters.specs import CLAUSES


@dataclass(frozen=True)
class Sentence:
    """One variant of a clause: when it is said, and its text with gaps."""

    id: str
    when: str
    text: str


@dataclass(frozen=True)
class SampleLetter:
    """One complete letter, or automatic reply, and the answers for when the client writes back."""

    title: str
    subject: str
    text: str
    replies: tuple[str, ...] = ()


def review_page(pack: Pack, template: str, today: date) -> str:
    """Return the page as HTML; ``template`` is the source of review.html.jinja."""
    page = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    letters = [*_letters(pack, today), *_auto_replies(pack, today)]
    return page.from_string(template).render(pack=pack, clauses=_clauses(pack), letters=letters)


def _clauses(pack: Pack) -> list[tuple[str, list[Sentence]]]:
    return [(id, [_sentence(pack, id, number) for number in range(len(pack.clauses[id].variants))]) for id in CLAUSES]


def _sentence(pack: Pack, id: str, number: int) -> Sentence:
    variant = pack.clauses[id].variants[number]
    when = " · ".join(f"{axis}: {', '.join(values)}" for axis, values in variant.when.items())
    return Sentence(f"{id}-{variant.number}", when, variant.sentence)


def _letters(pack: Pack, today: date) -> list[SampleLetter]:
    return [
        SampleLetter(title, letter.subject, letter.text, tuple(text for _, text in replies(facts, pack)))
        for title, facts in review_samples(pack.locale, today)
        for letter in (compose(facts, pack),)
    ]


def _auto_replies(pack: Pack, today: date) -> list[SampleLetter]:
    return [
        SampleLetter(f"automatic reply · {title}", reply.subject, reply.text)
        for title, facts in auto_reply_samples(pack.locale, today)
        for reply in (auto_reply(facts, pack),)
    ]
