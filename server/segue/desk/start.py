"""A departure begins with three answers, and its facts can be changed until clients are told (A7)."""

from dataclasses import dataclass, replace
from datetime import date

from segue.departure.consent import PersonalContact
from segue.departure.contact_point import ContactKind, ContactPoint
from segue.departure.dates import next_working_day
from segue.departure.departure import Departure
from segue.departure.departure_check import findings_in_facts
from segue.departure.effective import register_in_effect
from segue.departure.errors import ChangedMeanwhile, InputError, NotNow
from segue.departure.findings import blocking
from segue.departure.kind import DepartureKind
from segue.departure.offer import modes_offered, reasons_offered, registers_offered
from segue.departure.people import Person
from segue.departure.personal_contact import require_fit
from segue.departure.register import Register
from segue.departure.stage import Verb
from segue.departure.terms import Reason, SenderMode
from segue.desk.access import permit
from segue.desk.desk import Desk
from segue.desk.reconsider import reconsider
from segue.desk.successor import still_told
from segue.desk.writing import kind_of, mode_of


@dataclass(frozen=True)
class Facts:
    """What the leaver proposes; everything has a safe default but dates and contact."""

    last_day: date
    contact_from: date
    contact_points: tuple[ContactPoint, ...]
    kind: DepartureKind = DepartureKind.LEAVING
    bridge: ContactPoint | None = None
    register: Register = Register.NEUTRAL
    proposed_mode: SenderMode | None = None
    reason: Reason | None = None
    hope_to_meet: bool = False
    denied: tuple[str, ...] = ()
    personal_contact: PersonalContact | None = None


def draft(desk: Desk, actor: Person, contact_name: str, last_day: date, first_client: str) -> Departure:
    """Return an unsaved departure of the three answers, for the live letter.

    A colleague whose name is known brings his channels along.
    """
    return Departure(
        id="draft",
        workspace_id=actor.workspace_id,
        leaver_id=actor.id,
        last_day=last_day,
        contact_from=next_working_day(last_day, desk.policy.holidays),
        contact_points=(_contact_point(desk, contact_name),),
        first_client=first_client.strip(),
        register=register_in_effect(Register.NEUTRAL, desk.policy),
    )


def own_departure(desk: Desk, person: Person) -> Departure | None:
    """Return the departure that a leaver leads himself; one that was taken over is not his to see (P8)."""
    found = desk.stores.departures.of_leaver(person.id)
    return found if found and not found.taken_over else None


def start(desk: Desk, actor: Person, contact_name: str, last_day: date, first_client: str) -> Departure:
    """Begin the actor's departure.

    Raises InputError for a day that is past, ChangedMeanwhile when he has one, NotNow when another leads it.
    """
    known = desk.stores.departures.of_leaver(actor.id)
    if known is not None:
        raise NotNow("start_closed") if known.taken_over else ChangedMeanwhile("departure_exists")
    if last_day < desk.today:
        raise InputError("last_day_past", field="last_day")
    if not contact_name.strip():
        raise InputError("contact_missing", field="contact_name")
    begun = draft(desk, actor, contact_name, last_day, first_client)
    saved = desk.stores.departures.save(replace(begun, id=desk.new_id()))
    desk.record(actor.id, "start", saved.id)
    return saved


def change_facts(desk: Desk, actor: Person, departure_id: str, facts: Facts, version: int) -> Departure:
    """Change the facts; letters that they change wait again (P5).

    Raises ChangedMeanwhile when ``version`` is not the one that the person saw, InputError for facts that
    nobody can propose.
    """
    departure = permit(desk, actor, departure_id, Verb.CHANGE_FACTS)
    changed = replace(departure, **vars(facts), version=version)
    if departure.taken_over:
        require_fit_without_leaver(desk, changed)
    elif facts.kind.is_over:  # who has gone asks nothing; the manager takes such a departure over
        raise InputError("choice_unknown", field="kind")
    if facts.proposed_mode is SenderMode.MANAGER:
        raise InputError("choice_unknown", field="proposed_mode")
    _require_within_policy(desk, departure, facts)
    return _kept(desk, actor, departure, changed)


def _require_within_policy(desk: Desk, before: Departure, facts: Facts) -> None:
    """Raise InputError for choosing what policy closes; what was chosen before it was closed may stay (P9)."""
    policy = desk.policy
    no_register = InputError("register_against_policy", field="register")
    no_mode = InputError("mode_against_policy", field="proposed_mode")
    registers_offered(before.register, policy).require(facts.register, no_register)
    modes_offered(before.proposed_mode, policy).require(facts.proposed_mode, no_mode)
    reasons_offered(before.reason, policy).require(facts.reason, InputError("closed_policy", field="reason"))
    if facts.hope_to_meet and not (before.hope_to_meet or policy.hope_to_meet):
        raise InputError("closed_policy", field="hope_to_meet")
    require_fit(facts.personal_contact, before.personal_contact, before.attestation, facts.last_day, policy)


def require_fit_without_leaver(desk: Desk, departure: Departure) -> None:
    """Raise InputError for facts of a departure that was taken over: no question follows that would find them."""
    for finding in blocking(findings_in_facts(departure, desk.today, desk.policy)):
        raise InputError(finding.id, field=finding.where, **finding.values)
    if departure.personal_contact is not None:
        raise InputError("closed_no_leaver", field="personal_said")


def choose_subject(desk: Desk, actor: Person, departure_id: str, locale: str, subject: str, version: int) -> None:
    """Choose one of a pack's subjects for every letter in that language (L4), "" its default; raises InputError."""
    departure = permit(desk, actor, departure_id, Verb.CHANGE_FACTS)
    if locale not in desk.packs:
        raise InputError("locale_without_pack", field="locale", locale=locale)
    if subject and desk.packs[locale].subject(subject, mode_of(desk, departure), kind_of(desk, departure)) is None:
        raise InputError("subject_closed", field="subject", subject=subject)
    subjects = {**departure.subjects, locale: subject}
    _kept(desk, actor, departure, replace(departure, subjects=subjects, version=version))


def _kept(desk: Desk, actor: Person, before: Departure, after: Departure) -> Departure:
    """Write what changed and bring the letters in line; the same again changes nothing."""
    if after == before:
        return before
    saved = desk.stores.departures.save(still_told(before, after))
    desk.record(actor.id, Verb.CHANGE_FACTS, saved.id)
    reconsider(desk, saved)
    return saved


def _contact_point(desk: Desk, name: str) -> ContactPoint:
    wanted = " ".join(name.split())
    known = [person for person in desk.stores.people.all() if person.name.casefold() == wanted.casefold()]
    if len(known) != 1:
        return ContactPoint(desk.new_id(), ContactKind.SUCCESSOR, wanted)
    found = known[0]
    return ContactPoint(
        desk.new_id(),
        ContactKind.SUCCESSOR,
        found.name,
        found.address,
        found.phone,
        found.job_title,
        None,
        found.gender,
    )
