"""The keys that a provider signs tokens with: RS256, published as JWKS, changed from time to time."""

import base64
import json
from functools import cache
from typing import Any

from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key
from cryptography.hazmat.primitives.hashes import SHA256


@cache
def _key(number: int) -> RSAPrivateKey:
    """Return a key of this process; making one costs a tenth of a second."""
    return generate_private_key(public_exponent=65537, key_size=2048)


def b64(content: bytes) -> str:
    """Return base64url without padding."""
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode()


class Keys:
    """The newest key signs; it and the one before are published."""

    def __init__(self) -> None:
        self._newest = 1

    def rotate(self) -> None:
        """Sign with a new key from now on; the key before the last is no longer published."""
        self._newest += 1

    def sign(self, claims: dict[str, Any], header: dict[str, str] | None = None) -> str:
        """Return claims as a signed token."""
        return self._signed(claims, _key(self._newest), header or {})

    def forge(self, claims: dict[str, Any]) -> str:
        """Return a token that looks the same, signed by somebody else under the provider's key id."""
        return self._signed(claims, _key(0), {})

    def _signed(self, claims: dict[str, Any], key: RSAPrivateKey, header: dict[str, str]) -> str:
        head = {"alg": "RS256", "kid": _kid(self._newest), "typ": "JWT", **header}
        content = ".".join(b64(json.dumps(part).encode()) for part in (head, claims))
        return f"{content}.{b64(key.sign(content.encode(), PKCS1v15(), SHA256()))}"

    def published(self) -> dict[str, Any]:
        """Return the key set."""
        return {"keys": [_jwk(number) for number in (self._newest, self._newest - 1) if number]}


def _kid(number: int) -> str:
    return f"{number:040x}"


def _jwk(number: int) -> dict[str, str]:
    public = _key(number).public_key().public_numbers()
    size = (public.n.bit_length() + 7) // 8
    parts = {"n": b64(public.n.to_bytes(size, "big")), "e": b64(public.e.to_bytes(3, "big"))}
    return {"kty": "RSA", "alg": "RS256", "use": "sig", "kid": _kid(number), **parts}
