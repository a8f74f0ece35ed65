"""Segue's own parts on the Microsoft of a test, made as the product makes them."""

from typing import Any

from fakes.microsoft.apps import LOGIN
from fakes.microsoft.world import World
from fakes.provider.access_tokens import AccessTokens
from segue.desk.ports import Need, Question
from segue.providers.gate import gated_session
from segue.providers.microsoft.addresses import KEYS, MicrosoftAddresses
from segue.providers.microsoft.calls import Calls
from segue.providers.microsoft.claims import TenantIssuers
from segue.providers.microsoft.contacts import MicrosoftContacts
from segue.providers.microsoft.drafts import MicrosoftDrafts
from segue.providers.microsoft.entra import EntraClient, Registration
from segue.providers.microsoft.identity import MicrosoftIdentity
from segue.providers.microsoft.pane_tokens import PaneTokens
from segue.providers.microsoft.scopes import SCOPES
from segue.providers.pace import Pace
from segue.providers.signed_tokens import SignedTokens

MARA = "mara@norwell.example"
BACK = "https://segue.norwell.example/sign-in/microsoft/back"


def addresses_of(world: World, tenant: str = "organizations") -> MicrosoftAddresses:
    """Return where this Microsoft listens, by an authority that is Microsoft's own."""
    return MicrosoftAddresses(f"{LOGIN}/{tenant}", world.addresses.graph, world.addresses.login)


def signed_tokens(world: World) -> SignedTokens:
    """Return what checks the tokens that this Microsoft signs."""
    at = addresses_of(world)
    return SignedTokens(gated_session(at.key_rules()), at.of_authority(KEYS), TenantIssuers(at.cloud))


def identity_of(world: World, tenant: str = "organizations", **more: Any) -> MicrosoftIdentity:
    """Return the sign-in; ``more`` is of the registration."""
    world.app.redirect_uris.add(BACK)
    world.app.multi_tenant = True
    at = addresses_of(world, tenant)
    registration = Registration(world.app.id, **(more or {"secret": world.app.secret}))
    return MicrosoftIdentity(EntraClient(gated_session(at.token_rules()), at), registration, signed_tokens(world))


def pane_tokens_of(world: World, *clients: str) -> PaneTokens:
    """Return what checks the Outlook pane's tokens."""
    return PaneTokens(signed_tokens(world), world.app.id, "access_as_user", frozenset(clients or {world.app.id}))


def question(*needs: Need, **more: str) -> Question:
    """Return a sign-in on its way."""
    parts = {"redirect": BACK, "state": "state-1", "nonce": "nonce-1", "verifier": "v" * 43, **more}
    return Question(needs=frozenset({Need.SIGN_IN, *needs}), **parts)


def tokens_of(world: World, *needs: Need, email: str = MARA) -> AccessTokens:
    """Return tokens that open what is needed, Mara's if nobody else is named."""
    return AccessTokens(world, SCOPES, needs, email)


def contacts_of(world: World, token: Any = None) -> MicrosoftContacts:
    """Return Mara's address book."""
    at = addresses_of(world)
    calls = Calls(gated_session(at.contact_rules()), token or tokens_of(world, Need.CONTACTS), Need.CONTACTS)
    return MicrosoftContacts(calls, at.root)


def drafts_of(world: World, token: Any = None, pace: Pace | None = None) -> MicrosoftDrafts:
    """Return Mara's Drafts folder, in a hurry unless a pace is given."""
    at = addresses_of(world)
    calls = Calls(gated_session(at.mail_rules()), token or tokens_of(world, Need.DRAFTS), Need.DRAFTS)
    return MicrosoftDrafts(calls, at.root, MARA, pace or Pace(10_000_000))
