"""The job, walked once without a browser; the data is copied at each stage, so that a test can begin where it likes."""

import html
import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from browser.live import copy_data, make_company, settings_in
from segue.app import create_app

A_TUESDAY = datetime(2026, 9, 1, 9, 0, tzinfo=UTC)  # where the clock fixture stands
LAST_DAY, CONTACT_FROM = "2026-09-25", "2026-09-21"
FACTS = {
    "last_day": LAST_DAY, "contact_from": CONTACT_FROM, "contact_kind": "successor",
    "contact_name": "Jonas Whitfield", "contact_email": "jonas.whitfield@haldenmoor.example",
    "contact_phone": "+44 20 7946 0127", "contact_job_title": "Senior Account Manager",
    "proposed_mode": "leaver", "register": "neutral", "reason": "new_role",
}  # fmt: skip
ATTESTED = {
    "notice_given_on": "2026-08-03", "contract_read": "true", "non_solicitation": "no", "non_compete": "no",
    "confidentiality": "yes", "post_exit_help": "no",
}  # fmt: skip
CONSENT = {"letter": "true", "reason": "true"}
ANSWER = {"may_tell": "true", "mode": "leaver", "release": "approved", "reasons": "new_role", "successor_facts": "role"}
STAGES = ("seeded", "started", "asked", "answered", "agreed", "loaded", "confirmed", "given", "approved")


class Hand:
    """One person's requests: reads the page first, as a browser does, for its token and version."""

    def __init__(self, app: Any, person_id: str) -> None:
        self.client = app.test_client()
        self.post("/sign-in", person_id=person_id)

    def text(self, address: str) -> str:
        """The text of a page that has to be there."""
        answer = self.client.get(address)
        assert answer.status_code == 200, (address, answer.status_code)
        return str(answer.text)

    def post(self, address: str, seen: str = "", **form: Any) -> str:
        """Post a form of the page ``seen``; returns where the answer leads."""
        page = self.text(seen or address)
        hidden = {name: found[1] for name in ("csrf_token", "version", "contact_id")
                  if (found := re.search(rf'name="{name}" value="([^"]*)"', page))}  # fmt: skip
        answer = self.client.post(address, data={**hidden, **form})
        assert answer.status_code == 302, (address, answer.status_code)
        return str(answer.headers["Location"])


def make_stages(root: Path) -> dict[str, Path]:
    """Walk the whole job; returns a data folder for each stage."""
    work, folders = root / "work", {stage: root / stage for stage in STAGES}
    make_company(work)
    app = create_app(settings_in(work), now=lambda: A_TUESDAY)
    for stage, _ in zip(STAGES, _walk(app), strict=True):
        copy_data(work, folders[stage])
    return folders


def _walk(app: Any) -> Any:
    yield app.config
    mara, priya = Hand(app, "demo-leaver"), Hand(app, "demo-manager")
    answers = {"contact_name": "Jonas Whitfield", "last_day": LAST_DAY, "first_client": "Giulia Rossi"}
    ask = mara.post("/start", **answers)
    departure = ask.removesuffix("/ask")
    yield mara.post(ask, then="save", **FACTS)
    yield mara.post(ask, then="ask", **FACTS, **ATTESTED)
    yield priya.post(f"{departure}/answer", **ANSWER)
    yield mara.post(f"{departure}/consent", **CONSENT)
    mara.post(f"{departure}/contacts", **{"from": "mailbox"})
    yield mara.post(f"{departure}/clients?label=Clients", do="choose_all")
    (asked,) = re.findall(r'id="f-(m-[0-9a-f]+)"', mara.text(f"{departure}/check?class=question_open"))
    mara.post(f"{departure}/check?class=question_open", do="save", **{asked: "company"})
    rows = re.findall(r'name="([sv]-[0-9a-f]+)" value="([^"]*)"', mara.text(f"{departure}/salutations"))
    yield mara.post(f"{departure}/salutations", **{name: html.unescape(value) for name, value in rows})
    read = re.findall(r'name="read" value="([^"]*)"', mara.text(f"{departure}/letters"))
    yield mara.post(f"{departure}/letters", read=read)
    letters = re.findall(r'name="letter" value="([^"]*)"', priya.text(f"{departure}/read"))
    yield priya.post(f"{departure}/read", do="approve", letter=letters)
