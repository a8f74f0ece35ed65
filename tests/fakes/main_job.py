"""The main job over HTTP, one confirmed step after another, at a running demonstration."""

import html
import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from fakes.running import Hand, Running

# The running product reads the real clock: a Friday some two months ahead is never past and never a short notice.
SOON = datetime.now(UTC).date() + timedelta(days=60)
LAST_DAY = SOON + timedelta(days=(4 - SOON.weekday()) % 7)
FACTS = {
    "last_day": LAST_DAY.isoformat(),
    "contact_from": (LAST_DAY - timedelta(days=4)).isoformat(),
    "contact_kind": "successor",
    "contact_name": "Jonas Whitfield",
    "contact_email": "jonas.whitfield@haldenmoor.example",
    "register": "neutral",
}
ATTESTED = {
    "notice_given_on": (SOON - timedelta(days=75)).isoformat(),
    "contract_read": "true",
    "non_solicitation": "no",
    "non_compete": "no",
    "confidentiality": "yes",
    "post_exit_help": "no",
}
ANSWER = {"may_tell": "true", "mode": "leaver", "release": "approved", "comment": "Kindly"}


def steps(running: Running) -> Iterator[tuple[str, Hand, str, str]]:
    """Do the job; after each confirmed step yield what it was, who sees it, where, and the words that prove it."""
    leaver, manager = Hand(running, "demo-leaver"), Hand(running, "demo-manager")
    path = _begin(leaver)
    yield "three answers", leaver, f"{path}/ask", f'value="{LAST_DAY}"'
    version = _version(leaver, f"{path}/ask")
    leaver.post(f"{path}/ask", **FACTS, **ATTESTED, then="ask", version=version, contact_id="point")
    yield "the question", manager, f"{path}/answer", "Mara Lindqvist"
    version = _version(manager, f"{path}/answer")
    manager.post(f"{path}/answer", **ANSWER, version=version)
    yield "the answer", leaver, f"{path}/permission", "Kindly"
    leaver.post(f"{path}/consent", letter="true", version=_version(leaver, f"{path}/consent"))
    yield "the leaver's own word", leaver, f"{path}/consent", "You agreed on"
    leaver.post(f"{path}/contacts", **{"from": "mailbox"})
    yield "the contacts", leaver, f"{path}/clients?q=callum", "Callum Reidy"
    leaver.post(f"{path}/clients?label=Clients", do="choose_all")
    yield "the choice", leaver, f"{path}/clients?list=chosen&q=callum", "Callum Reidy"
    (asked,) = re.findall(r'id="f-(m-[0-9a-f]+)"', leaver.get(f"{path}/check?class=question_open"))
    leaver.post(f"{path}/check?class=question_open", do="save", **{asked: "company"})
    rows = re.findall(r'name="([sv]-[0-9a-f]+)" value="([^"]*)"', leaver.get(f"{path}/salutations"))
    leaver.post(f"{path}/salutations", **{name: html.unescape(text) for name, text in rows})
    read = re.findall(r'name="read" value="([^"]*)"', leaver.get(f"{path}/letters"))
    leaver.post(f"{path}/letters", read=read)
    letters = re.findall(r'name="letter" value="([^"]*)"', manager.get(f"{path}/read"))
    yield "letters to read", manager, f"{path}/read", letters[0]
    manager.post(f"{path}/read", do="approve", letter=letters)
    yield "the approval", leaver, f"/api/v1{path}/queue", '"approved"'
    letter_id = json.loads(leaver.get(f"/api/v1{path}/queue"))["next_id"]
    opened = json.loads(leaver.call("POST", f"/api/v1/letters/{letter_id}/open"))
    assert opened["text"].startswith("Dear")
    leaver.call("PUT", f"/api/v1/letters/{letter_id}/status", '{"status": "sent"}')
    yield "sent", leaver, f"/api/v1/letters/{letter_id}", '"sent"'


def _begin(leaver: Hand) -> str:
    leaver.get("/start")
    told = leaver.post("/start", contact_name="Jonas Whitfield", last_day=LAST_DAY, first_client="Giulia Rossi")
    return "/".join(told.split("/")[:3])


def _version(hand: Hand, path: str) -> str:
    return re.search(r'name="version" value="(\d+)"', hand.get(path))[1]
