"""Sign-ins: a secret that nobody knew before, an end when nobody sits there, and an end at once when it has to be."""

from dataclasses import replace
from datetime import timedelta

import pytest

from doors.connecting import Extension, in_use, with_flow
from doors.over_https import BASE, cookies_of, over_https, signed_in
from fakes.cases import for_each
from fakes.gmail_sidebar import Sidebar, with_sidebar
from fakes.office import Office
from segue.departure.errors import NotAllowed
from segue.desk.accounts import mark_gone
from segue.desk.ports import Account
from segue.desk.sign_ins import end_sign_ins, sign_out_everywhere
from segue.doors.wiring import EXTENSION

COOKIE = "__Host-segue"
TENANT = "11111111-2222-4333-8444-555555555555"


@pytest.fixture
def office(tmp_path):
    return Office(tmp_path).approved()


@pytest.fixture
def app(office):
    return over_https(office, session_hours=12, idle_minutes=30)


@pytest.fixture
def browser(app):
    found = app.test_client()
    signed_in(found)
    return found


def works(browser, secret=None):
    """Whether a browser's session opens a page; with another secret than its own where one is given."""
    if secret is not None:
        browser.set_cookie(COOKIE, secret, domain="segue.norwell.example", secure=True)
    return browser.get("/account", base_url=BASE).status_code == 200


# A new secret


def test_a_secret_that_somebody_planted_before_the_sign_in_opens_nothing_after_it(app):
    planted, victim, thief = "planted." + "1" * 10, app.test_client(), app.test_client()
    victim.set_cookie(COOKIE, planted, domain="segue.norwell.example", secure=True)
    given = cookies_of(signed_in(victim))[COOKIE][0]
    assert given != planted
    assert (works(victim), works(thief, planted)) == (True, False)


def test_a_second_sign_in_ends_the_session_that_the_browser_had(app, browser):
    before = browser.get_cookie(COOKIE, domain="segue.norwell.example").value
    signed_in(browser)
    assert (works(browser), works(app.test_client(), before)) == (True, False)


def test_nobody_makes_his_session_longer_by_the_time_in_its_cookie(app, browser):
    secret = browser.get_cookie(COOKIE, domain="segue.norwell.example").value
    longer = secret.partition(".")[0] + ".9999999999"
    assert not works(app.test_client(), longer)


# Time


def test_a_session_that_nobody_uses_ends(office, browser):
    office.move(minutes=29)
    assert works(browser)
    office.move(minutes=30)
    assert not works(browser)


def test_a_session_that_is_used_ends_at_its_longest_all_the_same(office, browser):
    for _ in range(35):
        office.move(minutes=20)
        assert works(browser)
    office.move(minutes=20)
    assert not works(browser)


def test_an_open_page_that_asks_by_itself_keeps_nobody_signed_in(office, browser):
    pulse = f"/departures/{office.departure_id}/pulse"
    answers = []
    for _ in range(4):
        office.move(minutes=10)
        answers.append(browser.get(pulse, base_url=BASE).status_code)
    assert answers[:2] == [200, 200]
    assert answers[-1] == 302


def test_a_session_in_use_is_written_anew_once_a_minute_at_most(office, browser):
    def ends():
        with office.look() as desk:
            return desk.stores.people.sessions(office.leaver.id)[0]

    first = ends()
    office.move(seconds=30)
    works(browser)
    assert ends() == first
    office.move(seconds=40)
    works(browser)
    assert ends() == first + timedelta(seconds=70)


# An end at once


class Vouching:
    """Microsoft, which vouches for the leaver."""

    def who(self, token, now):
        if token != "a.right.token":
            raise NotAllowed("token_refused")
        return Account("microsoft", "oid-mara", TENANT, "mara@norwell.example", "Mara Lindqvist")


def ways_in(office):
    """Each way in for the leaver, by a function that says whether it is open."""
    with_flow(in_use(with_sidebar(office)))
    wired = office.app.extensions[EXTENSION]
    office.app.extensions[EXTENSION] = replace(wired, pane_tokens=Vouching())
    with office.desk() as desk:
        desk.stores.settings.save(replace(desk.stores.workspace, microsoft_tenants=(TENANT,)))
    first, second = office.as_(office.leaver), office.as_(office.leaver)
    extension, sidebar = Extension(office).connected(office.leaver), Sidebar(office, office.leaver)
    pane = {"Authorization": "Bearer a.right.token"}
    return {
        "page": lambda: first.get("/account").status_code == 200,
        "another browser": lambda: second.get("/api/v1/session").status_code == 200,
        "extension": extension.works,
        "renewal": lambda: extension.renew().status_code == 200,
        "sidebar": lambda: bool(sidebar.home()) and sidebar.says("Tom"),
        "outlook": lambda: office.app.test_client().get("/api/v1/session", headers=pane).status_code == 200,
    }


def open_ways(ways):
    return {name for name, is_open in ways.items() if is_open()}


EVERY_WAY = {"page", "another browser", "extension", "renewal", "sidebar", "outlook"}
BY_A_PROVIDER = {"sidebar", "outlook"}


def test_who_has_gone_is_out_of_everything_at_once(office):
    ways = ways_in(office)
    before = open_ways(ways)
    with office.desk() as desk:
        mark_gone(desk, office.administrator, office.leaver.id)
    assert (before, open_ways(ways)) == (EVERY_WAY, set())


@for_each("by", ["the person", "an administrator"])
def test_all_sign_ins_end_at_once_and_what_a_provider_vouches_for_goes_on(tmp_path_factory, by):
    office = Office(tmp_path_factory.mktemp("ended")).approved()
    ways, colleague = ways_in(office), office.as_(office.manager)
    before = open_ways(ways)
    if by == "the person":
        answered = office.as_(office.leaver).post("/account/sign-out-everywhere")
    else:
        answered = office.as_(office.administrator).post(f"/admin/people/{office.leaver.id}", do="sign_out")
    assert (answered.status_code, before, open_ways(ways)) == (302, EVERY_WAY, BY_A_PROVIDER)
    assert colleague.get("/account").status_code == 200


def test_a_code_that_waits_connects_no_browser_after_signing_out_everywhere(office):
    extension = Extension(with_flow(in_use(office)))
    code = extension.code(office.as_(office.leaver))
    with office.desk() as desk:
        sign_out_everywhere(desk, office.leaver)
    assert extension.exchange(code).status_code == 400


def test_nobody_but_an_administrator_ends_the_sign_ins_of_another(office):
    leaver = office.as_(office.leaver)
    with pytest.raises(NotAllowed), office.desk() as desk:
        end_sign_ins(desk, office.manager, office.leaver.id)
    assert leaver.get("/account").status_code == 200


def test_ended_sign_ins_are_in_the_audit_with_who_ended_them(office):
    with office.desk() as desk:
        end_sign_ins(desk, office.administrator, office.leaver.id)
        sign_out_everywhere(desk, office.manager)
    with office.look() as desk:
        found = [one for one in desk.stores.audit.entries() if one.verb in ("end_sign_ins", "sign_out_everywhere")]
    assert [(one.verb, one.person_id, one.subject_id) for one in found] == [
        ("end_sign_ins", office.administrator.id, office.leaver.id),
        ("sign_out_everywhere", office.manager.id, office.manager.id),
    ]


def test_everybody_in_the_demonstration_can_sign_out_everywhere_too(office):
    with office.desk() as desk:
        desk.stores.people.bind(office.leaver.id, "demo", office.leaver.id)
    assert "Sign out everywhere" in office.as_(office.leaver).get("/account").text


def test_a_browser_that_an_administrator_ended_says_so_to_its_person(office):
    Extension(with_flow(in_use(office))).connected(office.leaver)
    with office.desk() as desk:
        end_sign_ins(desk, office.administrator, office.leaver.id)
    assert "disconnected by an administrator" in office.as_(office.leaver).get("/browsers").text
