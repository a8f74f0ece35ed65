"""Whatever is posted to Google's addresses: a clear answer, never a fault of ours."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fakes.card_schemas import require_valid
from fakes.gmail_sidebar import ALL, Sidebar, Window, with_sidebar
from fakes.office import Office
from segue.departure.errors import InputError
from segue.doors.cards.event import MOST_RECIPIENTS, read_event
from segue.doors.cards.guard import UNREADABLE, message_in
from segue.doors.cards.routes import VERBS

PATHS = ("home", "compose", "settings", "act")
JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=40),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=12), inner, max_size=4),
    max_leaves=12,
)
PARTS = ("commonEventObject", "authorizationEventObject", "gmail", "draftMetadata")
NAMES = (
    "userLocale",
    "parameters",
    "formInputs",
    "systemIdToken",
    "userIdToken",
    "authorizedScopes",
    "toRecipients",
    "ccRecipients",
    "bccRecipients",
)
ALMOST = st.dictionaries(st.sampled_from(PARTS), JUNK | st.dictionaries(st.sampled_from(NAMES), JUNK), max_size=4)
WORDS = st.text(max_size=60) | st.sampled_from(
    ["", "home", "0", "-1", "9" * 30, "[[],[],[]]", '[["a"],1,{},""]', "{}", "sent"]
)
GIVEN = st.dictionaries(
    st.sampled_from(
        ["letter", "where", "card", "extra", "departure", "query", "offset", "before", "after", "subject", "x"]
    ),
    WORDS,
    max_size=8,
)


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    return with_sidebar(Office(tmp_path_factory.mktemp("hostile")).approved())


@pytest.fixture(scope="module")
def sidebar(office):
    opened = Sidebar(office, office.leaver)
    opened.window = Window(to=["tom@brightwater.co.uk.example"])
    return opened


@given(said=ALMOST | JUNK, path=st.sampled_from(PATHS))
def test_what_is_no_event_of_googles_is_refused_clearly(sidebar, said, path):
    answered = sidebar.post(path, said)
    assert answered.status_code in (200, 403, 422)
    if answered.status_code == 200:
        assert "requesting_google_scopes" in answered.json


@pytest.mark.parametrize(
    "body",
    [b"", b"{", b"null", b"[]", b"[" * 100_000, b'{"a":' * 50_000, b"\xff\xfe", b"1" * 5_000, b'"\\ud800"'],
    ids=["empty", "cut", "null", "list", "deep list", "deep object", "no text", "long number", "half a character"],
)
def test_a_body_that_is_no_object_is_refused(sidebar, body):
    answered = sidebar.browser.post("/addon/google/home", data=body, content_type="application/json")
    assert (answered.status_code, answered.json["code"]) == (422, "bad_request")


def test_a_body_that_is_too_large_is_refused(sidebar):
    answered = sidebar.browser.post("/addon/google/home", data=b" " * 3_000_000, content_type="application/json")
    assert answered.status_code == 413


@given(do=st.sampled_from(sorted(VERBS)) | WORDS, said=GIVEN, typed=GIVEN)
def test_a_click_with_anything_in_it_is_answered_with_a_card(office, sidebar, do, said, typed):
    event = sidebar.event("act", {**said, "do": do}, typed)
    answered = sidebar.post("act", event)
    assert answered.status_code == 200
    require_valid("click", answered.json)


@given(do=st.sampled_from(sorted(VERBS)), said=GIVEN)
def test_a_click_on_a_real_letter_with_anything_beside_it_is_answered(office, sidebar, do, said):
    event = sidebar.event("act", {**said, "letter": office.letter("Chiara").id, "do": do}, {"reason": "x"})
    answered = sidebar.post("act", event)
    assert answered.status_code == 200
    require_valid("click", answered.json)


@given(to=st.lists(st.text(max_size=30), max_size=5) | JUNK, cc=JUNK)
def test_recipients_of_any_shape_are_answered_with_a_card(sidebar, to, cc):
    said = sidebar.event("compose") | {"gmail": {"toRecipients": to, "ccRecipients": cc}}
    answered = sidebar.post("compose", said)
    assert answered.status_code == 200
    require_valid("trigger", answered.json)


@given(tokens=st.dictionaries(st.sampled_from(["systemIdToken", "userIdToken"]), JUNK | st.text(), min_size=1))
def test_a_token_of_any_shape_is_refused(sidebar, tokens):
    said = sidebar.event("home")
    said["authorizationEventObject"] = {**said["authorizationEventObject"], **tokens}
    answered = sidebar.post("home", said)
    assert answered.status_code == 403


def test_a_recipient_that_cannot_be_read_is_somebody_who_is_not_meant():
    event = read_event(json.dumps({"gmail": {"toRecipients": ["a@x.example", 7, "y" * 999, ""]}}).encode())
    assert event.message is not None
    assert event.message.to == ("a@x.example", *(UNREADABLE,) * 3)


def test_more_recipients_than_are_read_count_as_strangers():
    event = read_event(json.dumps({"gmail": {"ccRecipients": ["a@x.example"] * 999}}).encode())
    assert event.message is not None
    assert len(event.message.cc) == MOST_RECIPIENTS + 1
    assert event.message.cc[-1] == UNREADABLE


def test_half_of_a_character_is_no_text():
    body = json.dumps({"commonEventObject": {"userLocale": "\ud800", "parameters": {"do": "a\x00b", "x": "\ud800"}}})
    event = read_event(body.encode())
    assert (event.locale, dict(event.parameters)) == ("", {"do": "ab", "x": ""})


def test_an_event_without_recipients_says_nothing_of_them():
    event = read_event(
        json.dumps({"gmail": {"messageId": "1"}, "authorizationEventObject": {"authorizedScopes": list(ALL)}}).encode()
    )
    assert event.message is None
    assert event.scopes == set(ALL)


@pytest.mark.parametrize("carried", ["", "home", "{}", "[]", "[1,2,3,4]", "[[],[],[],[],[]]", "[" * 9_999])
def test_a_button_that_carries_no_message_carries_nobody(carried):
    assert message_in(carried)[0].everyone == ()


def test_the_reading_of_an_event_names_its_refusal():
    with pytest.raises(InputError):
        read_event(b"[]")
