"""One row or card as it was read, and the key by which it is known again."""

from collections import Counter
from dataclasses import dataclass, field

from segue.clients.names import clean, words_of


@dataclass
class Entry:
    """The raw texts of one row or card, by what they mean; lists keep their order. Nothing is checked yet."""

    row: int
    uid: str = ""
    full: str = ""
    prefix: str = ""
    given: str = ""
    middle: str = ""
    family: str = ""
    company: str = ""
    job: str = ""
    language: str = ""
    email: list[str] = field(default_factory=list)
    phone: list[str] = field(default_factory=list)
    labels: list[str] = field(default_factory=list)

    def texts(self) -> list[str]:
        """Return every text, for checks that concern all of them."""
        names = (self.full, self.prefix, self.given, self.middle, self.family)
        return [*names, self.company, self.job, self.language, self.uid, *self.email, *self.phone, *self.labels]


class KeyMaker:
    """Gives each contact of one source a key that is the same when the source is read again in another order."""

    def __init__(self) -> None:
        self._seen: Counter[str] = Counter()

    def key(self, entry: Entry, normalised: str, name: str) -> str:
        """Return the card's own identifier, else address and name; a twin gets a number."""
        base = clean(entry.uid) or f"{normalised}|{' '.join(words_of(name))}"
        self._seen[base] += 1
        return base if self._seen[base] == 1 else f"{base}#{self._seen[base]}"
