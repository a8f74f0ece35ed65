"""A client: one person at a client company, or a company behind a shared mailbox."""

from dataclasses import dataclass
from enum import StrEnum

from segue.clients.match_reason import Likely, MatchReason
from segue.clients.problem import Accepted
from segue.departure.people import Gender
from segue.departure.register import Register


class Importance(StrEnum):
    """How much a client matters: *key* clients come first (H8)."""

    NORMAL = "normal"
    KEY = "key"


class TrayChoice(StrEnum):
    """What a person said of the tray: *in* it, *out* of it, or nothing, so that the rules decide (C3)."""

    RULES = ""
    IN = "in"
    OUT = "out"


@dataclass(frozen=True)
class Client:
    """What was read and what was chosen for one client; only address and language are required (C5).

    ``addresses`` has the primary one first; ``tray`` says why it is probably not a client, "" if it
    may be, and ``tray_choice`` what a person said of that; ``question`` holds the names found behind one address until
    a person answered (C2): ``name_choice`` is whose it is, or the name as a person typed it, ``is_company`` that the
    company as a whole is written to, ``people`` who they are where several read it; ``likely`` are others who may be
    the same person, and ``reasons`` say why contacts were taken for one person. ``register`` None means the
    departure's; ``give_reason`` None means "where the letter is not formal"; ``personal_contact`` is the tick that a
    private contact of the leaver needs besides everybody's word (P4); ``wording`` is the set of wording
    (0 or 1) that the client took when he was first chosen, None before; ``accepted`` are the warnings of the check that
    a person accepted (C6). ``open_items`` and ``agreements`` are lines for the successor alone, on the hand-over sheet
    (H9): no letter holds them.

    ``merged_into`` is the client that this one went into: it sleeps with its own choices, nothing of what was read,
    and ``gave`` names the choices that the other took over; both are empty for a client who is awake.
    """

    id: str
    workspace_id: str
    departure_id: str
    addresses: tuple[str, ...]
    name: str = ""
    given: str = ""
    family: str = ""
    title: str = ""
    company: str = ""
    job_title: str = ""
    phones: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    reasons: tuple[MatchReason, ...] = ()
    likely: tuple[Likely, ...] = ()
    tray: str = ""
    tray_choice: TrayChoice = TrayChoice.RULES
    question: tuple[str, ...] = ()
    name_choice: str = ""
    people: tuple[str, ...] = ()
    locale: str = ""
    locale_reason: str = ""
    chosen: bool = False
    importance: Importance = Importance.NORMAL
    register: Register | None = None
    gender: Gender = Gender.UNSTATED
    patronymic: str = ""
    form: str = ""
    is_company: bool = False
    salutation: str = ""
    salutation_confirmed: bool = False
    years_together: int | None = None
    note: str = ""
    give_reason: bool | None = None
    contact_point_id: str = ""
    personal_contact: bool = False
    wording: int | None = None
    accepted: tuple[Accepted, ...] = ()
    open_items: tuple[str, ...] = ()
    agreements: tuple[str, ...] = ()
    merged_into: str = ""
    gave: tuple[str, ...] = ()
    version: int = 0


WHAT_WAS_READ = frozenset(
    (
        *("addresses", "name", "given", "family", "title", "company", "job_title", "phones", "labels"),
        *("reasons", "question", "likely"),
    )
)
"""Fields that follow from the contacts and are made anew from them; the others are somebody's choice."""
