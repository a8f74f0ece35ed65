"""The leaver's word on the answer: each thing agreed or declined with its effect in sight (P4)."""

from dataclasses import dataclass, replace

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from segue.departure.consent import Consent, ConsentItem
from segue.departure.departure import Departure
from segue.departure.errors import NotFound, SegueError
from segue.departure.permission import permission
from segue.departure.stage import MOVES, Stage, Verb
from segue.desk.access import as_leader
from segue.desk.attest import agree, to_agree_on
from segue.desk.desk import Desk
from segue.desk.writing import facts_for
from segue.doors.forms import read_form
from segue.doors.leaver_forms import ConsentForm
from segue.doors.pages.shell import departure_page, errors_of, notice, version_seen, with_status
from segue.doors.pages.start import example_client, letter_to
from segue.doors.wiring import actor, reading, writing
from segue.letters.one_clause import said_by

consent_pages = Blueprint("consent", __name__)

CLAUSES = {
    ConsentItem.REASON: "reason",
    ConsentItem.HOPE_TO_MEET: "hope_to_meet",
    ConsentItem.PERSONAL_CONTACT: "personal_contact",
}
"""The clause of a letter that an item is about; the others are about more than one sentence."""


@dataclass(frozen=True)
class Offered:
    """One thing to agree to: the sentence that letters get by it ("" for none), and whether it was agreed before."""

    item: ConsentItem
    sentence: str
    agreed: bool | None


@consent_pages.get("/departures/<departure_id>/consent")
def page(departure_id: str) -> str | Response:
    """Show what was decided; opening this page agrees to nothing."""
    with reading() as desk:
        departure = _own(desk, departure_id)
        if Verb.AGREE not in MOVES[departure.stage]:
            return redirect(url_for("home.departure", departure_id=departure_id))
        return _show(desk, departure, None)


@consent_pages.post("/departures/<departure_id>/consent/letter")
def letter(departure_id: str) -> str:
    """Return the live letter and the two lists for what is ticked so far; what is still open counts as agreed."""
    with reading() as desk:
        departure = _own(desk, departure_id)
        return render_template("consent_live.html", **_live(desk, departure, _declined_so_far()))


@consent_pages.post("/departures/<departure_id>/consent")
def save(departure_id: str) -> Response | tuple[str, int]:
    """Keep the leaver's word."""
    version = version_seen()
    try:
        form = read_form(ConsentForm, request.form)
        with writing() as desk:
            shown = to_agree_on(desk, _own(desk, departure_id))
            agreed = agree(desk, actor(), departure_id, form.decision(shown), version)
    except SegueError as error:
        with reading() as desk:
            return with_status(_show(desk, _own(desk, departure_id), error), error)
    notice("consent.agreed" if agreed.stage is Stage.AGREED else "consent.declined")
    return redirect(url_for("home.departure", departure_id=departure_id))


def both_sides(desk: Desk, departure: Departure) -> dict[str, object]:
    """Return what the one page for both sides shows: the lists in effect, the leaver's word, and under which policy."""
    consent = departure.consent or Consent(desk.now)
    return {
        "permission": permission(desk.terms(departure)),
        "agreed": [item for item in ConsentItem if item in consent.shown - consent.declined],
        "declined": [item for item in ConsentItem if item in consent.declined],
        "policy": desk.policy,
    }


def _own(desk: Desk, departure_id: str) -> Departure:
    """Return the actor's own departure; raises NotFound for one that he leads for somebody else."""
    departure = as_leader(desk, actor(), departure_id)
    if departure.taken_over:
        raise NotFound()
    return departure


def _show(desk: Desk, departure: Departure, error: SegueError | None) -> str:
    declined = _declined_so_far() if error else _declined_before(departure)
    return departure_page(
        desk,
        departure,
        "consent.html",
        offered=_offered(desk, departure),
        agreed_at=departure.consent.at if departure.consent and departure.stage is Stage.AGREED else None,
        terms=departure.terms,
        policy=desk.policy,
        errors=errors_of(error) if error else [],
        **_live(desk, departure, declined),
    )


def _offered(desk: Desk, departure: Departure) -> list[Offered]:
    """Return what the leaver is asked about; only what was agreed to of this very answer is ticked already."""
    items, consent = to_agree_on(desk, departure), departure.consent
    known = consent if consent and departure.stage is Stage.AGREED else None
    sentences = _sentences(desk, _as_if(desk, departure, frozenset()))
    return [
        Offered(item, sentences.get(item, ""), item not in known.declined if known and item in known.shown else None)
        for item in ConsentItem
        if item in items
    ]


def _sentences(desk: Desk, departure: Departure) -> dict[ConsentItem, str]:
    client = example_client(departure)
    facts, pack = facts_for(desk, departure, client), desk.packs[client.locale]
    return {item: said_by(clause, facts, pack) for item, clause in CLAUSES.items()}


def _live(desk: Desk, departure: Departure, declined: frozenset[ConsentItem]) -> dict[str, object]:
    """Return the example letter and the two lists as they would be; none where the leaver would not write."""
    seen = _as_if(desk, departure, declined)
    writes = ConsentItem.LETTER not in declined
    shown = letter_to(desk, seen, example_client(seen)) if writes else None
    approver = desk.stores.people.get(departure.approver_id)
    return {"letter": shown, "permission": permission(desk.terms(seen)), "writes": writes, "approver": approver}


def _as_if(desk: Desk, departure: Departure, declined: frozenset[ConsentItem]) -> Departure:
    return replace(departure, consent=Consent(desk.now, to_agree_on(desk, departure), declined))


def _declined_so_far() -> frozenset[ConsentItem]:
    try:
        return read_form(ConsentForm, request.form).declined()
    except SegueError:
        return frozenset()


def _declined_before(departure: Departure) -> frozenset[ConsentItem]:
    agreed = departure.consent if departure.stage is Stage.AGREED else None
    return agreed.declined if agreed else frozenset()
