"""The manager reads the real letters, in groups that differ only in a table of values (P3, P5)."""

from dataclasses import dataclass, replace

from segue.departure.approval import LetterBytes
from segue.departure.departure import Departure
from segue.departure.errors import ChangedMeanwhile, InputError, NotFound, NotNow
from segue.departure.findings import Finding, blocking
from segue.departure.letter_state import KNOWS, LetterState, Told
from segue.departure.people import Person
from segue.departure.stage import Verb
from segue.desk.access import answered_terms, permit
from segue.desk.check import require_checked
from segue.desk.contact_points import require_confirmed_contacts
from segue.desk.desk import Desk
from segue.desk.excluded import to_be_told
from segue.desk.gone_teller import require_teller_here
from segue.desk.openings import seen_of, word_on
from segue.desk.reconsider import as_submitted, renewed
from segue.desk.standing import approve_by_standing_terms
from segue.desk.steps import save_step
from segue.desk.submitted import SubmittedLetter
from segue.desk.watching import watch_over
from segue.desk.writing import Written, joined, write_letter
from segue.letters.letter import Letter
from segue.letters.proofread import NOTHING_TO_WATCH, findings_in
from segue.letters.proofread.watch import Watch

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
    submitted = {letter.client_id: letter for letter in desk.stores.letters.all(departure_id) if letter.number == 0}
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


def give(desk: Desk, departure: Departure, written: Written, letter: SubmittedLetter | None, number: int = 0) -> bool:
    """Let a clean letter wait for the approver, new or in the place of one he sent back; says whether it did.

    ``number`` is its place among its client's letters, 0 for the one with the news. One that went out stays.
    """
    if letter is not None and (letter.state is not LetterState.REJECTED or letter.status in KNOWS):
        return False
    fresh = replace(as_submitted(desk, departure, written, letter.id if letter else desk.new_id()), number=number)
    save_step(desk, letter or fresh, renewed(fresh, letter) if letter else fresh)
    return True


def groups(letters: list[SubmittedLetter]) -> list[Group]:
    """Group letters by language, exact set of clause variants and openings, the largest group first."""
    by_variant: dict[tuple[str, str, str], list[SubmittedLetter]] = {}
    for letter in letters:
        by_variant.setdefault((letter.content.language, letter.variant, _openings(letter)), []).append(letter)
    made = [Group(locale, tuple(members), _columns(members)) for (locale, *_), members in by_variant.items()]
    return sorted(made, key=lambda group: (-len(group.letters), group.locale, group.sample.client_name))


def approve(desk: Desk, actor: Person, departure_id: str, seen: dict[str, str]) -> int:
    """Approve letters: id to what the approver had in front of him, as ``seen_of`` says it.

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
        word = word_on(desk, letter, actor.id)
        desk.stores.letters.approve(word)
        desk.record(actor.id, "approve", departure_id, letter.id, digest=word.digest, policy=word.policy_version)
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
    """Proofread a submitted letter as it stands, both openings; whoever reads many hands its departure in."""
    watch = watch_over(desk, departure or desk.stores.departures.get(letter.departure_id))
    return _proofread(desk, letter, watch)


def findings_today(desk: Desk, letter: SubmittedLetter) -> list[Finding]:
    """Return what was seen in a letter when it was written, and what the days since then add to it.

    It spares working out every other client's name, which a change of facts does anew anyway.
    """
    now = _proofread(desk, letter, NOTHING_TO_WATCH)
    return list({(one.id, one.where, one.span): one for one in (*letter.findings, *now)}.values())


def _proofread(desk: Desk, letter: SubmittedLetter, watch: Watch) -> list[Finding]:
    pack, facts = desk.packs[letter.content.language], letter.facts
    found = findings_in(_as_letter(letter, letter.content), facts, pack, desk.today, watch)
    if letter.other is None:
        return found
    turned = replace(facts, after_call=not facts.after_call)
    return joined(found, findings_in(_as_letter(letter, letter.other), turned, pack, desk.today, watch))


def _openings(letter: SubmittedLetter) -> str:
    """Return which openings a letter has, the one that would go out now first."""
    first = "after_call" if letter.facts.after_call else "plain"
    return f"{first}, other" if letter.other else first


def _as_letter(letter: SubmittedLetter, content: LetterBytes) -> Letter:
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
    if any(seen_of(desk, letter) != seen[letter.id] for letter in letters):
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
