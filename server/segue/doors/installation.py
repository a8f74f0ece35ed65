"""How an installation is known from outside: by a mark that each of its machines has, made of the secret key."""

import hashlib
import hmac

HEADER = "Segue-Installation"
SEEN_AT = "Segue-Seen-At"
"""In the answer of ``/healthz``: the mark, and the address at which the server believes itself to be asked."""


def mark_of(key: bytes) -> str:
    """Return the mark of a secret key; nobody finds the key from it."""
    return hmac.new(key, b"segue installation", hashlib.sha256).hexdigest()[:16]
