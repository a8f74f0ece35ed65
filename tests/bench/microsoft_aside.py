"""A Microsoft for the benchmark: see ``aside``."""

import json
import sys
from datetime import UTC, datetime

from bench.aside import serve
from fakes.at_google import query_of
from fakes.microsoft.server import Microsoft
from fakes.microsoft.world import World
from fakes.microsoft_parts import MARA, identity_of, question
from segue.desk.ports import Account, Need

MESSAGES = "/v1.0/me/messages"


def main(contacts: int = 0, latency_seconds: float = 0.0) -> None:
    """Serve."""
    microsoft = Microsoft()
    world = microsoft.fresh(lambda: datetime.now(UTC))
    world.account(MARA, contacts)
    signed_in = _signed_in(world)
    world.latency_seconds = latency_seconds
    tokens = signed_in.tokens
    assert tokens
    told = {"settings": _settings(world), "subject": signed_in.subject, "tenant": signed_in.tenant}
    about = {**told, "access": tokens.access, "renewal": tokens.renewal, "pane": world.api_token(MARA)}
    box = world.accounts[MARA].mailbox
    serve(world, about, MESSAGES, lambda: {"refusals": world.throttle.refusals, "drafts": len(box.messages)})
    microsoft.close()


def _signed_in(world: World) -> Account:
    """Let Mara allow contacts and drafts."""
    identity, asked = identity_of(world), question(Need.CONTACTS, Need.DRAFTS)
    code = query_of(world.visit(identity.ask(asked)))["code"]
    account = identity.account(asked, code, world.clock())
    world.traffic.calls.clear()
    return account


def _settings(world: World) -> dict[str, str]:
    return {
        "SEGUE_MICROSOFT_CLIENT_ID": world.app.id,
        "SEGUE_MICROSOFT_CLIENT_SECRET": world.app.secret,
        "SEGUE_MICROSOFT_BULK_DRAFTS": "true",
        "SEGUE_MICROSOFT_LOGIN": world.addresses.login,
        "SEGUE_MICROSOFT_GRAPH": world.addresses.graph,
    }


if __name__ == "__main__":
    main(**json.loads(sys.argv[1]))
