"""Who signs in, where it leads back to, and the PKCE pair."""

import base64
import hashlib

MARA, CALLBACK, VERIFIER = "mara@harbour.example", "https://segue.harbour.example/signed-in", "v" * 64
CHALLENGE = base64.urlsafe_b64encode(hashlib.sha256(VERIFIER.encode()).digest()).rstrip(b"=").decode()
