"""What the tests of the administrator's pages do alike."""

import re
from dataclasses import replace

from fakes.office import MANAGER

FIELDS = {
    "modes": ["leaver", "manager", "hand_over"],
    "reasons": ["new_role", "relocation", "studies", "personal"],
    "registers": ["formal", "neutral", "warm"],
    "hope_to_meet": "true",
    "lead_time_days": "10",
    "words": "200",
    "retention_days": "30",
    "version": "0",
}


STANDING = {"standing": "true", "standing_approver": MANAGER.id, "standing_mode": "leaver"}


def hide(office):
    with office.desk() as desk:
        departure = desk.stores.departures.get(office.departure_id)
        desk.stores.departures.save(replace(departure, confidential=True))
    return office


def save_policy(visitor, **fields):
    """Fill in the editor, look at the preview, and save what it showed."""
    typed = {**FIELDS, **fields}
    shown = visitor.post("/admin/policy", **typed, do="preview")
    assert shown.status_code == 200, shown.text[-800:]
    mark = re.search(r'name="previewed" value="(\w+)"', shown.text)[1]
    return visitor.post("/admin/policy", **typed, do="save", previewed=mark)


def main_of(page):
    return page.text[page.text.index("<main") : page.text.index("</main>")]
