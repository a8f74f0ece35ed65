"""What has to be true when all has come to rest: nothing lost, nothing doubled, nothing left over."""

import re
from collections import Counter
from collections.abc import Iterator

from fakes import postgresql
from fakes.chaos_company import RIVAL, Companies
from fakes.chaos_load import Load, Upload
from fakes.office import LEAVER
from fakes.provider.elsewhere import Elsewhere
from segue.departure.audit import broken_at
from segue.desk.desk import Desk
from segue.desk.hand_out import released_letter
from segue.desk.ports import UNDER_WAY, Reading, ReadingState

GAVE_UP = "reading_gave_up"
"""How a reading ends that was killed three times."""


def faults(load: Load, there: Elsewhere) -> Iterator[str]:
    """Yield everything that is not as it has to be."""
    yield from load.odd
    with load.companies.look("office") as desk:
        yield from _marks(load, desk)
        yield from _opened(load, desk)
        yield from _drafts(load.companies, desk, there)
        yield from _record(desk)
    for workspace_id in ("office", RIVAL):
        with load.companies.look(workspace_id) as desk:
            yield from _uploads(load, desk)
    yield from _erased(load)


def is_at_rest(companies: Companies) -> bool:
    """Say whether nothing is open, running or leased."""
    for workspace_id in ("office", RIVAL):
        with companies.look(workspace_id) as desk:
            runs = desk.stores.draftings.running()
            newest = desk.stores.draftings.newest(companies.leaver.departure_id, LEAVER.id)
            if any(one.state in UNDER_WAY for one in desk.stores.readings.open()) or runs:
                return False
            if newest is not None and newest.leased_until is not None:
                return False
    return True


def _marks(load: Load, desk: Desk) -> Iterator[str]:
    """Each mark that was answered with success is in the history once, none that was refused; so says the record."""
    histories = {letter_id: desk.stores.letters.history(letter_id) for letter_id in load.letter_ids[30:56]}
    steps = Counter(step.reason for history in histories.values() for step in history)
    for mark in load.marks:
        if steps[mark.words] not in mark.entries:
            yield f"a mark answered with {mark.answer.status} is {steps[mark.words]} times in the history"
    recorded = Counter(entry.subject_id for entry in desk.stores.audit.entries() if entry.verb == "mark")
    if any(recorded[letter_id] != len(history) for letter_id, history in histories.items()):
        yield "a mark is not recorded once"


def _opened(load: Load, desk: Desk) -> Iterator[str]:
    """Each letter was recorded as opened as often as it was."""
    recorded = Counter(entry.subject_id for entry in desk.stores.audit.entries() if entry.verb == "open")
    for letter_id in load.letter_ids:
        answers = [answer for opened, answer in load.opened if opened == letter_id]
        sure = sum(answer.is_done for answer in answers)
        if not sure <= recorded[letter_id] <= sure + sum(answer.is_open for answer in answers):
            yield f"opened {sure} times and recorded {recorded[letter_id]} times"


def _drafts(companies: Companies, desk: Desk, there: Elsewhere) -> Iterator[str]:
    """No letter has two drafts; each draft is known in the rows, or shown as one to look for."""
    found, known = there.drafts(), {}
    for letter in desk.stores.letters.all(companies.leaver.departure_id):
        record, to = desk.stores.letters.draft(letter.id), letter.content.to
        marker = released_letter(desk, LEAVER, letter.id).marker
        made = [ref for ref, one in found.items() if one.marker == marker or one.to in to]
        known |= dict.fromkeys(made)
        if len(made) > 1:
            yield f"a letter has {len(made)} drafts"
        if made and record is None:
            yield "a draft that nobody knows of"
        if record is not None and record.placed and made != [record.ref]:
            yield "a draft that is written down and not there"
        if record is not None and not record.placed and record.unclear_at is None and made:
            yield "a draft that nobody looks for"
    left = {draft.ref for draft in desk.stores.letters.drafts_left()}
    if sum(ref not in known and ref not in left for ref in found) > len(_unsure_and_erased(desk)):
        yield "a draft of nobody's letter"


def _unsure_and_erased(desk: Desk) -> set[str]:
    """Return the letters that were erased while nobody knew whether their draft was made: the page told its reader."""
    entries = list(desk.stores.audit.entries())
    settled = {one.subject_id for one in entries if one.verb in ("place_draft", "draft_not_made")}
    there = {letter.id for one in desk.stores.departures.ids() for letter in desk.stores.letters.all(one)}
    return {one.subject_id for one in entries if one.verb == "begin_draft"} - settled - there


def _record(desk: Desk) -> Iterator[str]:
    """The chain holds, and nothing of a draft was recorded twice."""
    entries = list(desk.stores.audit.entries())
    if broken_at(entries, desk.key) is not None:
        yield "the chain of the record does not hold"
    begun = Counter((one.subject_id, one.details["digest"]) for one in entries if one.verb == "begin_draft")
    undone = Counter(one.subject_id for one in entries if one.verb == "draft_not_made")
    placed = Counter((one.subject_id, one.details["digest"]) for one in entries if one.verb == "place_draft")
    for (letter_id, digest), times in placed.items():
        if times > 1 or begun[letter_id, digest] > times + undone[letter_id]:
            yield f"a draft was begun {begun[letter_id, digest]} times and recorded as placed {times} times"


def _uploads(load: Load, desk: Desk) -> Iterator[str]:
    """Of each upload all contacts are there once, or, where its reading failed, none."""
    workspace_id = desk.stores.workspace.id
    mine = [one for one in load.uploads if one.seat.person.workspace_id == workspace_id]
    seat = load.companies.rival if workspace_id == RIVAL else load.companies.other
    readings = {one.source: one for one in desk.stores.readings.all(seat.departure_id)}
    there = Counter(one.contact.emails[0] for one in desk.stores.contacts.all(seat.departure_id))
    for upload in mine:
        reading, kept = readings.get(upload.name), [there.pop(address, 0) for address in upload.addresses]
        if reading is None and (upload.answer.is_done or any(kept)):
            yield f"an upload answered with {upload.answer.status} is not there"
        elif reading is not None and reading.state is ReadingState.DONE:
            if set(kept) != {1} or reading.counts.kept != len(kept):
                yield f"a reading said that it kept {reading.counts.kept} and {sum(kept)} are there"
        elif reading is not None and (any(kept) or not _may_be_left(reading, upload)):
            yield f"a reading is {reading.state} {reading.error} and {sum(kept)} of its contacts are there"
    if there:
        yield f"{len(there)} contacts are of no upload"


def _may_be_left(reading: Reading, upload: Upload) -> bool:
    """Say whether nothing may have come of an upload: killed three times, or before it was all there."""
    was_cut_off = upload.answer.is_open and reading.state not in UNDER_WAY
    return reading.error == GAVE_UP or was_cut_off


def _erased(load: Load) -> Iterator[str]:
    """Whoever was erased is in no table, the queue's included."""
    if not load.erased:
        yield "nobody was erased"
    rows = postgresql.rows_in(load.companies.office.folder)
    for _, name in load.erased:
        number = re.sub(r"\D", "", name)
        of_him = re.compile(rf"adavera{number}(?!\d)|firm ?{number}(?!\d)".encode(), re.IGNORECASE)
        yield from (f"somebody who was erased is in {table}" for table, held in rows.items() if of_him.search(held))
