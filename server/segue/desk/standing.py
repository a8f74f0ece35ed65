"""Standing terms, for small firms: an approver's word given in advance, by himself and for plain letters only (P9).

Whatever is not plain waits for his reading: a note, a retyped salutation, a warning of the
proofreader, a private contact, or a contact point who is not as the company's own list has him.
"""

from collections.abc import Set as AbstractSet
from dataclasses import replace

from segue.departure.departure import Departure
from segue.departure.errors import NotFound, NotNow
from segue.departure.findings import Severity
from segue.departure.letter_state import KNOWS, LetterState
from segue.departure.people import Person
from segue.departure.policy import Policy, StandingTerms
from segue.departure.stage import Stage
from segue.desk.answer import answer
from segue.desk.desk import Desk
from segue.desk.openings import word_on
from segue.desk.submitted import SubmittedLetter
from segue.desk.unconfirmed import unconfirmed_contacts
from segue.letters.facts import Colleague


def standing_terms_of(desk: Desk, actor: Person) -> StandingTerms:
    """Return the standing terms that wait for the actor's word, or have it; raises NotFound for anybody else."""
    standing = desk.policy.standing
    if standing is None or standing.approver_id != actor.id:
        raise NotFound()
    return standing


def confirm_standing_terms(desk: Desk, actor: Person, version: int) -> Policy:
    """Let the approver give his word to the standing terms that he saw; they are on from here.

    Raises NotFound for anybody else, ChangedMeanwhile when they are not those of ``version``.
    """
    standing = standing_terms_of(desk, actor)
    if standing.confirmed_at is not None and version == desk.policy.version:
        return desk.policy
    return _changed(desk, actor, replace(standing, confirmed_at=desk.now), version, "confirm_standing_terms")


def withdraw_standing_terms(desk: Desk, actor: Person, version: int) -> Policy:
    """Let the approver take his word back for what is still to come; what was approved stays."""
    standing = standing_terms_of(desk, actor)
    if standing.confirmed_at is None and version == desk.policy.version:
        return desk.policy
    return _changed(desk, actor, replace(standing, confirmed_at=None), version, "withdraw_standing_terms")


def answer_by_standing_terms(desk: Desk, departure: Departure) -> Departure:
    """Answer a question that was just put, where the approver's standing terms are on; else return it as it is."""
    standing = _in_force(desk, departure)
    if standing is None or departure.stage is not Stage.ASKED or unconfirmed_contacts(desk, departure):
        return departure
    approver = desk.stores.people.get(standing.approver_id)
    answered = answer(desk, approver, departure.id, standing.terms, departure.version)
    desk.record("", "answer_by_standing_terms", departure.id, approver.id, policy=desk.policy.version)
    return answered


def approve_by_standing_terms(desk: Desk, departure: Departure, client_ids: AbstractSet[str]) -> int:
    """Approve the plain ones of the letters that these clients have just been given; returns how many.

    None is, where the approver since answered otherwise than his standing terms say, or sent a letter
    back: from then on he reads.
    """
    standing = _in_force(desk, departure)
    if standing is None or departure.terms != standing.terms or _was_sent_back(desk, departure):
        return 0
    given = [letter for letter in desk.stores.letters.all(departure.id) if letter.client_id in client_ids]
    waiting = [letter for letter in given if letter.state is LetterState.WAITING and letter.status not in KNOWS]
    plain = [letter for letter in waiting if is_plain(desk, letter)]
    for letter in plain:
        _approve(desk, letter, standing.approver_id)
    return len(plain)


def is_plain(desk: Desk, letter: SubmittedLetter) -> bool:
    """Say whether a letter deviates in nothing from what an approver can know in advance."""
    facts = letter.facts
    points = [facts.contact, *facts.others, *([facts.bridge] if facts.bridge else [])]
    typed = (facts.note, facts.client.salutation, facts.personal_contact)
    warned = any(finding.severity is not Severity.HINT for finding in letter.findings)
    return not warned and not any(typed) and all(_is_colleague(desk, point) for point in points)


def _in_force(desk: Desk, departure: Departure) -> StandingTerms | None:
    """Return the standing terms of the very approver of a departure, with his own word, never for his own."""
    standing = desk.policy.standing
    if standing is None or standing.confirmed_at is None or standing.approver_id != departure.approver_id:
        return None
    if departure.taken_over or departure.leaver_id == standing.approver_id:
        return None
    return standing if desk.stores.people.get(standing.approver_id).active else None


def _was_sent_back(desk: Desk, departure: Departure) -> bool:
    return desk.stores.audit.holds(departure.id, "reject")


def _changed(desk: Desk, actor: Person, standing: StandingTerms, version: int, verb: str) -> Policy:
    if not actor.active:
        raise NotNow("standing_approver_unfit")
    made = desk.stores.policies.add(replace(desk.policy, standing=standing, version=version), desk.now, actor.id)
    desk.record(actor.id, verb, policy=made.version)
    return made


def _approve(desk: Desk, letter: SubmittedLetter, approver_id: str) -> None:
    kept = word_on(desk, letter, approver_id)
    desk.stores.letters.approve(kept)
    said = {"digest": kept.digest, "policy": kept.policy_version}
    desk.record("", "approve_by_standing_terms", letter.departure_id, letter.id, **said)
    desk.stores.letters.save(replace(letter, state=LetterState.APPROVED, comment=""))


def _is_colleague(desk: Desk, point: Colleague) -> bool:
    """Say whether a contact point is a person of the company, described as the company's own list has him."""
    found = desk.stores.people.by_address(point.email) if point.email else None
    if found is None or not found.active or found.name != point.name:
        return False
    return point.phone in ("", found.phone) and point.job_title in ("", found.job_title)
