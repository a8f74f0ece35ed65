"""The app registration that this Entra knows, and the tenants there are.

- https://learn.microsoft.com/en-us/entra/identity-platform/single-and-multi-tenant-apps
- https://learn.microsoft.com/en-us/entra/identity-platform/certificate-credentials
"""

from dataclasses import dataclass, field
from uuid import NAMESPACE_DNS, uuid5

from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.hazmat.primitives.hashes import SHA1, SHA256
from cryptography.x509 import Certificate, load_pem_x509_certificate

from fakes.provider.keys import b64

LOGIN, GRAPH = "https://login.microsoftonline.com", "https://graph.microsoft.com"
# Every private account is in this one tenant:
# https://learn.microsoft.com/en-us/entra/identity-platform/id-token-claims-reference
PRIVATE = "9188040d-6c67-4c5b-b112-36a304b66dad"
PRIVATE_DOMAINS = frozenset({"outlook.com", "hotmail.com", "live.com"})


def tenant_id(domain: str) -> str:
    """Return the tenant of a domain."""
    return PRIVATE if domain in PRIVATE_DOMAINS else str(uuid5(NAMESPACE_DNS, domain))


@dataclass
class Tenant:
    """One organisation; ``granted`` is what its administrator consented to for everybody."""

    domain: str
    users_may_consent: bool = True
    granted: set[str] = field(default_factory=set)

    @property
    def id(self) -> str:
        """Return its tenant id."""
        return tenant_id(self.domain)


@dataclass
class App:
    """Our app registration: of one tenant (``home``) unless ``multi_tenant``, with an API of its own (``uri``)."""

    home: str
    id: str = "5e60e000-0000-4000-8000-00000000a550"
    secret: str = "a-client-secret-of-nobody"
    multi_tenant: bool = False
    redirect_uris: set[str] = field(default_factory=set)
    spa_redirect_uris: set[str] = field(default_factory=set)
    own_scopes: frozenset[str] = frozenset({"access_as_user"})
    certificates: list[Certificate] = field(default_factory=list)

    @property
    def uri(self) -> str:
        """Return the application id URI that its own scopes begin with."""
        return f"api://{self.id}"

    def trust(self, certificate_pem: str) -> None:
        """Upload a certificate, whose key may vouch for the app instead of a secret."""
        self.certificates.append(load_pem_x509_certificate(certificate_pem.encode()))

    def key(self, thumbprint: str) -> RSAPublicKey | None:
        """Return the key of a certificate by ``x5t`` or ``x5t#S256``, padded (as msal does) or not."""
        for one in self.certificates:
            if thumbprint.rstrip("=") in (b64(one.fingerprint(SHA1())), b64(one.fingerprint(SHA256()))):
                found = one.public_key()
                assert isinstance(found, RSAPublicKey)
                return found
        return None
