"""What Microsoft's pages show, against what the Microsoft to test against answers: facts with their pages.

A documented answer is a part of the real one: the fake may say more, and must not say otherwise.
"""

import json
import re
from base64 import b64decode
from datetime import UTC, datetime

import pytest

from fakes.microsoft import errors
from fakes.microsoft.aadsts import TABLE, Trouble
from fakes.microsoft.accounts import Folder
from fakes.microsoft.calls import Played
from fakes.microsoft.graph import PLAYED
from fakes.microsoft.persons import ODD, Crowd
from fakes.microsoft.scopes import GRAPH_ID
from fakes.microsoft.slice import operations, problems
from fakes.microsoft.throttle import WINDOW, Throttle
from fakes_microsoft.signing_in import EVERYTHING
from fakes_microsoft.test_microsoft_fake_messages import ALL, NAME, STAYING, written

NOW = datetime(2016, 1, 9, 2, 2, 12, tzinfo=UTC)


def test_a_refusal_of_entra_has_the_documented_shape():
    # https://learn.microsoft.com/en-us/entra/identity-platform/reference-error-codes#handling-error-codes-in-your-application
    scope = "https://example.contoso.com/activity.read"
    told = Trouble(70011, scope=scope).answer(NOW, "fb3d2015-bc17-4bb9-bb85-30c5cf1aaaa7").json
    words = (
        f"AADSTS70011: The provided value for the input parameter 'scope' isn't valid. The scope {scope} isn't valid."
    )
    assert (told["error"], told["error_codes"], told["timestamp"]) == ("invalid_scope", [70011], "2016-01-09 02:02:12Z")
    assert re.fullmatch(
        re.escape(words) + r" Trace ID: [\w-]{36} Correlation ID: fb3d2015-bc17-4bb9-bb85-30c5cf1aaaa7 "
        r"Timestamp: 2016-01-09 02:02:12Z",
        told["error_description"],
    )


def test_a_policy_that_asks_for_more_says_so_as_documented():
    # https://learn.microsoft.com/en-us/entra/identity-platform/v2-oauth2-on-behalf-of-flow#error-response-example
    claims = '{"access_token":{"polids":{"essential":true,"values":["9ab03e19-ed42-4168-b6b7-7001fb3e933a"]}}}'
    told = Trouble(50079, claims=claims).answer(NOW, "x").json
    assert (told["error"], told["error_codes"], told["claims"]) == ("interaction_required", [50079], claims)
    assert told["error_description"].startswith("AADSTS50079: Due to a configuration change made by your administrator")


@pytest.mark.parametrize("number", sorted(TABLE))
def test_every_refusal_can_be_said(number):
    answer = Trouble(number).answer(NOW, "x")
    assert (answer.json["error_codes"], answer.status in (400, 401)) == ([number], True)


# code, status and words, with where they were seen
GRAPH_ERRORS = [
    # https://github.com/alcionai/corso/issues/3695
    (errors.concurrency_exceeded(), 429, "ApplicationThrottled", "Application is over its MailboxConcurrency limit."),
    # https://github.com/microsoftgraph/msgraph-sdk-dotnet/issues/259
    (errors.not_found(), 404, "ErrorItemNotFound", "The specified object was not found in the store."),
    # https://github.com/microsoftgraph/microsoft-graph-docs-contrib/issues/1274
    (errors.malformed_id(), 400, "ErrorInvalidIdMalformed", "Id is malformed."),
    # https://github.com/OfficeDev/outlook-dev-docs/issues/508
    (errors.token_unreadable(), 401, "InvalidAuthenticationToken",
     "CompactToken parsing failed with error code: 80049217"),
    # https://github.com/s1t5/mail-archiver/issues/267
    (errors.token_expired(), 401, "InvalidAuthenticationToken", "Lifetime validation failed, the token is expired."),
]  # fmt: skip


@pytest.mark.parametrize(("answer", "status", "code", "words"), GRAPH_ERRORS)
def test_an_error_has_graphs_status_code_and_words(answer, status, code, words):
    error = answer.json["error"]
    assert (answer.status, error["code"], error["message"]) == (status, code, words)


def test_a_challenge_carries_the_claims_in_base64():
    # https://github.com/microsoftgraph/msgraph-sdk-dotnet/issues/1416
    claims = '{"access_token":{"nbf":{"essential":true, "value":"1657834417"}}}'
    header = errors.token_outdated(claims).headers["WWW-Authenticate"]
    parts = dict(re.findall(r'(\w+)="([^"]*)"', header))
    assert (parts["error"], parts["client_id"], parts["realm"]) == ("insufficient_claims", GRAPH_ID, "")
    assert json.loads(b64decode(parts["claims"])) == json.loads(claims)


def test_a_mailbox_takes_what_is_documented():
    # https://learn.microsoft.com/en-us/graph/throttling-limits#outlook-service-limits
    throttle = Throttle(lambda: NOW)
    assert (throttle.at_once, throttle.in_ten_minutes, WINDOW.total_seconds()) == (4, 10_000, 600)


@pytest.mark.loopback
def test_a_draft_is_made_as_documented(ask):
    # https://learn.microsoft.com/en-us/graph/api/user-post-messages#example-1-create-a-new-message-draft-using-json-format
    asked = {"subject": "Did you see last night's game?", "importance": "Low",
             "body": {"contentType": "HTML", "content": "They were <b>awesome</b>!"},
             "toRecipients": [{"emailAddress": {"address": "AdeleV@contoso.onmicrosoft.com"}}]}  # fmt: skip
    documented = {"categories": [], "hasAttachments": False, "subject": "Did you see last night's game?",
                  "bodyPreview": "They were awesome!", "importance": "low", "isDeliveryReceiptRequested": False,
                  "isReadReceiptRequested": False, "isRead": True, "isDraft": True, "ccRecipients": [],
                  "inferenceClassification": "focused", "bccRecipients": [], "replyTo": []}  # fmt: skip
    found = ask(ALL, "POST", json=asked)
    told = found.json()
    assert (found.status_code, {name: told[name] for name in documented}) == (201, documented)
    assert told["@odata.etag"] == f'W/"{told["changeKey"]}"'
    assert told["webLink"].startswith("https://outlook.office365.com/owa/?ItemID=AAMk")
    assert told["toRecipients"][0]["emailAddress"]["address"] == "AdeleV@contoso.onmicrosoft.com"
    assert told["body"]["content"].startswith("<html>\r\n<head>\r\n<meta http-equiv")


@pytest.mark.loopback
def test_tokens_come_with_the_documented_fields(mara, exchanged):
    # https://learn.microsoft.com/en-us/entra/identity-platform/v2-oauth2-auth-code-flow#successful-response-2
    told = exchanged(EVERYTHING)
    assert {"access_token", "token_type", "expires_in", "scope", "refresh_token", "id_token"} <= set(told)
    assert (told["token_type"], set(told["scope"].split()) >= {"Contacts.Read", "Mail.ReadWrite"}) == ("Bearer", True)


@pytest.mark.loopback
def test_contacts_and_folders_are_what_graphs_description_promises(mara, ask):
    mara.knows(*ODD, *Crowd(30))
    mara.book.folders = [Folder("Clients", Crowd(3))]
    listed, folders = ask("/me/contacts", params={"$top": "100"}).json(), ask("/me/contactFolders").json()
    assert [problems("contact", one) for one in listed["value"]] == [[]] * (len(ODD) + 30)
    assert [problems("contactFolder", one) for one in folders["value"]] == [[]]
    assert problems("user", ask("/me").json()) == []


@pytest.mark.loopback
@pytest.mark.parametrize("headers", [{}, STAYING])
def test_messages_are_what_graphs_description_promises(ask, headers):
    draft = ask(ALL, "POST", json=written(), headers=headers).json()
    asked = {"$expand": f"singleValueExtendedProperties($filter=id eq '{NAME}')"}
    found = ask(f"{ALL}/{draft['id']}", params=asked, headers=headers).json()
    folders = ask("/me/mailFolders").json()["value"]
    assert (problems("message", draft), problems("message", found)) == ([], [])
    assert [problems("mailFolder", one) for one in folders] == [[]] * 4


@pytest.mark.parametrize(
    ("kind", "answer"),
    [("message", {"id": 7}), ("message", {"isDraft": "yes"}), ("message", {"shoeSize": 41}), ("message", {"id": None}),
     ("message", {"body": {"contentType": "rtf"}}), ("contact", {"categories": ["a", 1]}),
     ("message", {"toRecipients": [{"emailAddress": {"address": 1}}]}),
     ("message", {"createdDateTime": "yesterday"}), ("contact", {"emailAddresses": [{"mail": "x@y.example"}]})],
)  # fmt: skip
def test_an_answer_that_graphs_description_does_not_promise_is_seen(kind, answer):
    assert problems(kind, answer)


# Documented on its own page, and not in the description:
# https://learn.microsoft.com/en-us/graph/api/contactfolder-list-childfolders
ALSO_DESCRIBED = {("GET", "/me/contactFolders/{}/childFolders")}


@pytest.mark.parametrize("played", PLAYED, ids=lambda one: f"{one.verb} {one.path}")
def test_every_call_that_is_played_is_described(played: Played):
    assert (played.verb, re.sub(r"\{\w+\}", "{}", played.path)) in operations() | ALSO_DESCRIBED
