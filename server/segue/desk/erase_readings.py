"""What readings still hold of somebody who is erased: uploads that nobody read yet, and rows that could not be kept."""

from collections.abc import Callable

from segue.clients.client import Client
from segue.clients.contact import RowProblem
from segue.clients.names import words_of
from segue.desk.desk import Desk
from segue.desk.ports import ReadingState
from segue.desk.readings import end


def forget_in_readings(desk: Desk, departure_id: str, gone: Callable[[str], bool], clients: list[Client]) -> None:
    """Delete what is uploaded for a departure, since he may be in it, and the rows that name him or his address."""
    for reading in desk.stores.readings.open():
        if reading.departure_id == departure_id:
            end(desk, reading, ReadingState.CANCELLED, "reading_erased")
    names = [frozenset(words_of(client.name)) for client in clients if client.name]
    rows = desk.stores.problem_rows.all(departure_id)
    told = [row.id for row in rows if _tells(row.problem, gone, names)]
    if told:
        desk.stores.problem_rows.remove(departure_id, told)


def _tells(problem: RowProblem, gone: Callable[[str], bool], names: list[frozenset[str]]) -> bool:
    said = frozenset(words_of(" ".join((problem.value, problem.contact.name if problem.contact else ""))))
    return any(gone(word) for word in problem.value.split()) or any(name <= said for name in names)
