"""The administrator says who approves for whom (P6)."""

import csv
import io
from dataclasses import replace

from segue.departure.errors import InputError, SelfApproval
from segue.departure.people import Person
from segue.desk.access import as_administrator
from segue.desk.desk import Desk
from segue.desk.reconsider import reconsider


def set_approver(desk: Desk, actor: Person, leaver_address: str, approver_address: str) -> None:
    """Set who approves for an employee, or replace one who is silent or gone; open questions move along.

    Raises NotAllowed for anybody but an administrator, SelfApproval, InputError for unknown people.
    """
    as_administrator(actor)
    leaver = _known(desk, leaver_address, "leaver")
    approver = _known(desk, approver_address, "approver")
    if leaver.id == approver.id:
        raise SelfApproval(field="approver")
    desk.stores.people.set_approver(leaver.id, approver.id)
    departure = desk.stores.departures.of_leaver(leaver.id)
    if departure and departure.asked_at and departure.approver_id != approver.id:
        reconsider(desk, desk.stores.departures.save(replace(departure, approver_id=approver.id)))


def set_approvers(desk: Desk, actor: Person, table: str) -> int:
    """Set many from a pasted table, a line each: employee's address, approver's address. All or none."""
    rows = [row for row in csv.reader(io.StringIO(table.replace(";", ",").replace("\t", ","))) if any(row)]
    if not rows:
        raise InputError("approvers_empty", field="table")
    for number, row in enumerate(rows, 1):
        if len(row) != 2:
            raise InputError("approvers_row", field="table", row=number)
        set_approver(desk, actor, row[0].strip(), row[1].strip())
    return len(rows)


def _known(desk: Desk, address: str, field: str) -> Person:
    person = desk.stores.people.by_address(address.strip())
    if person is None:
        raise InputError("person_unknown", field=field, address=address.strip()[:80])
    return person
