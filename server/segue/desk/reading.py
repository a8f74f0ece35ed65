"""The manager reads the real letters, in groups that differ only in a table of values (P3, P5)."""

from dataclasses import dataclass, replace

from segue.departure.approval import digest
from segue.departure.errors import ChangedMeanwhile, InputError, NotFound, NotNow
from segue.departure.findings import Finding, blocking
from segue.departure.people import Person
from segue.desk.access import answered_terms, as_approver, as_leaver
from segue.desk.desk import Desk
from segue.desk.excluded import to_be_told
from segue.desk.reconsider import as_submitted
from segue.desk.submitted import Approval, LetterState, SubmittedLetter
from segue.desk.watching import watch_over
from segue.desk.writing import Written, write_letter
from segue.letters.letter import Letter
from segue.letters.proofread import findings_in

NOT_A_DIFFERENCE = ("note",)


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

    Raises NotNow before the answer, InputError when a letter has a blocking finding: then none is given.
    """
    departure = as_leaver(desk, actor, departure_id)
    answered_terms(departure)
    submitted = {letter.client_id: letter for letter in desk.stores.letters.all(departure_id)}
    wanted = set(client_ids)
    count = 0
    for client in to_be_told(departure, desk.stores.clients.all(departure_id)):
        if client.id not in wanted:
            continue
        written = write_letter(desk, departure, client)
        _require_clean(written)
        before = submitted.get(client.id)
        if before is None or before.state is LetterState.REJECTED:
            fresh = as_submitted(desk, departure, written, before.id if before else desk.new_id())
            desk.stores.letters.save(replace(fresh, version=before.version if before else 0))
            count += 1
    return count


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
    departure = as_approver(desk, actor, departure_id)
    answered_terms(departure)
    letters = _as_seen(desk, departure_id, seen)
    for letter in letters:
        _require_no_blocking(findings_of(desk, letter))
        content, keyed = letter.content, digest(letter.content, desk.key)
        desk.stores.letters.approve(
            Approval(desk.new_id(), letter.workspace_id, letter.id, actor.id, desk.now, content, keyed)
        )
        desk.stores.letters.save(replace(letter, state=LetterState.APPROVED, comment=""))
    return len(letters)


def reject(desk: Desk, actor: Person, departure_id: str, seen: dict[str, str], comment: str) -> int:
    """Reject letters with a comment that tells the leaver what to change; an approval so far ends."""
    as_approver(desk, actor, departure_id)
    if not comment.strip():
        raise InputError("comment_missing", field="comment")
    letters = _as_seen(desk, departure_id, seen)
    for letter in letters:
        desk.stores.letters.save(replace(letter, state=LetterState.REJECTED, comment=comment.strip()[:1000]))
    return len(letters)


def findings_of(desk: Desk, letter: SubmittedLetter) -> list[Finding]:
    """Proofread a submitted letter as it stands."""
    content = letter.content
    as_letter = Letter(
        content.language,
        content.subject,
        content.text,
        content.html,
        content.to,
        content.cc,
        letter.variant,
        letter.values,
    )
    watch = watch_over(desk, desk.stores.departures.get(letter.departure_id))
    return findings_in(as_letter, letter.facts, desk.packs[content.language], desk.today, watch)


def _as_seen(desk: Desk, departure_id: str, seen: dict[str, str]) -> list[SubmittedLetter]:
    if not seen:
        raise InputError("no_letter_chosen", field="letters")
    letters = [desk.stores.letters.get(letter_id) for letter_id in seen]
    if any(letter.departure_id != departure_id for letter in letters):
        raise NotFound()
    if any(letter.digest != seen[letter.id] for letter in letters):
        raise ChangedMeanwhile("letter_changed_meanwhile")
    return letters


def _require_clean(written: Written) -> None:
    _require_no_blocking(written.findings)


def _require_no_blocking(findings: list[Finding]) -> None:
    if blocking(findings):
        raise NotNow("letter_has_findings")


def _columns(members: list[SubmittedLetter]) -> tuple[str, ...]:
    """Return the values that are not the same in every letter of a group, in reading order."""
    names = list(dict.fromkeys(name for member in members for name in member.values))
    varying = [name for name in names if len({member.values.get(name, "") for member in members}) > 1]
    return tuple(name for name in varying if name not in NOT_A_DIFFERENCE)
