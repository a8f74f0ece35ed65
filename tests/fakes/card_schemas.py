"""What an answer to Google has to look like, as JSON schemas: Google's own cards, and our schemas of the envelopes.

Cards come from the discovery document that google-api-python-client ships (chat.v1, ``GoogleAppsCardV1Card``), with no
field that it does not know. Limits that no schema says are checked beside it: they are in the card reference.
"""

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema_rs
from googleapiclient.discovery_cache import get_static_doc

CARD = "GoogleAppsCardV1Card"
MOST_WIDGETS, MOST_CARD_ACTIONS = 100, 10
REFERENCE = Path(__file__).parents[3] / "shared" / "reference" / "google"
TAGS = ("<b>", "</b>", "<br>")


def closed(properties: dict[str, Any], *required: str, **more: Any) -> dict[str, Any]:
    """Return the schema of an object with these properties and no others."""
    shape = {"type": "object", "additionalProperties": False, "properties": properties, "required": list(required)}
    return {**shape, **more}


TEXT = {"type": "string", "minLength": 1}
LINK = closed({"url": {"type": "string", "pattern": "^https://"}}, "url")
NAVIGATION = {
    "oneOf": [
        closed({verb: {"$ref": f"#/$defs/{CARD}"}}, verb) for verb in ("pushCard", "updateCard")
    ] + [closed({verb: {"const": True}}, verb) for verb in ("pop", "popToRoot")],
}  # fmt: skip
ACTION = closed(
    {
        "navigations": {"type": "array", "items": NAVIGATION, "minItems": 1},
        "link": LINK,
        "notification": closed({"text": TEXT}, "text"),
    },
    minProperties=1,
)
PEOPLE = {
    "type": "array",
    "minItems": 1,
    "items": closed({"email": {"type": "string", "pattern": "^[^<>]+$"}}, "email"),
}
CONTENT = closed({"content": TEXT, "contentType": {"enum": ["TEXT", "MUTABLE_HTML"]}}, "content", "contentType")
BODY = closed(
    {
        "type": {"const": "INSERT_AT_START"},
        "insertContents": {"type": "array", "items": CONTENT, "minItems": 1, "maxItems": 1},
    },
    "type",
    "insertContents",
)
DRAFT = closed(
    {
        "updateToRecipients": closed({"toRecipients": PEOPLE}, "toRecipients"),
        "updateCcRecipients": closed({"ccRecipients": PEOPLE}, "ccRecipients"),
        "updateSubject": closed({"subject": TEXT}, "subject"),
        "updateBody": BODY,
    },
    "updateToRecipients",
    "updateBody",
)
GMAIL = closed({"gmailAction": closed({"updateDraftActionMarkup": DRAFT}, "updateDraftActionMarkup")}, "gmailAction")
RENDERED = closed({"action": ACTION, "hostAppAction": GMAIL}, minProperties=1)
SCOPES = closed(
    {"scopes": {"type": "array", "minItems": 1, "items": {"type": "string", "pattern": "^https://"}}}, "scopes"
)
ASKED = closed({"requesting_google_scopes": SCOPES}, "requesting_google_scopes")
CLICKED = closed({"renderActions": RENDERED, "stateChanged": {"const": True}}, "renderActions")
ENVELOPES = {"trigger": closed({"action": ACTION}, "action"), "click": CLICKED}
THEIRS = {"trigger": "gmail-trigger-response.schema.json", "click": "gmail-onclick-response.schema.json"}


@cache
def definitions() -> dict[str, Any]:
    """Return Google's card with everything in it, as definitions of a JSON schema."""
    document = json.loads(get_static_doc("chat", "v1") or "{}")["schemas"]
    made: dict[str, Any] = {}
    todo = [CARD]
    while todo:
        name = todo.pop()
        if name not in made:
            made[name] = _converted(document[name])
            todo += _named_in(document[name])
    return made


@cache
def validator(kind: str) -> Any:
    """Return the check of an answer to a ``trigger`` or a ``click``."""
    schema = {"anyOf": [ENVELOPES[kind], ASKED], "$defs": definitions()}
    return jsonschema_rs.validator_for(schema)


@cache
def second_opinion(kind: str) -> Any | None:
    """Return the check by the reference schemas where a machine has them beside the repository, else None."""
    path = REFERENCE / THEIRS[kind]
    return jsonschema_rs.validator_for(json.loads(path.read_text(encoding="utf-8"))) if path.is_file() else None


def require_valid(kind: str, answer: Any) -> None:
    """Raise for an answer that Google would not take, or that shows something by a tag that we did not write."""
    validator(kind).validate(answer)
    theirs = second_opinion(kind)
    if theirs is not None:
        theirs.validate(answer)
    for card in cards_in(answer):
        require_limits(card)


def cards_in(answer: Any) -> list[dict[str, Any]]:
    """Return the cards of an answer."""
    action = (answer.get("renderActions") or answer).get("action", {})
    return [card for step in action.get("navigations", []) for card in step.values() if isinstance(card, dict)]


def require_limits(card: dict[str, Any]) -> None:
    """Raise for a card beyond Google's limits: widgets, actions, pictures without words, sections without a widget."""
    widgets = [widget for section in card["sections"] for widget in section["widgets"]]
    assert 0 < len(widgets) <= MOST_WIDGETS, len(widgets)
    assert len(card.get("cardActions", [])) <= MOST_CARD_ACTIONS
    assert card["header"]["title"]
    for part in parts_of(card):
        assert "altText" in part or not ({"imageUrl", "iconUrl", "knownIcon"} & part.keys()), part
        assert part.get("buttons") != []
    for text in formatted_texts(card):
        bare = text
        for tag in TAGS:
            bare = bare.replace(tag, "")
        assert "<" not in bare, f"a tag of somebody else's: {text}"
        assert ">" not in bare, f"a tag of somebody else's: {text}"


def parts_of(value: Any) -> Iterator[dict[str, Any]]:
    """Return every object inside a card, itself included."""
    if isinstance(value, dict):
        yield value
        for one in value.values():
            yield from parts_of(one)
    elif isinstance(value, list):
        for one in value:
            yield from parts_of(one)


def formatted_texts(card: dict[str, Any]) -> Iterator[str]:
    """Return the texts of a card in which Google reads tags."""
    for part in parts_of(card):
        for name in ("textParagraph", "decoratedText"):
            found = part.get(name, {})
            yield from (found[one] for one in ("text", "topLabel", "bottomLabel") if one in found)


def texts_of(card: dict[str, Any]) -> list[str]:
    """Return every text that a person sees on a card."""
    seen = ("title", "subtitle", "header", "text", "topLabel", "bottomLabel", "label", "hintText", "actionLabel")
    return [part[one] for part in parts_of(card) for one in seen if isinstance(part.get(one), str)]


def _converted(schema: Any) -> Any:
    """Return a discovery schema as a JSON schema that takes no unknown field."""
    if "$ref" in schema:
        return {"$ref": f"#/$defs/{schema['$ref']}"}
    kept = {name: schema[name] for name in ("type", "enum") if name in schema}
    if "items" in schema:
        kept["items"] = _converted(schema["items"])
    if "properties" in schema:
        kept["properties"] = {name: _converted(one) for name, one in schema["properties"].items()}
        kept["additionalProperties"] = False
    return kept


def _named_in(schema: Any) -> list[str]:
    return [part["$ref"] for part in parts_of(schema) if "$ref" in part]
