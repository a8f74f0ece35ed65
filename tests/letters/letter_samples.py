"""Facts for the tests of letters: believable people, and one knob for each thing a letter depends on."""

import os
from dataclasses import replace
from datetime import date
from pathlib import Path

from segue.assets import asset
from segue.departure.contact_point import ContactKind
from segue.departure.people import Gender
from segue.departure.register import Register
from segue.departure.terms import Reason, SenderMode
from segue.letters.facts import Colleague, LetterFacts, Recipient, Writer
from segue.letters.pack import load_packs

PACKS_FOLDER = asset("templates", "letters")
PACKS = load_packs(PACKS_FOLDER)
GOLDEN = Path(__file__).parent.parent / "golden"
UPDATE_GOLDEN = os.environ.get("UPDATE_GOLDEN") == "1"
TODAY = date(2025, 9, 15)
LAST_DAY = date(2025, 10, 10)
FIRST_DAY = date(2025, 10, 13)
F, M, U = Gender.FEMININE, Gender.MASCULINE, Gender.UNSTATED
FORMAL, NEUTRAL, WARM = Register.FORMAL, Register.NEUTRAL, Register.WARM

WRITERS = {
    "en-GB": Writer("Helen Whitmore", "Northgate Analytics", "helen@northgate.example", "Client Partner"),
    "en-US": Writer("Daniel Brooks", "Harbor & Pine Inc.", "dan@harborpine.example", "Account Director"),
    "it": Writer("Elena Conti", "Aurora Consulting", "elena@aurora.example", "Consulente senior"),
}
CLIENTS = {
    "en-GB": Recipient(("jennifer@smith.example",), "Jennifer Smith", "Jennifer", "Smith", gender=F),
    "en-US": Recipient(("m.rivera@rivera.example",), "Marcus Rivera", "Marcus", "Rivera", gender=M),
    "it": Recipient(("g.rossi@rossi.example",), "Giulia Rossi", "Giulia", "Rossi", "Dott.ssa", gender=F),
}
_SUCCESSOR, _INTERIM = ContactKind.SUCCESSOR, ContactKind.INTERIM
CONTACTS = {
    "en-GB": Colleague(_SUCCESSOR, "James Okafor", FIRST_DAY, "james@northgate.example", gender=M),
    "en-US": Colleague(_SUCCESSOR, "Alicia Grant", FIRST_DAY, "alicia@harborpine.example", gender=F),
    "it": Colleague(_SUCCESSOR, "Anna Bianchi", FIRST_DAY, "anna@aurora.example", gender=F),
}
BRIDGE = Colleague(_INTERIM, "Robin Hale", FIRST_DAY, "robin@northgate.example", "+44 20 7946 0102")
NOTES = {
    "en-GB": "I still smile about the Leeds workshop, with no power and forty paper cups.",
    "en-US": "I still tell people about the launch we pulled off in nine days.",
    "it": "Ricorderò a lungo la riunione di Bologna, quella con la neve e senza riscaldamento.",
}


def facts(locale: str = "en-GB", register: Register = NEUTRAL, **changes: object) -> LetterFacts:
    """Return a plain letter of a leaver; ``changes`` are fields of LetterFacts."""
    plain = LetterFacts(
        locale, register, SenderMode.LEAVER, WRITERS[locale], CLIENTS[locale], CONTACTS[locale], last_day=LAST_DAY
    )
    return replace(plain, **changes)  # type: ignore[arg-type]


def hand_over(locale: str = "en-GB", register: Register = NEUTRAL, **changes: object) -> LetterFacts:
    """Return a plain hand-over letter, in which nobody leaves."""
    return facts(locale, register, **{"mode": SenderMode.HAND_OVER, "last_day": None, **changes})


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
