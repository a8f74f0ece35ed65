"""From cleaned facts to what a pack asks for: which clauses there are, the axis values, and the gaps."""

from collections.abc import Callable
from datetime import date
from functools import lru_cache

from segue.departure.contact_point import ContactKind
from segue.departure.kind import DepartureKind
from segue.departure.people import Gender
from segue.departure.register import Register
from segue.departure.terms import SenderMode
from segue.letters.axes import LONGEST_YEARS
from segue.letters.dates import written
from segue.letters.facts import Colleague, LetterFacts, Recipient
from segue.letters.pack import Pack
from segue.letters.specs import DAYS

WITH_A_REASON = (DepartureKind.LEAVING, DepartureKind.GONE)
"""Kinds of departure that do not say themselves why."""

PRESENT: dict[str, Callable[[LetterFacts], object]] = {
    "news": lambda facts: facts.writer.company,
    "last_day": lambda facts: facts.last_day,
    "contact": lambda facts: facts.contact.name and not facts.others,
    "contacts": lambda facts: facts.others,
    "about": lambda facts: point_of(facts) in ("successor", "interim") and _years(facts.contact.years_here),
    "channels": lambda facts: _channels(facts.contact) and not facts.others,
    "bridge": lambda facts: facts.last_day and facts.bridge and facts.bridge.name and _channels(facts.bridge),
    "transition": lambda facts: point_of(facts) != "self" and not facts.kind.is_over,
    "note": lambda facts: facts.note,
    "reason": lambda facts: facts.reason and facts.kind is DepartureKind.LEAVING,
    "hope_to_meet": lambda facts: facts.hope_to_meet and facts.kind is not DepartureKind.CHANGING_ROLE,
    "personal_contact": lambda facts: (
        facts.personal_contact and facts.personal_end and facts.kind is not DepartureKind.CHANGING_ROLE
    ),
    "address_ends": lambda facts: facts.last_day,
    "reply_who": lambda facts: _channels(facts.contact) and not facts.others,
    "reply_who_by_topic": lambda facts: facts.others,
}


def is_present(clause: str, facts: LetterFacts) -> bool:
    """Say whether a letter has everything that a clause needs; if not, the whole clause is left out."""
    needs = PRESENT.get(clause)
    return needs is None or bool(needs(facts))


def point_of(facts: LetterFacts) -> str:
    """Return what the contact point is, as the axis ``point``."""
    if facts.others:
        return "several"
    if facts.contact.kind is ContactKind.MANAGER and facts.mode is SenderMode.MANAGER:
        return "self"
    return facts.contact.kind.value


def as_company(client: Recipient) -> bool:
    """Say whether a client is addressed as a company: a shared mailbox, or nobody's name is known."""
    return client.is_company or not (client.name or client.given or client.family)


def named(client: Recipient, register: Register) -> str:
    """Return which parts of a name are known, as the axis ``named``.

    A single name with a title stands as a family name does, but among friends: Ibu Ratna, Sr. João, श्री राहुल.
    """
    if as_company(client):
        return "company"
    if not client.family:
        is_titled = client.given and client.title and register is not Register.WARM
        return "titled_family" if is_titled else "given" if client.given else "whole"
    parts = "full" if client.given else "family"
    return f"titled_{parts}" if client.title else parts


def _channels(person: Colleague) -> str:
    if person.email and person.phone:
        return "both"
    return "email" if person.email else "phone" if person.phone else ""


def _years(years: int | None) -> int:
    return years if years is not None and 0 < years <= LONGEST_YEARS else 0


def _plural(years: int | None, pack: Pack) -> str:
    count = _years(years)
    if count < 2:
        return "1" if count else "none"
    return pack.plurals[count]


def axis_values_of(facts: LetterFacts, pack: Pack) -> dict[str, str]:
    """Return the letter's place on every axis; an axis without a fact is empty, and its clause is absent."""
    client, contact, bridge = facts.client, facts.contact, facts.bridge
    leaver = facts.leaver.gender if facts.leaver and facts.mode is SenderMode.MANAGER else Gender.UNSTATED
    return {
        "mode": facts.mode.value,
        "kind": DepartureKind.LEAVING.value if facts.mode is SenderMode.HAND_OVER else facts.kind.value,
        "register": facts.register.value,
        "wording": "b" if facts.wording else "a",
        "form": pack.form_for(client, facts.register, as_company=as_company(client)),
        "writer": facts.writer.gender.value,
        "leaver": leaver.value,
        "client": client.gender.value,
        "contact": contact.gender.value,
        "bridge": (bridge.gender if bridge else Gender.UNSTATED).value,
        "point": point_of(facts),
        "count": "two" if len(facts.others) == 1 else "many",
        "channels": _channels(contact),
        "bridge_channels": _channels(bridge) if bridge else "",
        "role": "yes" if contact.job_title and point_of(facts) != "self" else "no",
        "here": _plural(contact.years_here, pack),
        "named": named(client, facts.register),
        "patronymic": "yes" if client.given and client.patronymic and not as_company(client) else "no",
        "reason": facts.reason.value if facts.reason else "",
        "given_reason": facts.reason.value if facts.reason and facts.kind in WITH_A_REASON else "none",
        "years": _plural(facts.years_together, pack),
    }


def gaps_of(facts: LetterFacts, pack: Pack) -> dict[str, str]:
    """Return every value that this letter can fill in; what is not known is not there."""
    values = {**_client_gaps(facts.client, pack), **_colleague_gaps(facts, pack)}
    values |= _day_gaps(facts.last_day, facts.contact.first_day, facts.personal_end, pack)
    values |= {"company": facts.writer.company, "note": facts.note, "personal_contact": facts.personal_contact}
    values["leaver_name"] = facts.leaver.name if facts.leaver else ""
    values["years"] = pack.number(_years(facts.years_together))
    values["contact_years"] = pack.number(_years(facts.contact.years_here))
    return {gap: value for gap, value in values.items() if value}


def _client_gaps(client: Recipient, pack: Pack) -> dict[str, str]:
    parts = " ".join(part for part in (client.given, client.family) if part)
    return {
        "client_name": client.name or parts,
        "client_given": client.given,
        "client_family": client.family or client.given,
        "client_given_patronymic": f"{client.given} {client.patronymic}".strip(),
        "client_title": pack.title(client.title, client.gender),
        "client_company": client.company or client.name or parts,
    }


def _colleague_gaps(facts: LetterFacts, pack: Pack) -> dict[str, str]:
    contact, bridge = facts.contact, facts.bridge
    values = {
        "contact_name": contact.name,
        "contact_email": contact.email,
        "contact_phone": contact.phone,
        "contact_title": contact.job_title,
    }
    if bridge:
        values |= {"bridge_name": bridge.name, "bridge_email": bridge.email, "bridge_phone": bridge.phone}
    for which, person in zip(("first", "second"), (contact, *facts.others), strict=False):
        values |= {f"{which}_{part}": value for part, value in topic_parts(person, pack).items()}
    return values


def topic_parts(person: Colleague, pack: Pack) -> dict[str, str]:
    """Return topic, name and reach (the channels, after a comma) of one of several contact points."""
    reach = ", ".join(channel for channel in (person.email, person.phone) if channel)
    return {"topic": pack.topics[person.topic] if person.topic else "", "name": person.name, "reach": reach}


@lru_cache(maxsize=256)
def _day_gaps(last_day: date | None, first_day: date, personal_end: date | None, pack: Pack) -> dict[str, str]:
    """Return the days in every way of writing them; most letters of a departure have the same ones."""
    days = zip(DAYS, (last_day, first_day, personal_end), strict=True)
    return {
        f"{name}_{key}": written(day, pattern, pack.date_names)
        for name, day in days
        if day
        for key, pattern in pack.date_patterns.items()
    }
