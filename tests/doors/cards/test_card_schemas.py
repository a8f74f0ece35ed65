"""The schemas see what Google would refuse; every other test of the cards leans on them."""

import copy

import jsonschema_rs
import pytest

from fakes.card_schemas import THEIRS, cards_in, definitions, require_limits, require_valid, second_opinion

CARD = {"header": {"title": "Letters"}, "sections": [{"widgets": [{"textParagraph": {"text": "x"}}]}]}
SHOWN = {"action": {"navigations": [{"pushCard": CARD}]}}
CONTENT = {"content": "<p>x</p>", "contentType": "MUTABLE_HTML"}
DRAFT = {
    "updateToRecipients": {"toRecipients": [{"email": "a@x.example"}]},
    "updateBody": {"type": "INSERT_AT_START", "insertContents": [CONTENT]},
}


def filled(**changes):
    """Return an answer that fills in a message, with parts of it changed."""
    return {"renderActions": {"hostAppAction": {"gmailAction": {"updateDraftActionMarkup": {**DRAFT, **changes}}}}}


def with_card(**changes):
    return {"action": {"navigations": [{"pushCard": {**copy.deepcopy(CARD), **changes}}]}}


def test_answers_of_both_kinds_are_valid():
    require_valid("trigger", SHOWN)
    require_valid("click", {"renderActions": SHOWN})
    require_valid("click", filled())


@pytest.mark.parametrize(
    ("kind", "answer"),
    [
        ("trigger", {"renderActions": SHOWN}),
        ("click", SHOWN),
        ("click", {}),
        ("trigger", with_card(colour="red")),
        ("trigger", with_card(sections=[{"widgets": [{"textParagraf": {"text": "x"}}]}])),
        ("trigger", with_card(sections=[{"widgets": [{"textParagraph": {"text": 7}}]}])),
        ("click", filled(updateToRecipients={"toRecipients": []})),
        ("click", filled(updateCcRecipients={"ccRecipients": []})),
        ("click", filled(updateSubject={"subject": ""})),
        ("click", filled(updateBody={"insertContents": [CONTENT]})),
        ("click", filled(updateBody={"type": "REPLACE", "insertContents": [CONTENT]})),
        ("click", {"requesting_google_scopes": {"scopes": []}}),
        ("click", {"renderActions": {"action": {"link": {"url": "javascript:alert(1)"}}}}),
    ],
)
def test_an_answer_that_google_would_not_take_is_seen(kind, answer):
    with pytest.raises(jsonschema_rs.ValidationError):
        require_valid(kind, answer)


@pytest.mark.parametrize(
    "card",
    [
        {**CARD, "sections": [{"widgets": [{"divider": {}}] * 101}]},
        {**CARD, "sections": []},
        {**CARD, "cardActions": [{"actionLabel": "x"}] * 11},
        {**CARD, "sections": [{"widgets": [{"image": {"imageUrl": "https://x.example/x.png"}}]}]},
        {**CARD, "sections": [{"widgets": [{"textParagraph": {"text": "<script>"}}]}]},
        {**CARD, "sections": [{"widgets": [{"buttonList": {"buttons": []}}]}]},
    ],
    ids=["widgets", "empty", "actions", "picture without words", "somebody's tag", "no button"],
)
def test_a_card_beyond_googles_limits_is_seen(card):
    with pytest.raises(AssertionError):
        require_limits(card)


def test_googles_own_card_is_converted_whole():
    assert {"GoogleAppsCardV1Card", "GoogleAppsCardV1OnClick", "GoogleAppsCardV1DecoratedText"} <= definitions().keys()
    assert cards_in(SHOWN) == [CARD]


@pytest.mark.parametrize("kind", THEIRS)
def test_the_reference_schemas_agree(kind):
    theirs = second_opinion(kind)
    if theirs is None:
        pytest.skip("the reference schemas are in ../shared/reference/google, which is not here")
    assert theirs.is_valid(SHOWN if kind == "trigger" else filled())
    assert not theirs.is_valid({} if kind == "trigger" else SHOWN)
