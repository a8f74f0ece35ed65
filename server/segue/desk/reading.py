"""The manager reads the real letters, in groups that differ only in a table of values (P3, P5)."""

from dataclasses import dataclass, replace

from segue.departure.approval import digest
from segue.departure.departure import Departure
from segue.departure.errors import ChangedMeanwhile, InputError, NotFound, NotNow
from segue.departure.findings import Finding, blocking
from segue.departure.letter_state import LetterState, Told
from segue.departure.people import Person
from segue.departure.stage import Verb
from segue.desk.access import answered_terms, permit
from segue.desk.check import require_checked
from segue.desk.contact_points import require_confirmed_contacts
from segue.desk.desk import Desk
from segue.desk.excluded import to_be_told
from segue.desk.gone_teller import require_teller_here
from segue.desk.reconsider import as_submitted, renewed
from segue.desk.standing import approve_by_standing_terms
from segue.desk.submitted import Approval, SubmittedLetter
from segue.desk.watching import watch_over
from segue.desk.writing import Written, write_letter
from segue.letters.letter import Letter
from segue.letters.proofread import findings_in

NOT_A_DIFFERENCE = ("note",)
LONGEST_COMMENT = 1000


@dataclass(frozen=True)
class Group:
    """Letters that are the same but for values: one to read, and a row of values for each."""

    locale: str
    letters: tuple[SubmittedLetter, ...]
    columns: tuple[str, ...]

    @property
    def sample(self) -> SubmittedLetter:
        """Return the letter that is shown in full."""
        return self.letters[0]


def hand_for_reading(desk: Desk, actor: Person, departure_id: str, client_ids: list[str]) -> int:
    """Give the letters of these clients to the approver to read; returns how many are new or changed.

    Raises NotNow before the answer and while a blocking problem of the list stands (C6), InputError when a letter has
    a blocking finding: then none is given.
    """
    departure = permit(desk, actor, departure_id, Verb.GIVE_LETTERS)
    answered_terms(departure)
    require_confirmed_contacts(desk, departure)
    require_checked(desk, departure)
    submitted = {letter.client_id: letter for letter in desk.stores.letters.all(departure_id)}
    wanted = set(client_ids)
    count = 0
    for client in to_be_told(desk, departure, desk.stores.clients.all(departure_id)):
        if client.id not in wanted:
            continue
        written = write_letter(desk, departure, client)
        _require_no_blocking(written.findings)
        count += give(desk, departure, written, submitted.get(client.id))
    if count:
        desk.record(actor.id, Verb.GIVE_LETTERS, departure_id, letters=count)
        approve_by_standing_terms(desk, departure, wanted - submitted.keys())
    return count


def give(desk: Desk, departure: Departure, written: Written, letter: SubmittedLetter | None) -> bool:
    """Let a clean letter wait for the approver, new or in the place of one he sent back; says whether it did."""
    if letter is not None and letter.state is not LetterState.REJECTED:
        return False
    fresh = as_submitted(desk, departure, written, letter.id if letter else desk.new_id())
    desk.stores.letters.save(renewed(fresh, letter) if letter else fresh)
    return True


def groups(letters: list[SubmittedLetter]) -> list[Group]:
    """Group letters by language and exact set of clause variants, the largest group first."""
    by_variant: dict[tuple[str, str], list[SubmittedLetter]] = {}
    for letter in letters:
        by_variant.setdefault((letter.content.language, letter.variant), []).append(letter)
    made = [Group(locale, tuple(members), _columns(members)) for (locale, _), members in by_variant.items()]
    return sorted(made, key=lambda group: (-len(group.letters), group.locale, group.sample.client_name))


def approve(desk: Desk, actor: Person, departure_id: str, seen: dict[str, str]) -> int:
    """Approve letters: id to the digest of the bytes that the approver had in front of him.

    Raises ChangedMeanwhile when any of them reads differently now (none is approved then),
    InputError when one has a blocking finding, SelfApproval, NotFound.
    """
    departure = permit(desk, actor, departure_id, Verb.READ_LETTERS)
    answered_terms(departure)
    require_confirmed_contacts(desk, departure, "contact_needs_you")
    require_teller_here(desk, departure)
    letters = _as_seen(desk, departure_id, seen)
    for letter in letters:
        if letter.state is LetterState.APPROVED:
            continue  # the same form handed in twice
        _require_no_blocking(findings_of(desk, letter, departure))
        content, keyed = letter.content, digest(letter.content, desk.key)
        desk.stores.letters.approve(
            Approval(
                desk.new_id(), letter.workspace_id, letter.id, actor.id, desk.now, content, keyed, desk.policy.version
            )
        )
        desk.record(actor.id, "approve", departure_id, letter.id, digest=keyed, policy=desk.policy.version)
        desk.stores.letters.save(replace(letter, state=LetterState.APPROVED, before=None, comment=""))
    return len(letters)


def reject(desk: Desk, actor: Person, departure_id: str, seen: dict[str, str], comment: str) -> int:
    """Reject letters with a comment that tells the leaver what to change; an approval so far ends.

    Raises NotNow for a letter that was sent: it cannot be called back.
    """
    permit(desk, actor, departure_id, Verb.READ_LETTERS)
    if not comment.strip():
        raise InputError("comment_missing", field="comment")
    letters, said = _as_seen(desk, departure_id, seen), comment.strip()[:LONGEST_COMMENT]
    for letter in letters:
        if letter.status is Told.SENT:
            raise NotNow("letter_sent_already")
        if (letter.state, letter.comment) == (LetterState.REJECTED, said):
            continue  # the same form handed in twice
        desk.stores.letters.save(replace(letter, state=LetterState.REJECTED, before=None, comment=said))
        desk.record(actor.id, "reject", departure_id, letter.id, digest=letter.digest)
    return len(letters)


def findings_of(desk: Desk, letter: SubmittedLetter, departure: Departure | None = None) -> list[Finding]:
    """Proofread a submitted letter as it stands; whoever reads many hands its departure in."""
    watch = watch_over(desk, departure or desk.stores.departures.get(letter.departure_id))
    return findings_in(_as_letter(letter), letter.facts, desk.packs[letter.content.language], desk.today, watch)


def findings_today(desk: Desk, letter: SubmittedLetter) -> list[Finding]:
    """Return what was seen in a letter when it was written, and what the days since then add to it.

    It spares working out every other client's name, which a change of facts does anew anyway.
    """
    pack = desk.packs[letter.content.language]
    now = findings_in(_as_letter(letter), letter.facts, pack, desk.today)
    return list({(one.id, one.where, one.span): one for one in (*letter.findings, *now)}.values())


def _as_letter(letter: SubmittedLetter) -> Letter:
    content = letter.content
    parts = (content.language, content.subject, content.text, content.html, content.to, content.cc)
    return Letter(*parts, letter.variant, letter.values)


def _as_seen(desk: Desk, departure_id: str, seen: dict[str, str]) -> list[SubmittedLetter]:
    if not seen:
        raise InputError("no_letter_chosen", field="letters")
    try:
        letters = [desk.stores.letters.get(letter_id) for letter_id in seen]
    except NotFound as withdrawn:  # its client was taken off the list while the approver read
        raise ChangedMeanwhile("letter_changed_meanwhile") from withdrawn
    if any(letter.departure_id != departure_id for letter in letters):
        raise NotFound()
    if any(letter.digest != seen[letter.id] for letter in letters):
        raise ChangedMeanwhile("letter_changed_meanwhile")
    return letters


def _require_no_blocking(findings: list[Finding]) -> None:
    if blocking(findings):
        raise NotNow("letter_has_findings")


def _columns(members: list[SubmittedLetter]) -> tuple[str, ...]:
    """Return the values that are not the same in every letter of a group, in reading order."""
    names = list(dict.fromkeys(name for member in members for name in member.values))
    varying = [name for name in names if len({member.values.get(name, "") for member in members}) > 1]
    return tuple(name for name in varying if name not in NOT_A_DIFFERENCE)
