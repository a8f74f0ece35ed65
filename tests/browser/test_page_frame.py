"""The frame of the server-rendered pages, in a real Chromium: its little script, its look and its accessibility."""

import json
from collections.abc import Iterator
from threading import Thread
from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask, Response, make_response, render_template_string, request
from werkzeug.serving import make_server

from browser.live import answered_whole
from browser.looks import faults_as_it_stands
from house.sources import ROOT
from segue.doors.headers import HEADERS

pytestmark = pytest.mark.browser

PAGES = ROOT / "templates" / "pages"
PAGE = """{% extends "base.html" %}
{% from "macros.html" import field, date, textarea, select, radios, checkboxes, checkbox, csrf, error_summary, finding,
   empty_state, letter_frame, table_wrap, pager, tag, copy_button with context %}
{% block main %}
<h1>Three answers</h1>
{{ error_summary([("last", "Give your last day"), ("who", "Say who tells them")]) }}
<div class="beside"><form method="post" data-guard>{{ csrf() }}
{{ field("Successor", "successor", "<b>Jane</b> {{ 7*7 }}", hint="A colleague", required=true) }}
{{ date("Your last day", "last", error="Give your last day", required=true) }}
{{ textarea("Note", "note") }}
{{ select("Register", "register", [("formal", "Formal"), ("warm", "Warm")], "warm") }}
{{ radios("Who tells them?", "who", [("leaver", "The leaver", "In the first person"), ("hand_over", "Hand-over only")],
   error="Say who tells them") }}
{{ checkboxes("What may be said?", "facts", [("role", "Her role"), ("years", "Her years here")], ["role"]) }}
{{ checkbox("I have read the contract", "read") }}
<div class="action-bar"><p>2 of 3</p><button>Go on</button></div></form>
<div class="stay">{{ letter_frame("<p>Dear Ms Sharma,</p>" + "<p>A long word: " + "x" * 200 + "</p>",
   "Letter", "en-GB") }}
<p><span id="link">the link</span> {{ copy_button("#link", "Copy the link") }}</p></div></div>
{% call table_wrap("Clients") %}<table class="cards"><thead><tr>
<th scope="col">Name</th><th scope="col">Status</th></tr></thead>
<tbody><tr><th scope="row">{{ "Pneumono" * 12 }}</th><td data-label="Status">{{ tag("told", "good") }}
{{ tag("waiting", "warning") }} {{ tag("bounced", "bad") }}</td></tr></tbody></table>{% endcall %}
{{ pager(2, 5, "/clients?page=") }}
{{ finding([("blocking", "Weekday and date disagree."), ("warning", "Long."), ("hint", "No note.")]) }}
{{ empty_state("No clients yet", "Bring in your contacts.") }}
{% endblock %}"""
RAIL = [("Ask", "/", "done"), ("Clients", "/", "current"), ("Manager reads", None, "todo"), ("Hand out", None, "todo")]


@pytest.fixture(scope="module")
def pages() -> Iterator[SimpleNamespace]:
    """A server with one page that uses every part; ``tag`` is what the pulse answers with."""
    app = Flask(__name__, template_folder=str(PAGES), static_folder=str(PAGES / "static"))
    app.add_url_rule("/browsers", "browsers.page", lambda: "")  # the frame's foot leads there
    app.add_url_rule("/account", "account.page", lambda: "")
    state = SimpleNamespace(tag='"1"')
    texts = json.loads((ROOT / "templates" / "interface" / "en.json").read_text(encoding="utf-8"))

    @app.get("/pulse")
    def pulse() -> Response:
        answer = make_response("", 304 if request.headers.get("If-None-Match") == state.tag else 200)
        answer.headers["ETag"] = state.tag
        return answer

    @app.get("/")
    def page() -> Response:
        rail = [SimpleNamespace(label=label, url=url, state=step) for label, url, step in RAIL]
        shown = {"locale": "en", "t": lambda key, **gaps: texts[key].format(**gaps), "csrf_token": "to'\"ken",
                 "demo": True,
                 "locales": ["en", "it", "hi"],
                 "person": SimpleNamespace(name="Bartholomew O'Connor-Featherstone"), "rail": rail,
                 "rail_next": "confirm",
                 "notices": [("success", "Saved."), ("error", "Failed.")], "pulse_url": "/pulse",
                 "pulse_tag": '"1"'}  # fmt: skip
        answer = make_response(render_template_string(PAGE, **shown))
        answer.headers.update(HEADERS)
        return answer

    server = make_server("127.0.0.1", 0, answered_whole(app), threaded=True)
    Thread(target=server.serve_forever, daemon=True).start()
    state.address = f"http://127.0.0.1:{server.server_port}/"
    yield state
    server.shutdown()


@pytest.fixture
def open_page(chromium: Any, pages: SimpleNamespace) -> Iterator[Any]:
    """Open the page with a width and a colour scheme; what the page complains of fails the test."""
    contexts, complaints = [], []

    def opened(width: int = 1280, scheme: str = "light") -> Any:
        contexts.append(chromium.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme))
        page = contexts[-1].new_page()
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(pages.address)
        return page

    pages.tag = '"1"'
    yield opened
    for context in contexts:
        context.close()
    assert complaints == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_the_frame_fits_and_is_accessible(open_page: Any, width: int, scheme: str) -> None:
    assert faults_as_it_stands(open_page(width, scheme)) == []


def test_errors_get_the_focus_and_lead_to_their_fields(open_page: Any) -> None:
    page = open_page()
    page.locator(".error-summary:focus").wait_for()
    page.click(".error-summary a >> nth=1")
    page.locator("#f-who:focus").wait_for()


def test_what_people_type_stays_text(open_page: Any) -> None:
    assert open_page().input_value("#f-successor") == "<b>Jane</b> {{ 7*7 }}"


def test_a_letter_is_shown_on_its_own_paper(open_page: Any) -> None:
    paper = open_page().frames[1]
    assert "Dear Ms Sharma," in paper.inner_text("body")
    assert paper.evaluate("getComputedStyle(document.body).fontFamily").endswith("serif")
    assert paper.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_page_says_once_that_something_changed(open_page: Any, pages: SimpleNamespace) -> None:
    page = open_page()
    assert page.inner_text("#changed") == ""
    pages.tag = '"2"'
    page.wait_for_selector("#changed button", timeout=8000)
    assert page.locator("#changed button").count() == 1


def test_leaving_with_unsaved_typing_asks_first(open_page: Any) -> None:
    leaving = "{ const e = new Event('beforeunload', {cancelable: true}); dispatchEvent(e); e.defaultPrevented }"
    page = open_page()
    assert page.evaluate(leaving) is False
    page.fill("#f-note", "typed")
    assert page.evaluate(leaving) is True
    page.evaluate("document.querySelector('[data-guard]').remove()")


def test_a_copy_button_copies(open_page: Any) -> None:
    page = open_page()
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.click("[data-copy]")
    page.wait_for_function("document.querySelector('[data-copy]').textContent !== 'Copy the link'")
    assert page.evaluate("navigator.clipboard.readText()") == "the link"


def test_the_demonstrations_banner_is_not_printed(open_page: Any) -> None:
    page = open_page()
    banner = page.locator(".demo-banner")
    assert banner.is_visible()
    page.emulate_media(media="print")
    assert not banner.is_visible()
