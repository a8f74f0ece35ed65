"""A manager opens a departure of somebody who cannot: his pages, and what the leaver then finds."""

import html
import re
from datetime import date

import pytest
from approving import ANSWER, hand_in, page

from fakes.office import LEAVER, MANAGER, Office
from segue.departure.stage import Stage
from segue.desk.take_over import Absent, open_for


def test_a_manager_opens_a_departure_and_goes_through_it(tmp_path):
    office = Office(tmp_path)
    visitor = office.as_(MANAGER)
    fields = {"leaver": LEAVER.address, "kind": "gone", "last_day": "2026-08-14", "contact_name": "Jonas Whitfield"}
    opened = visitor.post("/take-over", **fields)
    office.departure_id = opened.location.split("/")[2]
    assert opened.location.endswith("/facts")
    assert "Jonas Whitfield" in visitor.get(opened.location).text
    kept = hand_in(office, "facts", **facts_of(office))
    assert kept.location.endswith("/answer")
    assert hand_in(office, "answer", **{**ANSWER, "mode": "manager"}).status_code == 302
    assert office.departure.stage is Stage.AGREED
    for name in ("", "/contacts", "/clients", "/salutations", "/letters", "/hand-out", "/read", "/decides", "/report"):
        assert visitor.get(f"/departures/{office.departure_id}{name}").status_code == 200
    assert visitor.get(f"/departures/{office.departure_id}/ask").location.endswith("/facts")


def facts_of(office):
    """Return the facts' form as it stands."""
    text = page(office, "facts").text
    typed = {name: html.unescape(value) for name, value in re.findall(r'name="(\w+)" type="\w+" value="([^"]*)"', text)}
    return {**typed, "kind": "gone", "contact_kind": "successor", "register": "neutral"}


@pytest.mark.parametrize("changes", [{"last_day": "2026-10-30"}, {"last_day": ""}, {"contact_name": ""}])
def test_mistakes_in_the_facts_stand_at_their_fields(tmp_path, changes):
    office = absent(Office(tmp_path))
    before = office.departure
    answered = hand_in(office, "facts", **{**facts_of(office), **changes})
    assert answered.status_code == 422
    assert "error-summary" in answered.text
    assert office.departure == before


def absent(office):
    with office.desk() as desk:
        gone = Absent(LEAVER.address, date(2026, 8, 14), "Jonas Whitfield")
        office.departure_id = open_for(desk, MANAGER, gone).id
    return office


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"leaver": ""}, "leaver"),
        ({"leaver": "jonas@norwell.example"}, "leaver"),
        ({"kind": ""}, "kind"),
        ({"last_day": "soon"}, "last_day"),
        ({"last_day": "2026-10-01"}, "kind"),
        ({"contact_name": ""}, "contact_name"),
    ],
)
def test_mistakes_in_opening_stand_at_their_fields(tmp_path, changes, field):
    office = Office(tmp_path)
    fields = {"leaver": LEAVER.address, "kind": "gone", "last_day": "2026-08-14", "contact_name": "Jonas Whitfield"}
    answered = office.as_(MANAGER).post("/take-over", **{**fields, **changes})
    assert answered.status_code == 422
    assert f'href="#f-{field}"' in answered.text


def test_whose_departure_was_taken_over_finds_nothing_of_it(tmp_path):
    office = absent(Office(tmp_path))
    visitor = office.as_(LEAVER)
    assert visitor.get("/").location.endswith("/start")
    assert visitor.get("/start").status_code == 200
    begun = visitor.post("/start", contact_name="Jonas Whitfield", last_day="2026-10-30", first_client="Ann")
    assert begun.status_code == 409
    assert office.departure_id not in begun.text
    for name in ("", "/answer", "/facts", "/hand-out", "/read", "/permission", "/pulse"):
        assert visitor.get(f"/departures/{office.departure_id}{name}").status_code == 404
    assert visitor.get("/api/v1/session").json["departures"] == []
