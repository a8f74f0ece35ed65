"""Letters from files, for the terminal: a departure as TOML, contacts as any address book (docs/departure-file.md)."""

import tomllib
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from segue.assets import asset
from segue.clients.contact import Contact
from segue.clients.language import suggest
from segue.clients.matching import group_contacts, merged
from segue.clients.reading import read_contacts
from segue.departure.contact_point import ContactKind
from segue.departure.departure import next_working_day
from segue.departure.errors import BrokenSetup, SegueError
from segue.departure.kind import DepartureKind
from segue.departure.people import Gender
from segue.departure.register import Register
from segue.departure.terms import Reason, SenderMode
from segue.letters.compose import compose
from segue.letters.facts import Colleague, Leaver, LetterFacts, Recipient, Writer
from segue.letters.pack import Pack, load_packs
from segue.letters.preview import preview
from segue.letters.review import review_page
from segue.letters.samples import sample


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid")


class _Writer(_Strict):
    name: str
    company: str
    address: str
    job_title: str = ""
    gender: Gender = Gender.UNSTATED


class _Contact(_Strict):
    name: str
    kind: ContactKind = ContactKind.SUCCESSOR
    first_day: date | None = None
    email: str = ""
    phone: str = ""
    job_title: str = ""
    years_here: int | None = None
    gender: Gender = Gender.UNSTATED


class _DepartureFile(_Strict):
    last_day: date
    writer: _Writer
    contact: _Contact
    language: str = ""
    register_: Register = Field(Register.NEUTRAL, alias="register")
    mode: SenderMode = SenderMode.LEAVER
    kind: DepartureKind = DepartureKind.LEAVING
    leaver: str = ""
    reason: Reason | None = None
    hope_to_meet: bool = False


@dataclass(frozen=True)
class PrintedLetter:
    """A marked letter, or the code of what keeps it from being written."""

    to: str
    language: str
    subject: str
    text: str
    problem: str = ""


def example(language: str, register: str, mode: str, now: datetime) -> PrintedLetter:
    """Return one example letter, dated from ``now``; raises BrokenSetup for a language without a pack."""
    return _printed(sample(language, Register(register), SenderMode(mode), now.date()), _pack(language))


def review(language: str, now: datetime) -> str:
    """Return a language's page for a native reader, as HTML; raises BrokenSetup for a language without a pack."""
    template = asset("templates", "letters", "review.html.jinja").read_text(encoding="utf-8")
    return review_page(_pack(language), template, now.date())


def _pack(language: str) -> Pack:
    packs = load_packs(asset("templates", "letters"))
    if language not in packs:
        raise BrokenSetup(detail=f"no pack for {language}; there are: {', '.join(sorted(packs))}")
    return packs[language]


def previews(departure: Path, contacts: Path) -> list[PrintedLetter]:
    """Return a marked letter for every person in a contacts file.

    Raises BrokenSetup when the departure file cannot be used, UnreadableFile for the contacts.
    """
    packs = load_packs(asset("templates", "letters"))
    given = _read(departure)
    with contacts.open("rb") as stream:
        found = [item for item in read_contacts(contacts.name, stream) if isinstance(item, Contact)]
    return [_letter_to(merged(group), given, packs) for group in group_contacts(found)]


def _read(path: Path) -> _DepartureFile:
    try:
        return _DepartureFile.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise BrokenSetup(detail=f"{path.name}: cannot be read as TOML: {error}") from error
    except ValidationError as error:
        lines = [f"{path.name}: {'.'.join(str(p) for p in e['loc'])}: {e['msg']}" for e in error.errors()]
        raise BrokenSetup(detail="\n".join(lines)) from error


def _letter_to(contact: Contact, given: _DepartureFile, packs: dict[str, Pack]) -> PrintedLetter:
    language = given.language or suggest(contact)[0]
    client = Recipient(contact.emails[:1], contact.name, contact.given, contact.family, contact.title, contact.company)
    if language not in packs:
        return PrintedLetter(contact.emails[0], language, "", "", "locale_without_pack")
    try:
        return _printed(_facts(given, client, language), packs[language])
    except SegueError as error:
        return PrintedLetter(contact.emails[0], language, "", "", error.code)


def _facts(given: _DepartureFile, client: Recipient, language: str) -> LetterFacts:
    first_day = given.contact.first_day or next_working_day(given.last_day)
    announced = given.mode is not SenderMode.HAND_OVER
    return LetterFacts(
        locale=language,
        register=given.register_,
        mode=given.mode,
        writer=Writer(**given.writer.model_dump()),
        client=client,
        contact=Colleague(**{**given.contact.model_dump(), "first_day": first_day}),
        last_day=given.last_day if announced else None,
        reason=given.reason if announced else None,
        hope_to_meet=given.hope_to_meet and announced,
        kind=given.kind,
        leaver=Leaver(given.leaver) if given.leaver else None,
    )


def _printed(facts: LetterFacts, pack: Pack) -> PrintedLetter:
    shown = preview(compose(facts, pack), pack)
    return PrintedLetter(", ".join(facts.client.to), facts.locale, shown.subject, shown.text)
