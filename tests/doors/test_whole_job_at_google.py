"""The whole job at Google: signing in, 2,500 contacts, a label, letters, approval, the sidebar, drafts (H1, H6)."""

from typing import Any

import pytest

from doors.whole_job import approved, begun_at, loaded, path_of, work
from fakes.at_google import BASE, SERVICE, at_google, enter
from fakes.gmail_sidebar import Sidebar, Window
from fakes.google.persons import Crowd
from fakes.office import LEAVER, MANAGER, Office
from segue.departure.letter_state import Told

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
    google.quota.units_per_minute = 6_000_000
    google.account(LEAVER.address, hd="norwell.example", contacts=people(clients=60))
    google.account(MANAGER.address, hd="norwell.example")
    return begun_at(at_google(Office(tmp_path), google, google_units_per_minute=6_000_000), google)


def people(clients):
    """2,500 people, of whom so many carry the label "Clients"."""
    found = list(Crowd(2_500))
    for one in found[clients * 5 :]:
        one["memberships"] = []
    return found


def test_from_signing_in_to_drafts_of_every_letter(office, google):
    mara, priya = enter(office, google, LEAVER), enter(office, google, MANAGER)
    google.will_grant(LEAVER.address)
    loaded(office, google, mara, "Clients")
    assert len(office.clients()) == 2_500
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

    path = path_of(office)
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
    assert priya.open(f"{path_of(office)}/read").status_code == 200
    with office.look() as desk:
        assert desk.stores.connections.of(MANAGER.id) is None
