"""A Microsoft to try things against by hand: ``PYTHONPATH=tests python -m fakes.microsoft http://127.0.0.1:8765/…/back``.

The arguments are the addresses that sign-in may lead back to.
"""

import sys
import threading
from datetime import UTC, datetime

from .accounts import Folder
from .persons import ODD, Crowd, contact
from .server import Microsoft


def main() -> None:
    """Serve until interrupted; the sign-in page asks whom to be."""
    microsoft = Microsoft()
    world = microsoft.fresh(lambda: datetime.now(UTC))
    world.app.redirect_uris |= set(sys.argv[1:])
    world.app.multi_tenant = True
    inner = Folder("Old clients", [contact("Ola Nordmann", "ola@sever.example", company="Sever")])
    clients = Folder("Clients", Crowd(40), [inner])
    world.account("mara@harbour.example", [*ODD, *Crowd(2_500)], [clients], name="Mara Conti")
    world.account("priya@harbour.example", 40)
    world.account("guest@elsewhere.example", guest_in="harbour.example")
    world.account("private@outlook.com", 3)
    world.will_ask()
    at = world.addresses
    print(f"# the tenant of harbour.example is {world.app.home}", flush=True)  # noqa: T201  # what it is for
    for name, value in {"client_id": world.app.id, "client_secret": world.app.secret, "login": at.login,
                        "graph": at.graph}.items():  # fmt: skip
        print(f"export SEGUE_MICROSOFT_{name.upper()}={value}", flush=True)  # noqa: T201  # the same
    threading.Event().wait()


if __name__ == "__main__":
    main()
