"""What a client goes by: the newest of his letters that he knows, by itself or by phone in its place (L3)."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from segue.departure.letter_state import KNOWS, Told
from segue.desk.submitted import SubmittedLetter, Telling
from segue.letters.announced import Announced, announced_in


@dataclass(frozen=True)
class Known:
    """What one client goes by; ``later`` are the letters that were written since, the first of them first.

    ``has_letter`` says whether a letter reached him: one that corrects it can speak of it.
    """

    client_id: str
    announced: Announced
    has_letter: bool
    number: int
    later: tuple[Telling, ...] = ()


def telling_of(letter: SubmittedLetter) -> Telling:
    """Return a letter without its text."""
    announced = announced_in(letter.facts)
    return Telling(letter.id, letter.client_id, letter.number, letter.state, letter.status, announced)


def known_by(tellings: Iterable[Telling]) -> Known | None:
    """Return what one client goes by, from his letters; None while he was told nothing."""
    in_order = sorted(tellings, key=lambda one: one.number)
    told = [one for one in in_order if one.status in KNOWS]
    if not told:
        return None
    newest, days = told[-1], [one.announced.last_day for one in told if one.announced.last_day]
    last_day, announced = days[-1] if days else None, newest.announced
    return Known(
        newest.client_id,
        announced if announced.last_day == last_day else replace(announced, last_day=last_day),
        any(one.status is Told.SENT for one in told),
        newest.number,
        tuple(one for one in in_order if one.number > newest.number),
    )


def known_by_client(tellings: Iterable[Telling]) -> dict[str, Known]:
    """Return what each client goes by who was told anything."""
    by_client: dict[str, list[Telling]] = {}
    for one in tellings:
        by_client.setdefault(one.client_id, []).append(one)
    found = (known_by(of_client) for of_client in by_client.values())
    return {known.client_id: known for known in found if known is not None}
