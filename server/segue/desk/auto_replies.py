"""The automatic reply for after the last day, in each language of the clients (H9): an extra that tells no client.

It says nothing but what approved letters say: until each of its facts stands in one, it can be looked at and not copied
(P1, P5). It opens with the letters' release.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from segue.clients.client import Client
from segue.clients.domains import Named
from segue.departure.departure import Departure
from segue.departure.errors import NotNow, SegueError
from segue.departure.letter_state import LetterState
from segue.departure.people import Person
from segue.desk.access import answered_terms, as_leader
from segue.desk.desk import Desk
from segue.desk.release import require_open
from segue.desk.submitted import SubmittedLetter
from segue.desk.writing import facts_for, mode_of
from segue.letters.auto_reply import AutoReply, auto_reply
from segue.letters.facts import Colleague, LetterFacts


@dataclass(frozen=True)
class OfferedReply:
    """The automatic reply in one language; ``is_approved`` says whether approved letters say all of it."""

    reply: AutoReply
    is_approved: bool


def automatic_replies(
    desk: Desk, departure: Departure, letters: Iterable[SubmittedLetter] | None = None
) -> list[OfferedReply]:
    """Return the automatic reply in each language of the clients, to look at; raises NotNow before the answer.

    ``letters`` are all of the departure's, for who has read them already.
    """
    named = Named(answered_terms(departure).excluded)
    chosen = desk.stores.clients.chosen(departure.id)
    locales = {one.locale for one in chosen if not named.holds(one.addresses, one.company)}
    known = desk.stores.letters.all(departure.id) if letters is None else letters
    approved = [one for one in known if one.state is LetterState.APPROVED]
    found = []
    for locale in sorted(locales & desk.packs.keys()):
        try:
            facts = facts_for(desk, departure, Client("", departure.workspace_id, departure.id, (), locale=locale))
            said = auto_reply(facts, desk.packs[locale])
        except SegueError:
            continue  # what is missing is said where the letters are
        read = [one.facts for one in approved if one.content.language == locale]
        found.append(OfferedReply(said, _is_said_in(facts, read)))
    return found


def open_automatic_replies(desk: Desk, actor: Person, departure_id: str) -> list[AutoReply]:
    """Hand the approved texts to who leads the departure, and record that.

    Raises NotFound, NotReleased, and NotNow ``auto_reply_unread`` while approved letters do not say all of any.
    """
    departure = as_leader(desk, actor, departure_id)
    require_open(desk, departure, mode_of(desk, departure))
    approved = [one.reply for one in automatic_replies(desk, departure) if one.is_approved]
    if not approved:
        raise NotNow("auto_reply_unread")
    desk.record(actor.id, "open_auto_reply", departure_id, languages=len(approved))
    return approved


def _is_said_in(facts: LetterFacts, read: Iterable[LetterFacts]) -> bool:
    """Say whether approved letters tell of the same event, and name everybody whom the reply names."""
    alike = [one for one in read if _event(one) == _event(facts)]
    return bool(alike) and _named(facts) <= {point for one in alike for point in _named(one)}


def _event(facts: LetterFacts) -> tuple[object, ...]:
    return facts.mode, facts.kind, facts.last_day, facts.writer.company


def _named(facts: LetterFacts) -> set[Colleague]:
    named = (facts.contact, *facts.others, facts.bridge)
    return {replace(one, topic=None, job_title="", years_here=None) for one in named if one is not None}
