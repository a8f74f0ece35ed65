"""The drafts of the Microsoft to test against."""

import pytest

from fakes_microsoft.test_microsoft_fake_contacts import refusal

pytestmark = pytest.mark.loopback
ALL, DRAFTS = "/me/messages", "/me/mailFolders/drafts/messages"
NAME = "String {7a1d6c1e-0b7e-4f0e-9c55-2f3a4b5c6d7e} Name Segue"
STAYING = {"Prefer": 'IdType="ImmutableId"'}


def written(marker="m-1", **more):
    """Return a message as a client hands it in."""
    return {
        "subject": "From 13 October", "body": {"contentType": "HTML", "content": "<p>Dear Dmitri &amp; Ada,</p>"},
        "toRecipients": [{"emailAddress": {"address": "dmitri@sever.example", "name": "Дмитрий"}}],
        "singleValueExtendedProperties": [{"id": NAME, "value": marker}], **more,
    }  # fmt: skip


@pytest.fixture
def made(ask):
    """Make a draft whose id stays; return what Graph says."""
    return lambda **told: ask(ALL, "POST", json=written(**told), headers=STAYING).json()


def looked_for(ask, marker="m-1", where=ALL, name=NAME, **more):
    """Return what the search for a marker finds."""
    asked = f"singleValueExtendedProperties/Any(ep: ep/id eq '{name}' and ep/value eq '{marker}')"
    return ask(where, params={"$filter": asked, **more}, headers=STAYING).json()["value"]


def test_a_draft_is_made_in_the_drafts_folder(mara, ask):
    found = ask(ALL, "POST", json=written())
    told, folder = found.json(), ask("/me/mailFolders/drafts").json()
    assert (found.status_code, told["isDraft"], told["subject"]) == (201, True, "From 13 October")
    assert (told["parentFolderId"], folder["totalItemCount"]) == (folder["id"], 1)
    assert (mara.mailbox.created, mara.mailbox.messages[0].properties) == (1, {NAME: "m-1"})


def test_the_text_comes_back_as_a_whole_document_with_a_preview(made):
    told = made()
    assert told["body"]["contentType"] == "html"
    assert "<body>\r\n<p>Dear Dmitri &amp; Ada,</p>\r\n</body>" in told["body"]["content"]
    assert told["bodyPreview"] == "Dear Dmitri & Ada,"


def test_a_plain_text_stays_as_it_is(made):
    assert made(body={"contentType": "text", "content": "a < b"})["body"] == {"contentType": "text", "content": "a < b"}


def test_the_marker_is_shown_only_where_it_is_asked_for(ask, made):
    there = f"{ALL}/{made()['id']}"
    asked = {"$select": "isDraft", "$expand": f"singleValueExtendedProperties($filter=id eq '{NAME}')"}
    told = ask(there, params=asked).json()
    assert told["singleValueExtendedProperties"] == [{"id": NAME, "value": "m-1"}]
    assert "singleValueExtendedProperties" not in ask(there).json()
    assert set(told) == {"@odata.context", "@odata.etag", "id", "isDraft", "singleValueExtendedProperties"}


@pytest.mark.parametrize("where", [ALL, DRAFTS])
def test_a_draft_is_found_by_its_marker(ask, made, where):
    made(marker="other"), made(marker="o'clock")
    draft = made()
    assert [one["id"] for one in looked_for(ask, where=where)] == [draft["id"]]
    assert len(looked_for(ask, "o''clock", where)) == 1
    assert not looked_for(ask, "nothing", where)


def test_a_markers_value_is_compared_in_any_case_and_its_name_is_not(ask, made):
    made()
    assert len(looked_for(ask, "M-1")) == 1
    assert not looked_for(ask, name=NAME.replace("Segue", "segue"))


def test_a_late_search_finds_a_draft_later(microsoft, mara, ask, made):
    mara.mailbox.search_lag_seconds = 90
    made()
    assert (len(looked_for(ask)), len(ask(ALL).json()["value"])) == (0, 1)
    microsoft.clock.move(seconds=90)
    assert len(looked_for(ask)) == 1


def test_a_search_finds_what_lies_in_any_folder_unless_one_is_named(mara, ask, made):
    mara.mailbox.person_deletes(made()["id"])
    assert (len(looked_for(ask)), len(looked_for(ask, where=DRAFTS))) == (1, 0)


@pytest.mark.parametrize(
    "asked", ["isDraft eq true", "subject eq 'x'", "singleValueExtendedProperties/Any(ep: 1 eq 1)"]
)
def test_another_filter_is_not_played(ask, asked):
    assert refusal(ask(ALL, params={"$filter": asked}))[0] == 400


@pytest.mark.parametrize("asked", ["attachments", "singleValueExtendedProperties"])
def test_another_expansion_is_not_played(ask, made, asked):
    assert ask(f"{ALL}/{made()['id']}", params={"$expand": asked}).status_code == 400


def test_an_id_changes_with_the_folder_and_the_immutable_one_does_not(mara, ask):
    draft = ask(ALL, "POST", json=written()).json()
    found = ask(f"{ALL}/{draft['id']}", headers=STAYING)
    stays = found.json()["id"]
    mara.mailbox.person_moves(draft["id"], "Clients")
    moved = ask(f"{ALL}/{stays}").json()
    assert (draft["id"] != stays, found.headers["Preference-Applied"]) == (True, 'IdType="ImmutableId"')
    assert refusal(ask(f"{ALL}/{draft['id']}"))[:2] == (404, "ErrorItemNotFound")
    assert (moved["id"] != draft["id"], moved["changeKey"] != draft["changeKey"]) == (True, True)


def test_an_edit_by_hand_changes_the_key_and_the_moment(microsoft, mara, ask, made):
    draft = made()
    microsoft.clock.move(minutes=5)
    mara.mailbox.person_edits(draft["id"])
    told = ask(f"{ALL}/{draft['id']}", headers=STAYING).json()
    assert told["changeKey"] != draft["changeKey"]
    assert (told["createdDateTime"], told["lastModifiedDateTime"]) == ("2026-09-01T09:00:00Z", "2026-09-01T09:05:00Z")
    assert "Ada,</p>\r\nPS: see you soon!\r\n</body>" in told["body"]["content"]


def test_opening_a_draft_changes_the_key_and_not_the_text(mara, ask, made):
    draft = made()
    mara.mailbox.person_opens(draft["id"])
    told = ask(f"{ALL}/{draft['id']}", headers=STAYING).json()
    assert (told["changeKey"] != draft["changeKey"], told["body"]) == (True, draft["body"])


def test_a_draft_that_its_owner_sent_is_found_in_the_sent_items_and_is_no_draft(mara, ask, made):
    draft = made()
    mara.mailbox.person_sends(draft["id"])
    told = ask(f"{ALL}/{draft['id']}", params={"$select": "isDraft,parentFolderId"}).json()
    assert (told["isDraft"], told["parentFolderId"]) == (False, ask("/me/mailFolders/sentitems").json()["id"])
    assert (len(mara.mailbox.sent_by_hand), looked_for(ask, where=DRAFTS)) == (1, [])


def test_a_draft_that_its_owner_deleted_is_a_draft_in_the_bin_until_that_is_emptied(mara, ask, made):
    draft = made()
    mara.mailbox.person_deletes(draft["id"])
    told = ask(f"{ALL}/{draft['id']}").json()
    assert (told["isDraft"], told["parentFolderId"]) == (True, ask("/me/mailFolders/deleteditems").json()["id"])
    mara.mailbox.person_empties_the_bin()
    assert ask(f"{ALL}/{draft['id']}").status_code == 404


def test_deleting_answers_nothing_and_the_second_time_404(mara, ask, made):
    draft = made()
    gone, again = (ask(f"{ALL}/{draft['id']}", "DELETE") for _ in range(2))
    assert (gone.status_code, gone.content, again.status_code) == (204, b"", 404)
    assert (len(mara.mailbox.recoverable), looked_for(ask)) == (1, [])


def test_an_id_that_is_none_is_malformed(ask):
    assert refusal(ask(f"{ALL}/x")) == (400, "ErrorInvalidIdMalformed", "Id is malformed.")


def test_messages_are_listed_newest_first_page_by_page(ask, made):
    ids = [made(subject=str(n))["id"] for n in range(12)]
    first = ask(DRAFTS, params={"$select": "subject"}, headers=STAYING).json()
    second = ask(first["@odata.nextLink"], headers=STAYING).json()
    assert [one["id"] for one in first["value"] + second["value"]] == ids[::-1]


@pytest.mark.parametrize(
    "body",
    [written(isDraft=False), written(subject=7), written(body="x"), written(body={"contentType": "rtf"}),
     written(toRecipients=[{"address": "x@y.example"}]), written(importance="huge"), written(shoeSize=1),
     written(singleValueExtendedProperties=[{"id": "Integer 0x0E07", "value": "1"}]), [], "x"],
)  # fmt: skip
def test_what_is_no_message_is_refused(mara, ask, body):
    assert ask(ALL, "POST", json=body).status_code == 400
    assert not mara.mailbox.messages


def test_a_message_that_is_no_json_or_too_large_is_refused(mara, ask):
    assert ask(ALL, "POST", data=b"U3ViamVjdDogeA==", headers={"Content-Type": "text/plain"}).status_code == 400
    large = written(body={"contentType": "text", "content": "x" * 4_200_000})
    assert ask(ALL, "POST", json=large).status_code == 413
    assert not mara.mailbox.messages


@pytest.mark.parametrize(
    "path",
    ["/me/sendMail", "/me/microsoft.graph.sendMail", "/me/messages/{id}/send", "/me/messages/{id}/reply",
     "/me/messages/{id}/replyAll", "/me/messages/{id}/forward", "/me/messages/{id}/createReply",
     "/me/messages/{id}/createForward", "/me/mailFolders/drafts/messages/{id}/send",
     "/me/messages/{id}/microsoft.graph.send", "/$batch", "/users/mara@harbour.example/sendMail"],
)  # fmt: skip
def test_a_call_that_sends_is_refused_remembered_and_fails_the_test(microsoft, mara, ask, made, path):
    draft = made()
    assert ask(path.format(id=draft["id"]), "POST", json={}).status_code == 403
    with pytest.raises(AssertionError, match="tried to send"):
        microsoft.assert_never_sent()
    assert ([one.draft for one in mara.mailbox.messages], mara.mailbox.sent_by_hand) == ([True], [])
    microsoft.traffic.sending.clear()  # or the fixture would fail this test
