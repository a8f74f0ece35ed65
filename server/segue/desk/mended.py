"""Rows whose address a person typed: known again when their source is read again, mended there or not."""

from collections.abc import Mapping
from dataclasses import replace

from segue.clients.addresses import comparable
from segue.clients.contact import Contact, RowProblem
from segue.desk.ports import StoredContact

Key = tuple[str, str]
"""Source and key of a contact."""
Known = Mapping[Key, StoredContact]


def mended_now(
    known: Known, contacts: list[Contact], problems: list[RowProblem]
) -> tuple[dict[Key, StoredContact], list[Contact], list[RowProblem]]:
    """Return what is known, the contacts and the problems of a reading, in which no mended row asks again.

    A row that still lacks its address keeps the one typed for it. One that has it now in its source goes on as the
    contact that was mended, under its new key: whose client it is stays, and nobody is there twice.
    """
    mended = {key: one for key, one in known.items() if one.mended}
    if not mended:
        return dict(known), contacts, problems
    still = [one.contact for one in problems if one.contact and (one.source, one.contact.key) in mended]
    kept = [replace(one, emails=mended[one.source, one.key].contact.emails) for one in still]
    same = {(one.source, one.key) for one in still}
    asked = [one for one in problems if one.contact is None or (one.source, one.contact.key) not in same]
    return _renamed(known, mended, contacts), contacts + kept, asked


def _renamed(known: Known, mended: Known, contacts: list[Contact]) -> dict[Key, StoredContact]:
    """Put mended contacts under the keys that their rows have with an address, where that is the one typed."""
    now = dict(known)
    for one in contacts:
        before = mended.get((one.source, _without_address(one.key)))
        if (one.source, one.key) in mended:
            now[one.source, one.key] = replace(now[one.source, one.key], mended=False)
        elif before and (one.source, one.key) not in now and _shares_address(before.contact, one):
            now.pop((one.source, before.contact.key), None)
            now[one.source, one.key] = replace(before, mended=False)
    return now


def _without_address(key: str) -> str:
    """Return the key that a row has without its address, as ``KeyMaker`` makes it."""
    return f"|{key.partition('|')[2]}"


def _shares_address(before: Contact, now: Contact) -> bool:
    return bool(set(map(comparable, before.emails)) & set(map(comparable, now.emails)))
