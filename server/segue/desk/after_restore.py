"""After a backup was restored: what was done since is not known here, so nobody goes on before he has looked (H6).

Letters that were handed out after the backup was made stand here as still to do. Until their teller has looked in his
mailbox, marked what had gone out and said so, none of his letters leaves; drafts that are found are taken over.
"""

from contextlib import suppress
from dataclasses import replace
from datetime import datetime

from segue.departure.errors import Damaged
from segue.departure.people import Person
from segue.departure.restored import Restored
from segue.departure.stage import Verb
from segue.desk.access import permit
from segue.desk.connections import end_connection
from segue.desk.desk import Desk
from segue.desk.tellers import as_teller
from segue.desk.unneeded_connections import OVER

RESTORED = "restored"
"""Why an account is connected anew: its person may have ended it after the backup."""


def note_restored(desk: Desk, backup_at: datetime) -> int:
    """Hold the letters of every departure that is not over, and end all accounts; returns how many departures."""
    held = 0
    for departure_id in desk.stores.departures.ids():
        with suppress(Damaged):  # nothing leaves of one that cannot be read
            held += _held(desk, departure_id, backup_at)
    for one in desk.stores.connections.all():
        end_connection(desk, one.person_id, RESTORED)
    desk.record("", "restore", backup_at=backup_at.isoformat())
    return held


def say_looked(desk: Desk, actor: Person, departure_id: str) -> None:
    """Take the word of who tells that he looked what he had sent after the backup, and marked it.

    The same again changes nothing. Raises NotFound for who hands out none of its letters, NotNow where it is over.
    """
    as_teller(desk, actor, departure_id)
    departure = permit(desk, actor, departure_id, Verb.HAND_OUT)
    restored = departure.restored
    if restored is None or actor.id in restored.looked:
        return
    looked = replace(restored, looked=restored.looked | {actor.id})
    desk.stores.departures.save(replace(departure, restored=looked))
    desk.record(actor.id, "look_after_restore", departure_id, backup_at=restored.backup_at.isoformat())


def _held(desk: Desk, departure_id: str, backup_at: datetime) -> bool:
    departure = desk.stores.departures.get(departure_id)
    if departure.stage in OVER:
        return False
    desk.stores.departures.save(replace(departure, restored=Restored(backup_at)))
    return True
