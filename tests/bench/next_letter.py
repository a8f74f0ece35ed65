"""What the rows about handing out need: a departure with approved letters, and its leaver signed in."""

from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

from bench.aside import Aside
from fakes.office import FACTS, LEAVER, Office, contact
from segue import clock
from segue.desk.ports import SignedIn

LETTERS = 200
LANGUAGES = ("en-GB", "en-US", "it")


@dataclass(frozen=True)
class Prepared:
    """A prepared data folder, the address of its queue and of one letter's opening, and the leaver's own headers."""

    database: Path
    queue: str
    opening: str
    headers: dict[str, str]
    bare_opening: str


def prepared(folder: Path, count: int = LETTERS, there: Aside | None = None) -> Prepared:
    """Fill a folder with a departure whose letters are approved and released, and sign its leaver in.

    With Microsoft ``there``, the company is in its tenant and the leaver known by her account.
    """
    now = clock.now()
    last_day = now.date() + timedelta(days=60)
    facts = vars(FACTS) | {"last_day": last_day, "contact_from": last_day - timedelta(days=10)}
    contacts = [
        contact(f"Client {number:03}", f"client{number}@firm{number % 90}.example", f"Firm {number % 90}",
                language=LANGUAGES[number % 3])
        for number in range(count)
    ]  # fmt: skip
    office = Office(folder, now=now).approved(*contacts, facts=type(FACTS)(**facts))
    office.records.open_session(SignedIn("office", LEAVER.id, "bench-token"), "bench-secret", now + timedelta(hours=1))
    letters = office.letters()
    if len(letters) != count:
        raise RuntimeError(f"{len(letters)} letters instead of {count}")
    if there is not None:
        with office.desk() as desk:
            desk.stores.settings.save(replace(desk.stores.workspace, microsoft_tenants=(there.tenant,)))
            desk.stores.people.bind(LEAVER.id, there.provider, there.subject)
    office.engine.dispose()
    return Prepared(
        folder / "segue.db",
        f"/api/v1/departures/{office.departure_id}/queue",
        f"/api/v1/letters/{letters[0].id}/open",
        {"Cookie": "segue=bench-secret", "X-CSRF-Token": "bench-token"},
        f"/open?id={letters[0].id}",
    )
