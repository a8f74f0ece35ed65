"""An office in which some clients are called first; Tom has a telephone in London."""

from dataclasses import replace
from typing import Any

from fakes.office import ADMINISTRATOR, CALLUM, CHIARA, ELEANOR, LEAVER, TOM, Office
from segue.departure.call import Call, CallOutcome
from segue.departure.people import Person
from segue.desk.bulk import BulkDone, set_for
from segue.desk.calls import log_call, withdraw_call
from segue.desk.policy import change_policy

AS_DISCUSSED = "As we discussed on the phone"
WITH_PHONES = (replace(TOM, phones=("+44 20 7946 0321",)), ELEANOR, CALLUM, CHIARA)


def make(office: Office, importance: str, *names: str) -> BulkDone:
    """Let the leaver say how much some clients matter."""
    ids = [office.client(name).id for name in names]
    with office.desk() as desk:
        return set_for(desk, LEAVER, office.departure_id, ids, {"importance": importance})


def policy(office: Office, **changes: Any) -> None:
    """Let the administrator change the company's policy."""
    with office.desk() as desk:
        change_policy(desk, ADMINISTRATOR, replace(desk.policy, **changes), desk.policy.version)


def called(office: Office, name: str, outcome: CallOutcome, note: str = "", who: Person = LEAVER) -> Call:
    """Log a call to the client whose name begins so."""
    with office.desk() as desk:
        return log_call(desk, who, office.letter(name).id, outcome, note)


def withdrawn(office: Office, call: Call, who: Person = LEAVER) -> Call:
    """Take a call back."""
    with office.desk() as desk:
        return withdraw_call(desk, who, call.id)


def listed(folder: Any) -> Office:
    """Return an office whose list has Tom as a client to be called first."""
    office = Office(folder).listed(*WITH_PHONES)
    make(office, "key", "Tom")
    return office
