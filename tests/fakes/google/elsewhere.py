"""A Google in a process of its own, often wrong where drafts are made and looked for."""

from email import message_from_bytes, policy
from typing import Any

from fakes.at_google import settings_at
from fakes.office import Office
from fakes.provider.elsewhere import NO_LIMIT, Elsewhere, Kept, Sometimes, machine_clock
from segue.config import Settings
from segue.desk.ports import Account, Need, Tokens

from . import errors, faults
from .consent import Client
from .mailbox import Mailbox
from .server import Google
from .world import COMPOSE, Addresses, World

DRAFTS = "/gmail/v1/users/me/drafts"
OFTEN_WRONG = (
    ("POST", DRAFTS, faults.dropped_before(), 0.05),
    ("POST", DRAFTS, faults.dropped_after(), 0.06),
    ("POST", DRAFTS, faults.too_many("1"), 0.02),
    ("POST", DRAFTS, faults.too_many(), 0.01),
    ("POST", DRAFTS, faults.quota_spent("1"), 0.01),
    ("POST", DRAFTS, faults.broken(503), 0.02),
    ("POST", DRAFTS, faults.broken(500, acted=True), 0.02),
    ("POST", DRAFTS, faults.unauthorised(), 0.02),
    ("POST", DRAFTS, faults.refused(errors.invalid_argument(errors.GMAIL)), 0.03),
    ("GET", DRAFTS, faults.dropped_before(), 0.05),
    ("GET", DRAFTS, faults.broken(), 0.03),
)  # fmt: skip


class GoogleElsewhere(Elsewhere):
    """It may rewrite Message-IDs, or find late."""

    addresses: Addresses
    client: Client
    modes = ("rewritten", "late")

    def settings(self, office: Office) -> Settings:
        """Return them, without a quota."""
        return settings_at(self, office, google_units_per_minute=NO_LIMIT)

    def _opened(self, email: str) -> tuple[World, dict[str, Any]]:
        google = Google()
        world = google.fresh(machine_clock)
        world.account(email, hd=email.partition("@")[2])
        world.quota.units_per_minute = NO_LIMIT
        for verb, path, fault, chance in OFTEN_WRONG:
            world.fails(verb, path, fault, Sometimes(chance))
        return world, {"addresses": google.addresses, "client": world.client, "account": _account(world, email)}

    def _new_mailbox(self, world: World, mode: str) -> Mailbox:
        box = Mailbox(world.now)
        box.message_ids = "rewritten" if mode == "rewritten" else "kept"
        box.search_lag_seconds = 0.3 if mode == "late" else 0.0
        return box

    def _kept(self, mailbox: Mailbox) -> dict[str, Kept]:
        return {ref: _headers(draft.raw) for ref, draft in dict(mailbox.drafts).items()}


def _account(world: World, email: str) -> Account:
    answer, granted = world.tokens_for(email, COMPOSE), frozenset({Need.SIGN_IN, Need.DRAFTS})
    tokens = Tokens(answer["access_token"], machine_clock(), answer["refresh_token"])
    return Account("google", "subject-1", email.partition("@")[2], email, granted=granted, tokens=tokens)


def _headers(raw: bytes) -> Kept:
    message = message_from_bytes(raw, policy=policy.default)
    return Kept(str(message["Message-ID"]), str(message["To"]))
