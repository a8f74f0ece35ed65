"""The providers as they are reached from here: what they publish of themselves, and their clocks."""

import re
from collections.abc import Generator, Iterator
from functools import partial
from urllib.parse import urlsplit

from segue import clock
from segue.config import PREFIX, Settings
from segue.doctor.asking import Answer, NotReached, answer_from, reach_check
from segue.doctor.check import Check, Look
from segue.doctor.clocks import clock_check, moment_of
from segue.providers.google.claims import ISSUERS
from segue.providers.microsoft.addresses import KEYS, MicrosoftAddresses

KNOWN = "/.well-known/openid-configuration"
"""OpenID Connect Discovery 1.0, 4."""


def provider_looks(settings: Settings) -> dict[str, Look]:
    """Return what is to be asked of the providers that are configured, one look for each address."""
    if settings.demo:
        return {}
    return (_google(settings) if settings.google_client_id else {}) | (
        _microsoft(settings) if settings.microsoft_client_id else {}
    )


def _google(settings: Settings) -> dict[str, Look]:
    used = (
        f"{settings.google_tokens}/token",
        settings.google_certificates,
        f"{settings.google_people}/v1/people/me/connections",
        f"{settings.google_gmail}/gmail/v1/users/me/drafts",
    )
    return {"Google": partial(_asked_google, settings)} | _reached(used)


def _asked_google(settings: Settings) -> Iterator[Check]:
    answer = yield from _asked("Google", settings.google_accounts.rstrip("/") + KNOWN)
    if answer is None:
        return
    if answer.told.get("issuer") not in ISSUERS:
        yield _stranger("Google", "GOOGLE_ACCOUNTS")
        return
    ours = {"token_endpoint": f"{settings.google_tokens}/token", "jwks_uri": settings.google_certificates}
    names = {"token_endpoint": "GOOGLE_TOKENS", "jwks_uri": "GOOGLE_CERTIFICATES"}
    moved = [f"{PREFIX}{names[name]}" for name, address in ours.items() if answer.told.get(name) != address]
    says = (
        f"has moved what {' and '.join(moved)} name: set them as {KNOWN} says" if moved else "publishes what it should"
    )
    yield Check("Google", not moved, says)


def _microsoft(settings: Settings) -> dict[str, Look]:
    at = MicrosoftAddresses(settings.microsoft_authority, settings.microsoft_graph, settings.microsoft_login)
    looks: dict[str, Look] = {"Microsoft": partial(_asked_microsoft, at)}
    return looks | _reached((f"{at.root}/me/contacts",))


def _asked_microsoft(at: MicrosoftAddresses) -> Iterator[Check]:
    answer = yield from _asked("Microsoft", at.of_authority(f"/v2.0{KNOWN}"))
    if answer is None:
        return
    if "AADSTS" in str(answer.told.get("error_description", "")):
        says = f"knows no such tenant: see the end of {PREFIX}MICROSOFT_AUTHORITY"
        yield Check("Microsoft", False, says)
    elif not _is_issuer(at, str(answer.told.get("issuer", ""))) or not str(answer.told.get("jwks_uri", "")).endswith(
        KEYS
    ):
        yield _stranger("Microsoft", "MICROSOFT_AUTHORITY")
    else:
        yield Check("Microsoft", True, "publishes what it should")


def _is_issuer(at: MicrosoftAddresses, issuer: str) -> bool:
    """Say whether tokens of the authority name this issuer: its tenant, or the place of one where it is of none."""
    tenant = at.authority.rstrip("/").rpartition("/")[2].lower()
    anybodys = tenant in ("organizations", "common")
    named = r"\{tenantid\}" if anybodys else "[0-9a-f-]{36}" if "." in tenant else re.escape(tenant)
    return re.fullmatch(f"{re.escape(at.cloud)}/{named}/v2\\.0", issuer) is not None


def _asked(provider: str, address: str) -> Generator[Check, None, Answer | None]:
    """Ask for what a provider publishes, and compare clocks by the way; returns the answer, None without one."""
    try:
        answer = answer_from(address)
    except NotReached as reason:
        yield Check(provider, False, str(reason))
        return None
    moment = moment_of(answer.headers)
    if moment:
        yield clock_check(clock.now(), moment, f"{provider}'s")
    return answer


def _reached(addresses: tuple[str, ...]) -> dict[str, Look]:
    return {f"reach {urlsplit(one).netloc}": partial(_reach, one) for one in addresses}


def _reach(address: str) -> Iterator[Check]:
    yield reach_check(address)


def _stranger(provider: str, setting: str) -> Check:
    says = f"another than {provider} answers for it: see {PREFIX}{setting}, and what is between this machine and it"
    return Check(provider, False, says)
