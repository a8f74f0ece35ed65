"""The short letter to a client who was told something that is no longer so (L3)."""

from dataclasses import replace

from segue.clients.client import Client
from segue.departure.departure import Departure
from segue.departure.terms import SenderMode
from segue.desk.contacts_in_letters import as_bridge, contacts_in
from segue.desk.desk import Desk
from segue.desk.known import Known
from segue.desk.writing import facts_for, mode_of
from segue.letters.announced import Announced, update_between
from segue.letters.facts import LetterFacts


def announced_now(desk: Desk, departure: Departure, point_id: str) -> Announced:
    """Return what holds now for a client who was told before; ``point_id`` is his own contact point, "" for all.

    In a hand-over who covered first is followed by the contact points once he covers: they were not named until then.
    Raises InputError where there is nobody to turn to.
    """
    mode, terms, holidays = mode_of(desk, departure), desk.terms(departure), desk.policy.holidays
    covered = desk.today <= departure.last_day
    points = tuple(contacts_in(departure, point_id, terms, mode, holidays, covered_first=covered))
    if mode is SenderMode.HAND_OVER:
        return Announced(None, points)
    has_begun = desk.today >= departure.contact_from
    bridge = as_bridge(departure.bridge, departure, terms, holidays) if departure.bridge and not has_begun else None
    return Announced(departure.last_day, points, bridge)


def second_facts(desk: Desk, departure: Departure, client: Client, known: Known) -> LetterFacts | None:
    """Return the facts of a client's second letter, None where all that he was told still holds.

    Whoever was told by phone alone gets the whole letter: there is none that a short one could correct. What is
    between leaver and client stands in the first letter, not in this one. Raises what ``facts_for`` raises.
    """
    now = announced_now(desk, departure, client.contact_point_id)
    update = update_between(known.announced, now)
    if update is None:
        return None
    facts = replace(
        facts_for(desk, departure, client), contact=now.contacts[0], others=now.contacts[1:], bridge=now.bridge
    )
    if not known.has_letter:
        return facts
    return replace(facts, update=update, note="", years_together=None, hope_to_meet=False, subject="")
