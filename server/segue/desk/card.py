"""The successor's own card: what clients read about him, confirmed or corrected by himself (A1)."""

from dataclasses import dataclass, replace

from segue.departure.departure import Departure
from segue.departure.errors import InputError, NotFound
from segue.departure.people import Gender, Person
from segue.departure.stage import Verb
from segue.desk.access import permit
from segue.desk.desk import Desk
from segue.desk.reconsider import reconsider
from segue.desk.successor import own_points

LONGEST_LINE = 200
MOST_YEARS = 60


@dataclass(frozen=True)
class Card:
    """A contact point as its own person confirms or corrects it."""

    name: str
    email: str
    phone: str = ""
    job_title: str = ""
    years_here: int | None = None
    gender: Gender = Gender.UNSTATED


def correct_card(desk: Desk, actor: Person, departure_id: str, point_id: str, card: Card, version: int) -> Departure:
    """Confirm one's own card, or correct it: letters that say what changed wait for approval again.

    Raises NotFound, InputError for an address that is not one's own, ChangedMeanwhile.
    """
    departure = permit(desk, actor, departure_id, Verb.CORRECT_CARD)
    point = next((one for one in own_points(desk, actor, departure) if one.id == point_id), None)
    if point is None:
        raise NotFound()
    corrected = replace(point, **vars(_fit(desk, actor, card)))
    if corrected == point and point in departure.confirmed_cards:
        return departure
    points = tuple(corrected if one.id == point_id else one for one in departure.contact_points)
    others = tuple(one for one in departure.confirmed_cards if one.id != point_id)
    moved = departure.moved(
        Verb.CORRECT_CARD, contact_points=points, confirmed_cards=(*others, corrected), version=version
    )
    saved = desk.stores.departures.save(moved)
    desk.record(actor.id, Verb.CORRECT_CARD, departure_id, point_id, changed="yes" if corrected != point else "no")
    reconsider(desk, saved)
    return saved


def _fit(desk: Desk, actor: Person, card: Card) -> Card:
    name, email, phone = _line("name", card.name), _line("email", card.email), _line("phone", card.phone)
    if not name:
        raise InputError("field_missing", field="name")
    owner = desk.stores.people.by_address(email)
    if owner is None or owner.id != actor.id:
        raise InputError("card_address", field="email")
    if card.years_here is not None and not 0 <= card.years_here <= MOST_YEARS:
        raise InputError("years_unfit", field="years_here", most=MOST_YEARS)
    return replace(card, name=name, email=email, phone=phone, job_title=_line("job_title", card.job_title))


def _line(field: str, typed: str) -> str:
    """Return what was typed on one line; raises InputError for one that is no such thing."""
    text = " ".join(typed.split())
    if len(text) > LONGEST_LINE:
        raise InputError("text_too_long", field=field)
    if not text.isprintable():
        raise InputError("text_unprintable", field=field)
    return text
