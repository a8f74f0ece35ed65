"""Whom a letter names: the contact points, or who covers for them at first (L2, L3)."""

from datetime import date

from segue.departure.contact_point import ContactPoint
from segue.departure.dates import Holidays, leaves_a_gap, next_working_day
from segue.departure.departure import Departure
from segue.departure.errors import InputError
from segue.departure.terms import SenderMode, SuccessorFact, Terms
from segue.letters.facts import Colleague


def contacts_in(
    departure: Departure,
    point_id: str,
    terms: Terms,
    mode: SenderMode,
    holidays: Holidays,
    *,
    covered_first: bool = True,
) -> list[Colleague]:
    """Return whom the letter names: the client's contact points, or in a hand-over who covers for them at first.

    A hand-over tells no last day, so it cannot speak of the days between that and the contact points' first. Where
    there are such days, it names the interim colleague alone, for the time being and from his own first day: with the
    contact points' names the client would have nobody until they begin. They are told of in a second letter (L3).

    That one is not ``covered_first``. ``point_id`` is the client's own contact point, "" for all of them.
    """
    points = _points_for(departure, point_id)
    between = leaves_a_gap(departure.last_day, departure.contact_from, holidays)
    if covered_first and mode is SenderMode.HAND_OVER and departure.bridge and between:
        return [as_bridge(departure.bridge, departure, terms, holidays)]
    return [_colleague(point, departure.contact_from, terms) for point in points]


def _points_for(departure: Departure, point_id: str) -> tuple[ContactPoint, ...]:
    """Return the client's own contact point if he has one, else all of them, one per topic."""
    own = tuple(point for point in departure.contact_points if point.id == point_id)
    if not departure.contact_points:
        raise InputError("contact_missing", field="contact_point")
    return own or departure.contact_points


def as_bridge(point: ContactPoint, departure: Departure, terms: Terms, holidays: Holidays) -> Colleague:
    """Return the interim colleague, who begins on the first day of work after the leaver has gone."""
    return _colleague(point, next_working_day(departure.last_day, holidays), terms)


def _colleague(point: ContactPoint, first_day: date, terms: Terms) -> Colleague:
    said = terms.successor_facts
    return Colleague(
        kind=point.kind,
        name=point.name,
        first_day=first_day,
        email=point.email,
        phone=point.phone,
        job_title=point.job_title if SuccessorFact.ROLE in said else "",
        years_here=point.years_here if SuccessorFact.YEARS in said else None,
        gender=point.gender,
        topic=point.topic,
    )
