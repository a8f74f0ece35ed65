"""Stores on which a change can be tried: they read what there is and keep for themselves what is written."""

from dataclasses import replace
from datetime import datetime
from typing import cast

from segue.departure.policy import Policy
from segue.desk.desk import Desk
from segue.desk.ports import Letters, Policies
from segue.desk.submitted import Approval, DraftRecord, StatusChange, SubmittedLetter


class RehearsedLetters:
    """The letters as they would be; only what bringing them in line with the facts needs."""

    def __init__(self, letters: Letters) -> None:
        self._letters = letters
        self._saved: dict[str, SubmittedLetter] = {}
        self._removed: set[str] = set()

    def all(self, departure_id: str) -> list[SubmittedLetter]:
        """Return all, as they would be."""
        kept = [one for one in self._letters.all(departure_id) if one.id not in self._removed]
        return [self._saved.get(one.id, one) for one in kept]

    def save(self, letter: SubmittedLetter) -> SubmittedLetter:
        """Keep one for oneself."""
        self._saved[letter.id] = letter
        return letter

    def changed(self, change: StatusChange) -> None:
        """Keep no history: nothing of this happens."""

    def remove(self, letter_id: str) -> None:
        """Take one away from oneself."""
        self._removed.add(letter_id)

    def approval(self, letter_id: str) -> Approval | None:
        """Return the newest approval of a letter."""
        return self._letters.approval(letter_id)

    def draft(self, letter_id: str) -> DraftRecord | None:
        """Return what is known of a letter's draft."""
        return self._letters.draft(letter_id)


class RehearsedPolicies:
    """The policy as it would be."""

    def __init__(self, policy: Policy) -> None:
        self._policy = policy

    def current(self) -> Policy:
        """Return the policy that is tried."""
        return self._policy

    def version(self, number: int) -> Policy:
        """Return it whatever is asked for."""
        return self._policy

    def all(self) -> list[tuple[Policy, datetime, str]]:
        """Return no history: there is none yet."""
        return []


def rehearsing(desk: Desk, policy: Policy) -> Desk:
    """Return a desk under another policy, on which bringing letters in line writes nothing."""
    letters = cast(Letters, RehearsedLetters(desk.stores.letters))
    policies = cast(Policies, RehearsedPolicies(policy))
    return replace(desk, stores=replace(desk.stores, letters=letters, policies=policies))
