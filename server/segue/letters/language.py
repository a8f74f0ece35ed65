"""The facts of a language beside its clauses: forms of address, dates, subjects, layout, proofreading."""

import string
from dataclasses import dataclass

from segue.departure.contact_point import Topic
from segue.departure.kind import DepartureKind
from segue.departure.people import Gender
from segue.departure.register import Register
from segue.departure.terms import SenderMode
from segue.letters.axes import LONGEST_YEARS
from segue.letters.dates import DatePattern
from segue.letters.facts import UpdateKind
from segue.letters.pack_file import PackFile

OWN_SUBJECTS = (*(kind.value for kind in UpdateKind), "auto_reply")


@dataclass(frozen=True)
class Forms:
    """Forms of address.

    ``words`` are those that show a form, for finding two of them in one letter; ``labels`` name
    a form in its own language where a person chooses it.
    """

    ids: tuple[str, ...]
    company: str
    by_register: dict[Register, str]
    words: dict[str, tuple[str, ...]]
    labels: dict[str, str]

    def choices(self) -> list[tuple[str, str]]:
        """Return the forms that one person can be addressed by, as (id, label)."""
        personal = [id for id in self.ids if id != self.company or id in self.by_register.values()]
        return [(id, self.labels.get(id, id)) for id in personal]


@dataclass(frozen=True)
class Subject:
    """A subject line on offer, and the modes and kinds of departure in which it is open (L4).

    ``several`` stands above a letter with several contact points, where ``text`` speaks of one.
    """

    id: str
    text: str
    modes: frozenset[SenderMode]
    kinds: frozenset[DepartureKind] = frozenset(DepartureKind)
    several: str = ""

    def is_open(self, mode: SenderMode, kind: DepartureKind) -> bool:
        """Say whether a letter may have this subject; a hand-over tells no kind of departure."""
        return mode in self.modes and (mode is SenderMode.HAND_OVER or kind in self.kinds)

    def above(self, *, several: bool) -> str:
        """Return the line as it stands above a letter with one contact point, or with several."""
        return self.several if several and self.several else self.text


@dataclass(frozen=True)
class Proofreading:
    """What the proofreader has to know.

    ``gendered`` words of a salutation by gender (f, m), pairs of ``quotes``, and beginnings of words
    or phrases that hint at ``leaving``, invite to ``follow`` or speak of ``dispute`` or dislike;
    ``common`` are words that hardly any note in the language is without.
    """

    gendered: dict[str, tuple[str, ...]]
    quotes: tuple[tuple[str, str], ...]
    leaving: tuple[str, ...]
    follow: tuple[str, ...]
    dispute: tuple[str, ...]
    common: tuple[str, ...]


def read_forms(file: PackFile) -> Forms:
    """Read ``[forms]``. Raises BrokenSetup for a form that is used and not declared."""
    ids = file.texts("forms", "ids")
    by_register = {register: file.text("forms", "by_register", register.value) for register in Register}
    company = file.text("forms", "company")
    unknown = {company, *by_register.values()} - set(ids)  # words may show a form that no letter takes
    if unknown:
        raise file.broken(f"forms: {', '.join(sorted(unknown))} is not among the ids")
    words = {form: file.texts("forms", "words", form) for form in file.table("forms", "words")}
    labels = {form: file.text("forms", "labels", form) for form in file.table("forms", "labels")}
    if set(labels) - set(ids):
        raise file.broken(f"forms.labels: {', '.join(sorted(set(labels) - set(ids)))} is not among the ids")
    return Forms(ids, company, by_register, words, labels)


def read_titles(file: PackFile) -> dict[str, dict[Gender, str]]:
    """Read ``[titles]``: one way to write a title, or one for each gender (f, m, unstated)."""
    return {title: {gender: _title(file, title, gender) for gender in Gender} for title in file.table("titles")}


def _title(file: PackFile, title: str, gender: Gender) -> str:
    written = file.table("titles")[title]
    return file.text("titles", title, gender.value) if isinstance(written, dict) else file.text("titles", title)


def read_dates(file: PackFile) -> tuple[dict[str, DatePattern], dict[str, tuple[str, ...]]]:
    """Read ``[dates]``: patterns with their exceptions by day of the month, and the pack's own names."""
    names = {key: file.texts("dates", "names", key) for key in file.table("dates", "names")}
    if any(len(entries) not in (7, 12) for entries in names.values()):
        raise file.broken("dates.names must be lists of 7 weekdays or 12 months")
    return {key: _pattern(file, key) for key in file.table("dates", "patterns")}, names


def _pattern(file: PackFile, key: str) -> DatePattern:
    exceptions = file.table("dates", "by_day", key)
    if not all(day.isdigit() and isinstance(text, str) for day, text in exceptions.items()):
        raise file.broken(f"dates.by_day.{key} leads from days of the month to texts")
    return DatePattern(file.text("dates", "patterns", key), tuple((int(day), text) for day, text in exceptions.items()))


def read_plurals(file: PackFile) -> dict[int, str]:
    """Read ``[plurals]``: the category of each number of years from 2 on, "other" where none is named.

    Raises BrokenSetup for a number that stands twice, or that no letter says.
    """
    counted = [(count, category) for category, counts in file.table("plurals").items() for count in _list(counts)]
    named = {count: category for count, category in counted if isinstance(count, int)}
    plurals = {**dict.fromkeys(range(2, LONGEST_YEARS + 1), "other"), **named}
    if len(named) != len(counted) or len(plurals) != LONGEST_YEARS - 1:
        raise file.broken(f"plurals share out the numbers from 2 to {LONGEST_YEARS}")
    return plurals


def read_subjects(file: PackFile) -> tuple[tuple[Subject, ...], dict[tuple[SenderMode, Register], tuple[str, ...]]]:
    """Read the subjects on offer and, for each mode and register, the defaults: the first open one counts."""
    subjects = tuple(_subject(file, row) for row in file.rows("subject"))
    defaults = {
        (mode, register): file.texts("default_subject", mode.value, register.value)
        for mode in SenderMode
        for register in Register
    }
    return subjects, defaults


def _subject(file: PackFile, row: dict[str, object]) -> Subject:
    id, text, modes, several = row.get("id"), row.get("text"), row.get("modes"), row.get("several", "")
    if not all(isinstance(value, str) for value in (id, text, several)) or not isinstance(modes, list):
        raise file.broken("every subject needs id, text and modes, and may have kinds and several")
    try:
        kinds = frozenset(DepartureKind(str(kind)) for kind in _list(row.get("kinds", list(DepartureKind))))
        return Subject(str(id), str(text), frozenset(SenderMode(mode) for mode in modes), kinds, str(several))
    except ValueError as error:
        raise file.broken(f"subject {id}: {error}") from error


def read_own_subjects(file: PackFile) -> dict[str, Subject]:
    """Read ``[own_subject]``: what nobody chooses, above second letters and the automatic reply, by their name."""
    return {name: _own_subject(file, name) for name in OWN_SUBJECTS}


def _own_subject(file: PackFile, name: str) -> Subject:
    several = file.text("own_subject", f"{name}_several") if f"{name}_several" in file.table("own_subject") else ""
    return Subject(name, file.text("own_subject", name), frozenset(SenderMode), several=several)


def _list(value: object) -> list[object]:
    return value if isinstance(value, list) else [value]


def read_topics(file: PackFile) -> tuple[dict[Topic, str], str]:
    """Read ``[topics]``, the word for each topic, and ``topic_item``, one line of the list of contact points."""
    item = file.text("topic_item")
    if {name for _, name, _, _ in string.Formatter().parse(item) if name} != {"topic", "name", "reach"}:
        raise file.broken("topic_item must say {topic}, {name} and {reach}")
    return {topic: file.text("topics", topic.value) for topic in Topic}, item


def read_layout(file: PackFile) -> dict[SenderMode, tuple[tuple[str, ...], ...]]:
    """Read, per mode, the paragraphs between salutation and closing as lists of clauses."""
    layout = file.table("layout")
    if any(not isinstance(paragraph, list) for mode in SenderMode for paragraph in layout.get(mode.value, [""])):
        raise file.broken("layout must have, for each mode, a list of lists of clauses")
    return {mode: tuple(tuple(paragraph) for paragraph in layout[mode.value]) for mode in SenderMode}


def read_proofreading(file: PackFile) -> Proofreading:
    """Read ``[proofreading]``. Raises BrokenSetup for quotes that are no pairs."""
    quotes = file.texts("proofreading", "quotes")
    if any(len(pair) != 2 for pair in quotes):
        raise file.broken("proofreading.quotes are pairs of an opening and a closing mark")
    gendered = {gender: file.texts("proofreading", "gendered", gender) for gender in ("f", "m")}
    pairs = tuple((pair[0], pair[1]) for pair in quotes)
    leaving, *others = ("leaving", "follow", "dispute", "common")
    lists = (file.texts("proofreading", key) if key in file.table("proofreading") else () for key in others)
    return Proofreading(gendered, pairs, file.texts("proofreading", leaving), *lists)
