"""Reading people many at once: one question to the database, however many they are."""

from sqlalchemy import Select, and_, bindparam, select
from sqlalchemy.orm import Session

from segue.departure.people import Gender, Person
from segue.records.readable import readable
from segue.records.rows import AddressRow, PersonRow

CODE = "person_unreadable"
People = Select[PersonRow, str]
_PRIMARY = and_(AddressRow.person_id == PersonRow.id, AddressRow.is_primary)
_ADDRESSED = select(PersonRow, AddressRow.address).outerjoin(AddressRow, _PRIMARY)
ONE = _ADDRESSED.where(PersonRow.id == bindparam("of_id"), PersonRow.workspace_id == bindparam("of_company"))
"""Asks for one person; every request does, so it is not put together anew each time."""
WHOSE = select(AddressRow.person_id).where(
    AddressRow.workspace_id == bindparam("of_company"), AddressRow.normal == bindparam("of_normal")
)


def everybody(workspace_id: str) -> People:
    """Return what asks for a company's people and their primary addresses, by name."""
    return _ADDRESSED.where(PersonRow.workspace_id == workspace_id).order_by(PersonRow.name, PersonRow.id)


def read(session: Session, wanted: People) -> list[Person]:
    """Return the people asked for; raises Damaged where a row cannot be read."""
    with readable(CODE):
        return [person_of(row, address or "") for row, address in session.execute(wanted)]


def ids_of(session: Session, workspace_id: str, words: str) -> list[str]:
    """Return the ids of those who have some words in their name or address, by name; case does not matter."""
    wanted = everybody(workspace_id).with_only_columns(PersonRow.id, PersonRow.name, AddressRow.address)
    with readable(CODE):
        named = session.execute(wanted).all()
    return [id for id, name, address in named if words.strip().casefold() in f"{name} {address}".casefold()]


def person_of(row: PersonRow, address: str) -> Person:
    """Return a person as a row has him; raises TypeError or ValueError for one that cannot be read."""
    said = (row.name, address, row.job_title, row.phone, row.interface_locale)
    if not all(isinstance(one, str) for one in said):
        raise TypeError("bytes or a number where text was written")
    return Person(
        id=row.id,
        workspace_id=row.workspace_id,
        name=row.name,
        address=address,
        job_title=row.job_title,
        phone=row.phone,
        gender=Gender(row.gender),
        interface_locale=row.interface_locale,
        is_administrator=row.is_administrator,
        active=row.active,
    )
