"""The Gmail sidebar beside a long list: every kind of card, from the event to the answer, without the network."""

import statistics
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from fakes.gmail_sidebar import Sidebar, Window, with_sidebar
from fakes.office import LEAVER, Office

TIMES = 25
KNOWN = "client00007@firm1.example"


def answers_p95_ms(count: int) -> float:
    """Return the time within which 95 of 100 answers come, in milliseconds, with so many letters in the queue."""
    with tempfile.TemporaryDirectory() as folder:
        sidebar = Sidebar(_full(Office(Path(folder)).approved(), count), LEAVER)
        taken = [_ms(one) for _ in range(TIMES) for one in _calls(sidebar)]
    return statistics.quantiles(taken, n=20)[-1]


def _calls(sidebar: Sidebar) -> list[Callable[[], object]]:
    """Return what a person does in the sidebar: open it, search, look at a letter, write to a client, to nobody."""
    letter = "many-00007"
    return [
        sidebar.home,
        lambda: sidebar.act("list", query="client 0001", where="home"),
        lambda: sidebar.act("show", letter=letter, where="home"),
        lambda: sidebar.write(Window(to=[KNOWN], cc=["somebody@else.example"])),
        lambda: sidebar.write(Window()),
    ]


def _full(office: Office, count: int) -> Office:
    """Fill the queue of an office with copies of an approved letter, each for a client of its own."""
    first, client = office.letters()[0], office.clients()[0]
    with office.desk() as desk:
        for number in range(count - len(office.letters())):
            name, firm, address = (
                f"Client {number:05}",
                f"Firm {number // 6:04}",
                f"client{number:05}@firm{number // 6}",
            )
            own = replace(client, id=f"client-{number:05}", name=name, company=firm, version=0)
            desk.stores.clients.save(replace(own, addresses=(f"{address}.example",)))
            content = replace(first.content, to=(f"{address}.example",), client_id=own.id)
            copied = replace(first, id=f"many-{number:05}", client_id=own.id, client_name=name, company=firm)
            desk.stores.letters.save(replace(copied, content=content, version=0))
    return with_sidebar(office)


def _ms(call: Callable[[], object]) -> float:
    begun = time.perf_counter()
    call()
    return (time.perf_counter() - begun) * 1000
