"""After any change of facts: exactly the letters that it changes return to "waiting" (P5).

An upgrade of the software alone changes no facts, so it reopens nothing.
"""

from dataclasses import replace

from segue.clients.client import Client
from segue.departure.approval import digest
from segue.departure.departure import Departure
from segue.departure.errors import SegueError
from segue.departure.findings import blocking
from segue.departure.letter_state import LetterState, Told
from segue.desk.desk import Desk
from segue.desk.excluded import to_be_told
from segue.desk.submitted import SubmittedLetter
from segue.desk.writing import Written, bytes_of, facts_for, write_letter
from segue.letters.compose import compose
from segue.letters.proofread.private import spared
from segue.letters.proofread.watched import denied_in


def reconsider(desk: Desk, departure: Departure) -> None:
    """Bring every submitted letter in line with the facts as they are now.

    A letter already sent stays as it went out; one whose client is no longer to be told, or that
    can no longer be written, is withdrawn.
    """
    letters = desk.stores.letters.all(departure.id)
    concerned = desk.stores.clients.some(departure.id, [letter.client_id for letter in letters]) if letters else []
    clients = {client.id: client for client in to_be_told(desk, departure, concerned)}
    for letter in letters:
        if letter.status is Told.SENT:
            continue
        client = clients.get(letter.client_id)
        if client is None:
            desk.stores.letters.remove(letter.id)
        else:
            _reconsider_letter(desk, departure, client, letter)


def as_submitted(desk: Desk, departure: Departure, written: Written, letter_id: str) -> SubmittedLetter:
    """Return a written letter as the approver will read it; only for one that has no blocking finding."""
    if written.letter is None or written.facts is None:
        raise TypeError("a letter that could not be written cannot be submitted")
    content = bytes_of(written.letter, written.facts, departure, written.client)
    return SubmittedLetter(
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
    )


def renewed(fresh: SubmittedLetter, letter: SubmittedLetter) -> SubmittedLetter:
    """Return a letter written anew in the place of one that the approver may have read: it waits.

    What he read last stays beside it, so that he is told what changed; so do his words, where he sent it back,
    and what is known of the telling.
    """
    read = letter.before if letter.state is LetterState.WAITING and letter.before else letter.content
    return replace(
        fresh,
        id=letter.id,
        state=LetterState.WAITING,
        before=read if read != fresh.content else None,
        comment=letter.comment,
        status=Told.TO_DO if letter.status in (Told.INSERTED, Told.DRAFTED) else letter.status,
        status_reason=letter.status_reason,
        version=letter.version,
    )


def _reconsider_letter(desk: Desk, departure: Departure, client: Client, letter: SubmittedLetter) -> None:
    if _has_same_facts(desk, departure, client, letter) and not _holds_denied_names(departure, letter):
        return  # a new wording or a stricter proofreader of a later version is no change of facts
    written = write_letter(desk, departure, client)
    if written.letter is None or blocking(written.findings):
        desk.stores.letters.remove(letter.id)
    else:
        _replace(desk, departure, written, letter)


def _has_same_facts(desk: Desk, departure: Departure, client: Client, letter: SubmittedLetter) -> bool:
    try:
        return facts_for(desk, departure, client) == letter.facts
    except SegueError:
        return False


def _holds_denied_names(departure: Departure, letter: SubmittedLetter) -> bool:
    """Say whether a letter names what the leaver has since said that no letter may hold."""
    text = spared(letter.content.text, letter.values.get("personal_contact", ""))
    return any(denied_in(said, departure.denied) for said in (letter.content.subject, text))


def _changes_no_byte(desk: Desk, written: Written, letter: SubmittedLetter) -> bool:
    """Say whether this version of the software would have written the same of the letter's former facts."""
    try:
        before = compose(letter.facts, desk.packs[letter.facts.locale])
    except (SegueError, KeyError):
        return False
    after = written.facts
    return after is not None and before == written.letter and after.writer.address == letter.content.sender


def _replace(desk: Desk, departure: Departure, written: Written, letter: SubmittedLetter) -> None:
    """Take the new facts over; the approval stays when they would not have changed a byte."""
    if written.facts is not None and _changes_no_byte(desk, written, letter):
        desk.stores.letters.save(replace(letter, facts=written.facts))
        return
    desk.stores.letters.save(renewed(as_submitted(desk, departure, written, letter.id), letter))
