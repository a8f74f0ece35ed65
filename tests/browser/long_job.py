"""A departure with 120 clients in eight languages, approved; a client in ten is to be called before his letter (H8)."""

import html
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from itertools import product
from pathlib import Path
from typing import Any

from browser.live import Live, served
from fakes.office import ADMINISTRATOR, FACTS, LEAVER, MANAGER, Office, Visitor, contact
from segue.clients.contact import Contact
from segue.desk.bulk import set_for
from segue.desk.policy import change_policy
from segue.desk.reading import hand_for_reading

PEOPLE = {
    "en-US": ("Grace Walter Naomi Curtis June", "Holloway Brandt Okafor"),
    "en-GB": ("Alfie Imogen Rupert Hattie Giles", "Pemberton Ashcroft Loxley"),
    "it": ("Chiara Paolo Lucia Matteo Ilaria", "Melandri Zanardelli Bonfante"),
    "ru": ("Ольга Павел Ирина Антон Вера", "Синицына Корнеев Лещенко"),
    "id": ("Dewi Budi Ratna Agus Putri", "Lestari Santoso Hartono"),
    "hi": ("मीरा अर्जुन कविता रोहन सुनीता", "जोशी मेहता सक्सेना"),
    "pt-BR": ("Camila Thiago Renata Caio Larissa", "Figueira Nogueira Sampaio"),
    "pt-PT": ("Duarte Matilde Afonso Leonor Salvador", "Monteverde Vilhena Quintela"),
}
PHONES = ("+1 212 555 0123", "+44 20 7946 0321", "+39 051 123456", "+7 495 123-45-67", "+62 21 5550123",
          "+91 22 5550 1234", "+55 11 5550-1234", "+351 21 555 0123")  # fmt: skip
KEY_EVERY = 10
EARLY = replace(FACTS, last_day=date(2026, 9, 25), contact_from=date(2026, 9, 21))
CLIENTS = 120


@dataclass
class LongJob:
    """The office, and Segue as it serves its pages; ``hand`` and ``boss`` are requests of leaver and approver."""

    office: Office
    live: Live
    hand: Visitor
    boss: Visitor
    turn: int = 0

    def at(self, page: str) -> str:
        """Return where one of the departure's pages is."""
        return f"/departures/{self.office.departure_id}/{page}"

    def queue(self, part: str = "left", limit: int = 200) -> Any:
        """Return what a pane is told of a part of the queue."""
        return _good(self.hand.get(f"/api/v1{self.at('queue')}?part={part}&limit={limit}")).json

    def tell_next(self) -> bool:
        """Hand out the next letter and say that it was sent, through both doors by turns; returns False at the end."""
        id = self.queue(limit=1)["next_id"]
        if id is None:
            return False
        _good(self.hand.call("POST", f"/api/v1/letters/{id}/open"))
        self.turn += 1
        if self.turn % 2:
            _good(self.hand.call("PUT", f"/api/v1/letters/{id}/status", json={"status": "sent", "expected": "to_do"}))
        else:
            assert self.hand.post(f"/letters/{id}/status", status="sent", was="to_do").status_code == 303
        return True

    def reach(self, id: str) -> None:
        """Log that a client was reached by phone."""
        _good(self.hand.call("POST", f"/api/v1/letters/{id}/calls", json={"outcome": "reached"}))

    def approve(self) -> int:
        """Approve all that the reading page shows; returns how many letters."""
        waiting = re.findall(r'name="letter" value="([^"]*)"', _good(self.boss.get(self.at("read"))).text)
        assert self.boss.post(self.at("read"), do="approve", letter=[*map(html.unescape, waiting)]).status_code == 302
        return len(set(waiting))


@contextmanager
def long_job(folder: Path) -> Iterator[LongJob]:
    """Serve it until the block ends, by the office's clock, which goes on whenever it is read."""
    office = Office(folder).listed(*_contacts(), facts=EARLY)
    with office.desk() as desk:
        change_policy(desk, ADMINISTRATOR, replace(desk.policy, call_first=True), desk.policy.version)
        clients = desk.stores.clients.all(office.departure_id)
        by_company = sorted(clients, key=lambda client: (client.company, client.addresses))
        key = [client.id for client in by_company[::KEY_EVERY]]
        set_for(desk, LEAVER, office.departure_id, key, {"importance": "key"})
        hand_for_reading(desk, LEAVER, office.departure_id, [client.id for client in clients])
    office.approve()
    with served(folder, lambda: office.move(milliseconds=10).now) as live:  # no two things happen at one moment
        yield LongJob(office, live, Visitor(live.app, LEAVER), Visitor(live.app, MANAGER))
    office.engine.dispose()


def _contacts() -> Iterator[Contact]:
    for (language, (given, family)), phone in zip(PEOPLE.items(), PHONES, strict=True):
        for number, (first, last) in enumerate(product(given.split(), family.split())):
            firm = f"{language.lower()}-{number // 3}"
            found = contact(f"{first} {last}", f"c{number:02}@{firm}.example", f"House {firm}", language=language)
            yield replace(found, phones=(phone,))


def _good(answer: Any) -> Any:
    assert answer.status_code == 200, (answer.status_code, answer.text[:300])
    return answer
