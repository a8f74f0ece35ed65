"""What People and Gmail have in common: the token, its scopes, the parameters, the fields asked for."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from fakes.provider.wire import Answer, Refusal, Request, as_json, as_page

from . import discovery, errors, partial
from .accounts import Account

if TYPE_CHECKING:
    from .world import World


@dataclass(frozen=True)
class Call:
    """One call that was let in: by whom, for which method, with which values in the path."""

    world: "World"
    account: Account
    method: discovery.Method
    values: dict[str, str]
    request: Request
    service: str

    def size(self, name: str, default: int, most: int) -> int:
        """Return how many entries a page is to have; 0 or nothing is the default, more than ``most`` refused."""
        asked = int(self.request.get(name, "0")) or default
        if not 1 <= asked <= most:
            raise self.wrong(f"{name} must be within 1..{most}")
        return asked

    def wrong(self, message: str = "Request contains an invalid argument.") -> Refusal:
        """Return the refusal of a wrong argument, to be raised."""
        return Refusal(errors.invalid_argument(self.service, message))


@dataclass(frozen=True)
class Played:
    """A method that the fake plays, and the parameters that it understands. None is answered with 204."""

    handler: Callable[[Call], dict[str, Any] | None]
    parameters: frozenset[str] = frozenset()


def answer(world: "World", request: Request, api: str, played: dict[str, Played]) -> Answer:
    """Answer a call of an API as far as its method is played; say plainly where it is not."""
    service = f"{api}.googleapis.com"
    found = discovery.find(api, request.method, request.path)
    if found is None:
        return as_page("<title>Error 404 (Not Found)!!1</title><p>That’s an error.", 404)
    method, values = found
    account = _let_in(world, request, method, service)
    if wrong := discovery.wrong_parameter(api, method, request.query):
        return errors.invalid_argument(service, wrong)
    unplayed = set(request.query) & set(method.parameters)
    if method.id not in played or (unplayed := unplayed - played[method.id].parameters):
        return errors.not_faked(service, f"{method.id} {sorted(unplayed)}")
    return _trimmed(played[method.id].handler(Call(world, account, method, values, request, service)), request, service)


def _let_in(world: "World", request: Request, method: discovery.Method, service: str) -> Account:
    if not request.bearer:
        raise Refusal(errors.credentials_missing(service))
    access = world.tokens.holder(request.bearer)
    if access is None:
        raise Refusal(errors.credentials_invalid(service))
    if not access.scopes & method.scopes:
        raise Refusal(errors.scope_insufficient(service, method.scopes))
    return world.accounts[access.email]


def _trimmed(value: dict[str, Any] | None, request: Request, service: str) -> Answer:
    if value is None:
        return Answer(204)
    try:
        return as_json(partial.trim(value, request.get("fields")))
    except ValueError:
        return errors.invalid_argument(service)
