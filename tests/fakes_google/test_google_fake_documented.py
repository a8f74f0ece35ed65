"""What Google's pages show, against what the Google to test against answers: facts with their pages, nothing more.

A documented answer is a part of the real one: the fake may say more, and must not say otherwise.
"""

import pytest

from fakes.google import errors
from fakes.google.discovery import find
from fakes.google.quota import UNITS
from fakes.google.schemas import problems

# https://developers.google.com/workspace/gmail/api/guides/handle-errors (its top-level message is shorter than what
# Google answers by now, https://github.com/Atrejoe/Inky-Calendar-Server/issues/99, so only the entries are compared)
GMAIL_ENTRIES = [
    (errors.credentials_invalid(errors.GMAIL), 401,
     {"domain": "global", "reason": "authError", "message": "Invalid Credentials", "locationType": "header",
      "location": "Authorization"}),
    (errors.backend_error(500), 500, {"domain": "global", "reason": "backendError"}),
    # https://github.com/mxngls/gmail-cleaner/issues/5
    (errors.too_many(), 429, {"domain": "global", "reason": "rateLimitExceeded",
                              "message": "Resource has been exhausted (e.g. check quota)."}),
    (errors.quota_spent(), 403, {"domain": "usageLimits", "reason": "rateLimitExceeded"}),
    # https://github.com/analogdotnow/Analog/issues/296
    (errors.scope_insufficient(errors.GMAIL), 403,
     {"message": "Insufficient Permission", "domain": "global", "reason": "insufficientPermissions"}),
]  # fmt: skip

# Words and status of whole errors, with where they were seen.
WHOLE = [
    (errors.credentials_missing(errors.GMAIL), 401, "UNAUTHENTICATED", "CREDENTIALS_MISSING",
     # https://github.com/reactmore/morelab/issues/17
     "Request is missing required authentication credential. Expected OAuth 2 access token, login cookie or other "
     "valid authentication credential. See https://developers.google.com/identity/sign-in/web/devconsole-project."),
    (errors.credentials_invalid(errors.PEOPLE), 401, "UNAUTHENTICATED", "ACCESS_TOKEN_EXPIRED",
     # https://github.com/googleapis/google-api-php-client/issues/1391
     "Request had invalid authentication credentials. Expected OAuth 2 access token, login cookie or other valid "
     "authentication credential. See https://developers.google.com/identity/sign-in/web/devconsole-project."),
    (errors.scope_insufficient(errors.PEOPLE), 403, "PERMISSION_DENIED", "ACCESS_TOKEN_SCOPE_INSUFFICIENT",
     # https://github.com/analogdotnow/Analog/issues/296
     "Request had insufficient authentication scopes."),
    (errors.quota_spent(), 403, "PERMISSION_DENIED", "RATE_LIMIT_EXCEEDED",
     # https://github.com/GAM-team/got-your-back/issues/333
     "Quota exceeded for quota metric 'Queries' and limit 'Queries per minute per user' of service "
     "'gmail.googleapis.com' for consumer 'project_number:424242'."),
]  # fmt: skip


@pytest.mark.parametrize(("answer", "status", "documented"), GMAIL_ENTRIES)
def test_gmail_lists_its_errors_as_documented(answer, status, documented):
    (entry,) = answer.json["error"]["errors"]
    assert (answer.status, answer.json["error"]["code"]) == (status, status)
    assert documented.items() <= entry.items()


@pytest.mark.parametrize(("answer", "status", "kind", "reason", "words"), WHOLE)
def test_an_error_has_googles_words_status_and_reason(answer, status, kind, reason, words):
    error = answer.json["error"]
    assert (answer.status, error["status"], error["details"][0]["reason"], error["message"]) == (
        status, kind, reason, words)  # fmt: skip


def test_first_pages_are_refused_as_seen():
    # https://github.com/rapidwebltd/php-google-people-api/issues/45
    assert errors.first_page_spent(errors.PEOPLE).json == {
        "error": {"code": 429, "message": "Resource has been exhausted (e.g. check quota).",
                  "status": "RESOURCE_EXHAUSTED",
                  "details": [{"@type": "type.googleapis.com/google.rpc.QuotaFailure", "violations": [
                      {"subject": "QUOTA_EXCEEDED", "description": "FBS quota limit exceeded"}]}]}}  # fmt: skip


@pytest.mark.loopback
def test_tokens_come_with_the_documented_fields(mara, exchanged, desk):
    # https://developers.google.com/identity/protocols/oauth2/web-server#exchange-authorization-code
    first = exchanged()
    again = desk(grant_type="refresh_token", refresh_token=first["refresh_token"])
    documented = {"access_token", "expires_in", "token_type", "scope"}
    assert set(first) == documented | {"refresh_token", "id_token"}
    assert documented <= set(again.json())
    assert (first["token_type"], "no-store" in again.headers["Cache-Control"]) == ("Bearer", True)


@pytest.mark.parametrize(("method", "units"), [("create", 10), ("delete", 10), ("get", 5), ("list", 5), ("update", 15)])
def test_drafts_cost_the_documented_units(method, units):
    # https://developers.google.com/workspace/gmail/api/reference/quota
    assert UNITS[f"gmail.users.drafts.{method}"] == units


@pytest.mark.parametrize(
    ("api", "verb", "path", "method"),
    [("people", "GET", "/v1/people/me/connections", "people.people.connections.list"),
     ("people", "GET", "/v1/contactGroups:batchGet", "people.contactGroups.batchGet"),
     ("people", "POST", "/v1/people/c1:updateContact", ""),
     ("gmail", "POST", "/gmail/v1/users/me/drafts/send", "gmail.users.drafts.send"),
     ("gmail", "GET", "/gmail/v1/users/me/drafts/send", "gmail.users.drafts.get")],
)  # fmt: skip
def test_a_path_belongs_to_the_method_of_the_discovery_document(api, verb, path, method):
    found = find(api, verb, path)
    assert (found[0].id if found else "") == method


@pytest.mark.parametrize(
    ("schema", "answer"),
    [("Draft", {"id": 7}), ("Draft", {"ident": "r-1"}), ("Message", {"raw": "a b"}), ("Message", {"historyId": "x"}),
     ("ListDraftsResponse", {"resultSizeEstimate": -1}), ("ListDraftsResponse", {"drafts": {}})],
)  # fmt: skip
def test_an_answer_that_the_discovery_document_does_not_promise_is_seen(schema, answer):
    assert problems("gmail", schema, answer)
