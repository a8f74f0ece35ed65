"""Rows that could not be kept: a person types the missing address, or leaves the row out (C6)."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

from segue.clients.addresses import readable
from segue.clients.contact import Contact, RowProblem
from segue.departure.errors import InputError, NotFound
from segue.departure.people import Person
from segue.departure.stage import Verb
from segue.desk.access import permit
from segue.desk.add_contacts import add_contacts
from segue.desk.desk import Desk
from segue.desk.erased import Erasures
from segue.desk.ports import Reading, SourceKind, StoredProblem

MOST_KEPT = 1_000
"""How many rows of one reading are kept to be mended; more are counted, and mended where they come from."""

STRUCTURAL = ("card_broken", "card_too_large", "row_quotes", "row_too_wide", "row_too_long", "field_too_long")
"""Rows that could not be read at all: they are said first, and mended where they come from."""
MENDABLE = ("row_no_address", "row_bad_address")


@dataclass(frozen=True)
class Mended:
    """How many rows were mended, and why others could not be, by the row's id."""

    count: int
    errors: dict[int, InputError] = field(default_factory=dict)


def classes_of(counts: Mapping[str, int]) -> list[tuple[str, int]]:
    """Return the causes with how many rows each has, structural ones first (C6)."""
    order = (*STRUCTURAL, *MENDABLE)
    return sorted(counts.items(), key=lambda one: (order.index(one[0]) if one[0] in order else len(order), one[0]))


def rows_to_mend(desk: Desk, departure_id: str) -> int:
    """Return how many rows of a departure wait for a person."""
    return sum(desk.stores.problem_rows.counts(departure_id).values())


def keep_problems(
    desk: Desk, reading: Reading, sources: Collection[str], problems: Sequence[RowProblem]
) -> dict[str, int]:
    """Keep the first rows in the place of those of the last reading, and return how many there are by cause.

    A row that a person left out stays left out. What is pasted is no newer state of what was pasted before: those
    rows stay.
    """
    before = desk.stores.problem_rows.of_sources(reading.departure_id, sources)
    is_pasted = reading.kind is SourceKind.PASTED
    skipped = {_mark_of(one.problem) for one in before if one.left_out or is_pasted}
    fresh = [one for one in problems if not is_pasted or _mark_of(one) not in skipped]
    kept = [StoredProblem(one, reading.id, _mark_of(one) in skipped) for one in fresh[:MOST_KEPT]]
    desk.stores.problem_rows.put(reading.departure_id, () if is_pasted else sources, kept)
    return dict(Counter(one.code for one in problems))


def mend_rows(desk: Desk, actor: Person, departure_id: str, typed: Mapping[int, str]) -> Mended:
    """Take the addresses typed for rows that lack one: each makes its contact, under the key of its row.

    Rows for which nothing usable was typed are told and stay; the others are kept all the same.
    """
    permit(desk, actor, departure_id, Verb.CHOOSE_CLIENTS)
    rows = desk.stores.problem_rows.some(departure_id, typed.keys())
    erasures = Erasures(desk, departure_id)
    good: dict[int, Contact] = {}
    errors: dict[int, InputError] = {}
    for row in rows:
        try:
            good[row.id] = _mended(row.problem, typed[row.id], erasures)
        except InputError as error:
            errors[row.id] = error
    if good:
        add_contacts(desk, departure_id, list(good.values()))
        desk.stores.problem_rows.remove(departure_id, good.keys())
        desk.record(actor.id, "mend_rows", departure_id, count=len(good))
    return Mended(len(good), errors)


def leave_out_rows(desk: Desk, actor: Person, departure_id: str, ids: Collection[int], left_out: bool = True) -> int:
    """Leave rows out, or put them back; nothing of them is lost until their source is read again. Returns how many."""
    permit(desk, actor, departure_id, Verb.CHOOSE_CLIENTS)
    found = [row for row in desk.stores.problem_rows.some(departure_id, ids) if row.left_out is not left_out]
    if ids and not found:
        raise NotFound("row_unknown")
    desk.stores.problem_rows.leave_out(departure_id, [row.id for row in found], left_out)
    verb = "leave_out_rows" if left_out else "put_back_rows"
    desk.record(actor.id, verb, departure_id, count=len(found))
    return len(found)


def _mended(problem: RowProblem, typed: str, erasures: Erasures) -> Contact:
    if problem.contact is None:
        raise InputError("row_not_mendable", field="email")
    address = readable(typed)
    if erasures.holds((address,)):
        raise InputError("address_erased", field="email")
    return replace(problem.contact, emails=(address,))


def _mark_of(problem: RowProblem) -> tuple[str, str, str]:
    """Return what is the same of a row when its source is read again."""
    known_by = problem.contact.key if problem.contact else f"{problem.row}:{problem.value}"
    return problem.source, problem.code, known_by
