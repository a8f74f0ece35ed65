"""Facts of many clients at once: of those ticked, of a company, or of everybody whom a filter finds (C5)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from segue.clients.client import Client, Importance
from segue.departure.departure import Departure
from segue.departure.errors import InputError
from segue.departure.letter_state import LetterState
from segue.departure.offer import registers_offered
from segue.departure.people import Person
from segue.departure.register import Register
from segue.departure.stage import Verb
from segue.desk.access import permit
from segue.desk.desk import Desk
from segue.desk.placing import told_ids
from segue.desk.reconsider import reconsider
from segue.desk.selection import Selection, selected
from segue.desk.undo import remember

AS_FOR_ALL = "*"
"""The answer that a client has what everybody has."""

SPOKEN = ("locale", "register")
"""Facts that a salutation is composed of: a confirmed one has to be looked at again."""


@dataclass(frozen=True)
class BulkDone:
    """How many clients changed; of them, who was told already, whose salutation has to be confirmed again.

    ``waiting`` counts the approved letters that wait for the manager again, ``withdrawn`` those that can be written no
    more as they are.
    """

    changed: int
    told: int = 0
    to_confirm: int = 0
    waiting: int = 0
    withdrawn: int = 0


def set_for(
    desk: Desk,
    actor: Person,
    departure_id: str,
    selection: Selection,
    said: Mapping[str, str],
    seen: int | None = None,
) -> BulkDone:
    """Set facts for several clients in one change that can be undone; letters that it changes wait again (P5).

    ``said`` leads from a fact of FACTS to its value, AS_FOR_ALL for what everybody has; an empty one leaves the fact as
    it is. ``seen`` as in ``selected``. Raises InputError, naming the fact in ``field``, for what cannot be set; then
    nothing is.
    """
    departure = permit(desk, actor, departure_id, Verb.CHOOSE_CLIENTS)
    values = {name: FACTS[name](desk, departure, value) for name, value in said.items() if value and name in FACTS}
    if not values:
        raise InputError("bulk_what", field="locale")
    before = selected(desk, departure_id, selection, seen)
    pairs = [(one, after) for one in before if (after := _with(one, values)) != one]
    approved = _approved(desk, departure_id)
    desk.stores.clients.save_all([after for _, after in pairs])
    remember(desk, actor, departure_id, "facts", pairs)
    if pairs:
        desk.record(actor.id, "set_facts", departure_id, count=len(pairs), facts=" ".join(sorted(values)))
    reconsider(desk, departure)
    return _done(desk, departure_id, pairs, approved)


def _with(client: Client, values: Mapping[str, object]) -> Client:
    changed = replace(client, **values)  # type: ignore[arg-type]  # each fact is checked by its own function
    if "locale" in values:
        changed = replace(changed, locale_reason="chosen")
    if any(getattr(client, name) != getattr(changed, name) for name in SPOKEN):
        changed = replace(changed, salutation_confirmed=False)
    return changed


def _approved(desk: Desk, departure_id: str) -> set[str]:
    return {one.id for one in desk.stores.letters.all(departure_id) if one.state is LetterState.APPROVED}


def _done(desk: Desk, departure_id: str, pairs: list[tuple[Client, Client]], approved: set[str]) -> BulkDone:
    told = told_ids(desk, departure_id)
    letters = {one.id: one.state for one in desk.stores.letters.all(departure_id)} if approved else {}
    return BulkDone(
        len(pairs),
        sum(after.id in told for _, after in pairs),
        sum(before.salutation_confirmed and not after.salutation_confirmed for before, after in pairs),
        sum(letters.get(one) is LetterState.WAITING for one in approved),
        len(approved - letters.keys()),
    )


def _locale(desk: Desk, departure: Departure, said: str) -> str:
    if said not in desk.packs:
        raise InputError("locale_without_pack", field="locale", locale=said)
    return said


def _register(desk: Desk, departure: Departure, said: str) -> Register | None:
    if said == AS_FOR_ALL:
        return None
    registers_offered(None, desk.policy).require(said, InputError("register_against_policy", field="register"))
    return Register(said)


def _contact_point(desk: Desk, departure: Departure, said: str) -> str:
    if said != AS_FOR_ALL and said not in {point.id for point in departure.contact_points}:
        raise InputError("contact_missing", field="contact_point_id")
    return "" if said == AS_FOR_ALL else said


def _importance(desk: Desk, departure: Departure, said: str) -> Importance:
    if said not in list(Importance):
        raise InputError("choice_unknown", field="importance")
    return Importance(said)


def _give_reason(desk: Desk, departure: Departure, said: str) -> bool | None:
    if said not in GIVEN:
        raise InputError("choice_unknown", field="give_reason")
    return GIVEN[said]


GIVEN = {AS_FOR_ALL: None, "yes": True, "no": False}
"""Whether the reason is given."""

FACTS: dict[str, Callable[[Desk, Departure, str], object]] = {
    "locale": _locale,
    "register": _register,
    "contact_point_id": _contact_point,
    "importance": _importance,
    "give_reason": _give_reason,
}
"""What can be set at once, each with what makes a value of what was said."""
