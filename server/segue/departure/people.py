"""People of a company. A person is separate from his addresses and from how he signs in (P6)."""

from dataclasses import dataclass
from enum import StrEnum


class Gender(StrEnum):
    """Grammatical gender, for languages that need one. *Unstated* is a full value and never guessed."""

    FEMININE = "f"
    MASCULINE = "m"
    UNSTATED = "unstated"


@dataclass(frozen=True)
class Workspace:
    """One company, or a group of sister companies, with its time zone (an IANA name).

    ``google_domains`` are the Google Workspace organisations (``hd``), and ``microsoft_tenants`` the tenants (``tid``),
    whose accounts may sign in (A1). ``confidential_viewers`` are ids of administrators who see confidential departures
    too (P7).
    """

    id: str
    company: str
    zone: str
    own_domains: tuple[str, ...] = ()
    google_domains: tuple[str, ...] = ()
    microsoft_tenants: tuple[str, ...] = ()
    confidential_viewers: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Person:
    """An employee. ``address`` is the primary e-mail address; ``interface_locale`` picks the pages' language.

    Who is not ``active`` any more signs in nowhere and approves nothing.
    """

    id: str
    workspace_id: str
    name: str
    address: str
    job_title: str = ""
    phone: str = ""
    gender: Gender = Gender.UNSTATED
    interface_locale: str = "en"
    is_administrator: bool = False
    active: bool = True
