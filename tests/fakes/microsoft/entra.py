"""login.microsoftonline.com: which address answers what."""

import re
from html import escape
from typing import TYPE_CHECKING

from fakes.provider.wire import Answer, Request, as_page

from . import consent, discovery, token_desk
from .aadsts import Trouble

if TYPE_CHECKING:
    from .world import World

PATH = re.compile(r"/(?P<tenant>[^/]+)/(?P<what>oauth2/v2\.0/\w+|discovery/v2\.0/keys|v2\.0/\.well-known/[\w-]+)")


def answer(world: "World", request: Request) -> Answer:
    """Answer for login.microsoftonline.com."""
    if (request.method, request.path) == ("GET", "/common/discovery/instance"):
        return discovery.instance(request)
    found = PATH.fullmatch(request.path)
    if found is None:
        return Answer(404)
    try:
        return _answered(world, request, _tenant(world, found["tenant"]), f"{request.method} {found['what']}")
    except Trouble as trouble:
        if found["what"].endswith("authorize"):
            return as_page(f"<title>Sign in to your account</title><h1>Sorry, but we’re having trouble signing you "
                           f"in.</h1><p>{escape(trouble.words)}", 400)  # fmt: skip
        return trouble.answer(world.clock(), world.correlation(request))


def _tenant(world: "World", named: str) -> str:
    """Return a tenant's id, whichever way the path names it; raises Trouble."""
    if named in consent.EVERYBODY or named in world.tenants:
        return named
    found = next((one.id for one in world.tenants.values() if one.domain == named), "")
    if not found:
        raise Trouble(90002, tenant=named)
    return found


def _answered(world: "World", request: Request, tenant: str, what: str) -> Answer:
    if what == "GET oauth2/v2.0/authorize":
        return consent.answer(world, request, tenant)
    if what == "POST oauth2/v2.0/token":
        return token_desk.answer(world, request, tenant)
    if what == "GET discovery/v2.0/keys":
        return discovery.keys(world, tenant)
    return discovery.configuration(tenant) if what.endswith("openid-configuration") else Answer(404)
