"""A departure written in a file, as TOML (docs/departure-file.md)."""

import tomllib
from datetime import date
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from segue.departure.contact_point import ContactKind
from segue.departure.dates import next_working_day
from segue.departure.errors import BrokenSetup
from segue.departure.kind import DepartureKind
from segue.departure.people import Gender
from segue.departure.register import Register
from segue.departure.terms import Reason, SenderMode
from segue.letters.facts import Changed, Colleague, Leaver, LetterFacts, Recipient, Update, UpdateKind, Writer


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid")


class WriterFields(_Strict):
    """Who signs."""

    name: str
    company: str
    address: str
    job_title: str = ""
    gender: Gender = Gender.UNSTATED


class ContactFields(_Strict):
    """Whom to turn to from now on."""

    name: str
    kind: ContactKind = ContactKind.SUCCESSOR
    first_day: date | None = None
    email: str = ""
    phone: str = ""
    job_title: str = ""
    years_here: int | None = None
    gender: Gender = Gender.UNSTATED


class UpdateFields(_Strict):
    """What a second letter is about."""

    kind: UpdateKind
    changed: frozenset[Changed] = frozenset()


class DepartureFile(_Strict):
    """A departure as docs/departure-file.md explains it, field by field."""

    last_day: date
    writer: WriterFields
    contact: ContactFields
    language: str = ""
    register_: Register = Field(Register.NEUTRAL, alias="register")
    mode: SenderMode = SenderMode.LEAVER
    kind: DepartureKind = DepartureKind.LEAVING
    leaver: str = ""
    reason: Reason | None = None
    hope_to_meet: bool = False
    after_call: bool = False
    update_: UpdateFields | None = Field(None, alias="update")


def read_departure(path: Path) -> DepartureFile:
    """Read a departure file; raises BrokenSetup, naming the file and every wrong field."""
    try:
        return DepartureFile.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise BrokenSetup(detail=f"{path.name}: cannot be read as TOML: {error}") from error
    except ValidationError as error:
        lines = [f"{path.name}: {'.'.join(str(p) for p in e['loc'])}: {e['msg']}" for e in error.errors()]
        raise BrokenSetup(detail="\n".join(lines)) from error


def facts_from(given: DepartureFile, client: Recipient, language: str) -> LetterFacts:
    """Return the facts of the letter to one client in a language."""
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
        after_call=given.after_call,
        update=Update(given.update_.kind, given.update_.changed) if given.update_ else None,
    )
