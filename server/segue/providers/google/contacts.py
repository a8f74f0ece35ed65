"""Contacts at Google, read page by page; implements ``ContactSource`` (C1, C4).

Source: developers.google.com/people/api/rest/v1/people.connections/list, /otherContacts/list, /contactGroups/list.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple, Self

import requests

from segue.clients.contact import Contact, RowProblem
from segue.departure.errors import MailboxRefused
from segue.desk.ports import Page
from segue.providers.google.calls import Calls, library
from segue.providers.google.people import FIELDS, OTHER_FIELDS, OTHER_PARTS, PARTS, contact_of, labels_of

SOURCE = "Google Contacts"
OTHER_SOURCE = "Google Contacts, other"
_PAGE = 1000
_TOKEN_ENDED = frozenset({requests.codes.bad_request, requests.codes.gone})


class _Place(NamedTuple):
    """Where a page begins: in which list, after how many rows, and by Google's own token; ``total`` is of all rows."""

    other: bool = False
    row: int = 0
    total: int = 0
    token: str = ""

    def told(self) -> str:
        """Return it as what is kept."""
        return f"{self.other:d} {self.row} {self.total} {self.token}"

    @classmethod
    def of(cls, told: str) -> Self:
        """Return what was kept."""
        other, row, total, token = told.split(" ", 3) if told else ("0", "0", "0", "")
        return cls(other == "1", int(row), int(total), token)


@dataclass(frozen=True)
class GoogleContacts:
    """The contacts of one account, with its other contacts where ``other`` says so; ``root`` is People's address."""

    calls: Calls
    root: str
    other: bool = False

    def pages(self, after: str = "") -> Iterator[Page]:
        """Yield a thousand people at a time; a place that Google knows no more is given up for the start, once."""
        place = _Place.of(after)
        labels = self._labels()
        try:
            yield from self._from(place, labels)
        except _PlaceEnded:
            yield from self._from(_Place(), labels)

    def size_bytes(self) -> None:
        """Return None: nobody knows before it is read."""
        return

    def _from(self, place: _Place, labels: dict[str, str]) -> Iterator[Page]:
        while True:
            first = place == _Place()
            answer = self._answer(place)
            persons = _list(answer, "otherContacts" if place.other else "connections")
            following = self._following(place, answer, len(persons))
            after = following.told() if following else ""
            total = (following or place).total or None
            yield Page(tuple(_outcomes(place, persons, labels)), after, total, first)
            if following is None:
                return
            place = following

    def _answer(self, place: _Place) -> dict[str, Any]:
        people = library("people", "v1", self.root)
        more = {"pageSize": _PAGE, **({"pageToken": place.token} if place.token else {})}
        if place.other:
            fields = f"nextPageToken,totalSize,otherContacts({OTHER_PARTS})"
            request = people.otherContacts().list(readMask=OTHER_FIELDS, fields=fields, **more)
        else:
            fields = f"nextPageToken,totalItems,totalPeople,connections({PARTS})"
            request = (
                people.people().connections().list(resourceName="people/me", personFields=FIELDS, fields=fields, **more)
            )
        try:
            return self.calls.run(request)
        except MailboxRefused as refused:
            if place.token and refused.values["status"] in _TOKEN_ENDED:
                raise _PlaceEnded from refused
            raise

    def _following(self, place: _Place, answer: dict[str, Any], count: int) -> _Place | None:
        token, row = answer.get("nextPageToken"), place.row + count
        told = answer.get("totalSize" if place.other else "totalItems") or answer.get("totalPeople")
        total = place.total if place.token or not isinstance(told, int) else place.row + told
        if isinstance(token, str) and token and token != place.token:
            return _Place(place.other, row, total, token)
        return _Place(True, row, total) if self.other and not place.other else None

    def _labels(self) -> dict[str, str]:
        groups, token = library("people", "v1", self.root).contactGroups(), ""
        found: list[Any] = []
        while True:
            more = {"pageToken": token} if token else {}
            fields = "nextPageToken,contactGroups(resourceName,groupType,name,formattedName)"
            answer = self.calls.run(groups.list(pageSize=_PAGE, fields=fields, **more))
            found += _list(answer, "contactGroups")
            before, token = token, str(answer.get("nextPageToken") or "")
            if not token or token == before:
                return labels_of(found)


class _PlaceEnded(Exception):
    """Google does not know a page's token any more."""


def _outcomes(place: _Place, persons: list[Any], labels: dict[str, str]) -> Iterator[Contact | RowProblem]:
    source = OTHER_SOURCE if place.other else SOURCE
    for row, person in enumerate(persons, start=place.row + 1):
        found = contact_of(source, row, person, labels)
        if found is not None:
            yield found


def _list(answer: dict[str, Any], name: str) -> list[Any]:
    found = answer.get(name)
    return found if isinstance(found, list) else []
