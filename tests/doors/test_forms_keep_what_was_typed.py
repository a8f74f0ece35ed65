"""A mistake in a form is told at its field with 422, and what was typed stays (C6)."""

import html
import re

import pytest

from fakes.office import JONAS, Office

DAYS = {"last_day": "2026-10-30", "contact_from": "2026-10-19"}
ASK = {
    **DAYS,
    "contact_kind": "successor",
    "contact_name": JONAS.name,
    "contact_email": JONAS.email,
    "register": "neutral",
}
ANSWER = {"may_tell": "true", "mode": "leaver", "release": "approved"}
LONG = "x" * 5001
FORMS = {
    "start": ("/start", "other_leaver", {"contact_name": "Jonas", "last_day": "2026-10-30", "first_client": "Tom"}),
    "ask": ("/departures/{d}/ask", "leaver", ASK),
    "answer": ("/departures/{d}/answer", "manager", ANSWER),
    "consent": ("/departures/{d}/consent", "leaver", {"letter": "true", "reason": "true"}),
    "client": ("/departures/{d}/clients/{c}", "leaver", {"locale": "en-GB", "gender": "unstated"}),
}
MISTAKES = [
    ("start", "contact_name", ["", "   ", None, "x" * 201]),
    ("start", "last_day", ["", None, "soon", "2026-02-30", "1999-12-31", "2100-01-02", "2026-08-31", "30/10/2026"]),
    ("start", "first_client", ["x" * 201]),
    ("ask", "last_day", ["", None, "soon", "2026-13-01", "1999-12-31", "9999-12-31"]),
    ("ask", "contact_from", ["", None, "soon", "1999-12-31"]),
    ("ask", "contact_name", ["", None, "x" * 201]),
    ("ask", "contact_kind", ["friend", "x" * 300]),
    ("ask", "contact_email", ["x" * 201]),
    ("ask", "contact_phone", ["9" * 201]),
    ("ask", "contact_years_here", ["-1", "61", "many", "9" * 40]),
    ("ask", "register", ["rude"]),
    ("ask", "proposed_mode", ["nobody"]),
    ("ask", "reason", ["dismissed"]),
    ("ask", "notice_given_on", ["soon", "2026-02-30", "1999-12-31"]),
    ("ask", "contract_read", ["perhaps"]),
    ("ask", "non_solicitation", ["perhaps", "x" * 300]),
    ("ask", "post_exit_help", ["true"]),
    ("ask", "personal_said", ["x" * 201]),
    ("ask", "personal_ground", ["money"]),
    ("ask", "personal_until", ["soon"]),
    ("consent", "letter", ["", None, "perhaps"]),
    ("consent", "reason", ["", None, "x" * 300]),
    ("answer", "may_tell", ["", None, "perhaps"]),
    ("answer", "mode", ["", None, "nobody"]),
    ("answer", "release", ["", None, "whenever"]),
    ("answer", "reasons", ["dismissed"]),
    ("answer", "successor_facts", ["salary"]),
    ("answer", "new_job_facts", ["salary", "title"]),
    ("answer", "excluded", [LONG]),
    ("answer", "comment", ["x" * 1001]),
    ("client", "locale", ["x" * 201, "tlh", "../../etc"]),
    ("client", "register", ["rude"]),
    ("client", "gender", ["guess"]),
    ("client", "salutation", ["x" * 121, "x" * 201]),
    ("client", "years_together", ["-1", "61", "many"]),
    ("client", "note", ["x" * 301]),
    ("client", "give_reason", ["perhaps"]),
    ("client", "contact_point_id", ["nobody"]),
]
CASES = [(form, field, value) for form, field, values in MISTAKES for value in values]


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    return Office(tmp_path_factory.mktemp("forms")).approved()


def fill(office, visitor, form, **changes):
    path, _, fields = FORMS[form]
    client = office.client("Tom") if form == "client" else None
    path = path.format(d=office.departure_id, c=client.id if client else "")
    version = client.version if client else office.departure.version
    sent = {**fields, "version": version, **changes}
    return visitor.post(path, **{name: value for name, value in sent.items() if value is not None})


@pytest.mark.parametrize(("form", "field", "value"), CASES)
def test_a_mistake_is_told_at_its_field_and_nothing_is_kept(office, form, field, value):
    before = (office.departure, office.clients())
    page = fill(office, office.as_(getattr(office, FORMS[form][1])), form, **{field: value})
    assert page.status_code == 422
    assert re.search(rf'href="#f-{field}"', page.text), "no link from the summary to the field"
    if f'name="{field}"' in page.text:
        assert f'id="e-{field}"' in page.text, "no sentence at the field"
    assert (office.departure, office.clients()) == before


@pytest.mark.parametrize("form", ["ask", "answer", "client", "start"])
def test_what_was_typed_stays_after_a_mistake(office, form):
    typed = {
        "start": {"contact_name": "Somebody New", "first_client": "A first client", "last_day": "soon"},
        "ask": {"contact_name": "Somebody New", "contact_phone": "+39 0543 77", "contact_from": "soon"},
        "answer": {"comment": "Please wait a little", "excluded": "Some Company", "release": ""},
        "client": {"note": "A line only for you", "salutation": "Hello again,", "years_together": "many"},
    }[form]
    page = html.unescape(fill(office, office.as_(getattr(office, FORMS[form][1])), form, **typed).text)
    assert [value for value in typed.values() if value and value not in page] == []


def test_every_mistake_is_told_at_once(office):
    page = fill(office, office.as_(office.leaver), "ask", last_day="", contact_name="", contact_years_here="99")
    assert set(re.findall(r'href="#f-(\w+)"', page.text)) >= {"last_day", "contact_name", "contact_years_here"}


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"release": "at"}, "release_day"),
        ({"release": "at", "release_day": "2026-09-07", "release_time": "25:00"}, "release_time"),
        ({"release": "at", "release_day": "later"}, "release_day"),
        ({"new_job_facts": ["title"]}, "new_job_facts"),
        ({"reasons": ["new_role", "dismissed"]}, "reasons"),
    ],
)
def test_answers_that_need_another_are_told_at_the_missing_one(office, changes, field):
    page = fill(office, office.as_(office.manager), "answer", **changes)
    assert page.status_code == 422
    assert f'href="#f-{field}"' in page.text


def test_the_second_tab_is_told_and_keeps_its_own_words(tmp_path):
    office = Office(tmp_path).begun()
    tab = office.as_(office.leaver)
    seen = office.departure.version
    office.change(hope_to_meet=True)
    page = fill(office, tab, "ask", version=seen, contact_phone="+39 0543 77")
    assert page.status_code == 409
    assert "+39 0543 77" in page.text
    assert office.departure.contact_points[0].phone == JONAS.phone


@pytest.mark.parametrize("version", ["", "-1", "many", "9" * 60, None])
def test_a_form_without_its_version_overwrites_nothing(tmp_path, version):
    office = Office(tmp_path).begun()
    page = fill(office, office.as_(office.leaver), "ask", version=version, contact_phone="+39 0543 77")
    assert (page.status_code, office.departure.contact_points[0].phone) == (409, JONAS.phone)


@pytest.mark.parametrize("page", ["0", "-3", "many", "9" * 40])
@pytest.mark.parametrize("path", ["clients", "salutations", "hand-out"])
def test_a_page_number_that_is_none_shows_a_page(office, path, page):
    assert office.as_(office.leaver).get(f"/departures/{office.departure_id}/{path}?page={page}").status_code == 200


def test_a_release_is_kept_as_the_companys_own_morning(tmp_path):
    office = Office(tmp_path).asked()
    release = {"release": "at", "release_day": "2026-09-07", "release_time": "09:00"}
    assert fill(office, office.as_(office.manager), "answer", **release).status_code == 302
    assert office.departure.terms.release.isoformat() == "2026-09-07T07:00:00+00:00"


@pytest.mark.parametrize("status", ["", "lost", "TO_DO"])
def test_a_status_that_is_none_changes_nothing(office, status):
    letter = office.letter("Tom")
    answered = office.as_(office.leaver).post(f"/letters/{letter.id}/status", status=status)
    assert (answered.status_code, office.letter("Tom")) == (422, letter)
