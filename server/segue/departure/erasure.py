"""What is remembered of an erasure: a keyed hash or an opaque identifier, never who it was (A4)."""

import hashlib
import hmac
from enum import StrEnum


class ErasedKind(StrEnum):
    """What was erased, and what ``hashed`` of an erasure then is.

    A client of one departure (a hash that means nothing in any other), an address in the whole
    company (a hash), a departure or a company (its identifier).
    """

    CLIENT = "client"
    ADDRESS = "address"
    DEPARTURE = "departure"
    WORKSPACE = "workspace"


OF_AN_ADDRESS = frozenset({ErasedKind.CLIENT, ErasedKind.ADDRESS})
"""The kinds that keep somebody from coming back with a reading."""


def keyed_hash(normal: str, key: bytes, departure_id: str = "") -> str:
    """Return the HMAC-SHA256 of a normalised address, for one departure or, with "", for the whole company.

    The key is the installation's; without it nobody can try addresses until one fits.
    """
    own = hmac.new(key, b"segue erasure", hashlib.sha256).digest()
    return hmac.new(own, f"{departure_id}\n{normal}".encode(), hashlib.sha256).hexdigest()
