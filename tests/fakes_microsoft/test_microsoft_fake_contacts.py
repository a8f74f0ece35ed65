"""The contacts of the Microsoft to test against."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from fakes.microsoft.accounts import Folder
from fakes.microsoft.persons import ODD, Crowd, contact
from fakes.microsoft.rewritten import Rewritten
from fakes_microsoft.signing_in import MARA

pytestmark = pytest.mark.loopback
BOOK, NEEDED = "/me/contacts", "displayName,emailAddresses,companyName,jobTitle,categories"


def walked(ask, address, **params):
    """Follow every page; return how long each was, and everybody."""
    pages, everybody = [], []
    while address:
        found = ask(address, params=params).json()
        pages.append(len(found["value"]))
        everybody += found["value"]
        address, params = found.get("@odata.nextLink"), {}
    return pages, everybody


def refusal(found):
    """Return status, code and words of a refusal."""
    error = found.json()["error"]
    return found.status_code, error["code"], error["message"]


def test_ten_contacts_are_a_page_unless_more_are_asked_for(mara, ask):
    mara.knows(*Crowd(25))
    assert walked(ask, BOOK)[0] == [10, 10, 5]
    assert walked(ask, BOOK, **{"$top": "20"})[0] == [20, 5]


def test_a_full_last_page_leads_nowhere(mara, ask):
    mara.knows(*Crowd(20))
    assert walked(ask, BOOK)[0] == [10, 10]


def test_every_contact_comes_once_with_only_what_was_asked_for(mara, ask):
    mara.book.contacts = Crowd(2_500)
    pages, everybody = walked(ask, BOOK, **{"$top": "1000", "$select": NEEDED})
    assert (pages, len({one["id"] for one in everybody})) == ([1000, 1000, 500], 2_500)
    assert set(everybody[0]) == {"@odata.etag", "id", *NEEDED.split(",")}


def test_nothing_left_out_brings_what_nobody_needs(mara, ask):
    mara.knows(contact("Lena Lund", "lena@sever.example"))
    (one,) = ask(BOOK).json()["value"]
    assert {"birthday", "spouseName", "personalNotes", "children"} < set(one)


def test_they_are_counted_where_that_was_asked_for(mara, ask):
    mara.knows(*Crowd(12))
    assert ask(BOOK, params={"$count": "true"}).json()["@odata.count"] == 12
    assert "@odata.count" not in ask(BOOK).json()


@pytest.mark.parametrize(
    ("params", "code"),
    [({"$top": "1001"}, "ErrorInvalidUrlQuery"), ({"$top": "0"}, "BadRequest"), ({"$top": "x"}, "BadRequest"),
     ({"$select": "displayName,shoeSize"}, "BadRequest"), ({"$skiptoken": "made up"}, "BadRequest"),
     ({"$filter": "displayName eq 'Ada'"}, "BadRequest"), ({"$orderby": "displayName"}, "BadRequest"),
     ({"$search": "ada"}, "BadRequest"), ({"$skip": "10"}, "BadRequest"), ({"$expand": "photo"}, "BadRequest")],
)  # fmt: skip
def test_what_is_wrong_or_not_played_is_refused(mara, ask, params, code):
    assert refusal(ask(BOOK, params=params))[:2] == (400, code)


def test_a_link_to_the_next_page_leads_back_to_where_the_first_came_from(microsoft, mara, ask):
    mara.knows(*Crowd(25))
    session = Rewritten(microsoft.addresses)
    token = microsoft.tokens_for(MARA, "Contacts.Read")["access_token"]
    found = session.get("https://graph.microsoft.com/v1.0/me/contacts", headers={"Authorization": f"Bearer {token}"},
                        params={"$select": NEEDED}, timeout=5).json()  # fmt: skip
    assert ask(BOOK).json()["@odata.nextLink"].startswith(f"{microsoft.addresses.graph}/v1.0/me/contacts?")
    assert found["@odata.nextLink"].startswith(f"https://graph.microsoft.com/v1.0/me/contacts?$select={NEEDED}&")


def test_a_link_to_the_next_page_is_not_good_for_ever(microsoft, mara, ask):
    mara.knows(*Crowd(25))
    link = ask(BOOK).json()["@odata.nextLink"]
    microsoft.page_tokens.expire()
    assert ask(link).status_code == 400


def test_the_default_folder_holds_no_other_folders_contacts(mara, ask):
    inner = Folder("Old", [contact("Ola", "ola@sever.example")])
    mara.book.folders = [Folder("Clients", Crowd(12), [inner]), Folder("Suppliers")]
    (clients, suppliers) = ask("/me/contactFolders").json()["value"]
    (old,) = ask(f"/me/contactFolders/{clients['id']}/childFolders").json()["value"]
    lengths = [len(walked(ask, f"/me/contactFolders/{one['id']}/contacts")[1]) for one in (clients, suppliers, old)]
    assert (len(ask(BOOK).json()["value"]), lengths) == (0, [12, 0, 1])
    assert (clients["displayName"], old["parentFolderId"]) == ("Clients", clients["id"])
    assert ask(f"/me/contactFolders/{old['id']}").json()["parentFolderId"] == clients["id"]


def test_a_folder_that_is_gone_is_not_there(ask):
    assert refusal(ask("/me/contactFolders/AAMkANothing=/contacts"))[:2] == (404, "ErrorItemNotFound")


def test_odd_people_come_as_they_are(mara, ask):
    mara.knows(*ODD)
    _, everybody = walked(ask, BOOK)
    assert [one["displayName"] for one in everybody] == [one["displayName"] for one in ODD]
    assert [one["emailAddresses"] for one in everybody] == [one["emailAddresses"] for one in ODD]


def test_who_it_is(mara, ask):
    told = ask("/me").json()
    assert (told["id"], told["mail"], told["userPrincipalName"], told["surname"]) == (mara.oid, MARA, MARA, "Conti")
    assert ask("/me", params={"$select": "userType"}).json()["userType"] == "Member"


@pytest.mark.parametrize(
    ("path", "verb", "scopes", "code"),
    [(BOOK, "GET", ("Mail.ReadWrite",), "ErrorAccessDenied"), ("/me/messages", "GET", (), "ErrorAccessDenied"),
     ("/me/messages", "POST", ("Mail.Read", "Contacts.Read"), "ErrorAccessDenied"),
     ("/me", "GET", ("Contacts.Read",), "Authorization_RequestDenied")],
)  # fmt: skip
def test_a_token_opens_only_what_was_consented_to(microsoft, mara, web, path, verb, scopes, code):
    token = microsoft.tokens_for(MARA, *scopes)["access_token"]
    found = web.request(verb, f"{microsoft.addresses.graph}/v1.0{path}", headers={"Authorization": f"Bearer {token}"},
                        timeout=5)  # fmt: skip
    assert refusal(found)[:2] == (403, code)


def test_no_token_opens_nothing_and_a_made_up_one_neither(microsoft, web):
    there = f"{microsoft.addresses.graph}/v1.0{BOOK}"
    none, odd = web.get(there, timeout=5), web.get(there, headers={"Authorization": "Bearer x"}, timeout=5)
    assert refusal(none) == (401, "InvalidAuthenticationToken", "Access token is empty.")
    assert refusal(odd)[2].startswith("CompactToken parsing failed")
    assert none.headers["WWW-Authenticate"].startswith('Bearer realm="", authorization_uri="https://login.')


def test_an_access_token_ends_after_an_hour(microsoft, ask):
    microsoft.clock.move(seconds=3598)
    assert ask(BOOK).status_code == 200
    microsoft.clock.move(seconds=1)
    assert refusal(ask(BOOK))[2] == "Lifetime validation failed, the token is expired."


def test_what_happens_to_an_account_ends_a_watched_token_with_the_claims_to_ask_for(microsoft, ask):
    microsoft.tokens.end(MARA)
    found = ask(BOOK)
    assert refusal(found)[:2] == (401, "InvalidAuthenticationToken")
    assert 'error="insufficient_claims", claims="' in found.headers["WWW-Authenticate"]


def test_a_fifth_call_at_once_has_to_wait(microsoft, mara, ask):
    microsoft.latency_seconds = 0.3
    with ThreadPoolExecutor(6) as pool:
        found = list(pool.map(ask, [BOOK] * 6))
    late = [one for one in found if one.status_code == 429]
    assert len(late) == microsoft.throttle.refusals == 2
    assert (refusal(late[0])[1:], late[0].headers["Retry-After"]) == (
        ("ApplicationThrottled", "Application is over its MailboxConcurrency limit."), "1")  # fmt: skip


def test_ten_minutes_hold_so_many_calls_and_then_say_how_long_to_wait(microsoft, ask):
    microsoft.throttle.in_ten_minutes = 2
    ask(BOOK)
    microsoft.clock.move(minutes=1)
    ask(BOOK)
    found = ask(BOOK)
    assert (refusal(found)[:2], found.headers["Retry-After"]) == ((429, "TooManyRequests"), "540")
    microsoft.clock.move(minutes=9)
    assert ask(BOOK).status_code == 200


def test_a_refusal_may_not_say_how_long(microsoft, ask):
    microsoft.throttle.in_ten_minutes, microsoft.throttle.says_when = 0, False
    assert "Retry-After" not in ask(BOOK).headers


def test_every_refusal_says_when_and_which_request(ask):
    found = ask("/me/contactFolders/AAMkANothing=", headers={"client-request-id": "ours-1"})
    inner = found.json()["error"]["innerError"]
    assert (inner["date"], inner["client-request-id"]) == ("2026-09-01T09:00:00", "ours-1")
    assert found.headers["client-request-id"] == "ours-1"


@pytest.mark.parametrize(("path", "status"), [("/me/events", 501), ("/users", 400), ("/me/contacts/delta", 501)])
def test_what_is_not_played_is_said(ask, path, status):
    assert ask(path).status_code == status
