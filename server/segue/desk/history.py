"""What was done and said to tell one client, by whom and when: statuses, hand-outs, calls, the approver's word (H7)."""

from dataclasses import dataclass
from datetime import datetime

from segue.desk.desk import Desk
from segue.desk.ports import AuditFilter
from segue.desk.submitted import SubmittedLetter

DONE = (
    *("approve", "approve_by_standing_terms", "reject", "open", "open_reply"),
    *("place_draft", "remove_draft", "leave_draft", "draft_not_made", "draft_unclear"),
)
"""What the audit knows of a letter besides its statuses. A test copy tells nobody anything."""
MOST_ENTRIES = 200


@dataclass(frozen=True)
class Happened:
    """One step: ``what`` is a key of the catalogue, ``who`` a name, "" where no person did it; ``at`` is aware."""

    at: datetime
    what: str
    who: str
    reason: str = ""


def history_of(desk: Desk, letter: SubmittedLetter) -> list[Happened]:
    """Return what happened with one letter and its client, oldest first."""

    def name(person_id: str) -> str:
        return desk.stores.people.get(person_id).name if person_id else ""

    audit = AuditFilter(letter.departure_id, letter.id)
    known = [one for one in desk.stores.audit.newest(audit, 0, MOST_ENTRIES) if not isinstance(one, int)]
    done = [Happened(one.at, f"audit.verb_{one.verb}", name(one.person_id)) for one in known if one.verb in DONE]
    steps = desk.stores.letters.history(letter.id)
    said = [
        Happened(one.at, f"status.{one.after}" if one.person_id else "history.changed", name(one.person_id), one.reason)
        for one in steps
    ]
    calls = [one for one in desk.stores.calls.of_client(letter.client_id) if one.withdrawn_at is None]
    called = [Happened(one.at, f"calls.outcome_{one.outcome}", name(one.person_id), one.note) for one in calls]
    return sorted([*reversed(done), *called, *said], key=lambda one: one.at)
