"""The drafts of the Google to test against."""

import base64
from concurrent.futures import ThreadPoolExecutor
from email.message import EmailMessage

import pytest

from fakes.google.mime import decoded, parsed
from fakes.google.schemas import problems
from fakes.google.world import CONTACTS
from fakes_google.signing_in import MARA

pytestmark = pytest.mark.loopback
DRAFTS = "/gmail/v1/users/me/drafts"
MARKER = "1a2b3c@harbour.example"


def written(subject="From 13 October", marker=MARKER):
    """Return a message as a client hands it in."""
    message = EmailMessage()
    message["To"], message["Subject"] = "Дмитрий <dmitri@sever.example>", subject
    if marker:
        message["Message-ID"] = f"<{marker}>"
    message.set_content("Dear Dmitri,\nplease write to Jane & Tom.\n")
    message.add_alternative("<p>Dear Dmitri,</p>", subtype="html")
    message.set_boundary("between")
    return {"message": {"raw": base64.urlsafe_b64encode(message.as_bytes()).decode()}}


@pytest.fixture
def made(ask):
    """Make a draft; return what Gmail says."""
    return lambda **told: ask(DRAFTS, "POST", json=written(**told)).json()


def found_by(ask, marker=MARKER):
    """Return the ids of the drafts that the search finds."""
    return [one["id"] for one in ask(DRAFTS, params={"q": f"rfc822msgid:{marker}"}).json().get("drafts", [])]


@pytest.mark.parametrize("form", ["minimal", "full", "raw", "metadata"])
def test_a_draft_is_shown_as_the_discovery_document_promises(ask, made, form):
    draft = made()
    found = ask(f"{DRAFTS}/{draft['id']}", params={"format": form}).json()
    assert (problems("gmail", "Draft", draft), problems("gmail", "Draft", found)) == ([], [])
    assert (draft["message"]["labelIds"], found["message"]["id"]) == (["DRAFT"], draft["message"]["id"])


def test_lists_and_the_profile_are_what_the_discovery_document_promises(ask, made):
    made(), made()
    listed, profile = ask(DRAFTS, params={"maxResults": 1}).json(), ask("/gmail/v1/users/me/profile").json()
    empty = ask(DRAFTS, params={"q": "rfc822msgid:nothing@x.example"}).json()
    assert [problems("gmail", "ListDraftsResponse", one) for one in (listed, empty)] == [[], []]
    assert problems("gmail", "Profile", profile) == []
    assert (profile["emailAddress"], set(empty)) == (MARA, {"resultSizeEstimate"})


def test_a_draft_keeps_every_byte(mara, ask, made):
    draft = made()
    raw = ask(f"{DRAFTS}/{draft['id']}", params={"format": "raw"}).json()["message"]["raw"]
    assert decoded(raw) == decoded(written()["message"]["raw"]) == mara.mailbox.drafts[draft["id"]].raw


def test_the_full_format_tells_headers_parts_and_a_snippet(ask, made):
    message = ask(f"{DRAFTS}/{made()['id']}").json()["message"]
    headers = {one["name"]: one["value"] for one in message["payload"]["headers"]}
    assert (headers["To"], headers["Message-ID"]) == ("Дмитрий <dmitri@sever.example>", f"<{MARKER}>")
    assert [part["mimeType"] for part in message["payload"]["parts"]] == ["text/plain", "text/html"]
    assert message["snippet"] == "Dear Dmitri, please write to Jane &amp; Tom."


@pytest.mark.parametrize("body", [{}, {"message": {}}, {"message": {"raw": "ä"}}, {"message": {"raw": ""}}, [], "x"])
def test_a_draft_without_a_message_is_refused(mara, ask, body):
    assert ask(DRAFTS, "POST", json=body).status_code == 400
    assert not mara.mailbox.drafts


def test_drafts_are_listed_newest_first_page_by_page(ask, made):
    ids = [made(subject=str(n))["id"] for n in range(5)]
    first = ask(DRAFTS, params={"maxResults": 3}).json()
    second = ask(DRAFTS, params={"maxResults": 3, "pageToken": first["nextPageToken"]}).json()
    assert [one["id"] for one in first["drafts"] + second["drafts"]] == ids[::-1]
    assert "nextPageToken" not in second


def test_a_message_id_that_is_kept_is_found(ask, made):
    other, draft = made(marker="other@harbour.example"), made()
    assert (found_by(ask), found_by(ask, f"<{MARKER}>")) == ([draft["id"]], [draft["id"]])
    assert other["id"] != draft["id"]


def test_a_message_id_that_is_rewritten_is_not_found(mara, ask, made):
    mara.mailbox.message_ids = "rewritten"
    draft = mara.mailbox.drafts[made()["id"]]
    assert (found_by(ask), draft.marker.endswith("@mail.gmail.com")) == ([], True)
    assert parsed(draft.raw)["Subject"] == "From 13 October"
    assert found_by(ask, draft.marker) == [draft.id]


def test_a_late_search_finds_a_draft_later(google, mara, ask, made):
    mara.mailbox.search_lag_seconds = 90
    draft = made()
    assert (found_by(ask), len(ask(DRAFTS).json()["drafts"])) == ([], 1)
    google.clock.move(seconds=90)
    assert found_by(ask) == [draft["id"]]


def test_a_search_that_is_not_played_is_said(ask):
    assert ask(DRAFTS, params={"q": "subject:October"}).status_code == 501


def test_an_update_keeps_the_draft_id_and_changes_the_message_id(ask, made):
    draft = made()
    after = ask(f"{DRAFTS}/{draft['id']}", "PUT", json=written(subject="Other")).json()
    assert after["id"] == draft["id"]
    assert after["message"]["id"] != draft["message"]["id"]


def test_a_draft_edited_by_hand_keeps_its_id_and_changes_its_message(mara, ask, made):
    draft = made()
    mara.mailbox.person_edits(draft["id"])
    found = ask(f"{DRAFTS}/{draft['id']}").json()
    assert found["message"]["id"] != draft["message"]["id"]
    assert (found["message"]["threadId"], found_by(ask)) == (draft["message"]["threadId"], [])
    assert "PS: see you soon!" in found["message"]["snippet"]


def test_a_subject_changed_by_hand_moves_the_draft_to_another_thread(mara, ask, made):
    draft = made()
    mara.mailbox.person_edits(draft["id"], subject="Goodbye", keeps_message_id=True)
    found = ask(f"{DRAFTS}/{draft['id']}").json()
    assert found["message"]["threadId"] != draft["message"]["threadId"]
    assert found_by(ask) == [draft["id"]]


@pytest.mark.parametrize("deed", ["person_deletes", "person_sends"])
def test_a_draft_that_its_owner_deleted_or_sent_is_not_there(mara, ask, made, deed):
    draft = made()
    getattr(mara.mailbox, deed)(draft["id"])
    found = ask(f"{DRAFTS}/{draft['id']}")
    assert (found.status_code, found.json()["error"]["errors"][0]["reason"]) == (404, "notFound")
    assert len(mara.mailbox.sent_by_hand) == (deed == "person_sends")


def test_deleting_answers_nothing_and_the_second_time_404(ask, made):
    draft = made()
    gone, again = (ask(f"{DRAFTS}/{draft['id']}", "DELETE") for _ in range(2))
    assert (gone.status_code, gone.content, again.status_code) == (204, b"", 404)


def test_every_call_costs_its_units_and_the_minute_gives_them_back(google, mara, ask, made):
    google.quota.units_per_minute = 35
    draft = made()
    ask(DRAFTS), ask(f"{DRAFTS}/{draft['id']}"), ask(f"{DRAFTS}/{draft['id']}", "DELETE")
    assert google.quota.spent_in_all[MARA] == 30
    refused = ask(DRAFTS, "POST", json=written())
    assert (refused.status_code, google.quota.refusals, mara.mailbox.created) == (403, 1, 1)
    google.clock.move(seconds=60)
    assert ask(DRAFTS, "POST", json=written()).status_code == 200


@pytest.mark.parametrize(("status", "retry_after"), [(403, ""), (403, "17"), (429, ""), (429, "17")])
def test_the_quota_refuses_as_it_was_told_to(google, ask, status, retry_after):
    google.quota.units_per_minute, google.quota.status, google.quota.retry_after = 0, status, retry_after
    found = ask(DRAFTS)
    assert (found.status_code, found.headers.get("Retry-After", "")) == (status, retry_after)
    assert found.json()["error"]["errors"][0]["reason"] == "rateLimitExceeded"


def test_an_access_token_ends_after_an_hour(google, ask):
    google.clock.move(seconds=3598)
    assert ask(DRAFTS).status_code == 200
    google.clock.move(seconds=1)
    found = ask(DRAFTS)
    assert (found.status_code, 'error="invalid_token"' in found.headers["WWW-Authenticate"]) == (401, True)


def test_a_revoked_consent_really_closes_the_mailbox(google, ask):
    google.tokens.end(MARA)
    assert ask(DRAFTS).status_code == 401


def test_a_token_of_contacts_opens_no_drafts_and_no_token_nothing(google, mara, web):
    token = google.tokens_for(MARA, CONTACTS)["access_token"]
    there = google.addresses.gmail_root + DRAFTS
    assert web.get(there, headers={"Authorization": f"Bearer {token}"}, timeout=5).status_code == 403
    assert web.get(there, timeout=5).json()["error"]["details"][0]["reason"] == "CREDENTIALS_MISSING"


def test_gmail_compose_covers_drafts_and_no_messages(ask):
    assert ask("/gmail/v1/users/me/messages").status_code == 403
    assert ask("/gmail/v1/users/me/labels").status_code == 403


def test_a_mailbox_is_its_owners_alone(google, ask):
    google.account("priya@harbour.example")
    assert ask(f"/gmail/v1/users/{MARA}/drafts").status_code == 200
    assert ask("/gmail/v1/users/priya@harbour.example/drafts").status_code == 403


def test_calls_in_flight_are_counted_for_each_mailbox(google, ask):
    google.latency_seconds = 0.2
    with ThreadPoolExecutor(3) as pool:
        assert [one.status_code for one in pool.map(ask, [DRAFTS] * 3)] == [200] * 3
    assert dict(google.traffic.peak) == {MARA: 3}


@pytest.mark.parametrize(
    "path",
    [f"{DRAFTS}/send", "/gmail/v1/users/me/messages/send", "/upload/gmail/v1/users/me/messages/send", "/batch/gmail/v1",
     "/batch", "/resumable/upload/gmail/v1/users/me/drafts/send"],
)  # fmt: skip
def test_a_call_that_sends_is_refused_remembered_and_fails_the_test(google, mara, ask, made, path):
    draft = made()
    assert ask(path, "POST", json={"id": draft["id"]}).status_code == 403
    with pytest.raises(AssertionError, match="tried to send"):
        google.assert_never_sent()
    assert list(mara.mailbox.drafts) == [draft["id"]]
    google.traffic.sending.clear()  # or the fixture would fail this test
