"""The first screen: three answers, and a live letter beside them before anything else is asked (A7)."""

from dataclasses import replace

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from segue.clients.client import Client
from segue.clients.names import split
from segue.departure.departure import Departure
from segue.departure.errors import SegueError
from segue.desk.desk import Desk
from segue.desk.start import draft, own_departure, start
from segue.desk.writing import write_letter
from segue.doors.forms import ThreeAnswers, read_form
from segue.doors.language import locale
from segue.doors.pages.shell import errors_of, with_status
from segue.doors.wiring import actor, reading, writing
from segue.letters.letter import PreviewLetter
from segue.letters.preview import preview

start_pages = Blueprint("start", __name__)

PACK_FOR_INTERFACE = {"en": "en-GB"}
EXAMPLE_ADDRESS = "client@client.example"


@start_pages.get("/start")
def page() -> str | Response:
    """Ask the three questions; who has a departure already goes there."""
    with reading() as desk:
        own = own_departure(desk, actor())
        if own:
            return redirect(url_for("home.departure", departure_id=own.id))
        return render_template("start.html", letter=None, colleagues=_colleagues(desk), errors=[])


@start_pages.post("/start/letter")
def letter() -> str:
    """Return the live letter for what is typed so far; what is still missing keeps the letter away."""
    try:
        answers = read_form(ThreeAnswers, request.form)
    except SegueError:
        return render_template("live_letter.html", letter=None)
    with reading() as desk:
        departure = draft(desk, actor(), answers.contact_name, answers.last_day, answers.first_client)
        return render_template("live_letter.html", letter=first_letter(desk, departure))


@start_pages.post("/start")
def begin() -> Response | tuple[str, int]:
    """Keep the three answers and go on to the question."""
    try:
        answers = read_form(ThreeAnswers, request.form)
        with writing() as desk:
            begun = start(desk, actor(), answers.contact_name, answers.last_day, answers.first_client)
    except SegueError as error:
        with reading() as desk:
            own = own_departure(desk, actor())
            if own:
                return redirect(url_for("home.departure", departure_id=own.id))
            context = {"letter": None, "colleagues": _colleagues(desk), "errors": errors_of(error)}
            return with_status(render_template("start.html", **context), error)
    return redirect(url_for("ask.page", departure_id=begun.id))


def first_letter(desk: Desk, departure: Departure) -> PreviewLetter | None:
    """Return a marked preview to the one client named on the first screen."""
    return letter_to(desk, departure, replace(example_client(departure), give_reason=None, personal_contact=False))


def letter_to(desk: Desk, departure: Departure, client: Client) -> PreviewLetter | None:
    """Return a marked preview of a client's letter, None where it cannot be written yet."""
    written = write_letter(desk, departure, client)
    return preview(written.letter, desk.packs[client.locale]) if written.letter else None


def example_client(departure: Departure) -> Client:
    """Return the client named on the first screen, in the reader's language, who gets all that may be said."""
    name = departure.first_client or "Jordan Avery"
    parts = split(name)
    return Client(
        "first",
        departure.workspace_id,
        departure.id,
        (EXAMPLE_ADDRESS,),
        name=parts.full,
        given=parts.given,
        family=parts.family,
        title=parts.title,
        locale=PACK_FOR_INTERFACE.get(locale(), locale()),
        give_reason=True,
        personal_contact=True,
    )


def _colleagues(desk: Desk) -> list[str]:
    return [person.name for person in desk.stores.people.all() if person.id != actor().id]
