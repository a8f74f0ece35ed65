"""The administrator says who approves for whom (P6)."""

import csv
import io
from dataclasses import dataclass
from datetime import timedelta

from segue.departure.dates import today, working_days
from segue.departure.departure import Departure
from segue.departure.errors import InputError, SelfApproval
from segue.departure.people import Person
from segue.departure.stage import MOVES, Role, Stage, Verb
from segue.desk.access import as_administrator, roles_of
from segue.desk.desk import Desk
from segue.desk.people import person_by_address
from segue.desk.reconsider import reconsider

MOST_ROWS = 5_000


@dataclass(frozen=True)
class Seen:
    """The departures that an administrator may see, by last day, and how many confidential ones he may not."""

    departures: tuple[Departure, ...]
    hidden: int


def set_approver(desk: Desk, actor: Person, leaver_address: str, approver_address: str) -> None:
    """Set who approves for an employee, or replace one who is silent or gone; an open question moves along.

    Whoever has an address of an allowed domain is known by being named. A confidential departure stays
    where it is unless this administrator may see it. Raises NotAllowed for anybody but an administrator,
    SelfApproval, InputError for an address outside and for an approver who is gone.
    """
    as_administrator(actor)
    leaver = person_by_address(desk, actor, leaver_address, "leaver")
    approver = person_by_address(desk, actor, approver_address, "approver")
    if leaver.id == approver.id:
        raise SelfApproval(field="approver")
    if not approver.active:
        raise InputError("person_gone", field="approver", name=approver.name)
    before = desk.stores.people.approvers().get(leaver.id)
    desk.stores.people.set_approver(leaver.id, approver.id)
    moved = _moved(desk, actor, leaver, approver)
    if moved or before != approver.id:
        moved_id = moved.id if moved else ""
        desk.record(actor.id, Verb.REPLACE_APPROVER, moved_id, leaver.id, approver=approver.id)
    if moved:
        reconsider(desk, moved)


def set_approvers(desk: Desk, actor: Person, table: str) -> int:
    """Set many from a pasted table, a line each: employee's address, approver's address. All or none.

    A first line of two headings is passed over. Raises what :func:`set_approver` raises, at the table and with the row.
    """
    as_administrator(actor)
    rows = _rows(table)
    if not rows:
        raise InputError("approvers_empty", field="table")
    for number, row in rows.items():
        if len(row) != 2:
            raise InputError("approvers_row", field="table", row=number)
        try:
            set_approver(desk, actor, row[0].strip(), row[1].strip())
        except (InputError, SelfApproval) as error:
            error.field, error.values = "table", {**error.values, "row": number}
            raise
    return len(rows)


def departures_seen(desk: Desk, actor: Person, stage: Stage | None = None) -> Seen:
    """Return every departure that was asked about, or those in one stage, as far as this administrator may see (P7)."""
    as_administrator(actor)
    all_asked = [one for one in desk.stores.departures.all() if one.stage is not Stage.PREPARING]
    asked = [one for one in all_asked if stage is None or one.stage is stage]
    seen = [one for one in asked if Role.ADMINISTRATOR in roles_of(desk, actor, one)]
    return Seen(tuple(seen), len(asked) - len(seen))


def departures_of_teller(desk: Desk, actor: Person, person_id: str) -> list[Departure]:
    """Return the open departures whose answer names a person to tell the clients, as far as the actor may see (P7)."""
    as_administrator(actor)
    named = [one for one in desk.stores.departures.of_manager(person_id) if Verb.HAND_OUT in MOVES[one.stage]]
    return [one for one in named if Role.ADMINISTRATOR in roles_of(desk, actor, one)]


def silent_for(desk: Desk, departure: Departure) -> int:
    """Return for how many working days a question has been waiting, the day on which it was put not counted."""
    if departure.asked_at is None:
        return 0
    first = today(departure.asked_at, desk.zone) + timedelta(days=1)
    return working_days(first, desk.today, desk.policy.holidays)


def _moved(desk: Desk, actor: Person, leaver: Person, approver: Person) -> Departure | None:
    """Give an open question to another approver; None where there is none for this administrator to give."""
    departure = desk.stores.departures.of_leaver(leaver.id)
    if departure is None or departure.approver_id == approver.id:
        return None
    if Role.ADMINISTRATOR not in roles_of(desk, actor, departure):
        return None
    if Verb.REPLACE_APPROVER not in MOVES[departure.stage]:
        return None
    return desk.stores.departures.save(departure.moved(Verb.REPLACE_APPROVER, approver_id=approver.id))


def _rows(table: str) -> dict[int, list[str]]:
    lines = io.StringIO(table.replace(";", ",").replace("\t", ","))
    try:
        rows = {number: row for number, row in enumerate(csv.reader(lines), 1) if any(cell.strip() for cell in row)}
    except csv.Error as error:
        raise InputError("approvers_row", field="table", row="?") from error
    if len(rows) > MOST_ROWS:
        raise InputError("policy_list_long", field="table", most=MOST_ROWS)
    if len(rows) > 1 and _is_heading(rows[min(rows)]):
        del rows[min(rows)]
    return rows


def _is_heading(row: list[str]) -> bool:
    return len(row) == 2 and not any("@" in cell for cell in row)
