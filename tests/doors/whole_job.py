"""What is the same in a whole job at any provider: the worker's minutes, the client list, the manager's reading."""

import html
import re
from dataclasses import replace
from typing import Any

from fakes.at_google import AtGoogle
from fakes.office import ADMINISTRATOR, LEAVER, Office
from segue.desk.policy import change_policy
from segue.desk.salute import confirm_salutations, salutations
from segue.doors.wiring import EXTENSION
from segue.worker import MORE, lost_draftings, lost_readings, place, read


def begun_at(office: Office, world: Any) -> Office:
    """Bring an office at a provider to a departure whose clients may be told, drafts switched on."""
    world.clock.moment = office.now
    with office.desk() as desk:
        change_policy(desk, ADMINISTRATOR, replace(desk.policy, bulk_drafts=True), desk.policy.version)
    return office.asked().answer().agree()


def later(office: Office, world: Any, **by: float) -> None:
    """Let time pass here and there."""
    office.move(**by)
    world.clock.moment = office.now


def work(office: Office, world: Any) -> None:
    """Let the worker do what waits, minute by minute."""
    parts = office.app.extensions[EXTENSION]
    for _ in range(3):
        later(office, world, minutes=2)
        for workspace_id, reading_id in lost_readings(parts):
            read(parts, workspace_id, reading_id)
        for workspace_id, drafting_id in lost_draftings(parts):
            while place(parts, workspace_id, drafting_id) == MORE:
                pass


def path_of(office: Office) -> str:
    """Return where the departure's pages are."""
    return f"/departures/{office.departure_id}"


def loaded(office: Office, world: Any, mara: AtGoogle, label: str) -> None:
    """Let contacts be read, and those with a label be chosen and greeted."""
    path = path_of(office)
    mara.follow(f"/account/allow/contacts?next={path}/contacts")
    mara.hand_in(f"{path}/contacts", **{"from": "mailbox"})
    work(office, world)
    mara.hand_in(f"{path}/clients?label={label}", do="choose_all")
    with office.desk() as desk:
        chosen = [one for one in desk.stores.clients.all(office.departure_id) if one.chosen]
        rows = salutations(desk, desk.stores.departures.get(office.departure_id), chosen)
        confirm_salutations(desk, LEAVER, office.departure_id, {row.client.id: row.text for row in rows})


def approved(office: Office, mara: AtGoogle, priya: AtGoogle) -> None:
    """Let the letters be given, read and approved."""
    path = path_of(office)
    mara.hand_in(f"{path}/letters", read=_hidden(mara.open(f"{path}/letters").text, "read"))
    for _ in range(30):
        waiting = _hidden(priya.open(f"{path}/read").text, "letter")
        if not waiting:
            break
        priya.hand_in(f"{path}/read", do="approve", letter=waiting)


def _hidden(page: str, name: str) -> list[str]:
    return [html.unescape(one) for one in re.findall(rf'name="{name}" value="([^"]*)"', page)]
