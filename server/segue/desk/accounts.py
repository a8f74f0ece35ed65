"""Who may still sign in, as what, and who of the administrators sees what is confidential (P6, P7)."""

from dataclasses import dataclass, replace

from segue.clients.addresses import readable
from segue.departure.errors import InputError, NotAllowed
from segue.departure.people import Person
from segue.desk.access import as_administrator
from segue.desk.connections import end_connection
from segue.desk.desk import Desk
from segue.desk.people import own_address


def mark_gone(desk: Desk, actor: Person, person_id: str) -> None:
    """Mark who has gone: his sign-ins end at once, he signs in nowhere and approves nothing any more.

    Whom he approves for, and whose clients he was to tell, stays, to be shown as in want of somebody else.
    Raises NotAllowed for oneself.
    """
    as_administrator(actor)
    _require_another(actor, person_id)
    person = desk.stores.people.get(person_id)
    if person.active:
        desk.stores.people.save(replace(person, active=False))
        desk.stores.people.unbind(person_id)
        end_connection(desk, person_id, "unbound")
        desk.record(actor.id, "mark_gone", subject_id=person_id)


def mark_back(desk: Desk, actor: Person, person_id: str) -> None:
    """Take "gone" back: from the next sign-in by his address on, he is bound anew."""
    as_administrator(actor)
    person = desk.stores.people.get(person_id)
    if not person.active:
        desk.stores.people.save(replace(person, active=True))
        desk.record(actor.id, "mark_back", subject_id=person_id)


def unbind(desk: Desk, actor: Person, person_id: str) -> None:
    """Forget which account signs in as a person, so that the next one of his address is bound; sign-ins end."""
    as_administrator(actor)
    desk.stores.people.unbind(desk.stores.people.get(person_id).id)
    end_connection(desk, person_id, "unbound")
    desk.record(actor.id, "unbind", subject_id=person_id)


@dataclass(frozen=True)
class Allowed:
    """Whose accounts are a company's: its mail domains, its Google organisations and its Microsoft tenants (A1)."""

    domains: tuple[str, ...] = ()
    google: tuple[str, ...] = ()
    microsoft: tuple[str, ...] = ()


def name_by_command(desk: Desk, name: str, address: str, allowed: Allowed) -> Person:
    """Name an administrator for the command, where nobody is signed in; what is allowed is added to what was.

    Raises InputError for an address that is none, or that is none of the company's where its domains are known.
    """
    workspace = desk.stores.workspace
    known_domains = _grown(workspace.own_domains, allowed.domains)
    google = _grown(workspace.google_domains, allowed.google)
    microsoft = _grown(workspace.microsoft_tenants, allowed.microsoft)
    grown = replace(workspace, own_domains=known_domains, google_domains=google, microsoft_tenants=microsoft)
    desk.stores.settings.save(grown)
    desk = replace(desk, stores=replace(desk.stores, workspace=grown))
    fit = own_address(desk, address, "address") if known_domains else readable(address)
    known = desk.stores.people.by_address(fit)
    person = known or Person(desk.new_id(), workspace.id, name, fit)
    desk.stores.people.save(replace(person, name=name, is_administrator=True, active=True))
    desk.record("", "make_administrator", subject_id=person.id)
    return person


def _grown(known: tuple[str, ...], more: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*known, *(one.strip().casefold() for one in more))))


def make_administrator(desk: Desk, actor: Person, person_id: str, *, is_one: bool) -> None:
    """Give an employee the administrator's role or take it away; nobody takes it from himself."""
    as_administrator(actor)
    _require_another(actor, person_id)
    person = desk.stores.people.get(person_id)
    if is_one and not person.active:
        raise InputError("person_gone", field="person")
    if person.is_administrator != is_one:
        desk.stores.people.save(replace(person, is_administrator=is_one))
        desk.record(actor.id, "make_administrator" if is_one else "take_administrator", subject_id=person_id)
        if not is_one:
            _keep_viewers(desk, desk.stores.workspace.confidential_viewers - {person_id})


def name_viewer(desk: Desk, actor: Person, person_id: str, *, is_one: bool) -> None:
    """Say which administrators see confidential departures too (P7).

    Nobody names himself while another administrator could do it; whoever is named shows in the audit.
    """
    as_administrator(actor)
    person, viewers = desk.stores.people.get(person_id), desk.stores.workspace.confidential_viewers
    if is_one and not (person.is_administrator and person.active):
        raise InputError("viewer_unfit", field="person")
    if is_one and person_id == actor.id and _other_administrators(desk, actor):
        raise NotAllowed("viewer_names_himself")
    wanted = viewers | {person_id} if is_one else viewers - {person_id}
    if wanted != viewers:
        _keep_viewers(desk, wanted)
        desk.record(actor.id, "name_viewer" if is_one else "unname_viewer", subject_id=person_id)


def _require_another(actor: Person, person_id: str) -> None:
    if person_id == actor.id:
        raise NotAllowed("not_yourself")


def _other_administrators(desk: Desk, actor: Person) -> bool:
    return any(one.is_administrator and one.active and one.id != actor.id for one in desk.stores.people.all())


def _keep_viewers(desk: Desk, viewers: frozenset[str]) -> None:
    desk.stores.settings.save(replace(desk.stores.workspace, confidential_viewers=viewers))
