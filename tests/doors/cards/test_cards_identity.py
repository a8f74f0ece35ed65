"""Whose sidebar it is: two tokens, what was allowed, and which company lets the account in (A1, P6)."""

from dataclasses import replace
from datetime import timedelta

import pytest

from fakes.card_schemas import require_valid, texts_of
from fakes.cases import for_each
from fakes.gmail_sidebar import ALL, BASE, CLIENT, EXECUTE, SERVICE, Sidebar, Window, first_card, token, with_sidebar
from fakes.office import Office, person
from segue.departure.errors import MailboxUnclear
from segue.doors.cards.scopes import COMPOSING, IDENTITY, RECIPIENTS
from segue.doors.wiring import EXTENSION

PATHS = ("home", "compose", "settings", "act")


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    return with_sidebar(Office(tmp_path_factory.mktemp("identity")).approved())


@pytest.fixture
def sidebar(office):
    return Sidebar(office, office.leaver)


def system(office, **changes):
    """Return a token of Google's own for the first card, but for what is changed."""
    until = (office.now + timedelta(hours=1)).timestamp()
    claims = {"aud": f"{BASE}/addon/google/home", "email": SERVICE, "email_verified": True, "exp": until}
    return token(**{**claims, **changes})


def user(office, **changes):
    until = (office.now + timedelta(hours=1)).timestamp()
    claims = {"aud": CLIENT, "email_verified": True, "exp": until, "sub": "sub-mara", "hd": "norwell.example"}
    return token(**{**claims, "email": "mara@norwell.example", **changes})


@for_each(
    ("which", "changes"),
    [
        ("system", {"aud": "https://elsewhere.example/addon/google/home"}),
        ("system", {"aud": f"{BASE}/addon/google/act"}),
        ("system", {"email": "somebody@project.iam.example"}),
        ("system", {"email_verified": False}),
        ("system", {"exp": 1}),
        ("system", {"key": b"forged"}),
        ("user", {"aud": "another-client"}),
        ("user", {"exp": 1}),
        ("user", {"key": b"forged"}),
        ("user", {"email_verified": False}),
    ],
)
def test_a_token_that_is_not_right_is_refused(office, which, changes):
    sidebar = Sidebar(office, office.leaver)
    said = sidebar.event("home")
    right = {"systemIdToken": system(office), "userIdToken": user(office)}
    wrong = (
        {"systemIdToken": system(office, **changes)} if which == "system" else {"userIdToken": user(office, **changes)}
    )
    said["authorizationEventObject"] |= {**right, **wrong}
    answered = sidebar.post("home", said)
    assert (answered.status_code, answered.json["code"]) == (403, "token_refused")


@for_each("path", PATHS)
def test_no_token_at_all_is_refused(office, path):
    sidebar = Sidebar(office, office.leaver)
    said = sidebar.event(path)
    said["authorizationEventObject"] = {"authorizedScopes": list(ALL)}
    assert sidebar.post(path, said).status_code == 403


def test_a_token_for_one_address_opens_no_other(sidebar):
    said = sidebar.event("home")
    assert sidebar.post("act", said).status_code == 403


def test_a_cookie_of_somebody_else_counts_for_nothing(office, sidebar):
    manager = office.as_(office.manager)
    sidebar.browser = manager.browser
    sidebar.home()
    assert sidebar.clickable("Tom Stainsby")
    said = sidebar.event("home")
    said["authorizationEventObject"] = {"authorizedScopes": list(ALL)}
    assert sidebar.post("home", said).status_code == 403


@for_each(
    ("path", "allowed", "asked"),
    [
        ("home", (EXECUTE,), [IDENTITY]),
        ("home", (EXECUTE, IDENTITY), None),
        ("settings", (EXECUTE,), [IDENTITY]),
        ("compose", (EXECUTE, IDENTITY), [COMPOSING, RECIPIENTS]),
        ("compose", (IDENTITY, COMPOSING), [RECIPIENTS]),
        ("compose", ALL, None),
    ],
)
def test_what_was_not_allowed_is_asked_for_when_it_is_needed(office, path, allowed, asked):
    sidebar = Sidebar(office, office.leaver, scopes=allowed)
    answer = sidebar.trigger(path)
    assert answer.get("requesting_google_scopes", {}).get("scopes") == asked


def test_inserting_asks_for_what_it_needs_and_looking_does_not(office):
    sidebar = Sidebar(office, office.leaver, scopes=(EXECUTE, IDENTITY))
    assert "requesting_google_scopes" in sidebar.act("insert", letter=office.letter("Tom").id)
    assert "requesting_google_scopes" not in sidebar.act("show", letter=office.letter("Tom").id)


def test_an_event_that_says_nothing_of_permissions_goes_by_its_tokens(office):
    sidebar = Sidebar(office, office.leaver, scopes=None)
    sidebar.home()
    said = sidebar.event("home")
    del said["authorizationEventObject"]["userIdToken"]
    assert sidebar.post("home", said).json == {"requesting_google_scopes": {"scopes": [IDENTITY]}}


@for_each(
    ("claims", "words"),
    [
        ({"hd": "", "email": "mara@mail.example", "sub": "p"}, "not a company’s account"),
        ({"hd": "other.example", "email": "mara@other.example", "sub": "q"}, "does not use Segue here"),
        ({"sub": "another"}, ""),
    ],
)
def test_an_account_that_is_not_let_in_is_told_what_to_do(office, claims, words):
    sidebar = Sidebar(office, office.leaver)
    sidebar.home()
    said = sidebar.event("home")
    said["authorizationEventObject"] |= sidebar.tokens("home", **claims)
    answer = sidebar.post("home", said).json
    require_valid("trigger", answer)
    shown = texts_of(first_card(answer))
    assert any(words in one for one in shown)
    assert not any("Tom" in one for one in shown)


def test_a_colleague_without_letters_is_let_in_and_sees_none(tmp_path):
    office = with_sidebar(Office(tmp_path).approved())
    sidebar = Sidebar(office, person("nina", "Nina Falk"))
    sidebar.home()
    assert sidebar.says("nothing waiting for you")
    with office.look() as desk:
        assert desk.stores.people.by_subject("google", "sub-nina") is not None


def test_who_is_marked_as_gone_is_refused(tmp_path):
    office = with_sidebar(Office(tmp_path).approved())
    Sidebar(office, office.leaver).home()
    with office.desk() as desk:
        desk.stores.people.save(replace(office.leaver, active=False))
    sidebar = Sidebar(office, office.leaver)
    sidebar.home()
    assert not sidebar.says("Tom")


def test_an_installation_without_the_sidebar_has_no_such_address(tmp_path):
    office = Office(tmp_path).approved()
    sidebar = Sidebar(office, office.leaver)
    for path in PATHS:
        assert sidebar.post(path, {}).status_code == 404


def test_google_s_keys_out_of_reach_is_said_on_a_card(office):
    class OutOfReach:
        def who(self, *_):
            raise MailboxUnclear(provider="google")

    parts = office.app.extensions[EXTENSION]
    office.app.extensions[EXTENSION] = replace(parts, addon=OutOfReach())
    try:
        sidebar = Sidebar(office, office.leaver)
        sidebar.home()
        assert sidebar.cards
    finally:
        office.app.extensions[EXTENSION] = parts


def test_another_companys_letter_looks_like_one_that_is_not_there(office):
    sidebar = Sidebar(office, office.other_leaver)
    sidebar.act("show", letter=office.letter("Tom").id)
    theirs = sidebar.words()
    sidebar.act("show", letter="nowhere")
    assert len(theirs) == len(sidebar.words())
    assert not any("Tom" in one for one in theirs)


def test_logs_hold_no_token_and_no_name(office, capsys):
    sidebar = Sidebar(office, office.leaver)
    sidebar.write(Window(to=["tom@brightwater.co.uk.example"]))
    said = sidebar.event("home")
    said["authorizationEventObject"]["systemIdToken"] = "secret-token"
    sidebar.post("home", said)
    told = "".join(capsys.readouterr())
    assert "secret-token" not in told
    assert "Tom" not in told
