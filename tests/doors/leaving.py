"""What the tests of the leaver's pages do alike."""

import html
import re
from dataclasses import replace

from fakes.office import (
    JONAS,
    LEAVER,
    TERMS,
)

PROPOSED = {
    "last_day": "2026-10-30",
    "contact_from": "2026-10-19",
    "contact_kind": "successor",
    "contact_name": JONAS.name,
    "contact_email": JONAS.email,
    "register": "neutral",
    "hope_to_meet": "true",
    "reason": "new_role",
}


DECLARED = {
    "notice_given_on": "2026-08-03",
    "contract_read": "true",
    "non_solicitation": "no",
    "non_compete": "no",
    "confidentiality": "yes",
    "post_exit_help": "no",
}


HOPE = replace(TERMS, may_hope_to_meet=True)


def text_of(page):
    """Return what a page says, without its markup."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page.text.split("<main")[1])).split())


def ask(office, then="ask", visitor=None, **fields):
    visitor = visitor or office.as_(LEAVER)
    sent = {**PROPOSED, **DECLARED, "version": office.departure.version, "then": then, **fields}
    path = f"/departures/{office.departure_id}/ask"
    return visitor.post(path, **{name: value for name, value in sent.items() if value is not None})


def consent(office, **said):
    path = f"/departures/{office.departure_id}/consent"
    return office.as_(LEAVER).post(path, version=office.departure.version, **said)


def see(office, path="", who=LEAVER):
    page = office.as_(who).get(f"/departures/{office.departure_id}{path}", follow_redirects=True)
    assert page.status_code == 200
    return page


def set_policy(office, **changes):
    with office.desk() as desk:
        desk.stores.policies.add(replace(desk.policy, **changes), desk.now, office.administrator.id)
    return office
