"""A client: one person at a client company, or a company behind a shared mailbox."""

from dataclasses import dataclass

from segue.clients.matching import MatchReason
from segue.departure.people import Gender
from segue.departure.register import Register


@dataclass(frozen=True)
class Client:
    """What was read and what was chosen for one client; only address and language are required (C5).

    ``addresses`` has the primary one first; ``tray`` says why it is probably not a client, "" if it
    may be; ``question`` holds the names found behind one address until a person answered (C2)
    and ``name_choice`` the answer;
    ``reasons`` say why contacts were taken for one person. ``register`` None means the departure's;
    ``give_reason`` None means "where the letter is not formal"; ``personal_contact`` is the tick that a
    private contact of the leaver needs besides everybody's word (P4); ``wording`` is the set of wording
    (0 or 1) that the client took when he was first chosen, None before.
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
    tray: str = ""
    question: tuple[str, ...] = ()
    name_choice: str = ""
    locale: str = ""
    locale_reason: str = ""
    chosen: bool = False
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
    version: int = 0
