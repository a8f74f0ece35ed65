"""Sign-in by Google and Microsoft, as far as the settings tell: ids, proofs, addresses to register."""

import re
from collections.abc import Iterator
from datetime import timedelta
from uuid import UUID

from cryptography import x509

from segue import clock
from segue.config import PREFIX, Settings
from segue.doctor.check import Check
from segue.with_microsoft import pane_scope

GOOGLE_CLIENT = re.compile(r"[\w-]+\.apps\.googleusercontent\.com")
SOON = timedelta(days=30)
"""How long before its end a certificate is to be replaced."""


def sign_in_checks(settings: Settings) -> Iterator[Check]:
    """Look at what each provider's registration needs; with neither, nobody signs in."""
    if settings.demo:
        yield Check("sign-in", True, "by picking a person (demonstration)")
    elif not (settings.google_client_id or settings.microsoft_client_id):
        names = f"{PREFIX}GOOGLE_CLIENT_ID (deploy/google.md) or {PREFIX}MICROSOFT_CLIENT_ID (deploy/microsoft.md)"
        yield Check("sign-in", False, f"no provider yet: set {names}")
    else:
        yield from _google(settings)
        yield from _microsoft(settings)
    yield from _extension(settings)


def _google(settings: Settings) -> Iterator[Check]:
    if not settings.google_client_id:
        return
    if not GOOGLE_CLIENT.fullmatch(settings.google_client_id):
        says = (
            f"{PREFIX}GOOGLE_CLIENT_ID is of another form than a client id, which ends in .apps.googleusercontent.com"
        )
        yield Check("Google client", False, says)
    if settings.google_client_secret.get_secret_value():
        says = f"Google; its client has to allow the redirect address {_back(settings, 'google')}"
        yield Check("sign-in", True, says)
    else:
        says = f"set {PREFIX}GOOGLE_CLIENT_SECRET_FILE to the file with the client's secret"
        yield Check("sign-in", False, says)
    yield _sidebar(settings)


def _sidebar(settings: Settings) -> Check:
    if not settings.google_addon_service_account:
        return Check("Gmail sidebar", True, "off")
    ready = settings.base_url.startswith("https://")
    return Check("Gmail sidebar", ready, "on" if ready else f"needs an https:// {PREFIX}BASE_URL")


def _microsoft(settings: Settings) -> Iterator[Check]:
    if not settings.microsoft_client_id:
        return
    if not _is_id(settings.microsoft_client_id):
        says = (
            f"{PREFIX}MICROSOFT_CLIENT_ID is no application (client) id, such as 5e60e000-0000-4000-8000-00000000a550"
        )
        yield Check("Microsoft client", False, says)
    yield _proof(settings)
    yield _pane(settings)


def _proof(settings: Settings) -> Check:
    secret = settings.microsoft_client_secret.get_secret_value()
    certificate = settings.microsoft_certificate.get_secret_value()
    if not secret and not certificate:
        named = f"{PREFIX}MICROSOFT_CERTIFICATE_FILE or {PREFIX}MICROSOFT_CLIENT_SECRET_FILE"
        return Check("sign-in", False, f"set {named} to the file that proves the registration")
    if _is_id(secret):
        says = f"{PREFIX}MICROSOFT_CLIENT_SECRET is the secret's id; its value is needed, which Microsoft shows once"
        return Check("sign-in", False, says)
    ends = _ends(certificate) if certificate else ""
    if ends:
        return Check("sign-in", False, ends)
    says = f"Microsoft; its registration has to allow the redirect address {_back(settings, 'microsoft')}"
    return Check("sign-in", True, says + _several_tenants(settings))


def _ends(certificate: str) -> str:
    """Say what is wrong with a certificate's days, "" for nothing."""
    read, now = x509.load_pem_x509_certificate(certificate.encode()), clock.now()
    begins, ends = read.not_valid_before_utc, read.not_valid_after_utc
    if begins > now:
        return f"the certificate is valid from {begins:%Y-%m-%d} only: see this machine's clock"
    if ends <= now + SOON:
        which = "expired" if ends <= now else "expires"
        new = f"add a new one to the registration, then put it into {PREFIX}MICROSOFT_CERTIFICATE_FILE"
        return f"the certificate {which} on {ends:%Y-%m-%d}: {new}"
    return ""


def _several_tenants(settings: Settings) -> str:
    """Say what else is needed where all tenants sign in: Entra refuses it to a registration of one (AADSTS50194)."""
    if not settings.microsoft_authority.rstrip("/").endswith(("/organizations", "/common")):
        return ""
    return f" and accounts of several tenants; if it is for one tenant, set {PREFIX}MICROSOFT_AUTHORITY"


def _pane(settings: Settings) -> Check:
    scope = pane_scope(settings)
    if not scope:
        return Check("Outlook pane", True, "signs in by a code that is typed")
    ready = settings.base_url.startswith("https://")
    says = f"its registration has to expose {scope}" if ready else f"needs an https:// {PREFIX}BASE_URL"
    return Check("Outlook pane", ready, says)


def _extension(settings: Settings) -> Iterator[Check]:
    if settings.extension_redirects:
        yield Check("extension", True, f"its sign-in returns to {', '.join(settings.extension_redirects.split())}")


def _back(settings: Settings, provider: str) -> str:
    return f"{settings.base_url.rstrip('/') or 'https://…'}/sign-in/{provider}/back"


def _is_id(told: str) -> bool:
    try:
        return str(UUID(told)) == told.lower()
    except ValueError:
        return False
