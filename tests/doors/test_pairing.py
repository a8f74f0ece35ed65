"""Connecting a browser by a code that its person types: once, for ten minutes, and slow to guess."""

import re

import pytest

from doors.connecting import Extension, in_use, with_flow
from fakes.cases import for_each
from fakes.office import Office
from segue.desk.browsers import PAIRING_LETTERS


@pytest.fixture
def office(tmp_path):
    return in_use(Office(tmp_path))


@pytest.fixture
def extension(office):
    return Extension(office)


def shown(visitor):
    """Return the code that the page shows."""
    return re.search(r'pairing-code"[^>]*>([^<]+)<', visitor.post("/browsers/pair").text)[1]


def another(office, code):
    """Return a code of somebody else's that begins otherwise."""
    while (other := shown(office.as_(office.manager)))[:2] == code[:2]:
        pass
    return other


def wrong_codes(right):
    """Yield codes that are not this one, all of one beginning."""
    start = "BB" if not right.startswith("BB") else "CC"
    yield from (f"{start}{one}{other}QQQQ" for one in PAIRING_LETTERS for other in PAIRING_LETTERS)


def test_the_typed_code_connects_the_browser_under_its_name(office, extension):
    visitor = office.as_(office.leaver)
    answered = extension.pair(shown(visitor))
    assert set(answered.json) == {"access_token", "token_type", "expires_in", "refresh_token"}
    assert extension.call().json["person"]["name"] == "Mara Lindqvist"
    assert "Kitchen laptop" in visitor.get("/browsers").text
    assert extension.renew().status_code == 200


def test_a_code_is_eight_letters_that_look_like_nothing_else(office):
    code = shown(office.as_(office.leaver))
    assert re.fullmatch(r"[BCDFGHJKMNPQRTVWXY3479]{4}-[BCDFGHJKMNPQRTVWXY3479]{4}", code)


@for_each("typed", [str.lower, lambda code: code.replace("-", ""), lambda code: f" {code.replace('-', ' ')} "])
def test_a_code_may_be_typed_as_people_type(office, extension, typed):
    assert extension.pair(typed(shown(office.as_(office.leaver)))).status_code == 200


def test_a_code_may_come_as_a_form(office):
    sent = {"code": shown(office.as_(office.leaver)), "name": "Kitchen laptop", "client_id": "segue-extension"}
    assert office.app.test_client().post("/oauth/pair", data=sent).status_code == 200


def test_looking_at_the_page_makes_no_code(office, extension):
    visitor = office.as_(office.leaver)
    code = shown(visitor)
    assert "pairing-code" not in visitor.get("/browsers/pair").text
    assert extension.pair(code).status_code == 200


def test_a_code_used_twice_ends_the_browser_that_it_connected(office, extension):
    code = shown(office.as_(office.leaver))
    extension.pair(code)
    again = Extension(office).pair(code)
    assert (again.status_code, again.json["code"]) == (422, "pairing_code_wrong")
    assert not extension.works()


def test_a_code_lives_for_ten_minutes(office, extension):
    code = shown(office.as_(office.leaver))
    office.move(minutes=10)
    assert extension.pair(code).status_code == 422


def test_a_new_code_ends_the_one_before_and_nobody_elses(office, extension):
    visitor, other = office.as_(office.leaver), office.as_(office.manager)
    first, others, second = shown(visitor), shown(other), shown(visitor)
    assert [extension.pair(code).status_code for code in (first, others, second)] == [422, 200, 200]


def test_a_code_of_the_flow_is_no_pairing_code(office, extension):
    code = extension.code(with_flow(office).as_(office.leaver))
    assert extension.pair(code).status_code == 422


@for_each(
    "sent",
    [{"json": {}}, {"json": {"code": None}}, {"json": {"code": 7}}, {"json": []}, {"json": {"code": "\ud800"}},
     {"json": {"code": "x" * 10_000, "name": "\u202e\0" * 500}}, {"data": "{"}, {"data": {"code": "BCDF-GHJK"}}, {}],
)  # fmt: skip
def test_whatever_else_is_sent_is_a_wrong_code(tmp_path_factory, sent):
    office = Office(tmp_path_factory.mktemp("sent"))
    answered = office.app.test_client().post("/oauth/pair", **sent)
    assert (answered.status_code, answered.content_type) == (422, "application/problem+json")


def test_a_name_is_one_short_line(office, extension):
    visitor = office.as_(office.leaver)
    extension.pair(shown(visitor), name="A\n<b>\u202elaptop\7 " + "x" * 500)
    with office.look() as desk:
        (browser,) = desk.stores.browsers.of(office.leaver.id)
    assert browser.name.startswith("A <b> laptop xxx")
    assert len(browser.name) == 60
    assert "<b>" not in visitor.get("/browsers").text


def test_whoever_guesses_from_one_address_waits_a_quarter_of_an_hour(office):
    right = shown(office.as_(office.leaver))
    guesser = Extension(office, "203.0.113.5")
    answers = [guesser.pair(code).status_code for _, code in zip(range(10), wrong_codes(right), strict=False)]
    assert answers == [422] * 10
    refused = guesser.pair(right)
    assert (refused.status_code, refused.json["code"]) == (429, "too_many_attempts")
    assert "in 15 minutes" in refused.json["detail"]
    assert Extension(office, "198.51.100.7").pair(right).status_code == 200  # nobody else waits


def test_after_the_time_the_guesser_is_heard_again(office):
    guesser = Extension(office, "203.0.113.5")
    for _, code in zip(range(10), wrong_codes("XX"), strict=False):
        guesser.pair(code)
    office.move(minutes=15)
    assert guesser.pair(shown(office.as_(office.leaver))).status_code == 200


def test_a_thousand_addresses_together_guess_no_faster_at_codes_that_begin_alike(office):
    right = shown(office.as_(office.leaver)).replace("-", "")
    others = (right[:2] + one for one in (code[2:] for code in wrong_codes("")) if right[:2] + one != right)
    answers = [
        Extension(office, f"198.51.{number // 5}.{number % 5}").pair(code).status_code
        for number, code in zip(range(50), others, strict=False)
    ]
    assert answers == [422] * 50
    assert Extension(office, "203.0.113.9").pair(right).status_code == 429
    assert Extension(office, "203.0.113.9").pair(another(office, right)).status_code == 200


def test_right_codes_are_not_counted(office):
    one = Extension(office)
    for number in range(25):
        who = (office.leaver, office.manager)[number % 2]
        assert one.pair(shown(office.as_(who))).status_code == 200


def test_a_person_who_shows_code_after_code_waits(office):
    visitor = office.as_(office.leaver)
    assert [visitor.post("/browsers/pair").status_code for _ in range(21)] == [200] * 20 + [429]


def test_neither_code_nor_address_is_kept_as_it_is(office):
    code = shown(office.as_(office.leaver))
    guesser = Extension(office, "203.0.113.5")
    guesser.pair("BBBB-BBBB")
    guesser.pair(code)
    kept = b"".join(path.read_bytes() for path in office.folder.glob("segue.db*"))
    assert [one for one in (b"203.0.113.5", code.encode(), code.replace("-", "").encode()) if one in kept] == []
