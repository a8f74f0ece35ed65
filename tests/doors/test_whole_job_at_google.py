"""The whole job at Google: signing in, 2,500 contacts, a label, letters, approval, the sidebar, drafts (H1, H6)."""

import html
import re
from dataclasses import replace
from typing import Any

import pytest

from fakes.at_google import BASE, SERVICE, at_google, enter
from fakes.gmail_sidebar import Sidebar, Window
from fakes.google.persons import Crowd
from fakes.office import ADMINISTRATOR, LEAVER, MANAGER, Office
from segue.departure.letter_state import Told
from segue.desk.policy import change_policy
from segue.desk.salute import confirm_salutations, salutations
from segue.doors.wiring import EXTENSION
from segue.worker import lost_draftings, lost_readings, place, read

pytestmark = [pytest.mark.loopback, pytest.mark.slow]
DRAFTS = "/gmail/v1/users/me/drafts"


class GoogleSidebar(Sidebar):
    """The sidebar, with tokens as Google signs them."""

    def __init__(self, office: Office, world: Any, who: Any) -> None:
        super().__init__(office, who)
        self.world = world

    def tokens(self, path: str, **changes: Any) -> dict[str, str]:
        """Return the two tokens for one of our addresses."""
        system = self.world.service_token(SERVICE, f"{BASE}/addon/google/{path}")
        return {"systemIdToken": system, "userIdToken": self.world.keys.sign(self.world.claims(self.who.address))}


@pytest.fixture
def office(tmp_path, google, clock):
    office = at_google(Office(tmp_path), google, google_units_per_minute=6_000_000)
    clock.moment = office.now
    google.quota.units_per_minute = 6_000_000
    google.account(LEAVER.address, hd="norwell.example", contacts=people(clients=60))
    google.account(MANAGER.address, hd="norwell.example")
    switch_drafts_on(office)
    return office.asked().answer().agree()


def people(clients):
    """2,500 people, of whom so many carry the label "Clients"."""
    found = list(Crowd(2_500))
    for one in found[clients * 5 :]:
        one["memberships"] = []
    return found


def switch_drafts_on(office):
    with office.desk() as desk:
        change_policy(desk, ADMINISTRATOR, replace(desk.policy, bulk_drafts=True), desk.policy.version)


def later(office, google, **by):
    office.move(**by)
    google.clock.moment = office.now


def work(office, google):
    """Let the worker do what waits, minute by minute."""
    parts = office.app.extensions[EXTENSION]
    for _ in range(3):
        later(office, google, minutes=2)
        for workspace_id, reading_id in lost_readings(parts):
            read(parts, workspace_id, reading_id)
        for workspace_id, drafting_id in lost_draftings(parts):
            while place(parts, workspace_id, drafting_id):
                pass


def hidden(page, name):
    return [html.unescape(one) for one in re.findall(rf'name="{name}" value="([^"]*)"', page)]


def loaded(office, google, mara):
    """Let contacts be read, and those with the label be chosen and greeted."""
    path = f"/departures/{office.departure_id}"
    mara.follow(f"/account/allow/contacts?next={path}/contacts")
    mara.hand_in(f"{path}/contacts", **{"from": "mailbox"})
    work(office, google)
    assert len(office.clients()) == 2_500
    mara.hand_in(f"{path}/clients?label=Clients", do="choose_all")
    with office.desk() as desk:
        chosen = [one for one in desk.stores.clients.all(office.departure_id) if one.chosen]
        rows = salutations(desk, desk.stores.departures.get(office.departure_id), chosen)
        confirm_salutations(desk, LEAVER, office.departure_id, {row.client.id: row.text for row in rows})


def approved(office, mara, priya):
    """Let the letters be given, read and approved."""
    path = f"/departures/{office.departure_id}"
    mara.hand_in(f"{path}/letters", read=hidden(mara.open(f"{path}/letters").text, "read"))
    for _ in range(30):
        waiting = hidden(priya.open(f"{path}/read").text, "letter")
        if not waiting:
            break
        priya.hand_in(f"{path}/read", do="approve", letter=waiting)


def test_from_signing_in_to_drafts_of_every_letter(office, google):
    mara, priya = enter(office, google, LEAVER), enter(office, google, MANAGER)
    google.will_grant(LEAVER.address)
    loaded(office, google, mara)
    approved(office, mara, priya)
    letters = office.letters()
    assert len(letters) == 60
    assert {letter.state for letter in letters} == {"approved"}

    first = letters[0]
    sidebar = GoogleSidebar(office, google, LEAVER)
    window = Window(to=[first.content.to[0]])
    sidebar.write(window)
    sidebar.press(f"Insert the letter for {first.client_name}")
    assert first.content.html in window.body
    assert window.body.endswith(window.signature)
    assert office.letters()[0].status is Told.INSERTED

    path = f"/departures/{office.departure_id}"
    mara.follow(f"/account/allow/drafts?next={path}/hand-out")
    mara.hand_in(f"{path}/drafting", page=f"{path}/hand-out")
    work(office, google)
    drafts = google.accounts[LEAVER.address].mailbox
    assert drafts.created == 59
    assert google.traffic.count("POST", DRAFTS) == 59
    assert google.traffic.peak[LEAVER.address] <= 4
    assert {letter.status for letter in office.letters()[1:]} == {Told.DRAFTED}


def test_an_approver_needs_no_more_than_a_sign_in(office, google):
    priya = enter(office, google, MANAGER)
    assert priya.open(f"/departures/{office.departure_id}/read").status_code == 200
    with office.look() as desk:
        assert desk.stores.connections.of(MANAGER.id) is None

