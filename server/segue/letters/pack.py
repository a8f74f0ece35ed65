"""A language pack: the language's facts and its clauses, read from a folder and checked completely."""

from dataclasses import dataclass
from pathlib import Path

from segue.departure.contact_point import Topic
from segue.departure.errors import BrokenSetup
from segue.departure.kind import DepartureKind
from segue.departure.people import Gender
from segue.departure.register import Register
from segue.departure.terms import SenderMode
from segue.letters.axes import axes_of
from segue.letters.clause import Clause
from segue.letters.clause_check import checked_clause
from segue.letters.dates import DatePattern
from segue.letters.facts import Recipient
from segue.letters.language import (
    Forms,
    Proofreading,
    Subject,
    read_dates,
    read_forms,
    read_layout,
    read_own_subjects,
    read_plurals,
    read_proofreading,
    read_subjects,
    read_titles,
    read_topics,
)
from segue.letters.pack_check import check_dates, check_layout, check_parity, check_subjects
from segue.letters.pack_file import PackFile
from segue.letters.specs import CLAUSES


@dataclass(frozen=True, eq=False)  # two packs are never alike, so that what is made from one can be remembered
class Pack:
    """One language, ready to compose. Layout: per mode, paragraphs as tuples of clause ids.

    ``own_subjects`` stand above second letters and the automatic reply, and nobody chooses them;
    ``default_subjects`` leads from mode and register to ids of subjects, of which the first open one counts;
    ``topic_item`` is a line of the list of contact points; ``numbers`` are one to ten in words; ``plurals`` lead
    from a number of years above one to its plural category; ``titles`` lead from a recorded title, folded, and the
    client's gender to the way it is written.
    """

    locale: str
    direction: str
    numbers: tuple[str, ...]
    plurals: dict[int, str]
    salutation_ends: str
    titles: dict[str, dict[Gender, str]]
    forms: Forms
    date_patterns: dict[str, DatePattern]
    date_names: dict[str, tuple[str, ...]]
    subjects: tuple[Subject, ...]
    own_subjects: dict[str, Subject]
    default_subjects: dict[tuple[SenderMode, Register], tuple[str, ...]]
    topics: dict[Topic, str]
    topic_item: str
    layout: dict[SenderMode, tuple[tuple[str, ...], ...]]
    preview_mark: str
    test_mark: str
    proofreading: Proofreading
    clauses: dict[str, Clause]

    def form_for(self, client: Recipient, register: Register, *, as_company: bool) -> str:
        """Return the form of address: a company's, the client's own where the pack knows it, or the register's."""
        if as_company:
            return self.forms.company
        return client.form if client.form in self.forms.ids else self.forms.by_register[register]

    def subject(self, id: str, mode: SenderMode, kind: DepartureKind = DepartureKind.LEAVING) -> Subject | None:
        """Return a subject that is open in a mode and kind of departure, or None."""
        return next((subject for subject in self.subjects if subject.id == id and subject.is_open(mode, kind)), None)

    def default_subject(self, mode: SenderMode, kind: DepartureKind, register: Register) -> str:
        """Return the id of the first default that is open; there is one, because loading checked it."""
        return next(id for id in self.default_subjects[mode, register] if self.subject(id, mode, kind))

    def title(self, recorded: str, gender: Gender) -> str:
        """Return a recorded title as the language writes it ("Dr" or "Dr."), or as recorded where it is not known."""
        known = self.titles.get(title_key(recorded))
        return known[gender] if known else recorded

    def asks_for(self, gap: str) -> bool:
        """Say whether this language's salutations need a fact that others do without, such as a patronymic."""
        return any(gap in variant.gaps for variant in self.clauses["salutation"].variants)

    def number(self, count: int) -> str:
        """Write a number as running text does: in words up to ten, in digits above."""
        return self.numbers[count - 1] if 1 <= count <= len(self.numbers) else str(count)


def load_pack(folder: Path) -> Pack:
    """Load one language from its folder.

    Raises BrokenSetup with file, clause and variant in its detail for any gap in the pack.
    """
    file = PackFile.read(folder)
    forms, plurals = read_forms(file), read_plurals(file)
    axes = axes_of(forms.ids, plurals)
    patterns, names = read_dates(file)
    subjects, defaults = read_subjects(file)
    topics, topic_item = read_topics(file)
    pack = Pack(
        locale=file.text("locale"),
        direction=file.choice("direction", ("ltr", "rtl")),
        numbers=file.texts("numbers", length=10),
        plurals=plurals,
        salutation_ends=file.text("salutation", "ends"),
        titles={title_key(title): written for title, written in read_titles(file).items()},
        forms=forms,
        date_patterns=patterns,
        date_names=names,
        subjects=subjects,
        own_subjects=read_own_subjects(file),
        default_subjects=defaults,
        topics=topics,
        topic_item=topic_item,
        layout=read_layout(file),
        preview_mark=file.text("marks", "preview"),
        test_mark=file.text("marks", "test_copy"),
        proofreading=read_proofreading(file),
        clauses={id: checked_clause(folder, id, axes, set(patterns)) for id in CLAUSES},
    )
    _check(pack, folder)
    return pack


def _check(pack: Pack, folder: Path) -> None:
    if pack.locale != folder.name:
        raise BrokenSetup(detail=f"{folder.name}/pack.toml: locale is {pack.locale}, the folder says otherwise")
    strays = {path.stem for path in (folder / "clauses").glob("*")} - set(CLAUSES)
    if strays:
        raise BrokenSetup(detail=f"{folder.name}/clauses: no clause is called {', '.join(sorted(strays))}")
    check_dates(pack.date_patterns, pack.locale, pack.date_names)
    check_layout(pack.layout, pack.locale)
    check_subjects((*pack.subjects, *pack.own_subjects.values()), pack.default_subjects, pack.locale)


def title_key(title: str) -> str:
    """Return a title for looking it up: "Dott.ssa" and "dottssa" are one."""
    return title.casefold().replace(".", "").replace(" ", "")


def load_packs(folder: Path) -> dict[str, Pack]:
    """Load every language of a folder (each subfolder with a pack.toml) and check that all offer the same.

    Raises BrokenSetup when there is none, when one is broken, or when they differ in subjects.
    """
    packs = {path.parent.name: load_pack(path.parent) for path in sorted(folder.glob("*/pack.toml"))}
    if not packs:
        raise BrokenSetup(detail="there is no language pack: no folder with a pack.toml")
    check_parity({locale: pack.subjects for locale, pack in packs.items()})
    return packs
