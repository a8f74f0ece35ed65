"""The address books of the Google to test against."""

import pytest

from fakes.google.persons import ODD, Crowd, group_of, person
from fakes.google.schemas import problems
from fakes.google.world import COMPOSE
from fakes_google.signing_in import MARA

pytestmark = pytest.mark.loopback
BOOK, OTHERS, LABELS = "/v1/people/me/connections", "/v1/otherContacts", "/v1/contactGroups"
NEEDED = "names,emailAddresses,phoneNumbers,organizations,memberships"


def pages(ask, path, **asked):
    """Read page after page."""
    token = ""
    while True:
        found = ask(path, params={**asked, **({"pageToken": token} if token else {})})
        assert found.status_code == 200, found.text
        yield found.json()
        token = found.json().get("nextPageToken", "")
        if not token:
            return


ASKED = {BOOK: {"personFields": f"{NEEDED},metadata"}, OTHERS: {"readMask": "names,emailAddresses"}, LABELS: {}}
SCHEMAS = {BOOK: "ListConnectionsResponse", OTHERS: "ListOtherContactsResponse", LABELS: "ListContactGroupsResponse"}


@pytest.mark.parametrize("path", [BOOK, OTHERS, LABELS])
def test_every_page_is_what_the_discovery_document_promises(mara, ask, path):
    mara.knows(*ODD, *Crowd(30))
    mara.other_contacts = ODD
    read = list(pages(ask, path, pageSize=7, **ASKED[path]))
    assert len(read) > 1
    assert [found for page in read for found in problems("people", SCHEMAS[path], page)] == []


def test_many_thousands_are_read_in_pages_of_a_thousand_and_each_once(mara, ask):
    mara.contacts = Crowd(2_500)
    read = list(pages(ask, BOOK, personFields="emailAddresses", pageSize=1000))
    names = [one["resourceName"] for page in read for one in page["connections"]]
    assert ([len(page["connections"]) for page in read], len(set(names))) == ([1000, 1000, 500], 2_500)
    assert read[0]["totalItems"] == 2_500


@pytest.mark.parametrize(("path", "name", "size"), [(BOOK, "connections", 100), (LABELS, "contactGroups", 30)])
def test_pages_have_the_documented_size_unless_asked(mara, ask, path, name, size):
    mara.knows(*(person(f"P {n}", f"p{n}@sever.example", labels=[f"L{n}"]) for n in range(120)))
    found = ask(path, params={"personFields": "names"} if path == BOOK else {}).json()
    assert len(found[name]) == size


@pytest.mark.parametrize("size", [-1, 1001, "many"])
def test_a_page_size_out_of_range_is_refused(ask, size):
    found = ask(BOOK, params={"personFields": "names", "pageSize": size})
    assert (found.status_code, found.json()["error"]["status"]) == (400, "INVALID_ARGUMENT")


def test_only_the_fields_that_were_asked_for_come(mara, ask):
    mara.knows(person("Ada Lund", "ada@sever.example", phone="+39 1"))
    (found,) = ask(BOOK, params={"personFields": "names"}).json()["connections"]
    assert set(found) == {"resourceName", "etag", "names"}


def test_partial_answers_hold_what_fields_names(mara, ask):
    mara.knows(person("Ada Lund", "ada@sever.example"))
    asked = {"personFields": "names", "fields": "connections(names/displayName,resourceName),nextPageToken"}
    (found,) = ask(BOOK, params=asked).json()["connections"]
    assert found == {"resourceName": found["resourceName"], "names": [{"displayName": "Ada Lund"}]}


@pytest.mark.parametrize("fields", ["connections(", "a//b", "a,,b", "connections)"])
def test_fields_that_nobody_can_read_are_refused(ask, fields):
    assert ask(BOOK, params={"personFields": "names", "fields": fields}).status_code == 400


@pytest.mark.parametrize(
    ("path", "asked", "told"),
    [(BOOK, {}, "personFields mask is required. Please specify one or more valid paths. Valid paths are documented at "
      "https://developers.google.com/people/api/rest/v1/people/get."),
     (BOOK, {"personFields": "names,spouse"}, 'Invalid personFields mask path: "spouse".'),
     (OTHERS, {"readMask": "organizations"}, 'Invalid readMask mask path: "organizations".'),
     (BOOK, {"personFields": "names", "size": "3"}, 'Unknown name "size"')],
)  # fmt: skip
def test_a_wrong_question_is_refused_with_googles_words(ask, path, asked, told):
    found = ask(path, params=asked)
    assert (found.status_code, told in found.json()["error"]["message"]) == (400, True)


def test_a_label_is_a_group_with_its_members(mara, ask):
    mara.knows(person("Ada Lund", "ada@sever.example", labels=["Kunden & Co"]), person("Tom", "tom@sever.example"))
    found = {one["name"]: one for one in ask(LABELS, params={"pageSize": 1000}).json()["contactGroups"]}
    assert found["Kunden & Co"]["resourceName"] == group_of("Kunden & Co")
    assert (found["Kunden & Co"]["memberCount"], found["myContacts"]["memberCount"]) == (1, 2)
    (ada, _) = ask(BOOK, params={"personFields": "memberships"}).json()["connections"]
    groups = [one["contactGroupMembership"]["contactGroupResourceName"] for one in ada["memberships"]]
    assert groups == ["contactGroups/myContacts", group_of("Kunden & Co")]


def test_people_without_anything_come_as_a_name_of_a_resource(mara, ask):
    mara.knows(*ODD)
    found = ask(BOOK, params={"personFields": "names,emailAddresses"}).json()["connections"]
    assert sum(set(one) == {"resourceName", "etag"} for one in found) == 3


def test_a_page_token_is_for_the_same_question_and_for_an_hour(google, mara, ask):
    mara.contacts = Crowd(300)
    token = ask(BOOK, params={"personFields": "names"}).json()["nextPageToken"]
    other = ask(BOOK, params={"personFields": "names,metadata", "pageToken": token})
    again = [ask(BOOK, params={"personFields": "names", "pageToken": token}).status_code for _ in range(2)]
    google.clock.move(minutes=59, seconds=58)
    late = ask(BOOK, params={"personFields": "names", "pageToken": token})
    google.page_tokens.expire()
    gone = ask(BOOK, params={"personFields": "names", "pageToken": token})
    assert (other.status_code, again, late.status_code, gone.status_code) == (400, [200, 200], 200, 400)


def test_first_pages_have_a_quota_of_their_own(google, mara, ask):
    mara.contacts, google.quota.first_pages_per_minute = Crowd(300), 2
    asked = {"personFields": "names"}
    first, second = ask(BOOK, params=asked), ask(BOOK, params=asked)
    third, next_page = ask(BOOK, params=asked), {**asked, "pageToken": second.json()["nextPageToken"]}
    assert [one.status_code for one in (first, second, third, ask(BOOK, params=next_page))] == [200, 200, 429, 200]
    assert third.json()["error"]["status"] == "RESOURCE_EXHAUSTED"
    google.clock.move(minutes=1)
    assert ask(BOOK, params=asked).status_code == 200


@pytest.mark.parametrize("path", [BOOK, OTHERS, LABELS])
def test_a_token_without_the_scope_is_refused_as_documented(google, mara, web, path):
    token = google.tokens_for(MARA, COMPOSE)["access_token"]
    told = {"Authorization": f"Bearer {token}"}
    found = web.get(google.addresses.people_root + path, headers=told, timeout=5)
    (info,) = found.json()["error"]["details"]
    assert (found.status_code, info["reason"]) == (403, "ACCESS_TOKEN_SCOPE_INSUFFICIENT")
    assert 'error="insufficient_scope"' in found.headers["WWW-Authenticate"]


@pytest.mark.parametrize(
    "asked", [{"syncToken": "x"}, {"requestSyncToken": "true"}, {"sortOrder": "LAST_NAME_ASCENDING"}]
)
def test_what_is_not_played_is_said_and_not_guessed(ask, asked):
    assert ask(BOOK, params={"personFields": "names", **asked}).status_code == 501


def test_other_methods_are_known_by_their_scopes_and_not_played(google, ask):
    assert ask("/v1/people/c1:deleteContact", "DELETE").status_code == 403
    assert ask("/v1/people:searchContacts", params={"query": "x", "readMask": "names"}).status_code == 501
    assert ask("/v1/nowhere").status_code == 404
