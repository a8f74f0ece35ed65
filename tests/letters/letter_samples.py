"""Facts for the tests of letters: believable people, and one knob for each thing a letter depends on.

Every pack is tested, also one of which these tests know nothing; what a native reader expects besides stands in
tables/<locale>.toml, where every part may be missing.
"""

import os
import tomllib
from dataclasses import replace
from datetime import date
from pathlib import Path

from segue.assets import asset
from segue.departure.contact_point import ContactKind, Topic
from segue.departure.kind import DepartureKind
from segue.departure.people import Gender
from segue.departure.register import Register
from segue.departure.terms import Reason, SenderMode
from segue.letters import samples
from segue.letters.facts import Changed, Colleague, Leaver, LetterFacts, Recipient, Update, UpdateKind, Writer
from segue.letters.pack import load_packs

PACKS_FOLDER = asset("templates", "letters")
PACKS = load_packs(PACKS_FOLDER)
TABLES = {
    path.stem: tomllib.loads(path.read_text(encoding="utf-8"))
    for path in sorted((Path(__file__).parent / "tables").glob("*.toml"))
    if path.stem in PACKS
}
GOLDEN = Path(__file__).parent.parent / "golden"
UPDATE_GOLDEN = os.environ.get("UPDATE_GOLDEN") == "1"
TODAY = date(2025, 9, 15)
LAST_DAY = date(2025, 10, 10)
FIRST_DAY = date(2025, 10, 13)
F, M, U = Gender.FEMININE, Gender.MASCULINE, Gender.UNSTATED
FORMAL, NEUTRAL, WARM = Register.FORMAL, Register.NEUTRAL, Register.WARM
LEAVER, MANAGER, HAND_OVER = SenderMode.LEAVER, SenderMode.MANAGER, SenderMode.HAND_OVER
LEAVING, RETIRING, GONE = DepartureKind.LEAVING, DepartureKind.RETIRING, DepartureKind.GONE
CHANGING_ROLE, CHANGED_ROLE = DepartureKind.CHANGING_ROLE, DepartureKind.CHANGED_ROLE
SUCCESSOR, INTERIM, TEAM = ContactKind.SUCCESSOR, ContactKind.INTERIM, ContactKind.TEAM


def _person(locale: str, role: str) -> dict[str, str]:
    return dict(TABLES.get(locale, {}).get("people", {}).get(role, {}))


def _writer(locale: str, role: str, otherwise: Writer) -> Writer:
    told = _person(locale, role)
    return Writer(**told) if told else otherwise  # type: ignore[arg-type]


def _client(locale: str) -> Recipient:
    told = _person(locale, "client")
    if not told:
        return samples.CLIENT
    return Recipient((told.pop("to"),), gender=Gender(told.pop("gender", U)), **told)  # type: ignore[arg-type]


def _colleague(locale: str, role: str, name: str, kind: ContactKind = SUCCESSOR) -> Colleague:
    told = _person(locale, role) or {"name": name, "email": f"{name.split(maxsplit=1)[0].lower()}@firm.example"}
    return Colleague(kind, told["name"], FIRST_DAY, told["email"], gender=Gender(told.get("gender", U)))


WRITERS = {locale: _writer(locale, "writer", samples.LEAVER) for locale in PACKS}
MANAGERS = {locale: _writer(locale, "manager", samples.MANAGER) for locale in PACKS}
CLIENTS = {locale: _client(locale) for locale in PACKS}
CONTACTS = {locale: _colleague(locale, "contact", "Jonas Whitfield") for locale in PACKS}
TEAMS = {locale: _colleague(locale, "team", "Client Services", TEAM) for locale in PACKS}
THIRDS = {locale: _colleague(locale, "third", "Ines Carvalho") for locale in PACKS}
SUCCESSOR_KNOWN = Update(UpdateKind.SUCCESSOR_KNOWN)
BRIDGE = Colleague(INTERIM, "Robin Hale", FIRST_DAY, "robin@northgate.example", "+44 20 7946 0102")
NOTES = {locale: str(TABLES.get(locale, {}).get("note", "Halden, 2019!")) for locale in PACKS}


def facts(locale: str = "en-GB", register: Register = NEUTRAL, **changes: object) -> LetterFacts:
    """Return a plain letter of a leaver; ``changes`` are fields of LetterFacts."""
    plain = LetterFacts(locale, register, LEAVER, WRITERS[locale], CLIENTS[locale], CONTACTS[locale], last_day=LAST_DAY)
    return replace(plain, **changes)  # type: ignore[arg-type]


def hand_over(locale: str = "en-GB", register: Register = NEUTRAL, **changes: object) -> LetterFacts:
    """Return a plain hand-over letter, in which nobody leaves."""
    return facts(locale, register, **{"mode": HAND_OVER, "last_day": None, **changes})


def managed(locale: str = "en-GB", register: Register = NEUTRAL, **changes: object) -> LetterFacts:
    """Return a plain letter of a manager about somebody whose gender is unstated."""
    about = Leaver(WRITERS[locale].name)
    return facts(locale, register, **{"mode": MANAGER, "writer": MANAGERS[locale], "leaver": about, **changes})


def correction(*changed: str) -> Update:
    """Return what a letter is about that corrects some facts of an earlier one."""
    return Update(UpdateKind.CORRECTION, frozenset(map(Changed, changed)))


def by_topic(plain: LetterFacts, count: int) -> LetterFacts:
    """Return the same letter with one contact point per topic: two, or three of which the last is general."""
    others = (replace(TEAMS[plain.locale], topic=Topic.PROJECTS), replace(THIRDS[plain.locale], topic=Topic.GENERAL))
    return replace(plain, contact=replace(plain.contact, topic=Topic.BILLING), others=others[: count - 1])


def to_the_manager(plain: LetterFacts) -> LetterFacts:
    """Return the same letter with the manager as the contact point."""
    manager = MANAGERS[plain.locale]
    return with_contact(plain, kind=ContactKind.MANAGER, name=manager.name, email=manager.address, gender=U)


def to_a_team(plain: LetterFacts) -> LetterFacts:
    """Return the same letter with a team as the contact point."""
    return replace(plain, contact=TEAMS[plain.locale])


def with_client(plain: LetterFacts, **changes: object) -> LetterFacts:
    """Return the same letter to somebody else."""
    return replace(plain, client=replace(plain.client, **changes))  # type: ignore[arg-type]


def with_contact(plain: LetterFacts, **changes: object) -> LetterFacts:
    """Return the same letter with another contact point."""
    return replace(plain, contact=replace(plain.contact, **changes))  # type: ignore[arg-type]


def rich(locale: str, register: Register) -> LetterFacts:
    """Return a letter with most optional clauses."""
    full = facts(locale, register, years_together=6, reason=Reason.NEW_ROLE, hope_to_meet=True)
    return with_contact(full, job_title="Senior Consultant", years_here=8, phone="+44 20 7946 0101")
