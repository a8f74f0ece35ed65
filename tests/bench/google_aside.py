"""A Google for the benchmark: see ``aside``."""

import json
import sys
from datetime import UTC, datetime

from bench.aside import serve
from fakes.google.server import Google
from fakes.google.world import COMPOSE, CONTACTS, World
from fakes.google_parts import MARA

DRAFTS = "/gmail/v1/users/me/drafts"


def main(contacts: int = 0, latency_seconds: float = 0.0, units_per_minute: int = 6_000) -> None:
    """Serve."""
    google = Google()
    world = google.fresh(lambda: datetime.now(UTC))
    world.latency_seconds, world.quota.units_per_minute = latency_seconds, units_per_minute
    world.account(MARA, hd="norwell.example", contacts=contacts)
    tokens = world.tokens_for(MARA, CONTACTS, COMPOSE)
    told = {"settings": _settings(world), "subject": "sub-mara", "tenant": "norwell.example"}
    about = {**told, "access": tokens["access_token"], "renewal": tokens["refresh_token"]}
    box = world.accounts[MARA].mailbox
    serve(world, about, DRAFTS, lambda: {"refusals": world.quota.refusals, "drafts": len(box.drafts)})
    google.close()


def _settings(world: World) -> dict[str, str]:
    at = world.addresses
    return {
        "SEGUE_GOOGLE_CLIENT_ID": world.client.id,
        "SEGUE_GOOGLE_CLIENT_SECRET": world.client.secret,
        "SEGUE_GOOGLE_BULK_DRAFTS": "true",
        "SEGUE_GOOGLE_UNITS_PER_MINUTE": str(world.quota.units_per_minute),
        "SEGUE_GOOGLE_ACCOUNTS": at.accounts,
        "SEGUE_GOOGLE_TOKENS": at.tokens,
        "SEGUE_GOOGLE_CERTIFICATES": at.certs,
        "SEGUE_GOOGLE_PEOPLE": at.people_root,
        "SEGUE_GOOGLE_GMAIL": at.gmail_root,
    }


if __name__ == "__main__":
    main(**json.loads(sys.argv[1]))
