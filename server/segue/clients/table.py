"""Tables of whatever kind: from the rows below a header to contacts."""

from collections.abc import Iterator, Mapping

from segue.clients.columns import Columns, columns_of, entry_of, meanings_told
from segue.clients.contact import Contact, RowProblem
from segue.clients.entry import KeyMaker
from segue.clients.heading import Heading
from segue.clients.limits import MAX_VALUE_CHARS
from segue.clients.names import clean
from segue.clients.outcome import outcome
from segue.departure.errors import UnreadableFile

_SEEN_COLUMNS = 20


def contacts_in_table(
    source: str, heading: Heading, mapping: Mapping[int, str] | None = None, *, may_slip: bool = False
) -> Iterator[Contact | RowProblem]:
    """Yield one contact or problem for each row below the header that is not blank.

    ``mapping`` is what a person said that the columns mean, by position; ``may_slip`` refuses a row with more cells
    than there are columns: in a text, a comma too many has shifted its values.

    Raises InputError as :func:`meanings_told`; UnreadableFile ``file_no_columns`` when no column holds addresses,
    ``columns`` naming those seen.
    """
    meanings = heading.meanings if mapping is None else meanings_told(mapping, len(heading.names))
    columns = columns_of(heading.names, meanings)
    if not columns.has_addresses:
        raise UnreadableFile("file_no_columns", file=source, columns=_shown(heading.names))
    return _contacts(source, heading, columns, may_slip)


def _contacts(source: str, heading: Heading, columns: Columns, may_slip: bool) -> Iterator[Contact | RowProblem]:
    keys = KeyMaker()
    for row, cells in heading.records:
        if isinstance(cells, str):
            yield RowProblem(source, row, cells)
        elif may_slip and any(cell.strip() for cell in cells[columns.width :]):
            yield RowProblem(source, row, "row_too_wide", str(len(cells)))
        elif any(cell.strip() for cell in cells):
            yield outcome(source, entry_of(columns, row, cells), keys)


def _shown(names: tuple[str, ...]) -> str:
    shown = (clean(name)[:MAX_VALUE_CHARS] for name in names[:_SEEN_COLUMNS])
    return ", ".join(name for name in shown if name)
