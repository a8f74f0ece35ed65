"""Asking: what the leaver declares and proposes, with a live letter beside it, then the question to the approver."""

from dataclasses import replace
from functools import partial

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from segue.departure.attestation import Attestation
from segue.departure.departure import Departure
from segue.departure.departure_check import findings_in_facts
from segue.departure.errors import SegueError
from segue.departure.personal_contact import may_propose
from segue.departure.stage import MOVES, Verb
from segue.desk.access import as_leader
from segue.desk.ask import ask
from segue.desk.attest import attest
from segue.desk.corrections import told_otherwise
from segue.desk.desk import Desk
from segue.desk.lead_time import DATES
from segue.desk.start import Facts, change_facts
from segue.doors.forms import FactsForm, read_form, together
from segue.doors.leaver_forms import AttestationForm
from segue.doors.pages.contact_points import contact_notes
from segue.doors.pages.facts import facts_form
from segue.doors.pages.passing_on import passing_on
from segue.doors.pages.shell import departure_page, notice, spoken, version_seen, with_status
from segue.doors.pages.start import first_letter
from segue.doors.wiring import actor, reading, wiring, writing

ask_pages = Blueprint("ask", __name__)


@ask_pages.get("/departures/<departure_id>/ask")
def page(departure_id: str) -> str | Response:
    """Show what to declare and propose; after the question, the short text to pass on."""
    with reading() as desk:
        departure = as_leader(desk, actor(), departure_id)
        if Verb.CHANGE_FACTS not in MOVES[departure.stage]:
            return redirect(url_for("home.departure", departure_id=departure_id))
        if departure.taken_over:
            return redirect(url_for("lead.page", departure_id=departure_id))
        return _show(desk, departure, None)


@ask_pages.post("/departures/<departure_id>/ask/letter")
def letter(departure_id: str) -> str:
    """Return the live letter for the facts as typed, or as stored while they cannot be read."""
    with reading() as desk:
        departure = as_leader(desk, actor(), departure_id)
        try:
            typed = read_form(FactsForm, request.form).facts(wiring().new_id)
        except SegueError:
            return render_template("live_letter.html", letter=None)
        changed = replace(departure, **vars(typed))
        otherwise = told_otherwise(desk, departure, changed)
        return render_template("live_letter.html", letter=first_letter(desk, changed), otherwise=otherwise)


@ask_pages.post("/departures/<departure_id>/ask")
def save(departure_id: str) -> Response | tuple[str, int]:
    """Keep the facts and what is declared and, by the second button, put the question."""
    asks = request.form.get("then") == "ask"
    version = version_seen()
    try:
        attested, facts = together(partial(_declared, asks), _proposed)
        with writing() as desk:
            saved = _keep(desk, departure_id, attested, facts, version)
            if asks:
                ask(desk, actor(), departure_id, saved.version)
    except SegueError as error:
        with reading() as desk:
            return with_status(_show(desk, as_leader(desk, actor(), departure_id), error), error)
    if attested is None and read_form(AttestationForm, request.form).is_begun:
        with reading() as desk:  # half an attestation is kept nowhere but on the page
            return _show(desk, as_leader(desk, actor(), departure_id), None, unfinished=True), 200
    notice("ask.asked" if asks else "ask.saved")
    return redirect(url_for("home.departure" if asks else "ask.page", departure_id=departure_id))


def _declared(asks: bool) -> Attestation | None:
    """Return what the form declares, None while it is not finished and nobody asks yet; asking needs each answer."""
    form = read_form(AttestationForm, request.form)
    if not asks and not form.is_finished:
        return None
    return form.attestation()


def _proposed() -> Facts:
    return read_form(FactsForm, request.form).facts(wiring().new_id)


def _keep(desk: Desk, departure_id: str, attested: Attestation | None, facts: Facts, version: int) -> Departure:
    """Keep both in one transaction; the contract first, because it bounds what can be proposed."""
    if attested is not None:
        version = attest(desk, actor(), departure_id, attested, version).version
    return change_facts(desk, actor(), departure_id, facts, version)


def _findings(desk: Desk, departure: Departure) -> list[tuple[str, str]]:
    """Return what is missing or wrong; what is tight in the dates stands beside them, and follows what is typed."""
    found = findings_in_facts(departure, desk.today, desk.policy)
    of_facts = [spoken(finding) for finding in found if finding.where not in DATES]
    return of_facts + [(severity, sentence) for severity, sentence, _ in contact_notes(desk, departure)]


def _show(desk: Desk, departure: Departure, error: SegueError | None, *, unfinished: bool = False) -> str:
    return departure_page(
        desk,
        departure,
        "ask.html",
        **facts_form(desk, departure, error),
        policy=desk.policy,
        attested=departure.attestation,
        may_propose_contact=may_propose(desk.policy, departure.attestation),
        findings=_findings(desk, departure),
        unfinished=unfinished,
        named_approver=desk.stores.people.approver_of(actor().id),
        passing_on=passing_on(desk, departure),
        today=desk.today,
    )
