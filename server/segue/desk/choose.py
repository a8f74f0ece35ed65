"""Choosing: nobody is a client unless the leaver says so, by label, company or one by one (C2, C3)."""

from collections.abc import Iterable
from dataclasses import replace

from segue.clients.client import Client, TrayChoice
from segue.clients.wordings import with_wordings
from segue.departure.errors import InputError
from segue.departure.people import Person
from segue.departure.stage import Verb
from segue.desk.access import as_leader, permit
from segue.desk.desk import Desk
from segue.desk.ports import ClientFilter
from segue.desk.reconsider import reconsider
from segue.desk.selection import Selection, selected
from segue.desk.undo import remember


def choose(
    desk: Desk, actor: Person, departure_id: str, selection: Selection, chosen: bool, seen: int | None = None
) -> int:
    """Choose clients, or take them off the list again; returns how many changed.

    Who is chosen leaves the tray for good; of a filter that does not name the tray, the tray stays out. ``seen`` as in
    ``selected``. Ids of another departure are refused as NotFound.
    """
    departure = permit(desk, actor, departure_id, Verb.CHOOSE_CLIENTS)
    wanted = selection
    if isinstance(selection, ClientFilter) and chosen and selection.in_tray is None:
        wanted = replace(selection, in_tray=False)
    count = _set_chosen(desk, actor, departure_id, selected(desk, departure_id, wanted, seen), chosen)
    if count:
        desk.record(actor.id, Verb.CHOOSE_CLIENTS, departure_id, count=count, chosen="yes" if chosen else "no")
    reconsider(desk, departure)
    return count


def choose_by(desk: Desk, actor: Person, departure_id: str, label: str, company: str, chosen: bool) -> int:
    """Choose everybody with a label or of a company; the "probably not a client" tray stays out. Returns how many."""
    as_leader(desk, actor, departure_id)
    if not label and not company:
        raise InputError("choose_by_what", field="label")
    wanted = ClientFilter(label=label, company=company, chosen=not chosen)
    return choose(desk, actor, departure_id, wanted, chosen)


def move_to_tray(
    desk: Desk, actor: Person, departure_id: str, selection: Selection, into: bool, seen: int | None = None
) -> int:
    """Put people into the "probably not a client" tray, or take them out of it, for good; returns how many moved.

    Who goes into the tray is taken off the list of chosen clients as well.
    """
    departure = permit(desk, actor, departure_id, Verb.CHOOSE_CLIENTS)
    clients = [one for one in selected(desk, departure_id, selection, seen) if bool(one.tray) is not into]
    changed = [_in_tray(one) if into else replace(one, tray="", tray_choice=TrayChoice.OUT) for one in clients]
    _keep(desk, actor, departure_id, "tray_in" if into else "tray_out", clients, changed)
    if changed:
        desk.record(actor.id, "move_to_tray", departure_id, count=len(changed), into="yes" if into else "no")
    reconsider(desk, departure)
    return len(changed)


def _in_tray(client: Client) -> Client:
    return replace(client, tray="by_you", tray_choice=TrayChoice.IN, chosen=False)


def _set_chosen(desk: Desk, actor: Person, departure_id: str, clients: Iterable[Client], chosen: bool) -> int:
    before = [client for client in clients if client.chosen is not chosen]
    after = [_chosen(client) if chosen else replace(client, chosen=False) for client in before]
    if chosen:
        after = with_wordings(after, desk.stores.clients.with_wording(departure_id))
    _keep(desk, actor, departure_id, "choose" if chosen else "drop", before, after)
    return len(after)


def _chosen(client: Client) -> Client:
    choice = TrayChoice.OUT if client.tray else client.tray_choice
    return replace(client, chosen=True, tray="", tray_choice=choice)


def _keep(desk: Desk, actor: Person, departure_id: str, verb: str, before: list[Client], after: list[Client]) -> None:
    desk.stores.clients.save_all(after)
    remember(desk, actor, departure_id, verb, zip(before, after, strict=True))
