"""The whole job at Microsoft: signing in, 2,500 contacts in folders, a category, letters, approval, pane, drafts."""

import pytest

from doors.whole_job import approved, begun_at, later, loaded, path_of, work
from fakes.at_microsoft import AtMicrosoft, at_microsoft, enter
from fakes.drafting import to_check
from fakes.microsoft.accounts import Folder
from fakes.microsoft.persons import Crowd
from fakes.office import LEAVER, MANAGER, Office
from segue.departure.letter_state import Told
from segue.desk.hand_out import released_letter
from segue.providers.microsoft.drafts import MARKER

pytestmark = [pytest.mark.loopback, pytest.mark.slow]
CONTACTS, MESSAGES = "/v1.0/me/contacts", "/v1.0/me/messages"
OUTLOOK = "https://outlook.office365.com/owa/"


class OutlookPane:
    """The pane beside a message, as it talks to us: by Microsoft's token, without a cookie."""

    def __init__(self, office, microsoft, who):
        self.office, self.microsoft, self.who = office, microsoft, who

    def call(self, path, method="GET", **more):
        token = self.microsoft.api_token(self.who.address)
        return AtMicrosoft(self.office, self.microsoft).call(f"/api/v1{path}", token, method=method, **more)

    def letter_for(self, address):
        """Find the letter for whom the message is to."""
        departure = self.call("/session").json["departure"]["id"]
        (found,) = self.call(f"/departures/{departure}/queue", query_string={"q": address}).json["letters"]
        return found

    def open(self, letter_id):
        return self.call(f"/letters/{letter_id}/open", "POST", json={})

    def mark(self, letter_id, status):
        return self.call(f"/letters/{letter_id}/status", "PUT", json={"status": status})


@pytest.fixture
def office(tmp_path, microsoft, clock):
    everybody = people(clients=60)
    old = Folder("Old clients", everybody[2_450:])
    folders = [Folder("Key accounts", everybody[2_300:2_450], [old])]
    microsoft.account(LEAVER.address, everybody[:2_300], folders, name=LEAVER.name)
    return begun_at(at_microsoft(Office(tmp_path), microsoft), microsoft)


def people(clients):
    """2,500 people, of whom so many have the category "Clients", ten of them among the last fifty."""
    found = list(Crowd(2_500))
    for one in found[(clients - 10) * 5 : -50]:
        one["categories"] = []
    return found


def box_of(microsoft):
    return microsoft.accounts[LEAVER.address].mailbox


def draft_of(office, microsoft, letter):
    """Find the one draft that carries a letter's marker."""
    with office.look() as desk:
        marker = released_letter(desk, LEAVER, letter.id).marker
    (found,) = [one for one in box_of(microsoft).messages if one.properties[MARKER] == marker]
    return found


def put_in_drafts(office, microsoft, mara):
    path = path_of(office)
    mara.hand_in(f"{path}/drafting", page=f"{path}/hand-out")
    work(office, microsoft)


def statuses(office, *letters):
    wanted = {one.id for one in letters}
    return {one.status for one in office.letters() if one.id in wanted}


def test_from_signing_in_to_drafts_that_their_owner_sent_or_edited(office, microsoft):
    mara, priya = enter(office, microsoft, LEAVER), enter(office, microsoft, MANAGER)
    microsoft.will_grant(LEAVER.address)
    loaded(office, microsoft, mara, "Clients")
    assert len(office.clients()) == 2_500
    assert microsoft.traffic.count("GET", CONTACTS) == 3
    assert {"Key accounts", "Old clients"} <= {label for one in office.clients() for label in one.labels}
    approved(office, mara, priya)
    letters = office.letters()
    assert (len(letters), {one.state for one in letters}) == (60, {"approved"})

    inserted, *drafted = letters
    with_pane(office, microsoft, inserted)
    mara.follow(f"/account/allow/drafts?next={path_of(office)}/hand-out")
    put_in_drafts(office, microsoft, mara)
    box = box_of(microsoft)
    assert (box.created, microsoft.traffic.count("POST", MESSAGES)) == (59, 59)
    assert (microsoft.traffic.peak[LEAVER.address] <= 4, microsoft.throttle.refusals) == (True, 0)
    assert statuses(office, *drafted) == {Told.DRAFTED}
    assert all(draft_of(office, microsoft, one).told["subject"] == one.content.subject for one in drafted)

    sent, edited, changed, *_ = drafted
    assert mara.open(f"/letters/{sent.id}/draft").location.startswith(OUTLOOK)
    box.person_sends(draft_of(office, microsoft, sent).id)
    look(office, microsoft, mara)
    assert (statuses(office, sent), box.sent_by_hand[0].told["subject"]) == ({Told.SENT}, sent.content.subject)

    by_hand, untouched = draft_of(office, microsoft, edited), draft_of(office, microsoft, changed)
    box.person_edits(by_hand.id, "PS: see you on Friday!")
    for one in (edited, changed):
        office.change_client(one.client_name, note="You kept us going.")
    approved(office, mara, priya)
    put_in_drafts(office, microsoft, mara)
    assert (by_hand in box.messages, "see you on Friday" in by_hand.told["body"]["content"]) == (True, True)
    assert (untouched in box.messages, box.created) == (False, 60)
    assert to_check(office) == {edited.client_name.split()[0]: "edited"}
    assert "You kept us going." in draft_of(office, microsoft, changed).told["body"]["content"]


def with_pane(office, microsoft, letter):
    """Write to a client, and let the pane bring the letter."""
    pane = OutlookPane(office, microsoft, LEAVER)
    found = pane.letter_for(letter.content.to[0])
    opened = pane.open(found["id"])
    assert (found["id"], opened.json["html"]) == (letter.id, letter.content.html)
    assert pane.mark(letter.id, "inserted").json["status"] == "inserted"
    assert statuses(office, letter) == {Told.INSERTED}
    assert OutlookPane(office, microsoft, MANAGER).open(letter.id).status_code == 404


def look(office, microsoft, mara):
    later(office, microsoft, minutes=2)
    mara.hand_in(f"{path_of(office)}/drafts/look", page=f"{path_of(office)}/hand-out")


def test_an_approver_needs_no_more_than_a_sign_in(office, microsoft):
    priya = enter(office, microsoft, MANAGER)
    assert priya.open(f"{path_of(office)}/read").status_code == 200
    with office.look() as desk:
        assert desk.stores.connections.of(MANAGER.id) is None
