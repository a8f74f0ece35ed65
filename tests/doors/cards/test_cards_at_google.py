"""The sidebar with tokens as Google signs them, checked by the product's own adapter: a letter from open to sent."""

from dataclasses import replace

import pytest

from fakes.gmail_sidebar import BASE, DOMAIN, SERVICE, Sidebar, Window, with_sidebar
from fakes.google_parts import MARA, signed_tokens
from fakes.office import Office
from segue.departure.letter_state import Told
from segue.doors.cards import scopes
from segue.doors.wiring import EXTENSION
from segue.providers.google.addon_tokens import AddonTokens

pytestmark = pytest.mark.loopback
CALLED = frozenset(
    BASE + path for path in (scopes.HOME_PATH, scopes.COMPOSE_PATH, scopes.SETTINGS_PATH, scopes.ACT_PATH)
)


class AtGoogle(Sidebar):
    """Somebody's sidebar whose events carry tokens signed by Google's keys."""

    world = None

    def tokens(self, path, **changes):
        service = changes.pop("service", SERVICE)
        system = self.world.service_token(service, f"{BASE}/addon/google/{path}")
        return {"systemIdToken": system, "userIdToken": self.world.keys.sign(self.world.claims(MARA, **changes))}


@pytest.fixture
def sidebar(tmp_path, google):
    google.account(MARA, hd=DOMAIN, sub="mara-at-google")
    office = with_sidebar(Office(tmp_path, now=google.clock()).approved())
    parts = office.app.extensions[EXTENSION]
    tokens = AddonTokens(signed_tokens(google), CALLED, SERVICE, google.client.id)
    office.app.extensions[EXTENSION] = replace(parts, addon=tokens)
    opened = AtGoogle(office, office.leaver)
    opened.world = google
    return opened


def test_a_letter_goes_from_the_list_into_the_message_and_is_marked_as_sent(sidebar):
    sidebar.home()
    window = Window(typed="<p>See you on Monday.</p>")
    sidebar.write(window)
    sidebar.press("Tom Stainsby")
    sidebar.press("Insert the letter for Tom Stainsby")
    letter = sidebar.office.letter("Tom")
    assert window.body == letter.content.html + "<p>See you on Monday.</p>" + window.signature
    assert (window.to, window.subject) == (list(letter.content.to), letter.content.subject)
    sidebar.home()
    sidebar.act("sent", letter=letter.id, where="home")
    assert sidebar.office.letter("Tom").status is Told.SENT


def test_the_person_is_bound_once_and_known_by_the_subject_from_then_on(sidebar):
    sidebar.home()
    with sidebar.office.look() as desk:
        assert desk.stores.people.by_subject("google", "mara-at-google").id == "mara"


@pytest.mark.parametrize(
    "changes",
    [{"service": "somebody@project.iam.example"}, {"aud": "another-client"}, {"exp": 1}, {"email_verified": False},
     {"iss": "https://accounts.evil.example"}],
    ids=["service account", "client", "expired", "unverified", "issuer"],
)  # fmt: skip
def test_tokens_that_are_not_googles_for_us_are_refused(sidebar, changes):
    said = sidebar.event("home")
    said["authorizationEventObject"] |= sidebar.tokens("home", **changes)
    answered = sidebar.post("home", said)
    assert (answered.status_code, answered.json["code"]) == (403, "token_refused")


@pytest.mark.parametrize("token", ["", "x", "a.b.c", "e30.e30.", None])
def test_what_is_no_token_is_refused(sidebar, token):
    said = sidebar.event("home")
    said["authorizationEventObject"]["systemIdToken"] = token
    assert sidebar.post("home", said).status_code == 403
