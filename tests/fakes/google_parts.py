"""Segue's own parts on the Google of a test, made as the product makes them."""

from typing import Any

from fakes.google.world import World
from fakes.provider.access_tokens import AccessTokens
from segue.desk.ports import Need, Question
from segue.providers.google.addresses import GoogleAddresses, session_of
from segue.providers.google.calls import Calls
from segue.providers.google.claims import ISSUERS
from segue.providers.google.contacts import GoogleContacts
from segue.providers.google.drafts import GoogleDrafts
from segue.providers.google.identity import GoogleIdentity
from segue.providers.google.scopes import SCOPES
from segue.providers.pace import Pace
from segue.providers.signed_tokens import SignedTokens

MARA = "mara@norwell.example"
BACK = "https://segue.norwell.example/sign-in/google/back"


def addresses_of(world: World) -> GoogleAddresses:
    """Return where this Google listens."""
    at = world.addresses
    return GoogleAddresses(at.accounts, at.tokens, at.certs, at.people_root, at.gmail_root)


def signed_tokens(world: World) -> SignedTokens:
    """Return what checks the tokens that this Google signs."""
    at = addresses_of(world)
    return SignedTokens(session_of(at.certificate_rules()), at.certificates, ISSUERS)


def identity_of(world: World) -> GoogleIdentity:
    """Return the sign-in."""
    world.client.redirect_uris.add(BACK)
    at = addresses_of(world)
    return GoogleIdentity(at, world.client.id, world.client.secret, session_of(at.token_rules()), signed_tokens(world))


def question(*needs: Need, **more: str) -> Question:
    """Return a sign-in on its way."""
    parts = {"redirect": BACK, "state": "state-1", "nonce": "nonce-1", "verifier": "v" * 43, **more}
    return Question(needs=frozenset({Need.SIGN_IN, *needs}), **parts)


def tokens_of(world: World, *needs: Need, email: str = MARA) -> AccessTokens:
    """Return tokens that open what is needed, Mara's if nobody else is named."""
    return AccessTokens(world, SCOPES, needs, email)


def contacts_of(world: World, other: bool = False, token: Any = None) -> GoogleContacts:
    """Return Mara's address book."""
    at = addresses_of(world)
    needs = (Need.CONTACTS, Need.OTHER_CONTACTS) if other else (Need.CONTACTS,)
    calls = Calls(session_of(at.people_rules()), token or tokens_of(world, *needs), Need.CONTACTS)
    return GoogleContacts(calls, at.people, other)


def drafts_of(world: World, token: Any = None, pace: Pace | None = None) -> GoogleDrafts:
    """Return Mara's Drafts folder, in a hurry unless a pace is given."""
    at = addresses_of(world)
    calls = Calls(session_of(at.gmail_rules()), token or tokens_of(world, Need.DRAFTS), Need.DRAFTS)
    return GoogleDrafts(calls, at.gmail, MARA, pace or Pace(10_000_000))
