"""Which of Google's hosts answers what; each knows its own addresses only."""

import traceback
from collections.abc import Callable
from typing import TYPE_CHECKING

from fakes.provider.wire import Answer, Refusal, Request, as_json

from . import consent, errors, gmail, people, token_desk

if TYPE_CHECKING:
    from .world import World

# How long Google lets its keys be kept is in this header alone:
# https://developers.google.com/identity/openid-connect/openid-connect#discovery
CACHE = "public, max-age=21600, must-revalidate, no-transform"


def _published(world: "World", request: Request) -> Answer:
    """Answer for www.googleapis.com."""
    if (request.method, request.path) != ("GET", "/oauth2/v3/certs"):
        return Answer(404)
    return as_json(world.keys.published(), headers={"Cache-Control": CACHE})


HOSTS: dict[str, Callable[["World", Request], Answer]] = {
    "accounts": consent.answer,
    "tokens": token_desk.answer,
    "www": _published,
    "people": people.answer,
    "gmail": gmail.answer,
}


def answered(world: "World", request: Request) -> Answer:
    """Answer a request as Google would. What would send is refused, whoever asks."""
    if world.traffic.sends(request):
        return errors.scope_insufficient(errors.GMAIL)
    try:
        with world.lock:
            return HOSTS[request.host](world, request)
    except Refusal as refusal:
        return refusal.answer
    except Exception:  # a bug of the fake: the test is told
        world.traffic.mishaps.append(traceback.format_exc())
        return Answer(500, b"the fake broke")
