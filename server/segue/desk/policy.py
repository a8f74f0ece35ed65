"""The administrator changes the company's policy; every open departure follows at once (P9)."""

from dataclasses import dataclass, replace

from segue.departure.departure import Departure
from segue.departure.letter_state import KNOWS, LetterState
from segue.departure.people import Person
from segue.departure.policy import Policy
from segue.departure.policy_difference import differences
from segue.departure.stage import Role, Stage
from segue.departure.terms import SenderMode
from segue.desk.access import as_administrator, roles_of
from segue.desk.desk import Desk
from segue.desk.policy_check import fit_policy
from segue.desk.reconsider import reconsider, renewed
from segue.desk.rehearsal import rehearsing
from segue.desk.steps import save_step
from segue.desk.submitted import SubmittedLetter

OVER = (Stage.CANCELLED, Stage.CLOSED)


@dataclass(frozen=True)
class Effect:
    """What a change does to one departure, in letters.

    ``waiting`` are approved ones that would wait for a new reading, ``closed`` those of them whose
    way of telling is not allowed any more, ``withdrawn`` those that would not be written at all.
    """

    departure: Departure
    waiting: int
    withdrawn: int
    closed: int


@dataclass(frozen=True)
class Preview:
    """What a change would do: the effects that this administrator may see, and how many others there are."""

    effects: tuple[Effect, ...]
    hidden: int


def change_policy(desk: Desk, actor: Person, policy: Policy, version: int) -> Policy:
    """Add a version of the policy and bring every open departure in line; approvals end where it tightens.

    Versions are never changed or removed, and every approval keeps the number of its own. What is the
    same already adds none. Raises NotAllowed, InputError, ChangedMeanwhile when ``version``, the one
    that the administrator saw, is not the newest.
    """
    as_administrator(actor)
    wanted = fit_policy(desk, replace(policy, version=version))
    if not differences(desk.policy, wanted):
        return desk.policy
    made = desk.stores.policies.add(wanted, desk.now, actor.id)
    desk.record(actor.id, "change_policy", policy=made.version)
    for departure in open_departures(desk):
        follow_policy(desk, departure)
    return made


def policy_preview(desk: Desk, actor: Person, policy: Policy) -> Preview:
    """Return what a change would do to open departures; nothing is written.

    A departure that this administrator may not see is counted and not named (P7).
    """
    as_administrator(actor)
    wanted = fit_policy(desk, policy)
    effects = [effect for departure in open_departures(desk) if (effect := _effect(desk, departure, wanted))]
    seen = [one for one in effects if Role.ADMINISTRATOR in roles_of(desk, actor, one.departure)]
    return Preview(tuple(seen), len(effects) - len(seen))


def open_departures(desk: Desk) -> list[Departure]:
    """Return the departures that are neither cancelled nor closed, by last day."""
    return [departure for departure in desk.stores.departures.all() if departure.stage not in OVER]


def follow_policy(desk: Desk, departure: Departure) -> None:
    """Bring the letters of a departure in line with the policy as it now is."""
    reconsider(desk, departure)
    for letter in desk.stores.letters.all(departure.id):
        if letter.status not in KNOWS and _is_closed(desk, letter):
            save_step(desk, letter, renewed(letter, letter))


def _is_closed(desk: Desk, letter: SubmittedLetter) -> bool:
    """Say whether a letter is approved in a way of telling that the policy does not allow."""
    approved = letter.state is LetterState.APPROVED
    return approved and SenderMode(letter.content.mode) not in desk.policy.modes


def _effect(desk: Desk, departure: Departure, policy: Policy) -> Effect | None:
    trial = rehearsing(desk, policy)
    before = desk.stores.letters.all(departure.id)
    closed = sum(_is_closed(trial, letter) for letter in before if letter.status not in KNOWS)
    follow_policy(trial, departure)
    after = {letter.id: letter.state for letter in trial.stores.letters.all(departure.id)}
    withdrawn = sum(letter.id not in after for letter in before)
    approved = [letter for letter in before if letter.state is LetterState.APPROVED]
    waiting = sum(after.get(letter.id) is LetterState.WAITING for letter in approved)
    return Effect(departure, waiting, withdrawn, closed) if waiting or withdrawn else None
