"""Full letters to measure with: every option on; languages, registers and clients take turns."""

from dataclasses import replace
from datetime import date
from functools import lru_cache

from segue.assets import asset
from segue.departure.approval import LetterBytes, digest
from segue.departure.contact_point import ContactKind
from segue.departure.register import Register
from segue.departure.terms import Reason, SenderMode
from segue.letters.compose import compose
from segue.letters.facts import Colleague, LetterFacts, Recipient
from segue.letters.letter import Letter
from segue.letters.pack import Pack, load_packs
from segue.letters.samples import sample

TODAY = date(2025, 9, 15)
KEY = b"k" * 32
CLIENTS = 200
GIVEN = ("Elena", "Marcus", "Sofia", "Anil", "Greta", "Paulo", "Irina", "Tom", "Nadia", "Chiara")
FAMILIES = ("Rivera", "Petrova", "Bauer", "Conti", "Mehta", "Silva", "Novak", "Weber", "Okafor", "Moreau")
FIRMS = ("Brightwater", "Northgate", "Granite", "Alder", "Kestrel", "Halcyon", "Falcon", "Juniper", "Solace", "Quarry")
TRADES = ("Foods Ltd", "Logistics GmbH", "Partners", "Impianti Srl", "Media")


@lru_cache(maxsize=1)
def packs() -> dict[str, Pack]:
    """Every language, loaded and checked once a process."""
    return load_packs(asset("templates", "letters"))


def client(number: int) -> Recipient:
    """One of 200 clients, each with a name of its own; some of them work for the same firm."""
    number %= CLIENTS
    given, family = GIVEN[number % 10], FAMILIES[number // 10 % 10] + ("" if number < CLIENTS / 2 else "-Lane")
    firm = f"{FIRMS[number % 10]} {TRADES[number // 10 % 5]}"
    return Recipient((f"client{number}@firm.example",), f"{given} {family}", given, family, company=firm)


def full_facts(number: int) -> LetterFacts:
    """The facts of a leaver's letter in which everything that may be said is said."""
    locale, register = list(packs())[number % len(packs())], list(Register)[number // 3 % 3]
    return replace(_departure(locale, register), client=client(number))


@lru_cache(maxsize=64)
def _departure(locale: str, register: Register) -> LetterFacts:
    """The facts that the letters of a language and register have in common."""
    plain = sample(locale, register, SenderMode.LEAVER, TODAY)
    first_day = plain.contact.first_day
    return replace(
        plain,
        contact=replace(plain.contact, job_title="Senior Consultant", years_here=8),
        bridge=Colleague(ContactKind.INTERIM, "Robin Hale", first_day, "robin@haldenmoor.example", "+44 20 7946 0102"),
        reason=Reason.NEW_ROLE,
        hope_to_meet=True,
        note="Halden, 2019!",
    )


def composed(facts: LetterFacts) -> tuple[Letter, str]:
    """The letter, with its text and HTML, and the digest over everything that would be handed out."""
    letter = compose(facts, packs()[facts.locale])
    sender, to = facts.writer.address, facts.client.to
    content = (letter.cc, letter.locale, letter.subject, letter.text, letter.html)
    return letter, digest(LetterBytes("departure", sender, facts.mode.value, to[0], to, *content), KEY)
