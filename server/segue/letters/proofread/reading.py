"""What a rule of the proofreader is given, and the shape of a rule."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache

from segue.departure.findings import Finding, Severity
from segue.departure.terms import SenderMode
from segue.letters.facts import Changed, LetterFacts
from segue.letters.letter import Letter
from segue.letters.pack import Pack
from segue.letters.proofread.search import blanked
from segue.letters.proofread.watch import Watch
from segue.letters.proofread.words import MARKS, WORD

CLIENT_PARTS = ("name", "given", "patronymic", "family", "title", "company")


@dataclass(frozen=True)
class Reading:
    """One letter under the proofreader's eyes, with its facts as they were typed. ``today`` is the zone's day."""

    letter: Letter
    facts: LetterFacts
    pack: Pack
    today: date
    watch: Watch

    @cached_property
    def names(self) -> dict[str, str]:
        """Return every typed name and fact by its field, as typed and not cleaned, without empty ones."""
        client, writer = self.facts.client, self.facts.writer
        named = {f"client.{part}": getattr(client, part) for part in CLIENT_PARTS}
        named |= {f"writer.{part}": getattr(writer, part) for part in ("name", "company", "job_title")}
        others = ((f"others.{number}", one) for number, one in enumerate(self.facts.others))
        named |= {"leaver.name": self.facts.leaver.name} if self.facts.leaver else {}
        named["personal_contact"] = self.facts.personal_contact
        for role, person in (("contact", self.facts.contact), ("bridge", self.facts.bridge), *others):
            if person:
                named |= {f"{role}.{part}": getattr(person, part) for part in ("name", "job_title", "email", "phone")}
        return {field: value for field, value in named.items() if value}

    @cached_property
    def parts(self) -> dict[str, str]:
        """Return subject, text and note; the text without the note, which is read on its own."""
        return {"subject": self.letter.subject, "text": self.without([self.note]), "note": self.note}

    @cached_property
    def prose(self) -> dict[str, str]:
        """Return the parts with every name blanked out, for rules about words; spans stay the same."""
        return {**self.parts, "text": self.without([*self.letter.values.values(), *self.names.values()])}

    @cached_property
    def prose_words(self) -> dict[str, list[str]]:
        """Return the words of the prose as they are written."""
        return {where: WORD.findall(text) for where, text in self.prose.items()}

    @property
    def announces(self) -> bool:
        """Say whether the letter's mode tells that somebody leaves (P8)."""
        return self.facts.mode is not SenderMode.HAND_OVER

    def tells(self, fact: Changed) -> bool:
        """Say whether a fact is news of this letter: everything is in a first one, what has changed in a second."""
        return self.facts.update is None or fact in self.facts.update.changed

    @cached_property
    def typed(self) -> dict[str, str]:
        """Return what a person typed as prose: the note, and a retyped salutation."""
        return {"note": self.note, "salutation": self.facts.client.salutation}

    @property
    def note(self) -> str:
        """Return the personal note as the letter prints it."""
        return self.letter.values.get("note", self.facts.note)

    def without(self, values: Iterable[str]) -> str:
        """Return the letter's text with every one of some values replaced by as many spaces."""
        text = self.letter.text
        for value in sorted(dict.fromkeys(values), key=len, reverse=True):
            for line in filter(None, value.splitlines()):
                text = blanked(text, line)
        return text


Rule = Callable[[Reading], Iterable[Finding]]


def matches(id: str, severity: Severity, pattern: re.Pattern[str], parts: dict[str, str]) -> Iterator[Finding]:
    """Yield a finding, with its place and the words seen, for each match of a pattern in some parts."""
    for where, text in parts.items():
        for match in pattern.finditer(text):
            yield Finding(id, severity, where, match.span(), {"words": match.group()})


@lru_cache(maxsize=256)
def words(entries: tuple[str, ...], *, ignore_case: bool = False, beginnings: bool = False) -> re.Pattern[str]:
    """Return a pattern for whole words or phrases, or for words that begin so."""
    chosen = sorted(entries, key=len, reverse=True)
    letter = rf"[\w{MARKS}]"  # without marks, "आदरणीय" is found in "आदरणीया"
    end = f"{letter}*" if beginnings else f"(?!{letter})"
    listed = "|".join(re.escape(entry) for entry in chosen)
    return re.compile(rf"(?<!{letter})(?:{listed}){end}" if chosen else r"(?!)", re.IGNORECASE if ignore_case else 0)
