"""One group of letters as its approver sees it: the letter, what was seen in it, what changed, and a gist."""

from collections.abc import Sequence
from dataclasses import dataclass

from segue.departure.departure import Departure
from segue.departure.findings import Finding
from segue.desk.changes import Changes, changes_by_letter
from segue.desk.desk import Desk
from segue.desk.openings import seen_of
from segue.desk.reading import Group, findings_of, findings_today
from segue.desk.submitted import SubmittedLetter
from segue.desk.write_back import replies_of_all
from segue.doors.language import listed, say
from segue.doors.pages.own_language import gist_for_reader
from segue.doors.pages.shell import spoken
from segue.doors.pages.shown import OtherOpening, other_opening, shown
from segue.letters.gist import Gist
from segue.letters.letter import PreviewLetter
from segue.letters.replies import Reply

MOST_NAMED = 3
"""Clients named beside a finding or a change; of the others only the number is said."""


@dataclass(frozen=True)
class Changed:
    """What changed, whose letters ("" for all of the group), and the gist of one of them where it is not the sample."""

    changes: Changes
    names: str
    reader: str
    gist: Gist | None


@dataclass(frozen=True)
class SentBack:
    """What was said when letters were sent back before, whose letters ("" for all), and whether they are unchanged."""

    comment: str
    is_unchanged: bool
    names: str


@dataclass(frozen=True)
class ReadGroup:
    """A group with everything that stands beside its letter.

    ``replies`` are the answers that are approved with it, and whose they are ("" for all of the group); ``other`` is
    its other opening, and ``seen`` says of each letter what the reader has before him.
    """

    group: Group
    shown: PreviewLetter
    findings: list[tuple[str, str]]
    changes: list[Changed]
    sent_back: list[SentBack]
    notes: list[SubmittedLetter]
    gist: Gist | None
    replies: list[tuple[str, list[Reply]]]
    other: OtherOpening | None
    seen: dict[str, str]


def read_group(desk: Desk, departure: Departure, group: Group, anew: frozenset[str]) -> ReadGroup:
    """Return a group to read; letters whose ids are in ``anew`` are proofread once more, one by one."""
    return ReadGroup(
        group,
        shown(desk, group.sample),
        _findings(desk, departure, group, anew),
        [_changed(desk, changes, letters, group) for changes, letters in changes_by_letter(group.letters)],
        _sent_back(group),
        [letter for letter in group.letters if letter.values.get("note")],
        gist_for_reader(desk, group.sample),
        [(_named(letters, group), said) for letters, said in replies_of_all(desk, group.letters)],
        other_opening(desk, group.sample),
        {letter.id: seen_of(desk, letter) for letter in group.letters},
    )


def _changed(desk: Desk, changes: Changes, letters: list[SubmittedLetter], group: Group) -> Changed:
    is_sample = group.sample in letters
    own = None if is_sample else gist_for_reader(desk, letters[0])
    return Changed(changes, _named(letters, group), letters[0].client_name, own)


def _sent_back(group: Group) -> list[SentBack]:
    """Return each comment once, with the letters that it was said of."""
    said: dict[tuple[str, bool], list[SubmittedLetter]] = {}
    for letter in group.letters:
        if letter.comment:
            said.setdefault((letter.comment, letter.is_given_unchanged), []).append(letter)
    return [SentBack(comment, same, _named(letters, group)) for (comment, same), letters in said.items()]


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
