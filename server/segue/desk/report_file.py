"""The completeness report for the file: what shows who was told and by whose word, and no letter's text (A4)."""

from dataclasses import dataclass
from datetime import datetime

from segue.departure.audit import Head
from segue.departure.departure import Departure
from segue.departure.people import Person
from segue.departure.stage import Role
from segue.desk.access import as_reader, roles_of
from segue.desk.audit_export import head_of
from segue.desk.completeness import Besides, Gaps, Line, besides_in, by_company, completeness, gaps, numbers_in
from segue.desk.desk import Desk
from segue.desk.outcomes import KNOW, Numbers
from segue.desk.retention import answer_report
from segue.desk.submitted import Approved

TAKEN = "download_report"
"""As the audit names it, whoever took the report and however often."""


@dataclass(frozen=True)
class ForTheFile:
    """The report as it stands at ``made_at`` (aware), with the audit's newest entry at that moment.

    ``told_from`` and ``told_until`` are when the first and the last client was marked as told, None while nobody was.
    """

    made_at: datetime
    lines: list[Line]
    numbers: Numbers
    besides: Besides
    approvals: list[Approved]
    gaps: Gaps | None
    told_from: datetime | None
    told_until: datetime | None
    head: Head


def take_report(desk: Desk, actor: Person, departure_id: str) -> None:
    """Note that a person takes the report; for the approver who was asked for it, this is the answer. Raises NotFound.

    Somebody else's download is no answer of his.
    """
    departure = as_reader(desk, actor, departure_id)
    is_asked = departure.report_asked_at is not None and departure.report_answered_at is None
    if is_asked and Role.APPROVER in roles_of(desk, actor, departure):
        answer_report(desk, actor, departure_id, downloaded=True)
    else:
        desk.record(actor.id, TAKEN, departure_id)


def was_taken(desk: Desk, departure: Departure) -> bool:
    """Say whether somebody has the report of a departure, or it was declined."""
    return departure.report_answered_at is not None or desk.stores.audit.holds(departure.id, TAKEN)


def for_the_file(desk: Desk, departure: Departure) -> ForTheFile:
    """Return the report with whatever shows that it is so."""
    lines = by_company(completeness(desk, departure))
    told = sorted(line.at for line in lines if line.at and line.outcome in KNOW)
    return ForTheFile(
        desk.now,
        lines,
        numbers_in(lines),
        besides_in(lines),
        desk.stores.letters.approvals(departure.id),
        gaps(desk, departure, lines),
        told[0] if told else None,
        told[-1] if told else None,
        head_of(desk.stores.audit),
    )
