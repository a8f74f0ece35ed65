"""After any change of facts: exactly the letters that it changes return to "waiting" (P5).

An upgrade of the software alone changes no facts, so it reopens nothing.
"""

from collections.abc import Collection
from dataclasses import replace

from segue.clients.client import Client
from segue.departure.approval import digest
from segue.departure.departure import Departure
from segue.departure.errors import SegueError
from segue.departure.findings import blocking
from segue.departure.letter_state import KNOWS, LetterState, Told
from segue.desk.desk import Desk
from segue.desk.excluded import to_be_told
from segue.desk.known import Known, known_by_client, telling_of
from segue.desk.openings import as_called, lacks_one, wants_both
from segue.desk.second_letters import second_facts
from segue.desk.steps import save_step
from segue.desk.submitted import SubmittedLetter
from segue.desk.writing import Written, bytes_of, facts_for, written_of
from segue.letters.compose import compose
from segue.letters.facts import LetterFacts
from segue.letters.proofread.private import spared
from segue.letters.proofread.watched import denied_in
from segue.letters.replies import replies


def reconsider(desk: Desk, departure: Departure, client_ids: Collection[str] | None = None) -> None:
    """Bring every submitted letter, or those to some clients, in line with the facts as they are now.

    A letter already sent stays as it went out, and so does one whose client was told by phone; one whose client is no
    longer to be told, or that can no longer be written, is withdrawn. So is a second letter whose client knows better
    now, or was not told after all (L3).
    """
    known = desk.stores.letters
    letters = known.all(departure.id) if client_ids is None else known.of_clients(client_ids)
    ids = [letter.client_id for letter in letters]
    clients = {client.id: client for client in to_be_told(desk, departure, desk.stores.clients.some(departure.id, ids))}
    told = known_by_client(telling_of(letter) for letter in letters)
    for letter in letters:
        if letter.status in KNOWS:
            continue
        client = clients.get(letter.client_id)
        if client is None:
            known.remove(letter.id)
        else:
            _reconsider_letter(desk, departure, client, letter, told.get(client.id))


def as_submitted(desk: Desk, departure: Departure, written: Written, letter_id: str) -> SubmittedLetter:
    """Return a written letter as the approver will read it; only for one that has no blocking finding."""
    if written.letter is None or written.facts is None:
        raise TypeError("a letter that could not be written cannot be submitted")
    content = bytes_of(written.letter, written.facts, departure, written.client)
    other = bytes_of(written.other, written.facts, departure, written.client) if written.other else None
    fresh = SubmittedLetter(
        id=letter_id,
        workspace_id=departure.workspace_id,
        departure_id=departure.id,
        client_id=written.client.id,
        client_name=written.client.name or written.client.company or written.client.addresses[0],
        company=written.client.company,
        content=content,
        digest=digest(content, desk.key),
        facts=written.facts,
        variant=written.letter.variant,
        values=written.letter.values,
        findings=tuple(written.findings),
        other=other,
    )
    return as_called(desk, fresh)


def renewed(fresh: SubmittedLetter, letter: SubmittedLetter) -> SubmittedLetter:
    """Return a letter written anew in the place of one that the approver may have read: it waits.

    What he read last stays beside it, so that he is told what changed; so do his words, where he sent it back,
    and what is known of the telling.
    """
    read = letter.before if letter.state is LetterState.WAITING and letter.before else letter.content
    return replace(
        fresh,
        id=letter.id,
        number=letter.number,
        state=LetterState.WAITING,
        before=read if read not in (fresh.content, fresh.other) else None,
        comment=letter.comment,
        status=letter.status if letter.status is Told.SKIPPED else Told.TO_DO,
        status_reason=letter.status_reason if letter.status is Told.SKIPPED else "",
        version=letter.version,
    )


def _reconsider_letter(
    desk: Desk, departure: Departure, client: Client, letter: SubmittedLetter, known: Known | None
) -> None:
    wanted = _facts_now(desk, departure, client, letter, known)
    if wanted is None:
        desk.stores.letters.remove(letter.id)
        return
    same = wanted == replace(letter.facts, after_call=False) and not lacks_one(client, letter)
    if same and not _holds_denied_names(departure, letter):
        _follow_call(desk, letter)
        return  # a new wording or a stricter proofreader of a later version is no change of facts
    with_other = letter.number == 0 and wants_both(desk, client)
    written = written_of(desk, departure, client, wanted, with_other=with_other)
    if written.letter is None or blocking(written.findings):
        desk.stores.letters.remove(letter.id)
    else:
        _replace(desk, departure, written, letter)


def _facts_now(
    desk: Desk, departure: Departure, client: Client, letter: SubmittedLetter, known: Known | None
) -> LetterFacts | None:
    """Return the facts that a letter would be written of now, None for one that would not be."""
    is_next = known is not None and known.later[:1] == (telling_of(letter),)
    try:
        if letter.number == 0:
            return facts_for(desk, departure, client)
        return second_facts(desk, departure, client, known) if known and is_next else None
    except SegueError:
        return None


def _follow_call(desk: Desk, letter: SubmittedLetter) -> None:
    called = as_called(desk, letter)
    if called != letter:
        save_step(desk, letter, called)


def _holds_denied_names(departure: Departure, letter: SubmittedLetter) -> bool:
    """Say whether a letter names what the leaver has since said that no letter may hold."""
    text = spared(letter.content.text, letter.values.get("personal_contact", ""))
    return any(denied_in(said, departure.denied) for said in (letter.content.subject, text))


def _changes_no_byte(desk: Desk, written: Written, letter: SubmittedLetter) -> bool:
    """Say whether this version would have written the same letter, and the same answers, of the former facts."""
    try:
        pack = desk.packs[letter.facts.locale]
        before = compose(replace(letter.facts, after_call=False), pack)
        answers = replies(letter.facts, pack)
    except (SegueError, KeyError):
        return False
    after = written.facts
    if after is None or before != written.letter or after.writer.address != letter.content.sender:
        return False
    return answers == replies(after, pack)  # they were approved with the letter (H9)


def _replace(desk: Desk, departure: Departure, written: Written, letter: SubmittedLetter) -> None:
    """Take the new facts over; the approval stays when they would not have changed a byte."""
    if written.facts is not None and not lacks_one(written.client, letter) and _changes_no_byte(desk, written, letter):
        facts = replace(written.facts, after_call=letter.facts.after_call)
        save_step(desk, letter, as_called(desk, replace(letter, facts=facts)))
        return
    save_step(desk, letter, renewed(as_submitted(desk, departure, written, letter.id), letter))
