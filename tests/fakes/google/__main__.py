"""A Google to try things against by hand: ``PYTHONPATH=tests python -m fakes.google http://127.0.0.1:8765/…/callback``.

The arguments are the addresses that sign-in may lead back to.
"""

import sys
import threading
from datetime import UTC, datetime

from .persons import ODD, Crowd
from .server import Google


def main() -> None:
    """Serve until interrupted; the sign-in page asks whom to be."""
    google = Google()
    world = google.fresh(lambda: datetime.now(UTC))
    world.client.redirect_uris |= set(sys.argv[1:])
    world.account("mara@harbour.example", hd="harbour.example", contacts=[*ODD, *Crowd(2_500)])
    world.account("priya@harbour.example", hd="harbour.example", contacts=40)
    world.account("stranger@elsewhere.example", hd="elsewhere.example")
    world.account("private@gmail.com", contacts=3)
    world.will_ask()
    at = google.addresses
    for name, value in {"google_client_id": world.client.id, "google_client_secret": world.client.secret,
                        "google_accounts": at.accounts, "google_tokens": at.tokens, "google_certificates": at.certs,
                        "google_people": at.people_root, "google_gmail": at.gmail_root}.items():  # fmt: skip
        print(f"export SEGUE_{name.upper()}={value}", flush=True)  # noqa: T201  # what it is for
    threading.Event().wait()


if __name__ == "__main__":
    main()
