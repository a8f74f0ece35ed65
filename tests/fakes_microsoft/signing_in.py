"""Who signs in, where it leads back to, the PKCE pair, and how answers are read."""

import base64
import hashlib

import jwt

MARA, CALLBACK, VERIFIER = "mara@harbour.example", "https://segue.harbour.example/signed-in", "v" * 64
CHALLENGE = base64.urlsafe_b64encode(hashlib.sha256(VERIFIER.encode()).digest()).rstrip(b"=").decode()
ORIGIN = "https://segue.harbour.example"
EVERYTHING = "openid profile offline_access Contacts.Read Mail.ReadWrite"


def read(token):
    """Return what a token says, unchecked."""
    return jwt.decode(token, options={"verify_signature": False})


def number_in(answer):
    """Return the number of a refusal, which its words begin with."""
    told = answer.json()
    assert told["error_description"].startswith(f"AADSTS{told['error_codes'][0]}: ")
    return told["error"], told["error_codes"][0]
