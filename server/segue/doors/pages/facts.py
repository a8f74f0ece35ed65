"""What the form of a departure's facts shows, whether its leaver fills it in or an approver who leads it."""

from segue.departure.contact_point import Topic
from segue.departure.departure import Departure
from segue.departure.errors import SegueError
from segue.departure.offer import modes_offered, reasons_offered, registers_offered
from segue.desk.desk import Desk
from segue.doors.forms import MOST_POINTS
from segue.doors.pages.corrections import second_letters
from segue.doors.pages.dates import live_dates
from segue.doors.pages.shell import errors_of
from segue.doors.pages.start import first_letter


def facts_form(desk: Desk, departure: Departure, error: SegueError | None) -> dict[str, object]:
    """Return the fields as they are stored, what policy offers to choose, the live letter and the mistakes."""
    return {
        "point": departure.contact_points[0],
        "bridge": departure.bridge,
        "further": departure.contact_points[1:],
        "numbers": range(1, MOST_POINTS),
        "topics": list(Topic),
        "offered": {
            "registers": registers_offered(departure.register, desk.policy),
            "modes": modes_offered(departure.proposed_mode, desk.policy),
            "reasons": reasons_offered(departure.reason, desk.policy),
        },
        "letter": first_letter(desk, departure),
        **live_dates(desk, departure),
        **second_letters(desk, departure),
        "errors": errors_of(error) if error else [],
    }
