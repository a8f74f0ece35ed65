"""Microsoft's own sign-in library over the gate: a fresh application for each person, with his own cache of tokens.

msal reads what Microsoft documents; what went wrong on the way is told apart before it comes to msal, because msal
keeps no ``Retry-After`` and would log an answer that it cannot read.
"""

import json
import logging
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

import requests
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, load_pem_private_key

from segue.departure.errors import BrokenSetup, MailboxBusy, MailboxRefused
from segue.providers.gate import GatedSession, wait_seconds
from segue.providers.microsoft.addresses import MicrosoftAddresses

logging.getLogger("msal").setLevel(logging.CRITICAL)  # it logs whole answers, and names
_ERRORS = 500


@dataclass(frozen=True)
class EntraClient:
    """What msal makes its requests with; each is made once. ``session`` reaches ``token_rules``."""

    session: GatedSession
    addresses: MicrosoftAddresses

    def get(self, url: str, **more: Any) -> requests.Response:
        """Return an answer; raises MailboxBusy, and MailboxRefused for an authority that is none."""
        response = self._answer("GET", url, more)
        if not response.ok:
            raise MailboxRefused(provider="microsoft", status=response.status_code)
        return response

    def post(self, url: str, **more: Any) -> requests.Response:
        """Return an answer that is an object, a refusal among them; raises MailboxBusy."""
        return self._answer("POST", url, more)

    def close(self) -> None:
        """Leave the session open: it is not of one application alone."""

    def _answer(self, method: str, url: str, more: Mapping[str, Any]) -> requests.Response:
        try:
            response = self.session.request(method, self.addresses.at(url), allow_redirects=False, **more)
            is_object = isinstance(json.loads(response.text), dict)
        except (requests.RequestException, ValueError) as error:
            raise MailboxBusy(provider="microsoft", wait_seconds=None) from error
        late = response.status_code == requests.codes.too_many_requests or response.status_code >= _ERRORS
        if late or not is_object:
            raise MailboxBusy(provider="microsoft", wait_seconds=wait_seconds(response))
        return response


@dataclass(frozen=True)
class Registration:
    """The registration of this installation: its id, and the secret or certificate that proves it.

    ``certificate`` is PEM: the certificate and its private key, in any order.
    """

    client_id: str
    secret: str = field(default="", repr=False)
    certificate: str = field(default="", repr=False)

    def credential(self) -> str | dict[str, str]:
        """Return it as msal takes it; raises BrokenSetup for a certificate without its key, or none at all."""
        return _signing(self.certificate) if self.certificate else self.secret


@lru_cache(maxsize=4)
def _signing(pem: str) -> dict[str, str]:
    try:
        certificate = x509.load_pem_x509_certificate(pem.encode())
        key = load_pem_private_key(pem.encode(), None)
    except (ValueError, TypeError) as error:
        raise BrokenSetup(detail="SEGUE_MICROSOFT_CERTIFICATE: PEM with a certificate and its private key") from error
    if key.public_key() != certificate.public_key():
        raise BrokenSetup(detail="SEGUE_MICROSOFT_CERTIFICATE: the private key is not the certificate's")
    private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    return {"private_key": private.decode(), "public_certificate": certificate.public_bytes(Encoding.PEM).decode()}


class OnePerson:
    """The application of one person: msal's, with the cache that belongs to him alone.

    ``cache`` is as ``kept`` returned it, "" for nobody yet. Raises MailboxBusy, MailboxRefused, and ValueError for a
    cache that is none.
    """

    def __init__(self, client: EntraClient, registration: Registration, cache: str = "") -> None:
        import msal  # type: ignore[import-untyped]  # noqa: PLC0415  # a fifth of a second, only where it is needed

        self._cache = msal.SerializableTokenCache()
        if cache:
            self._cache.deserialize(cache)
        self.application = msal.ConfidentialClientApplication(
            registration.client_id,
            client_credential=registration.credential(),
            authority=client.addresses.authority,
            token_cache=self._cache,
            http_client=client,
            instance_discovery=False,  # the authority is the administrator's; one request less
            azure_region=False,
        )

    def kept(self) -> str:
        """Return the cache as one text, with secrets in it."""
        return str(self._cache.serialize())
