"""One page of a company's people, as two of the administrator's pages list them: looked for by name or address."""

from dataclasses import dataclass

from flask import request

from segue.departure.people import Person
from segue.desk.desk import Desk
from segue.doors.pages.shell import page_number

PAGE_SIZE = 200
LONGEST_QUERY = 200


@dataclass(frozen=True)
class PeopleShown:
    """A page of people, by name; ``query`` is what was looked for."""

    people: list[Person]
    query: str
    page: int
    pages: int


def people_shown(desk: Desk) -> PeopleShown:
    """Return the page that the request asks for."""
    query, number = request.args.get("q", "").strip()[:LONGEST_QUERY], page_number()
    count, people = desk.stores.people.page(query, (number - 1) * PAGE_SIZE, PAGE_SIZE)
    return PeopleShown(people, query, number, -(-count // PAGE_SIZE))
