"""What pages of one departure share: the rail, the pulse, errors at their fields, notices."""

from dataclasses import dataclass

from flask import flash, render_template, request, url_for

from segue.clients.client import Client
from segue.departure.departure import Departure
from segue.departure.errors import SegueError
from segue.departure.findings import Finding
from segue.departure.stage import Stage
from segue.desk.access import teller_of
from segue.desk.desk import Desk
from segue.desk.progress import Progress, Step, progress, steps_of
from segue.desk.remedy import remedy_for
from segue.desk.writing import mode_of
from segue.doors.forms import FormErrors
from segue.doors.language import language_name, say
from segue.doors.problems import advice, status_of
from segue.doors.wiring import actor

PAGE_OF_STEP = {
    Step.ASK: "ask.page",
    Step.AGREE: "consent.page",
    Step.CLIENTS: "clients.page",
    Step.LETTERS: "letters.page",
    Step.READING: "letters.page",
    Step.HAND_OUT: "hand_out.page",
}

PAGE_OF_OWN_STEP = {Step.ASK: "answer.page", Step.READING: "reading.page"}
"""What a leader does who decides himself, because there was no leaver to ask."""

LAST_PAGE = 1_000_000
"""Beyond it no list goes; a database takes no number of any length."""


@dataclass(frozen=True)
class RailStep:
    """One step of the rail."""

    label: str
    url: str
    state: str


def departure_page(desk: Desk, departure: Departure, template: str, **context: object) -> str:
    """Render a page of a departure, with the rail for who leads it and the pulse for everybody."""
    rail = _rail(desk, departure) if departure.leader_id == actor().id else {}
    revision = desk.stores.departures.revision(departure.id)
    pulse = {"pulse_url": url_for("home.pulse", departure_id=departure.id), "pulse_tag": f'"{revision}"'}
    leaver = desk.stores.people.get(departure.leaver_id)
    approver = desk.stores.people.get(departure.approver_id) if departure.approver_id else None
    shared = {"departure": departure, "leaver": leaver, "approver": approver, "workspace": desk.stores.workspace}
    return render_template(template, **{**shared, **rail, **pulse, **context})


def errors_of(error: SegueError) -> list[tuple[str, str]]:
    """Return a failure as (field, sentence) pairs for the error summary and the fields."""
    several = error.errors if isinstance(error, FormErrors) else [error]
    return [(one.field, advice(one)) for one in several]


def with_status(page: str, error: SegueError | None) -> tuple[str, int]:
    """Return a page with the status of the failure that it shows."""
    return page, status_of(error) if error else 200


def page_number() -> int:
    """Return which page of a list is asked for, from 1; nonsense is the first."""
    return min(max(request.args.get("page", 1, type=int), 1), LAST_PAGE)


def version_seen() -> int:
    """Return the version that a form was filled in for; -1, which nothing has, where it names none."""
    return request.form.get("version", type=int, default=-1)


def notice(key: str, **values: object) -> None:
    """Say something on the next page."""
    flash(say(key, **values), "success")


def spoken(finding: Finding) -> tuple[str, str]:
    """Return a finding as (severity, sentence)."""
    named = {name: language_name(value) if name == "locale" else value for name, value in finding.values.items()}
    return finding.severity.value, say(f"finding.{finding.id}", **named)


def with_remedies(findings: list[Finding], departure: Departure, client: Client) -> list[tuple[str, str, str]]:
    """Return findings as (severity, sentence, remedy), the remedy "" where one click mends nothing."""
    return [(*spoken(finding), remedy_for(finding, departure, client) or "") for finding in findings]


def state_of(step: Step, stands: Progress) -> str:
    """Return whether a step is done, current or to do."""
    return "done" if step in stands.done else "current" if step is stands.current else "todo"


def _rail(desk: Desk, departure: Departure) -> dict[str, object]:
    stands = progress(desk, departure)
    steps = []
    for step in steps_of(departure) if departure.stage not in (Stage.CANCELLED, Stage.CLOSED) else ():
        state = state_of(step, stands)
        pages = PAGE_OF_STEP | (PAGE_OF_OWN_STEP if departure.taken_over else {})
        url = url_for(pages[step], departure_id=departure.id)
        own = departure.taken_over and step is Step.ASK
        steps.append(RailStep(say("step.answer" if own else f"step.{step}"), url, state))
    approver = desk.stores.people.get(departure.approver_id).name if departure.approver_id else ""
    teller = desk.stores.people.get(teller_of(departure, mode_of(desk, departure)) or departure.leader_id).name
    following = say(f"next.{stands.next}", approver=approver, teller=teller, **stands.numbers)
    return {"rail": steps, "rail_next": following, "stands": stands}
