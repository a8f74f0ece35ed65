"""Where there is no leaver to ask, the manager leads: a departure is opened for him, or taken over (P8).

Attestation and consent count as not given, which tightens the terms, and every letter is the manager's own. What
the leaver said in confidence does not come along: his private contact, his notes, the names that no letter may hold.
"""

from dataclasses import dataclass, replace
from datetime import date

from segue.departure.departure import Departure
from segue.departure.departure_check import findings_in_facts
from segue.departure.errors import ChangedMeanwhile, InputError, SelfApproval
from segue.departure.findings import blocking
from segue.departure.kind import DepartureKind
from segue.departure.people import Person
from segue.departure.stage import Role, Stage, Verb
from segue.departure.terms import SenderMode
from segue.desk.access import permit, roles_of
from segue.desk.answer import agreed_already
from segue.desk.desk import Desk
from segue.desk.reconsider import reconsider
from segue.desk.start import draft

ASKED_FIRST = ("last_day", "kind")
"""Fields that opening asks for; what else is missing, the facts' own page says."""


@dataclass(frozen=True)
class Absent:
    """Who leaves without being asked (an address), how, until when (inclusive), and who follows."""

    leaver: str
    last_day: date
    contact_name: str
    kind: DepartureKind = DepartureKind.GONE


def open_for(desk: Desk, actor: Person, absent: Absent) -> Departure:
    """Open a departure that its approver leads; what the leaver had only prepared is not shown, and goes.

    Raises SelfApproval, InputError for somebody whose approver the actor is not, or for days that cannot be,
    ChangedMeanwhile where the actor sees a departure of that person already.
    """
    leaver = _employee(desk, actor, absent.leaver)
    approver = desk.stores.people.approver_of(leaver.id)
    if approver is None or not approver.active:
        raise InputError("no_approver_for", field="leaver", name=leaver.name)
    if not actor.is_administrator and approver.id != actor.id:
        raise InputError("not_your_employee", field="leaver")
    opened = _opened(desk, leaver, approver, absent)
    _require_days(desk, opened)
    _make_room(desk, actor, leaver)
    saved = desk.stores.departures.save(opened)
    desk.record(actor.id, Verb.TAKE_OVER, saved.id, leaver.id)
    return saved


def take_over(desk: Desk, actor: Person, departure_id: str, version: int) -> Departure:
    """Let the approver lead a departure; letters not sent yet become his and wait. The same again changes nothing.

    Raises SelfApproval, NotFound, NotNow when it is over, ChangedMeanwhile.
    """
    departure = permit(desk, actor, departure_id, Verb.TAKE_OVER)
    if departure.taken_over:
        return departure
    saved = desk.stores.departures.save(agreed_already(desk, _without_leaver(departure, version)))
    for client in desk.stores.clients.all(departure_id):
        if client.note:
            desk.stores.clients.save(replace(client, note=""))
    desk.record(actor.id, Verb.TAKE_OVER, departure_id, departure.leaver_id)
    reconsider(desk, saved)
    return saved


def employees_of(desk: Desk, actor: Person) -> list[Person]:
    """Return whom the actor can open a departure for, by name; a departure that he sees is taken over instead."""
    people = desk.stores.people
    if not actor.is_administrator:
        return [one for one in people.some(people.approved_by(actor.id)) if one.id != actor.id]
    approvers = people.approvers()
    return [one for one in people.all() if one.id in approvers and one.id != actor.id]


def can_open(desk: Desk, actor: Person) -> bool:
    """Say whether there is anybody for whom the actor can open a departure; nobody's row is read for it."""
    people = desk.stores.people
    mine = people.approvers() if actor.is_administrator else people.approved_by(actor.id)
    return any(leaver_id != actor.id for leaver_id in mine)


def _employee(desk: Desk, actor: Person, address: str) -> Person:
    leaver = desk.stores.people.by_address(address) if address.strip() else None
    if leaver is None:
        raise InputError("person_unknown", field="leaver", address=address.strip()[:80])
    if leaver.id == actor.id:
        raise SelfApproval(field="leaver")
    return leaver


def _opened(desk: Desk, leaver: Person, approver: Person, absent: Absent) -> Departure:
    if not absent.contact_name.strip():
        raise InputError("contact_missing", field="contact_name")
    begun = draft(desk, leaver, absent.contact_name, absent.last_day, "")
    starts = begun.contact_from if absent.last_day >= desk.today else desk.today
    facts = replace(begun, id=desk.new_id(), kind=absent.kind, contact_from=starts)
    return facts.moved(Verb.TAKE_OVER, taken_over=True, approver_id=approver.id, asked_at=desk.now)


def _require_days(desk: Desk, departure: Departure) -> None:
    for finding in blocking(findings_in_facts(departure, desk.today, desk.policy)):
        if finding.where in ASKED_FIRST:
            raise InputError(finding.id, field=finding.where, **finding.values)


def _make_room(desk: Desk, actor: Person, leaver: Person) -> None:
    """Let go of what the leaver prepared without asking: only he may see it (P7), and there is room for one."""
    known = desk.stores.departures.of_leaver(leaver.id)
    if known is None:
        return
    if known.stage is not Stage.PREPARING:
        if roles_of(desk, actor, known) & {Role.APPROVER, Role.ADMINISTRATOR}:
            raise ChangedMeanwhile("departure_there", field="leaver")
        raise InputError("not_your_employee", field="leaver")
    desk.stores.departures.remove(known.id)


def _without_leaver(departure: Departure, version: int) -> Departure:
    terms = departure.terms
    managers = replace(terms, mode=SenderMode.MANAGER) if terms and terms.may_tell else terms
    return departure.moved(
        Verb.TAKE_OVER,
        taken_over=True,
        terms=managers,
        proposed_mode=None,
        attestation=None,
        consent=None,
        personal_contact=None,
        denied=(),
        first_client="",
        version=version,
    )
