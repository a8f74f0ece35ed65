"""The company's people, as the administrator keeps them: named by address, without registering (P6)."""

import re
from dataclasses import dataclass, replace

from segue.clients.addresses import readable
from segue.clients.domains import is_own
from segue.departure.errors import InputError
from segue.departure.people import Gender, Person
from segue.desk.access import as_administrator
from segue.desk.desk import Desk
from segue.desk.policy import open_departures
from segue.desk.reconsider import reconsider

LONGEST_NAME = 200
GUEST_MARK = "#ext#"
"""What stands in a guest's user name at Microsoft: an account of another company."""


@dataclass(frozen=True)
class PersonFacts:
    """What letters and pages say of an employee."""

    name: str
    job_title: str = ""
    phone: str = ""
    gender: Gender = Gender.UNSTATED


def add_person(desk: Desk, actor: Person, address: str, facts: PersonFacts) -> Person:
    """Add an employee by address; he signs in with it later, without registering.

    Raises NotAllowed for anybody but an administrator, InputError for an address of no allowed domain,
    a guest's, or one that somebody has already.
    """
    as_administrator(actor)
    if desk.stores.people.by_address(address) is not None:
        raise InputError("person_known", field="address", address=address.strip()[:80])
    return _added(desk, actor, own_address(desk, address, "address"), facts)


def person_by_address(desk: Desk, actor: Person, address: str, field: str) -> Person:
    """Return whose address it is; of an allowed domain, whoever has it is added by being named (P6)."""
    known = desk.stores.people.by_address(address)
    if known is not None:
        return known
    as_administrator(actor)
    fit = own_address(desk, address, field)
    return _added(desk, actor, fit, PersonFacts(name_in(fit)))


def change_person(desk: Desk, actor: Person, person_id: str, facts: PersonFacts) -> Person:
    """Change what letters and pages say of an employee; letters that name him wait again."""
    as_administrator(actor)
    person = desk.stores.people.get(person_id)
    changed = replace(person, **vars(_fit(facts)))
    if changed != person:
        desk.stores.people.save(changed)
        desk.record(actor.id, "change_person", subject_id=person_id)
        for departure in open_departures(desk):
            reconsider(desk, departure)
    return changed


def own_address(desk: Desk, address: str, field: str) -> str:
    """Return an address of the company's own; raises InputError that says why it is none."""
    if GUEST_MARK in address.casefold():
        raise InputError("guest_refused", field=field)
    try:
        fit = readable(address)
    except InputError as error:
        raise InputError(error.code, field=field, **error.values) from error
    domain = fit.rpartition("@")[2].casefold()
    if not is_own(domain, desk.stores.workspace.own_domains):
        allowed = ", ".join(desk.stores.workspace.own_domains) or "–"
        raise InputError("address_outside", field=field, domain=domain, allowed=allowed)
    return fit


def _added(desk: Desk, actor: Person, address: str, facts: PersonFacts) -> Person:
    person = Person(desk.new_id(), desk.stores.workspace.id, address=address, **vars(_fit(facts)))
    desk.stores.people.save(person)
    desk.record(actor.id, "add_person", subject_id=person.id)
    return person


def _fit(facts: PersonFacts) -> PersonFacts:
    name, job_title, phone = (" ".join(text.split()) for text in (facts.name, facts.job_title, facts.phone))
    if not name:
        raise InputError("field_missing", field="name")
    for field, text in (("name", name), ("job_title", job_title), ("phone", phone)):
        if len(text) > LONGEST_NAME or not text.isprintable():
            raise InputError("text_too_long" if text.isprintable() else "text_unprintable", field=field)
    return PersonFacts(name, job_title, phone, facts.gender)


def name_in(address: str) -> str:
    """Return a name to begin with, until the person or the administrator says better: anna.rossi is Anna Rossi."""
    parts = [part for part in re.split(r"[._\-+]+", address.partition("@")[0]) if part]
    return " ".join(part.capitalize() for part in parts) or address
