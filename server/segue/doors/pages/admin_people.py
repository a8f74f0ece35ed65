"""The administrator: the company's people, who has gone, who administers, and who sees what is confidential."""

from collections.abc import Callable

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from segue.departure.errors import InputError, SegueError
from segue.departure.people import Person
from segue.desk.access import as_administrator
from segue.desk.accounts import make_administrator, mark_back, mark_gone, name_viewer, unbind
from segue.desk.administer import departures_of_teller
from segue.desk.desk import Desk
from segue.desk.people import add_person, change_person
from segue.desk.sign_ins import end_sign_ins
from segue.doors.admin_forms import PersonForm
from segue.doors.forms import read_form
from segue.doors.pages.people_shown import people_shown
from segue.doors.pages.shell import errors_of, notice, with_status
from segue.doors.wiring import actor, reading, writing

people_pages = Blueprint("people", __name__)

Act = Callable[[Desk, Person, str], object]
ACTS: dict[str, Act] = {
    "gone": mark_gone,
    "back": mark_back,
    "unbind": unbind,
    "sign_out": end_sign_ins,
    "administrator": lambda desk, who, id: make_administrator(desk, who, id, is_one=True),
    "no_administrator": lambda desk, who, id: make_administrator(desk, who, id, is_one=False),
    "viewer": lambda desk, who, id: name_viewer(desk, who, id, is_one=True),
    "no_viewer": lambda desk, who, id: name_viewer(desk, who, id, is_one=False),
    "change": lambda desk, who, id: change_person(desk, who, id, read_form(PersonForm, request.form).facts()),
}
"""What can be done with one person, by the button's value; the sentence that follows is ``people.done_<value>``."""


@people_pages.get("/admin/people")
def page() -> str:
    """List the company's people."""
    with reading() as desk:
        return _list(desk, None)


@people_pages.post("/admin/people")
def add() -> Response | tuple[str, int]:
    """Add an employee by address."""
    try:
        form = read_form(PersonForm, request.form)
        with writing() as desk:
            added = add_person(desk, actor(), form.address, form.facts())
    except SegueError as error:
        with reading() as desk:
            return with_status(_list(desk, error), error)
    notice("people.added", name=added.name)
    return redirect(url_for("people.page"))


@people_pages.get("/admin/people/<person_id>")
def person(person_id: str) -> str:
    """Show one person, and what can be done."""
    with reading() as desk:
        return _one(desk, person_id, None)


@people_pages.post("/admin/people/<person_id>")
def change(person_id: str) -> Response | tuple[str, int]:
    """Do what the pressed button says."""
    wanted = request.form.get("do", "")
    try:
        if wanted not in ACTS:
            raise InputError("choice_unknown")
        with writing() as desk:
            ACTS[wanted](desk, actor(), person_id)
    except SegueError as error:
        with reading() as desk:
            return with_status(_one(desk, person_id, error), error)
    notice(f"people.done_{wanted}")
    return redirect(url_for("people.person", person_id=person_id))


def _list(desk: Desk, error: SegueError | None) -> str:
    as_administrator(actor())
    workspace = desk.stores.workspace
    errors = errors_of(error) if error else []
    viewers = workspace.confidential_viewers
    return render_template("admin_people.html", shown=people_shown(desk), viewers=viewers, errors=errors)


def _one(desk: Desk, person_id: str, error: SegueError | None) -> str:
    as_administrator(actor())
    shown, people = desk.stores.people.get(person_id), {one.id: one for one in desk.stores.people.all()}
    assigned = desk.stores.people.approvers()
    return render_template(
        "admin_person.html",
        one=shown,
        providers=desk.stores.people.subjects().get(person_id, []),
        approver=people.get(assigned.get(person_id, "")),
        approves_for=[people[leaver] for leaver, approver in assigned.items() if approver == person_id],
        tells_for=[people[one.leaver_id] for one in departures_of_teller(desk, actor(), person_id)],
        is_viewer=person_id in desk.stores.workspace.confidential_viewers,
        errors=errors_of(error) if error else [],
    )
