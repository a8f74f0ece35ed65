"""Tokens that are not Microsoft's for us, of the present, are refused at the door of the API: never opened, never a
500 (A1). What they are is the whole table; what a token of any other shape comes to is in ``test_pane_token_fuzz``.
"""

import hashlib
import hmac
import json

import jwt
import pytest
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from fakes.at_microsoft import AtMicrosoft, at_microsoft
from fakes.cases import for_each
from fakes.microsoft.claims import issuer
from fakes.office import A_TUESDAY, LEAVER, Office
from fakes.provider.keys import b64

pytestmark = pytest.mark.loopback
OTHER_TENANT = "11111111-2222-4333-8444-555555555555"
MINUTE = 60
NOW = int(A_TUESDAY.timestamp())


@pytest.fixture
def world(microsoft, clock):
    clock.moment = A_TUESDAY
    microsoft.account(LEAVER.address, name=LEAVER.name)
    return microsoft


@pytest.fixture
def office(tmp_path, world):
    return at_microsoft(Office(tmp_path).approved(), world)


@pytest.fixture
def ask(office, world):
    """Make a call with a token, as the pane does; it returns what the API answered."""
    opens = f"/api/v1/letters/{office.letter('Tom').id}/open"

    def asked(token, opening=False):
        more = {"method": "POST", "json": {}} if opening else {"method": "GET"}
        return AtMicrosoft(office, world).call(opens if opening else "/api/v1/session", token, **more)

    return asked


def saying(**told):
    """A token that Microsoft signed, but that says something else."""
    return lambda world: world.keys.sign(world.api_claims(LEAVER.address) | told)


def by_hand(algorithm, key=None):
    """A token under a published key's id, signed with what whoever forges it has."""

    def made(world):
        published = world.keys.published()["keys"][0]
        head = {"alg": algorithm, "kid": published["kid"], "typ": "JWT"}
        content = ".".join(b64(json.dumps(part).encode()) for part in (head, world.api_claims(LEAVER.address)))
        secret = key(published) if key else None
        return f"{content}.{b64(hmac.digest(secret, content.encode(), hashlib.sha256)) if secret else ''}"

    return made


def as_pem(published):
    return jwt.PyJWK(published).key.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)


def as_der(published):
    return jwt.PyJWK(published).key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)


REFUSED = {
    "another audience": saying(aud="another-api"),
    "no audience": saying(aud=None),
    "our audience among others": saying(aud=["5e60e000-0000-4000-8000-00000000a550", "another-api"]),
    "another issuer": saying(iss="https://login.evil.example/norwell/v2.0"),
    "the issuer of version 1": saying(iss=f"https://sts.windows.net/{OTHER_TENANT}/"),
    "another tenant's issuer": saying(iss=issuer(OTHER_TENANT)),
    "a tenant that is not its issuer's": saying(tid=OTHER_TENANT),
    "another scope": saying(scp="another_scope"),
    "another program's": saying(azp="another-client"),
    "expired": saying(exp=NOW - MINUTE),
    "without an end": saying(exp=None),
    "not yet valid": saying(nbf=NOW + MINUTE + 1),
    "of a moment to come": saying(iat=NOW + MINUTE + 1),
    "signed by nobody": by_hand("none"),
    "signed by nobody, in capitals": by_hand("NONE"),
    "signed with the public key as a secret": by_hand("HS256", as_pem),
    "signed with the public key's bytes as a secret": by_hand("HS256", as_der),
    "signed with the public number as a secret": by_hand("HS256", lambda published: published["n"].encode()),
    "called RS256 and signed with the public key as a secret": by_hand("RS256", as_pem),
    "signed by somebody else": lambda world: world.keys.forge(world.api_claims(LEAVER.address)),
    "signed with a key of nobody": lambda world: world.keys.sign(
        world.api_claims(LEAVER.address), {"kid": "of-nobody"}
    ),
    "for Graph": lambda world: world.tokens_for(LEAVER.address, "Contacts.Read")["access_token"],
}


def refusal(answered):
    assert answered.content_type == "application/problem+json", answered.text
    return answered.status_code, answered.json["code"], answered.headers["WWW-Authenticate"]


@for_each(("what", "opening"), [(what, opening) for what in REFUSED for opening in (False, True)])
def test_a_token_that_is_not_for_us_now_is_refused(ask, world, what, opening):
    refused = (401, "not_signed_in", 'Bearer error="invalid_token"')
    assert refusal(ask(REFUSED[what](world), opening)) == refused


@pytest.mark.parametrize("opening", [False, True])
def test_microsofts_own_token_for_us_is_none_of_these(ask, world, opening):
    assert ask(world.api_token(LEAVER.address), opening).status_code == 200


def test_another_tenants_own_token_for_us_is_refused_by_name(ask, world):
    told = {"tid": OTHER_TENANT, "iss": issuer(OTHER_TENANT)}
    answered = ask(saying(**told)(world))
    assert (answered.status_code, answered.json["code"]) == (403, "account_outside")


def test_a_new_key_counts_at_once_and_one_that_is_no_longer_published_counts_no_more(ask, office, world):
    before = world.api_token(LEAVER.address)
    assert ask(before).status_code == 200
    for expected in (200, 401):  # the key before the newest is published with it, and no other
        world.keys.rotate()
        office.move(minutes=2)
        assert ask(world.api_token(LEAVER.address)).status_code == 200
        assert ask(before).status_code == expected
