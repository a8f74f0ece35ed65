"""One group of letters as its approver sees it: the letter, what was seen in it, what changed, and a gist."""

from collections.abc import Sequence
from dataclasses import dataclass

from segue.departure.departure import Departure
from segue.departure.findings import Finding
from segue.desk.changes import Changes, changes_by_letter
from segue.desk.desk import Desk
from segue.desk.reading import Group, findings_of, findings_today
from segue.desk.submitted import SubmittedLetter
from segue.doors.language import listed, locale, say
from segue.doors.pages.letters import shown
from segue.doors.pages.shell import spoken
from segue.doors.pages.start import PACK_FOR_INTERFACE
from segue.letters.gist import Gist, gist
from segue.letters.letter import PreviewLetter

MOST_NAMED = 3
"""Clients named beside a finding or a change; of the others only the number is said."""


@dataclass(frozen=True)
class ReadGroup:
    """A group with everything that stands beside its letter; ``changes`` come with the words that say whose."""

    group: Group
    shown: PreviewLetter
    findings: list[tuple[str, str]]
    changes: list[tuple[Changes, str]]
    notes: list[SubmittedLetter]
    gist: Gist | None


def read_group(desk: Desk, departure: Departure, group: Group, anew: frozenset[str]) -> ReadGroup:
    """Return a group to read; letters whose ids are in ``anew`` are proofread once more, one by one."""
    return ReadGroup(
        group,
        shown(desk, group.sample),
        _findings(desk, departure, group, anew),
        [(changes, _named(letters, group)) for changes, letters in changes_by_letter(group.letters)],
        [letter for letter in group.letters if letter.values.get("note")],
        _gist(desk, group.sample),
    )


def _findings(desk: Desk, departure: Departure, group: Group, anew: frozenset[str]) -> list[tuple[str, str]]:
    """Return what the proofreader saw when each letter was written, and what it sees in the sample today.

    Only days that have gone by since can add to it, and those are the same in all of them; approving proofreads each.
    """
    seen: dict[tuple[str, str], list[SubmittedLetter]] = {}
    for letter in group.letters:
        found: Sequence[Finding] = letter.findings
        if letter.id in anew:
            found = findings_of(desk, letter, departure)
        elif letter is group.sample:
            found = findings_today(desk, letter)
        for said in dict.fromkeys(spoken(finding) for finding in found):
            seen.setdefault(said, []).append(letter)
    return [(severity, _of_whom(text, letters, group)) for (severity, text), letters in seen.items()]


def _of_whom(text: str, letters: list[SubmittedLetter], group: Group) -> str:
    named = _named(letters, group)
    return say("reading.finding_of", finding=text, names=named) if named else text


def _named(letters: list[SubmittedLetter], group: Group) -> str:
    """Return whose letters they are, "" where it is all of the group."""
    if len(letters) == len(group.letters):
        return ""
    names = [letter.client_name for letter in letters[:MOST_NAMED]]
    more = len(letters) - len(names)
    return listed([*names, say("reading.more", count=more)] if more else names)


def _gist(desk: Desk, letter: SubmittedLetter) -> Gist | None:
    """Return the gist in the reader's own language, None where he reads the letter's or it has no pack."""
    own, language = PACK_FOR_INTERFACE.get(locale(), locale()), letter.content.language
    if own not in desk.packs or own.partition("-")[0] == language.partition("-")[0]:
        return None
    return gist(letter.facts, desk.packs[own])
