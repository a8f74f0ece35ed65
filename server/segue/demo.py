"""A believable company to try Segue with: somebody who leaves, a successor, a manager, an administrator."""

import shutil
from pathlib import Path

from segue.assets import asset
from segue.departure.people import Gender, Person, Workspace
from segue.records.database import Database

WORKSPACE = Workspace("demo", "Halden & Moor", "Europe/London", ("haldenmoor.example",))

LEAVER = Person(
    "demo-leaver",
    "demo",
    "Mara Lindqvist",
    "mara.lindqvist@haldenmoor.example",
    "Account Director",
    "+44 20 7946 0111",
    Gender.FEMININE,
)
SUCCESSOR = Person(
    "demo-successor",
    "demo",
    "Jonas Whitfield",
    "jonas.whitfield@haldenmoor.example",
    "Senior Account Manager",
    "+44 20 7946 0127",
    Gender.MASCULINE,
)
MANAGER = Person(
    "demo-manager",
    "demo",
    "Priya Raman",
    "priya.raman@haldenmoor.example",
    "Head of Client Services",
    "+44 20 7946 0102",
    Gender.FEMININE,
)
ADMINISTRATOR = Person(
    "demo-administrator",
    "demo",
    "Owen Castellan",
    "owen.castellan@haldenmoor.example",
    "IT Administrator",
    "+44 20 7946 0199",
    is_administrator=True,
)
PEOPLE = (LEAVER, SUCCESSOR, MANAGER, ADMINISTRATOR)


def seed(records: Database, mailboxes: Path) -> bool:
    """Make the company once; says whether it was made now. What a person did in an earlier run stays."""
    if any(workspace.id == WORKSPACE.id for workspace in records.workspaces()):
        return False
    _fill_mailbox(mailboxes / LEAVER.id / "contacts")
    records.add_workspace(WORKSPACE)
    with records.writing(WORKSPACE.id) as stores:
        for person in PEOPLE:
            stores.people.save(person)
            stores.people.bind(person.id, "demo", person.id)
        stores.people.set_approver(LEAVER.id, MANAGER.id)
        stores.people.set_approver(SUCCESSOR.id, MANAGER.id)
    return True


def _fill_mailbox(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for path in sorted(asset("templates", "demo", "contacts").iterdir()):
        shutil.copyfile(path, folder / path.name)
        (folder / path.name).chmod(0o600)
