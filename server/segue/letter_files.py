"""Letters for the terminal: examples, reviews, and previews of a departure file to an address book."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

from segue.assets import asset
from segue.clients.best_values import merged
from segue.clients.client import Client
from segue.clients.contact import Contact, RowProblem
from segue.clients.language import suggest
from segue.clients.matching import group_contacts
from segue.clients.reading import read_contacts
from segue.clients.wordings import with_wordings
from segue.departure.errors import BrokenSetup, SegueError
from segue.departure.findings import Finding, Severity
from segue.departure.register import Register
from segue.departure.terms import SenderMode
from segue.departure_file import DepartureFile, facts_from, read_departure
from segue.letters.compose import compose
from segue.letters.facts import LetterFacts, Recipient
from segue.letters.pack import Pack, load_packs
from segue.letters.preview import preview
from segue.letters.proofread import findings_in
from segue.letters.review import review_page
from segue.letters.samples import sample


@dataclass(frozen=True)
class PrintedLetter:
    """A marked letter with what the proofreader saw; without a text, the finding that keeps it from being written."""

    to: str
    language: str
    subject: str
    text: str
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True)
class Previews:
    """A letter for every person in a contacts file, and the rows of it that were not kept."""

    letters: list[PrintedLetter]
    unread: list[RowProblem]


def example(language: str, register: str, mode: str, now: datetime) -> PrintedLetter:
    """Return one example letter, dated from ``now``; raises BrokenSetup for a language without a pack."""
    return _printed(sample(language, Register(register), SenderMode(mode), now.date()), _pack(language), now.date())


def review(language: str, now: datetime) -> str:
    """Return a language's page for a native reader, as HTML; raises BrokenSetup for a language without a pack."""
    template = asset("templates", "letters", "review.html.jinja").read_text(encoding="utf-8")
    return review_page(_pack(language), template, now.date())


def _pack(language: str) -> Pack:
    packs = load_packs(asset("templates", "letters"))
    if language not in packs:
        raise BrokenSetup(detail=f"no pack for {language}; there are: {', '.join(sorted(packs))}")
    return packs[language]


def previews(departure: Path, contacts: Path, now: datetime) -> Previews:
    """Return a marked letter for every person in a contacts file, proofread on the day of ``now``.

    Raises BrokenSetup when the departure file cannot be used, UnreadableFile for the contacts.
    """
    packs = load_packs(asset("templates", "letters"))
    given = read_departure(departure)
    with contacts.open("rb") as stream:
        read = list(read_contacts(contacts.name, stream))
    everybody = [merged(group) for group in group_contacts(item for item in read if isinstance(item, Contact))]
    told = zip(everybody, _wordings(everybody), strict=True)
    letters = [_letter_to(one, wording, given, packs, now.date()) for one, wording in told]
    return Previews(letters, [item for item in read if isinstance(item, RowProblem)])


def _wordings(contacts: list[Contact]) -> list[int]:
    """Return the set of wording that each would have as a client, were all of them chosen."""
    clients = (Client("", "", "", contact.emails, company=contact.company) for contact in contacts)
    return [client.wording or 0 for client in with_wordings(clients, ())]


def _letter_to(
    contact: Contact, wording: int, given: DepartureFile, packs: dict[str, Pack], today: date
) -> PrintedLetter:
    language = given.language or suggest(contact)[0]
    names = {part: getattr(contact, part) for part in ("name", "given", "patronymic", "family", "title", "company")}
    client = Recipient(contact.emails[:1], **names)
    if language not in packs:
        return _hindered(contact, language, "locale_without_pack", locale=language or "–")
    try:
        return _printed(replace(facts_from(given, client, language), wording=wording), packs[language], today)
    except SegueError as error:
        return _hindered(contact, language, error.code)


def _hindered(contact: Contact, language: str, code: str, **values: str) -> PrintedLetter:
    finding = Finding(code, Severity.BLOCKING, values=values)
    return PrintedLetter(contact.emails[0], language, "", "", (finding,))


def _printed(facts: LetterFacts, pack: Pack, today: date) -> PrintedLetter:
    letter = compose(facts, pack)
    shown, found = preview(letter, pack), findings_in(letter, facts, pack, today)
    return PrintedLetter(", ".join(facts.client.to), facts.locale, shown.subject, shown.text, tuple(found))
