"""Everything that one letter is composed of: only facts that are in effect for this letter.

What the terms do not allow, or the sender mode does not announce, is absent here, so that no
template can say it. Two letters with equal facts are equal to the byte.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from segue.departure.contact_point import ContactKind, Topic
from segue.departure.kind import DepartureKind
from segue.departure.people import Gender
from segue.departure.register import Register
from segue.departure.terms import Reason, SenderMode


@dataclass(frozen=True)
class Writer:
    """Who signs the letter. ``address`` is the mailbox it is written from."""

    name: str
    company: str
    address: str
    job_title: str = ""
    gender: Gender = Gender.UNSTATED


@dataclass(frozen=True)
class Recipient:
    """The client.

    ``form`` is a form of address of the pack ("" for the register's own); ``patronymic`` is Russian and no part of
    ``given``; ``salutation`` replaces the composed one where a person retyped it; ``is_company`` marks a shared mailbox
    or a company without a named person.
    """

    to: tuple[str, ...]
    name: str = ""
    given: str = ""
    family: str = ""
    title: str = ""
    company: str = ""
    gender: Gender = Gender.UNSTATED
    form: str = ""
    is_company: bool = False
    salutation: str = ""
    patronymic: str = ""


@dataclass(frozen=True)
class Colleague:
    """A contact point as the letter may describe it; empty fields are not said."""

    kind: ContactKind
    name: str
    first_day: date
    email: str = ""
    phone: str = ""
    job_title: str = ""
    years_here: int | None = None
    gender: Gender = Gender.UNSTATED
    topic: Topic | None = None


@dataclass(frozen=True)
class Leaver:
    """Who leaves, where somebody else writes of it."""

    name: str
    gender: Gender = Gender.UNSTATED


class UpdateKind(StrEnum):
    """Why a client who has been told already gets a second, short letter (L3)."""

    SUCCESSOR_KNOWN = "successor_known"
    CORRECTION = "correction"


class Changed(StrEnum):
    """What is no longer as the earlier letter said; *channels* are another address or number of the same contact."""

    LAST_DAY = "last_day"
    CONTACT = "contact"
    CONTACT_DAY = "contact_day"
    CHANNELS = "channels"


@dataclass(frozen=True)
class Update:
    """What a second letter is about; the facts beside it are those that hold now, the former ones are not repeated."""

    kind: UpdateKind
    changed: frozenset[Changed] = frozenset()


@dataclass(frozen=True)
class LetterFacts:
    """The facts of one letter.

    ``last_day`` (inclusive) is None where the departure is not announced; ``bridge`` is an
    interim colleague for the days between ``last_day`` and the contact's first; ``others`` are
    further contact points, each with a topic, as ``contact`` then has; ``leaver`` is who leaves
    where the manager writes; ``subject`` names one of the pack's subjects, "" for its default;
    ``personal_contact`` is a private address, number or profile that both sides agreed to, until
    ``personal_end`` (inclusive);
    ``wording`` is 0 or 1, one of at most two sets of wording for the whole letter;
    ``after_call`` opens the letter of a client who was phoned first (H8); ``update`` makes it a short second letter.
    """

    locale: str
    register: Register
    mode: SenderMode
    writer: Writer
    client: Recipient
    contact: Colleague
    last_day: date | None = None
    bridge: Colleague | None = None
    years_together: int | None = None
    note: str = ""
    reason: Reason | None = None
    hope_to_meet: bool = False
    subject: str = ""
    cc: tuple[str, ...] = ()
    kind: DepartureKind = DepartureKind.LEAVING
    leaver: Leaver | None = None
    others: tuple[Colleague, ...] = ()
    wording: int = 0
    personal_contact: str = ""
    personal_end: date | None = None
    after_call: bool = False
    update: Update | None = None
