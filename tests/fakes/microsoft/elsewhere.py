"""A Microsoft in a process of its own, often wrong where drafts are made and looked for."""

from typing import Any

from fakes.at_google import query_of
from fakes.at_microsoft import settings_at
from fakes.microsoft_parts import identity_of, question
from fakes.office import Office
from fakes.provider.elsewhere import NO_LIMIT, Elsewhere, Kept, Sometimes, machine_clock
from segue.config import Settings
from segue.desk.ports import Account, Need
from segue.providers.microsoft.drafts import MARKER

from . import errors, faults
from .apps import App
from .mailbox import Mailbox
from .server import Microsoft
from .world import Addresses, World

MESSAGES = "/v1.0/me/messages"
OFTEN_WRONG = (
    ("POST", MESSAGES, faults.dropped_before(), 0.05),
    ("POST", MESSAGES, faults.dropped_after(), 0.06),
    ("POST", MESSAGES, faults.too_many("1"), 0.02),
    ("POST", MESSAGES, faults.too_many(), 0.01),
    ("POST", MESSAGES, faults.concurrency("1"), 0.01),
    ("POST", MESSAGES, faults.broken(503), 0.02),
    ("POST", MESSAGES, faults.broken(504, acted=True), 0.02),
    ("POST", MESSAGES, faults.unauthorised(), 0.02),
    ("POST", MESSAGES, faults.refused(errors.bad_request("Nobody knows why.")), 0.03),
    ("GET", MESSAGES, faults.dropped_before(), 0.05),
    ("GET", MESSAGES, faults.broken(), 0.03),
)  # fmt: skip


class MicrosoftElsewhere(Elsewhere):
    """Its search may know of a new draft late, or as good as never."""

    addresses: Addresses
    app: App
    modes = ("late", "blind")

    def settings(self, office: Office) -> Settings:
        """Return them."""
        return settings_at(self, office)

    def _opened(self, email: str) -> tuple[World, dict[str, Any]]:
        microsoft = Microsoft()
        world = microsoft.fresh(machine_clock)
        world.account(email)
        world.throttle.in_ten_minutes = NO_LIMIT
        for verb, path, fault, chance in OFTEN_WRONG:
            world.fails(verb, path, fault, Sometimes(chance))
        return world, {"addresses": microsoft.addresses, "app": world.app, "account": _account(world)}

    def _new_mailbox(self, world: World, mode: str) -> Mailbox:
        box = Mailbox(world.now)
        box.search_lag_seconds = {"late": 2.0, "blind": 3600.0}.get(mode, 0.0)
        return box

    def _kept(self, mailbox: Mailbox) -> dict[str, Kept]:
        return {
            one.immutable_id: Kept(one.properties[MARKER], one.told["toRecipients"][0]["emailAddress"]["address"])
            for one in list(mailbox.messages)
        }


def _account(world: World) -> Account:
    """Return the account after a sign-in by msal, whose cache no other could make."""
    identity, asked = identity_of(world), question(Need.DRAFTS)
    code = query_of(world.visit(identity.ask(asked)))["code"]
    return identity.account(asked, code, world.clock())
