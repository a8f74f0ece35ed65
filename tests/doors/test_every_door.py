"""Every route for everybody who may come: one table, which a new route without a row breaks (P1, P6, P7)."""

from dataclasses import replace

import pytest

from fakes.cases import for_each
from fakes.office import A_TUESDAY, Office
from segue.departure.call import Call, CallOutcome
from segue.desk.ports import Drafting, DraftingState, Reading, ReadingState, SourceKind
from segue.doors.security import WITHOUT_COOKIE

PEOPLE = ("anonymous", "leaver", "manager", "successor", "administrator", "other_leaver")


class Row:
    """What each person gets at one route: statuses in the order of ``PEOPLE``."""

    def __init__(self, method, path, statuses, fields=None, json=None):
        self.method, self.path, self.fields, self.json = method, path, fields or {}, json
        self.statuses = dict(zip(PEOPLE, statuses, strict=True))


OPEN = (200,) * 6
FLOW_OFF = (403,) * 5
OF_LEAVER = (302, 200, 404, 404, 404, 404)
OF_BOTH = (302, 200, 200, 404, 404, 404)
OF_APPROVER = (302, 403, 200, 404, 404, 404)
DONE_BY_LEAVER = (401, 302, 404, 404, 404, 404)
LIVE = (401, 200, 404, 404, 404, 404)
OF_ADMINISTRATOR = (302, 403, 403, 403, 200, 403)
TYPED_BY_ADMINISTRATOR = (401, 403, 403, 403, 422, 403)
EXPECTED = {
    "static": Row("GET", "/static/segue.css", OPEN),
    "openapi.spec": Row("GET", "/api/v1/openapi.json", OPEN),
    "health.healthz": Row("GET", "/healthz", OPEN),
    "health.readyz": Row("GET", "/readyz", OPEN),
    "metrics.page": Row("GET", "/metrics", (404,) * 6),
    "pane.pane": Row("GET", "/pane/", OPEN),
    "pane.kept": Row("GET", "/kept/another/pane/main.js", OPEN),
    "outlook.pane": Row("GET", "/outlook/", OPEN),
    "outlook.icon": Row("GET", "/outlook/icons/64.png", OPEN),
    "outlook.settings": Row("GET", "/outlook/settings", OPEN),
    "outlook.connect": Row("GET", "/outlook/connect", (302, *OPEN[1:])),
    "outlook.hand_over": Row("POST", "/outlook/connect", (401, *OPEN[1:])),
    "pane.practice": Row("GET", "/practice", (302, *OPEN[1:])),
    "api_page.page": Row("GET", "/api/v1/", OPEN),
    "sign_in.page": Row("GET", "/sign-in", OPEN),
    "sign_in.sign_in": Row("POST", "/sign-in", (403, 302, 302, 302, 302, 302), {"person_id": "mara"}),
    "provider_sign_in.ask": Row("GET", "/sign-in/google", (404,) * 6),
    "provider_sign_in.back": Row("GET", "/sign-in/google/back", (404,) * 6),
    "provider_sign_in.allow": Row("GET", "/account/allow/contacts", (302, 404, 404, 404, 404, 404)),
    "account.page": Row("GET", "/account", (302, *OPEN[1:])),
    "account.end": Row("POST", "/account/disconnect", (401, 302, 302, 302, 302, 302)),
    "account.everywhere": Row("POST", "/account/sign-out-everywhere", (401, 302, 302, 302, 302, 302)),
    "sign_in.sign_out": Row("POST", "/sign-out", (401, 302, 302, 302, 302, 302)),
    "sign_in.language": Row("POST", "/language", (401, 302, 302, 302, 302, 302), {"locale": "en"}),
    "home.page": Row("GET", "/", (302, 302, 200, 302, 200, 302)),
    "home.departure": Row("GET", "/departures/{d}", (302, 200, 302, 404, 404, 404)),
    "home.pulse": Row("GET", "/departures/{d}/pulse", OF_BOTH),
    "start.page": Row("GET", "/start", (302, 302, 200, 200, 200, 200)),
    "start.letter": Row("POST", "/start/letter", (401, 200, 200, 200, 200, 200)),
    "start.begin": Row("POST", "/start", (401, 302, 422, 422, 422, 422)),
    "ask.page": Row("GET", "/departures/{d}/ask", OF_LEAVER),
    "ask.letter": Row("POST", "/departures/{d}/ask/letter", LIVE),
    "ask.save": Row("POST", "/departures/{d}/ask", (401, 422, 404, 404, 404, 404)),
    "answer.page": Row("GET", "/departures/{d}/answer", OF_APPROVER),
    "answer.save": Row("POST", "/departures/{d}/answer", (401, 403, 422, 404, 404, 404)),
    "answer.permitted": Row("GET", "/departures/{d}/permission", OF_BOTH),
    "consent.page": Row("GET", "/departures/{d}/consent", OF_LEAVER),
    "consent.letter": Row("POST", "/departures/{d}/consent/letter", LIVE),
    "consent.save": Row("POST", "/departures/{d}/consent", (401, 422, 404, 404, 404, 404)),
    "cancel.page": Row("GET", "/departures/{d}/cancel", OF_BOTH),
    "cancel.save": Row("POST", "/departures/{d}/cancel", (401, 409, 409, 404, 404, 404)),
    "close.page": Row("GET", "/departures/{d}/close", OF_BOTH),
    "close.save": Row("POST", "/departures/{d}/close", (401, 422, 422, 404, 404, 404)),
    "contacts.page": Row("GET", "/departures/{d}/contacts", OF_LEAVER),
    "contacts.load": Row("POST", "/departures/{d}/contacts", (401, 422, 404, 404, 404, 404)),
    "readings.page": Row("GET", "/departures/{d}/contacts/{r}", OF_LEAVER),
    "readings.progress": Row("GET", "/departures/{d}/contacts/{r}/progress", OF_LEAVER),
    "readings.columns": Row("POST", "/departures/{d}/contacts/{r}/columns", (401, 409, 404, 404, 404, 404)),
    "readings.stop": Row("POST", "/departures/{d}/contacts/{r}/cancel", DONE_BY_LEAVER),
    "problem_rows.page": Row("GET", "/departures/{d}/contacts/rows", OF_LEAVER),
    "problem_rows.change": Row("POST", "/departures/{d}/contacts/rows", DONE_BY_LEAVER, {"do": "mend"}),
    "clients.page": Row("GET", "/departures/{d}/clients", OF_LEAVER),
    "clients.change": Row("POST", "/departures/{d}/clients", DONE_BY_LEAVER, {"do": "choose", "client": "{c}"}),
    "questions.page": Row("GET", "/departures/{d}/questions", OF_LEAVER),
    "questions.answer": Row("POST", "/departures/{d}/questions", DONE_BY_LEAVER, {"do": ""}),
    "questions.entries": Row("GET", "/departures/{d}/clients/{c}/entries", OF_LEAVER),
    "questions.part": Row("POST", "/departures/{d}/clients/{c}/entries", (401, 422, 404, 404, 404, 404)),
    "companies.page": Row("GET", "/departures/{d}/companies", OF_LEAVER),
    "companies.change": Row("POST", "/departures/{d}/companies", DONE_BY_LEAVER, {"do": "choose:brightwater foods"}),
    "changes.page": Row("GET", "/departures/{d}/changes", OF_LEAVER),
    "changes.take_back": Row("POST", "/departures/{d}/changes/0/undo", (401, 404, 404, 404, 404, 404)),
    "client.page": Row("GET", "/departures/{d}/clients/{c}", OF_LEAVER),
    "client.letter": Row("POST", "/departures/{d}/clients/{c}/letter", LIVE),
    "client.save": Row("POST", "/departures/{d}/clients/{c}", (401, 409, 404, 404, 404, 404), {"locale": "en-GB"}),
    "client.remedy": Row(
        "POST", "/departures/{d}/clients/{c}/mend", (401, 302, 404, 404, 404, 404), {"do": "remove_note"}
    ),
    "check.page": Row("GET", "/departures/{d}/check", OF_LEAVER),
    "check.mend": Row("POST", "/departures/{d}/check?class=name_unfit", DONE_BY_LEAVER),
    "check.salutation": Row("POST", "/departures/{d}/check/salutation", LIVE),
    "salutations.row": Row("POST", "/departures/{d}/salutations/{c}", LIVE),
    "salutations.page": Row("GET", "/departures/{d}/salutations", OF_LEAVER),
    "salutations.confirm": Row(
        "POST", "/departures/{d}/salutations", (401, 409, 404, 404, 404, 404), {"s-{c}": "Dear Tom,"}
    ),
    "accounts.page": Row("GET", "/departures/{d}/accounts", OF_BOTH),
    "accounts.change": Row(
        "POST", "/departures/{d}/accounts", (401, 403, 302, 404, 404, 404), {"do": "take_back", "word": "0"}
    ),
    "accounts.file": Row("POST", "/departures/{d}/accounts.csv", (401, 409, 409, 404, 404, 404)),
    "account_upload.load": Row("POST", "/departures/{d}/accounts/list", (401, 403, 422, 404, 404, 404), {"pasted": ""}),
    "letters.page": Row("GET", "/departures/{d}/letters", OF_LEAVER),
    "letters.give": Row("POST", "/departures/{d}/letters", (401, 302, 404, 404, 404, 404), {"read": "{c}"}),
    "letters.subject": Row("POST", "/departures/{d}/letters/subject", (401, 409, 404, 404, 404, 404), {"locale": "it"}),
    "letters.letter": Row("GET", "/departures/{d}/letters/{l}", OF_BOTH),
    "letters.test_copy_file": Row("POST", "/departures/{d}/letters/{l}/test-copy", (401, 200, 200, 404, 404, 404)),
    "corrections.page": Row("GET", "/departures/{d}/corrections", OF_BOTH),
    "corrections.write": Row("POST", "/departures/{d}/corrections", (401, 302, 302, 404, 404, 404), {"read": "{c}"}),
    "reading.page": Row("GET", "/departures/{d}/read", OF_APPROVER),
    "reading.decide": Row("POST", "/departures/{d}/read", (401, 403, 422, 404, 404, 404), {"do": "approve"}),
    "delegate.page": Row("GET", "/departures/{d}/decides", OF_APPROVER),
    "delegate.save": Row("POST", "/departures/{d}/decides", (401, 403, 422, 404, 404, 404), {"colleague": ""}),
    "delegate.confidential": Row("POST", "/departures/{d}/confidential", (401, 302, 302, 404, 404, 404)),
    "delegate.take": Row("POST", "/departures/{d}/take-over", (401, 403, 409, 404, 409, 404), {"version": "-1"}),
    "no_contact.page": Row("GET", "/departures/{d}/no-contact", (302, 403, 404, 404, 404, 404)),
    "no_contact.file": Row("POST", "/departures/{d}/no-contact.csv", (401, 403, 404, 404, 404, 404)),
    "take_over.page": Row("GET", "/take-over", (302, 404, 200, 404, 200, 404)),
    "take_over.begin": Row("POST", "/take-over", (401, 404, 422, 404, 422, 404)),
    "lead.page": Row("GET", "/departures/{d}/facts", (302, 404, 404, 404, 404, 404)),
    "lead.save": Row("POST", "/departures/{d}/facts", (401, 404, 404, 404, 404, 404)),
    "hand_out.page": Row("GET", "/departures/{d}/hand-out", OF_LEAVER),
    "hand_out.looked": Row("POST", "/departures/{d}/hand-out/looked", DONE_BY_LEAVER),
    "hand_out.drafts": Row("POST", "/departures/{d}/hand-out/drafts", LIVE),
    "hand_out.draft": Row("POST", "/letters/{l}/draft", LIVE),
    "drafting.begin": Row("POST", "/departures/{d}/drafting", (401, 403, 404, 404, 404, 404)),
    "drafting.progress": Row("GET", "/departures/{d}/drafting/{g}", OF_LEAVER),
    "drafting.change": Row("POST", "/departures/{d}/drafting/{g}", DONE_BY_LEAVER, {"do": "cancel"}),
    "drafting.look": Row("POST", "/departures/{d}/drafts/look", DONE_BY_LEAVER),
    "drafting.opened": Row("GET", "/letters/{l}/draft", (302, 404, 404, 404, 404, 404)),
    "drafting.said": Row("POST", "/letters/{l}/draft/said", (401, 422, 404, 404, 404, 404), {"said": ""}),
    "calls.page": Row("GET", "/departures/{d}/calls", OF_LEAVER),
    "calls.log": Row("POST", "/letters/{l}/calls", (401, 409, 404, 404, 404, 404), {"outcome": "reached"}),
    "calls.withdraw": Row("POST", "/calls/{k}/withdraw", (401, 302, 404, 404, 404, 404)),
    "calls.phoned": Row("POST", "/letters/{p}/phoned", (401, 302, 404, 404, 404, 404)),
    "queue.part": Row("GET", "/departures/{d}/hand-out/queue", OF_LEAVER),
    "queue.status": Row("POST", "/letters/{l}/status", (401, 303, 404, 404, 404, 404), {"status": "to_do"}),
    "queue.address": Row("POST", "/letters/{l}/address", (401, 422, 404, 404, 404, 404), {"to": ""}),
    "queue.several": Row(
        "POST", "/departures/{d}/hand-out/marks", (401, 303, 404, 404, 404, 404), {"status": "to_do", "letter": "{l}"}
    ),
    "queue.undo": Row(
        "POST", "/departures/{d}/hand-out/undo?at=2026-09-01T09:00:00%2B00:00", (401, 303, 404, 404, 404, 404)
    ),
    "queue.history": Row("GET", "/letters/{l}/history", OF_BOTH),
    "after_last_day.prepare": Row("POST", "/departures/{d}/after-last-day", (401, 302, 302, 404, 404, 404)),
    "timeline.page": Row("GET", "/departures/{d}/timeline", OF_BOTH),
    "timeline.calendar": Row("GET", "/departures/{d}/hand-over.ics", OF_BOTH),
    "timeline.dates": Row("POST", "/departures/{d}/timeline/dates", (401, 200, 200, 404, 404, 404)),
    "timeline.first_dates": Row("POST", "/start/dates", (401, 200, 200, 200, 200, 200), {"last_day": "2026-10-30"}),
    "admin.page": Row("GET", "/admin", (302, 403, 403, 403, 200, 403)),
    "admin.save": Row("POST", "/admin/approvers", (401, 403, 403, 403, 422, 403)),
    "people.page": Row("GET", "/admin/people", OF_ADMINISTRATOR),
    "people.add": Row("POST", "/admin/people", TYPED_BY_ADMINISTRATOR),
    "people.person": Row("GET", "/admin/people/mara", OF_ADMINISTRATOR),
    "people.change": Row("POST", "/admin/people/mara", TYPED_BY_ADMINISTRATOR),
    "departures.page": Row("GET", "/admin/departures", OF_ADMINISTRATOR),
    "policy.page": Row("GET", "/admin/policy", OF_ADMINISTRATOR),
    "policy.save": Row("POST", "/admin/policy", TYPED_BY_ADMINISTRATOR),
    "policy.versions": Row("GET", "/admin/policy/versions", OF_ADMINISTRATOR),
    "audit.page": Row("GET", "/admin/audit", OF_ADMINISTRATOR),
    "audit.export": Row("GET", "/admin/audit/export.csv", OF_ADMINISTRATOR),
    "standing.page": Row("GET", "/standing-terms", (302, 404, 404, 404, 404, 404)),
    "standing.save": Row("POST", "/standing-terms", (401, 404, 404, 404, 404, 404), {"version": "0"}),
    "contact_points.confirm": Row(
        "POST", "/departures/{d}/contact-points/point-1/confirm", (401, 403, 302, 404, 404, 404)
    ),
    "successor.page": Row("GET", "/departures/{d}/successor", (302, 404, 404, 404, 404, 404)),
    "successor.save": Row("POST", "/departures/{d}/successor", (401, 404, 404, 404, 404, 404), {"name": "Jonas"}),
    "auto_reply.page": Row("GET", "/departures/{d}/automatic-reply", OF_BOTH),
    "auto_reply.opened": Row("POST", "/departures/{d}/automatic-reply", (401, 200, 404, 404, 404, 404)),
    "sheets.page": Row("GET", "/departures/{d}/sheets", OF_BOTH),
    "sheets.save": Row("POST", "/departures/{d}/sheets", DONE_BY_LEAVER),
    "sheets.printed": Row("GET", "/departures/{d}/sheets/print", OF_BOTH),
    "sheets.sheet": Row("GET", "/departures/{d}/clients/{c}/sheet", OF_BOTH),
    "write_back.replies": Row("POST", "/letters/{l}/replies", LIVE),
    "report.page": Row("GET", "/departures/{d}/report", OF_BOTH),
    "report.answer": Row("POST", "/departures/{d}/report", (401, 200, 200, 404, 404, 404), {"do": "csv"}),
    "erase.page": Row("GET", "/departures/{d}/erase", (302, 200, 404, 404, 200, 404)),
    "erase.departure": Row("POST", "/departures/{d}/erase", (401, 422, 404, 404, 422, 404)),
    "erase.client_page": Row("GET", "/departures/{d}/clients/{c}/erase", (302, 200, 404, 404, 200, 404)),
    "erase.client": Row("POST", "/departures/{d}/clients/{c}/erase", (401, 422, 404, 404, 422, 404)),
    "held.page": Row("GET", "/admin/held", OF_ADMINISTRATOR),
    "held.export": Row("POST", "/admin/held", TYPED_BY_ADMINISTRATOR),
    "api.session": Row("GET", "/api/v1/session", (401, 200, 200, 200, 200, 200)),
    "api.texts": Row("GET", "/api/v1/texts", (401, 200, 200, 200, 200, 200)),
    "api.queue": Row("GET", "/api/v1/departures/{d}/queue", (401, 200, 404, 404, 404, 404)),
    "api.letter": Row("GET", "/api/v1/letters/{l}", (401, 200, 404, 404, 404, 404)),
    "api.open_": Row("POST", "/api/v1/letters/{l}/open?again=true", LIVE),
    "api.test_copy": Row(
        "POST", "/api/v1/letters/{l}/test-copy", (401, 200, 200, 404, 404, 404), json={"to": "approver"}
    ),
    "api.replies": Row("POST", "/api/v1/letters/{l}/replies", LIVE),
    "api_calls.calls": Row("GET", "/api/v1/departures/{d}/calls", (401, 200, 404, 404, 404, 404)),
    "api_calls.log": Row(
        "POST", "/api/v1/letters/{l}/calls", (401, 409, 404, 404, 404, 404), json={"outcome": "reached"}
    ),
    "api_calls.withdraw": Row("POST", "/api/v1/calls/{k}/withdraw", LIVE),
    "api.status": Row("PUT", "/api/v1/letters/{l}/status", LIVE, json={"status": "to_do"}),
    "oauth.metadata": Row("GET", "/.well-known/oauth-authorization-server", OPEN),
    "oauth.authorize": Row("GET", "/oauth/authorize", (302, *FLOW_OFF)),
    "oauth.agree": Row("POST", "/oauth/authorize", (401, *FLOW_OFF)),
    "oauth.token": Row("POST", "/oauth/token", (400,) * 6),
    "oauth.revoke": Row("POST", "/oauth/revoke", OPEN),
    "oauth.pair": Row("POST", "/oauth/pair", (422,) * 6, json={"code": "none"}),
    "browsers.page": Row("GET", "/browsers", (302, *OPEN[1:])),
    "browsers.end": Row("POST", "/browsers", (401, 302, 302, 302, 302, 302)),
    "browsers.pair": Row("GET", "/browsers/pair", (302, *OPEN[1:])),
    "browsers.new_code": Row("POST", "/browsers/pair", (401, *OPEN[1:])),
    "cards.home": Row("POST", "/addon/google/home", (404,) * 6),
    "cards.compose": Row("POST", "/addon/google/compose", (404,) * 6),
    "cards.from_menu": Row("POST", "/addon/google/settings", (404,) * 6),
    "cards.act": Row("POST", "/addon/google/act", (404,) * 6),
    "successor.told": Row("POST", "/departures/{d}/successor-told", (401, 302, 302, 404, 404, 404)),
}
A_READING = Reading("a-reading", "", "mara", SourceKind.FILE, "book.csv", A_TUESDAY, ReadingState.CANCELLED)
A_CALL = Call("call-1", "office", "", "", "mara", A_TUESDAY, CallOutcome.MESSAGE)
A_RUN = Drafting("a-run", "", "mara", A_TUESDAY, DraftingState.CANCELLED, ended_at=A_TUESDAY)
UNSAFE = sorted(name for name, row in EXPECTED.items() if row.method != "GET")


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    return with_everything(Office(tmp_path_factory.mktemp("doors")).approved())


def with_everything(office):
    """Give an office with letters something behind every address of the table."""
    with office.desk() as desk:
        desk.stores.readings.save(replace(A_READING, departure_id=office.departure_id))
        desk.stores.draftings.save(replace(A_RUN, departure_id=office.departure_id))
    return with_a_call(office)


def with_a_call(office):
    """Log a call in an office with letters, for the doors that take one back."""
    with office.desk() as desk:
        client_id = desk.stores.letters.all(office.departure_id)[0].client_id
        desk.stores.calls.save(replace(A_CALL, departure_id=office.departure_id, client_id=client_id))
    return office


def fill(office, text):
    letter = office.letter("Tom")
    others = {"p": office.letter("Callum").id, "r": A_READING.id, "g": A_RUN.id, "k": A_CALL.id}
    return text.format(d=office.departure_id, c=letter.client_id, l=letter.id, **others)


SIGNED_IN = {}  # one sign-in a person, for all tests here
ENDING = ("/sign-in", "/sign-out", "/account/sign-out-everywhere")


def visit(office, row, who, token=True):
    visitor = _visitor(office, who, fresh=row.path in ENDING)
    fields = {fill(office, name): fill(office, value) for name, value in row.fields.items()}
    headers = {} if token else {"X-CSRF-Token": ""}
    sent = {"json": row.json} if row.json else {"data": fields}
    if row.path in ENDING:
        SIGNED_IN.pop((office, who), None)
    return visitor.call(row.method, fill(office, row.path), headers=headers, **sent)


def _visitor(office, who, fresh):
    if fresh or (office, who) not in SIGNED_IN:
        visitor = office.as_(None if who == "anonymous" else getattr(office, who))
        return visitor if fresh else SIGNED_IN.setdefault((office, who), visitor)
    return SIGNED_IN[office, who]


def test_every_route_has_its_row_and_every_row_its_route(office):
    assert {rule.endpoint for rule in office.app.url_map.iter_rules()} == set(EXPECTED)


def test_every_unsafe_method_is_the_one_of_its_row(office):
    offered = {
        (rule.endpoint, method)
        for rule in office.app.url_map.iter_rules()
        for method in rule.methods - {"GET", "HEAD", "OPTIONS"}
    }
    assert offered == {(name, EXPECTED[name].method) for name in UNSAFE}


# It opens the departure to its successor, for all tests after it.
OPENING = "successor.told"


@pytest.mark.slow
@pytest.mark.parametrize("who", PEOPLE)
@for_each("endpoint", [name for name in EXPECTED if name != OPENING])
def test_everybody_gets_what_is_his(office, endpoint, who):
    gets_what_is_his(office, endpoint, who)


@pytest.mark.slow
@for_each("who", PEOPLE)
def test_only_both_sides_open_it_to_the_successor(office, who):
    gets_what_is_his(office, OPENING, who)


def gets_what_is_his(office, endpoint, who):
    response = visit(office, EXPECTED[endpoint], who)
    assert response.status_code == EXPECTED[endpoint].statuses[who], response.text[-500:]
    if response.status_code in (302, 303) and who == "anonymous":
        assert response.location.startswith("/sign-in")


@pytest.mark.parametrize("who", ["successor", "administrator", "other_leaver"])
def test_another_departure_looks_exactly_like_one_that_is_not_there(office, who):
    visitor = office.as_(getattr(office, who))
    theirs = visitor.get(f"/departures/{office.departure_id}")
    nobodys = visitor.get("/departures/not-there")
    assert theirs.status_code == nobodys.status_code
    assert theirs.text.replace(office.departure_id, "not-there") == nobodys.text


@for_each("endpoint", [name for name in UNSAFE if name not in {"sign_in.sign_in", *WITHOUT_COOKIE}])
def test_no_unsafe_call_passes_without_the_forms_token(office, endpoint):
    before = (office.departure, office.letters(), office.clients())
    for who in ("leaver", "manager", "administrator"):
        assert visit(office, EXPECTED[endpoint], who, token=False).status_code == 403
    assert (office.departure, office.letters(), office.clients()) == before


def test_the_token_of_another_session_is_refused(office):
    stolen = office.as_(office.manager).token
    visitor = office.as_(office.leaver)
    visitor.token = stolen
    assert visitor.post("/sign-out").status_code == 403


@pytest.mark.parametrize("who", ["anonymous", "leaver", "successor"])
@for_each("endpoint", EXPECTED)
def test_every_answer_carries_the_headers(office, endpoint, who):
    headers = visit(office, EXPECTED[endpoint], who).headers
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors" in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert {"Referrer-Policy", "Permissions-Policy", "Cross-Origin-Opener-Policy", "Cache-Control"} <= set(
        headers.keys()
    )


@for_each("endpoint", [name for name, row in EXPECTED.items() if row.method == "GET"])
def test_opening_a_link_answers_and_approves_nothing(office, endpoint):
    before = (office.departure, office.letters(), office.clients())
    for who in ("leaver", "manager"):
        visit(office, EXPECTED[endpoint], who)
    assert (office.departure, office.letters(), office.clients()) == before


@pytest.mark.parametrize(
    ("path", "who"), [("answer", "manager"), ("read", "manager"), ("ask", "leaver"), ("letters", "leaver")]
)
def test_fields_in_a_link_decide_nothing(tmp_path, path, who):
    office = Office(tmp_path).given()
    visitor = office.as_(getattr(office, who))
    letter = office.letter("Tom")
    before = (office.departure, office.letters())
    visitor.get(
        f"/departures/{office.departure_id}/{path}?do=approve&letter={letter.id}:{letter.digest}&may_tell=false&then=ask"
    )
    assert (office.departure, office.letters()) == before


def test_the_session_cookie_is_out_of_reach_of_scripts_and_other_sites(office):
    visitor = office.as_(office.leaver)
    page = visitor.browser.get("/sign-in")
    response = visitor.browser.post("/sign-in", data={"csrf_token": visitor.token, "person_id": "mara"})
    for cookie in [*response.headers.getlist("Set-Cookie"), *page.headers.getlist("Set-Cookie")]:
        assert {"HttpOnly", "SameSite=Lax", "Path=/"} <= set(cookie.split("; "))


def test_after_signing_out_the_old_cookie_opens_nothing(office):
    visitor = office.as_(office.leaver)
    secret = visitor.browser.get_cookie("segue").value
    visitor.post("/sign-out")
    visitor.browser.set_cookie("segue", secret)
    assert visitor.get("/api/v1/session").status_code == 401


def test_a_session_ends_by_itself(tmp_path):
    office = Office(tmp_path).begun()
    visitor = office.as_(office.leaver)
    assert visitor.get("/api/v1/session").status_code == 200
    office.move(hours=office.settings.session_hours)
    assert visitor.get("/api/v1/session").status_code == 401
