"""The pane as Outlook's add-in, as the server serves it: what its page loads, who frames it, how it is connected."""

import re

import pytest

from doors.connecting import Extension, in_use
from fakes.cases import for_each
from fakes.kept import database_url
from fakes.office import Office
from segue.app import create_app
from segue.config import load_settings
from segue.doors.outlook import ICON_SIZES, OUTLOOK_HOSTS

MICROSOFT = "https://appsforoffice.microsoft.com"
SPOKEN = {"en-US": "en", "it-IT": "it", "ru-RU": "ru", "id-ID": "id", "hi-IN": "hi", "pt-BR": "pt-BR", "pt-PT": "pt-PT"}


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    return in_use(Office(tmp_path_factory.mktemp("outlook")).approved())


class Stranger:
    """A browser of nobody's; each answer is read whole, so that no file stays open."""

    def __init__(self, app):
        self.client = app.test_client()

    def get(self, address, **more):
        return self.client.get(address, buffered=True, **more)


@pytest.fixture
def stranger(office):
    return Stranger(office.app)


def policy(answered):
    """The page's policy, by directive."""
    parts = (part.split() for part in answered.headers["Content-Security-Policy"].split(";"))
    return {name: set(values) for name, *values in parts}


def test_its_page_runs_microsofts_script_and_ours_and_connects_to_us_alone(stranger):
    found = policy(stranger.get("/outlook/"))
    assert found["script-src"] == {"'self'", MICROSOFT}
    assert (found["connect-src"], found["style-src"], found["default-src"]) == ({"'self'"}, {"'self'"}, {"'none'"})


def test_it_is_framed_by_outlook_and_by_nobody_else(stranger):
    assert policy(stranger.get("/outlook/"))["frame-ancestors"] == {"'self'", *OUTLOOK_HOSTS}
    assert policy(stranger.get("/outlook/connect"))["frame-ancestors"] == {"'none'"}


def test_other_pages_of_the_pane_may_not_run_microsofts_script(stranger):
    for address in ("/pane/", "/practice", "/sign-in"):
        assert MICROSOFT not in stranger.get(address).headers["Content-Security-Policy"]


def test_its_page_is_the_panes_own_with_office_first(stranger):
    page, panes = (stranger.get(address).text for address in ("/outlook/", "/pane/"))
    body = re.compile(r"<body>.*", re.DOTALL)
    assert body.search(page)[0] == body.search(panes)[0]
    microsofts, ours = re.findall(r'<script[^>]* src="([^"]+)"', page)
    assert (microsofts, ours.rsplit("/", 2)[1:]) == (f"{MICROSOFT}/lib/1/hosted/office.js", ["outlook", "start.js"])


def test_outlook_may_keep_the_pictures(stranger):
    for size in ICON_SIZES:
        answered = stranger.get(f"/outlook/icons/{size}.png")
        assert (answered.mimetype, "no-store" in answered.headers["Cache-Control"]) == ("image/png", False)


@for_each(("language", "spoken"), SPOKEN.items())
def test_it_speaks_outlooks_language_before_and_after_signing_in(office, stranger, language, spoken):
    headers = {"X-Segue-Language": language}
    before = stranger.get("/outlook/settings", headers=headers).json
    assert (before["locale"], before["texts"].keys()) == (
        spoken,
        stranger.get("/outlook/settings").json["texts"].keys(),
    )
    assert office.as_(office.leaver).get("/api/v1/session", headers=headers).json["locale"] == spoken


def test_a_language_that_nobody_speaks_here_leaves_the_persons_own(office):
    visitor = office.as_(office.leaver)
    own = visitor.get("/api/v1/session").json["locale"]
    for said in ("de-DE", "", "x" * 300, "../.."):
        assert visitor.get("/api/v1/session", headers={"X-Segue-Language": said}).json["locale"] == own


def test_it_tells_a_stranger_how_to_sign_in_and_nothing_of_the_company(stranger):
    said = stranger.get("/outlook/settings").json
    assert (said["client_id"], said["scope"]) == ("", "")
    assert {key.split(".")[0] for key in said["texts"]} == {"extension", "outlook"}


def test_where_segue_is_registered_it_names_its_own_api(office):
    told = {"microsoft_client_id": "an-app", "microsoft_client_secret": "s", "base_url": "https://segue.example"}
    settings = load_settings({}, data_dir=office.folder, database_url=database_url(office.folder), **told)
    app = create_app(settings, now=lambda: office.now)
    said = Stranger(app).get("/outlook/settings").json
    assert said["scope"] == "api://segue.example/an-app/access_as_user"
    assert said["authority"] == "https://login.microsoftonline.com/organizations"


def test_looking_at_the_window_makes_no_code_and_agreeing_makes_one_that_works_once(office):
    visitor = office.as_(office.leaver)
    assert "pairing-code" not in visitor.get("/outlook/connect").text
    answered = visitor.post("/outlook/connect")
    (code,) = re.findall(r'class="pairing-code"[^>]*>([^<]+)<', answered.text)
    assert policy(answered)["script-src"] == {"'self'", MICROSOFT}
    extension = Extension(office)
    assert (extension.pair(code).status_code, extension.pair(code).status_code) == (200, 422)


def test_the_window_keeps_its_opener_all_the_way_and_other_pages_do_not(office, stranger):
    visitor = office.as_(office.leaver)
    way = [
        visitor.get("/outlook/connect"),
        stranger.get("/outlook/connect"),
        stranger.get("/sign-in?next=/outlook/connect"),
    ]
    assert {one.headers["Cross-Origin-Opener-Policy"] for one in way} == {"unsafe-none"}
    assert visitor.get("/account").headers["Cross-Origin-Opener-Policy"] == "same-origin"
