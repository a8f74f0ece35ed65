"""After the last day the manager's letters are there for who opens the departure, even before the daily job (P7)."""

from segue.desk.access import as_reader
from segue.desk.after_last_day import is_due, move_to_manager
from segue.desk.tellers import is_teller
from segue.doors.wiring import actor, reading, writing


def bring_up_to_date(departure_id: str) -> None:
    """Do what the last day itself made due. Nobody decides anything here, so that opening a page may bring it about."""
    with reading() as desk:
        departure = desk.stores.departures.get(departure_id)
        if not is_teller(desk, actor(), departure):
            as_reader(desk, actor(), departure_id)
        due = is_due(desk, departure)
    if due:
        with writing() as desk:
            move_to_manager(desk, desk.stores.departures.get(departure_id))
