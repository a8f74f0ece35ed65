"""From cleaned facts to what a pack asks for: which clauses there are, and the letter's place on every axis."""

from collections.abc import Callable

from segue.departure.contact_point import ContactKind
from segue.departure.kind import DepartureKind
from segue.departure.people import Gender
from segue.departure.register import Register
from segue.departure.terms import SenderMode
from segue.letters.axes import LONGEST_YEARS
from segue.letters.facts import Changed, Colleague, LetterFacts, Recipient, UpdateKind
from segue.letters.pack import Pack

WITH_A_REASON = (DepartureKind.LEAVING, DepartureKind.GONE)
"""Kinds of departure that do not say themselves why."""

PRESENT: dict[str, Callable[[LetterFacts], object]] = {
    "news": lambda facts: facts.writer.company,
    "last_day": lambda facts: facts.last_day,
    "contact": lambda facts: facts.contact.name and not facts.others and _introduces(facts),
    "contacts": lambda facts: facts.others,
    "about": lambda facts: point_of(facts) in ("successor", "interim") and years_in(facts.contact.years_here),
    "channels": lambda facts: _channels(facts.contact) and not facts.others and _introduces(facts),
    "bridge": lambda facts: facts.last_day and facts.bridge and facts.bridge.name and _is_bridged(facts),
    "transition": lambda facts: point_of(facts) != "self" and not facts.kind.is_over,
    "note": lambda facts: facts.note,
    "reason": lambda facts: facts.reason and facts.kind is DepartureKind.LEAVING,
    "hope_to_meet": lambda facts: facts.hope_to_meet and facts.kind is not DepartureKind.CHANGING_ROLE,
    "personal_contact": lambda facts: (
        facts.personal_contact and facts.personal_end and facts.kind is not DepartureKind.CHANGING_ROLE
    ),
    "address_ends": lambda facts: facts.last_day,
    "as_discussed": lambda facts: facts.after_call,
    "update_last_day": lambda facts: facts.last_day and facts.update and Changed.LAST_DAY in facts.update.changed,
    "update_contact": lambda facts: _channels(facts.contact) and not facts.others and not _introduces(facts),
    "auto_ends": lambda facts: facts.last_day and facts.kind is not DepartureKind.CHANGING_ROLE,
    "auto_contact": lambda facts: not facts.others,
    "auto_contacts": lambda facts: facts.others,
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


def _introduces(facts: LetterFacts) -> bool:
    """Say whether a letter tells who the contact is and from when: all do but second ones in which both have stayed."""
    update = facts.update
    if update is None or update.kind is UpdateKind.SUCCESSOR_KNOWN:
        return True
    return not update.changed.isdisjoint({Changed.CONTACT, Changed.CONTACT_DAY})


def _is_bridged(facts: LetterFacts) -> bool:
    """Say whether the days before the contact's first are news: in a second letter only beside that day."""
    settled = facts.update and (facts.update.kind is UpdateKind.SUCCESSOR_KNOWN or not _introduces(facts))
    return not settled and bool(facts.bridge and _channels(facts.bridge))


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


def years_in(years: int | None) -> int:
    """Return a number of years that a letter can say, 0 for one that it cannot."""
    return years if years is not None and 0 < years <= LONGEST_YEARS else 0


def _plural(years: int | None, pack: Pack) -> str:
    count = years_in(years)
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
        "update": facts.update.kind.value if facts.update else "",
        "reached": "anew" if facts.update and Changed.CHANNELS in facts.update.changed else "as_before",
        "bridged": "yes" if is_present("bridge", facts) else "no",
    }
