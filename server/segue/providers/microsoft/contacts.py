"""Contacts at Microsoft, read folder by folder and page by page; implements ``ContactSource`` (C1, C4).

Source: learn.microsoft.com/graph/api/user-list-contacts, /contactfolder-list-contacts, and /graph/paging.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple, Self

import requests

from segue.clients.contact import Contact, RowProblem
from segue.departure.errors import MailboxRefused
from segue.desk.ports import Page
from segue.providers.microsoft.calls import Calls, list_in
from segue.providers.microsoft.folders import Folder, folders_of, is_own, link_in
from segue.providers.microsoft.people import FIELDS, contact_of

SOURCE = "Outlook Contacts"
_PAGE = "1000"
_PLACE_ENDED = frozenset({requests.codes.bad_request, requests.codes.not_found, requests.codes.gone})
_COUNT = "@odata.count"


class _Place(NamedTuple):
    """Where a page begins: after how many rows, in which folder, and by Graph's own link; ``total`` is of all rows."""

    row: int = 0
    total: int = 0
    folder: str = "-"
    link: str = ""

    def told(self) -> str:
        """Return it as what is kept."""
        return f"{self.row} {self.total} {self.folder} {self.link}"

    @classmethod
    def of(cls, told: str) -> Self:
        """Return what was kept."""
        row, total, folder, link = told.split(" ", 3) if told else ("0", "0", "-", "")
        return cls(int(row), int(total), folder, link)


@dataclass(frozen=True)
class MicrosoftContacts:
    """The contacts of one account; ``root`` is the address that Graph's calls begin with."""

    calls: Calls
    root: str

    def pages(self, after: str = "") -> Iterator[Page]:
        """Yield a thousand people at a time; a place that Graph knows no more is given up for the start, once."""
        place, folders = _Place.of(after), folders_of(self.calls, self.root)
        try:
            yield from self._from(place, folders)
        except _PlaceEnded:
            yield from self._from(_Place(), folders)

    def size_bytes(self) -> None:
        """Return None: nobody knows before it is read."""
        return

    def _from(self, place: _Place, folders: list[Folder]) -> Iterator[Page]:
        while True:
            at = next((number for number, one in enumerate(folders) if one.key == place.folder), None)
            if at is None:
                raise _PlaceEnded
            answer = self._answer(place, folders[at])
            persons = list_in(answer)
            following = self._following(place, answer, folders[at + 1 :])
            total = (following or place).total or None if len(folders) == 1 else None
            outcomes = tuple(_outcomes(place.row, persons, folders[at].name))
            yield Page(outcomes, following.told() if following else "", total, place == _Place())
            if following is None:
                return
            place = following

    def _answer(self, place: _Place, folder: Folder) -> dict[str, Any]:
        try:
            if place.link:
                return self.calls.run("GET", self._own(place.link))
            query = {"$select": FIELDS, "$top": _PAGE, "$count": "true"}
            return self.calls.run("GET", folder.at(self.root), query)
        except MailboxRefused as refused:
            if place != _Place() and refused.values["status"] in _PLACE_ENDED:
                raise _PlaceEnded from refused
            raise

    def _own(self, link: str) -> str:
        """Return a link that was kept, where it is still Graph's: a token goes along with it."""
        if not is_own(link, self.root):
            raise _PlaceEnded
        return link

    def _following(self, place: _Place, answer: dict[str, Any], rest: list[Folder]) -> _Place | None:
        row, link, told = place.row + len(list_in(answer)), link_in(answer, self.root), answer.get(_COUNT)
        total = told if isinstance(told, int) and not place.link else place.total
        if link and link != place.link:
            return _Place(row, total, place.folder, link)
        return _Place(row, total, rest[0].key) if rest else None


class _PlaceEnded(Exception):
    """Graph does not know a page's link, or a folder, any more."""


def _outcomes(rows: int, persons: list[Any], folder: str) -> Iterator[Contact | RowProblem]:
    for row, person in enumerate(persons, start=rows + 1):
        found = contact_of(SOURCE, row, person, folder)
        if found is not None:
            yield found
