"""What the tests of the approver's pages do alike."""

import html
import re
from dataclasses import replace

from fakes.office import MANAGER

ANSWER = {"may_tell": "true", "mode": "leaver", "release": "approved"}


def under(office, **changes):
    """Let the administrator set a policy."""
    with office.desk() as desk:
        desk.stores.policies.add(replace(desk.policy, **changes), office.now, office.administrator.id)
    return office


def page(office, name, who=MANAGER, **more):
    return office.as_(who).get(f"/departures/{office.departure_id}/{name}", **more)


def hand_in(office, name, who=MANAGER, **fields):
    fields.setdefault("version", str(office.departure.version))
    return office.as_(who).post(f"/departures/{office.departure_id}/{name}", **fields)


def control(text, id):
    """Return the tag of a form's control."""
    found = re.search(rf'<(?:input|textarea|select)[^>]*id="{id}"[^>]*>', text)
    assert found, f"the page has no {id}"
    return found[0]


def said(text):
    """Return a page's text without its tags."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", text)).split())
