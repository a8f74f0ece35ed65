"""What is said in a call to a client: what his letter says, in his language, and the gist of it in another (H8)."""

from dataclasses import dataclass, replace

from segue.departure.departure import Departure
from segue.departure.errors import SegueError
from segue.departure.letter_state import LetterState
from segue.desk.access import teller_of
from segue.desk.calls import KeyClient
from segue.desk.desk import Desk
from segue.desk.writing import facts_for
from segue.letters.facts import LetterFacts
from segue.letters.gist import told_in
from segue.letters.pack import Pack
from segue.letters.talking import talking_points


@dataclass(frozen=True)
class Talk:
    """Sentences in the client's language, none where his letter cannot be written; the gist in ``gist_locale``.

    Until ``is_approved`` nothing of it may be said to him: only its leaver and who tells may look at it (P1).
    """

    locale: str
    points: tuple[str, ...] = ()
    gist: tuple[str, ...] = ()
    gist_locale: str = ""
    is_approved: bool = False


def talk_with(desk: Desk, departure: Departure, one: KeyClient, reader: Pack | None) -> Talk:
    """Return what to say to a client; ``reader`` is the pack of who calls, None where the client's will do."""
    facts, pack = _facts(desk, departure, one), desk.packs.get(one.client.locale)
    if facts is None or pack is None:
        return Talk(one.client.locale)
    gist = _points(told_in(facts, reader), reader) if reader else ()
    approved = _is_approved(desk, departure, one, facts)
    return Talk(pack.locale, _points(facts, pack), gist, reader.locale if reader else "", approved)


def _facts(desk: Desk, departure: Departure, one: KeyClient) -> LetterFacts | None:
    """Return the facts that the letter was written of; before it is given to read, those that it would be.

    After it went out, too: a fact may be another one by then, and the manager speaks for himself.
    """
    if one.letter and not one.again:
        return one.letter.facts
    try:
        facts = facts_for(desk, departure, one.client)
    except SegueError:
        return None
    return replace(facts, note="") if one.again else facts  # the personal line stood in the letter


def _is_approved(desk: Desk, departure: Departure, one: KeyClient, facts: LetterFacts) -> bool:
    """Say whether somebody who decides has read what is said: his newest letter says it, or he says it himself."""
    newest = next(reversed(desk.stores.letters.of_client(one.client.id)), None)
    if newest is None or newest.state is not LetterState.APPROVED:
        return False
    if not one.again:
        return True
    own = teller_of(departure, facts.mode) == departure.approver_id
    return _told(facts) == _told(newest.facts) and (own or facts.mode is newest.facts.mode)


def _told(facts: LetterFacts) -> tuple[object, ...]:
    """Return what a letter must not get wrong (L10)."""
    return facts.last_day, facts.contact, facts.others, facts.bridge


def _points(facts: LetterFacts, pack: Pack) -> tuple[str, ...]:
    try:
        return tuple(sentence for _, sentence in talking_points(facts, pack))
    except SegueError:
        return ()
