"""The address that people open: its form, what is before the server, and whether it leads here."""

from collections.abc import Iterator
from urllib.parse import urlsplit

from segue.config import PREFIX, Settings
from segue.config_rules import HERE
from segue.doctor.asking import NotReached, answer_from
from segue.doctor.check import Check
from segue.doctor.keys import has_secret_key
from segue.doors.installation import HEADER, SEEN_AT, mark_of

HEADERS = "X-Forwarded-For, X-Forwarded-Proto and X-Forwarded-Host"
"""What Segue believes of the one hop before it."""


def address_checks(settings: Settings) -> Iterator[Check]:
    """Look at the settings of the address."""
    if settings.demo or settings.base_url.startswith("https://"):
        yield Check("address", True, settings.base_url or "this machine")
    else:
        yield Check("address", False, f"set {PREFIX}BASE_URL to the https:// address that people open")
    if settings.behind_proxy:
        yield Check("proxy", True, _before(settings))


def _before(settings: Settings) -> str:
    at = f"{settings.host}:{settings.port}"
    if settings.host in HERE:
        return f"the one on this machine sets {HEADERS}, and passes on to {at}"
    return f"one sets {HEADERS}, and passes on to {at}; see that nobody else can reach that port"


def own_address_checks(settings: Settings) -> Iterator[Check]:
    """Ask the server at the address that people open who it is."""
    if settings.demo or not settings.base_url:
        return
    base = settings.base_url.rstrip("/")
    try:
        answer = answer_from(f"{base}/healthz")
    except NotReached as reason:
        says = f"{reason}; or, if people do reach it from where they are, add --offline"
        yield Check("own address", False, says)
        return
    if answer.status in range(300, 400):
        yield Check("own address", False, f"{base}/healthz leads away: let the proxy pass it on without a sign-in")
    elif answer.status in range(500, 600):
        says = f"the proxy at {base} finds nobody behind it (status {answer.status}): start `segue serve`"
        yield Check("own address", False, says)
    elif HEADER not in answer.headers:
        says = f"something else answers at {base} (status {answer.status}): see where the proxy leads"
        yield Check("own address", False, says)
    elif answer.headers[HEADER] != _own_mark(settings):
        says = f"a Segue with another secret key answers at {base}: see where the proxy leads, and its {PREFIX}"
        yield Check("own address", False, f"{says}SECRET_KEY_FILE")
    else:
        yield _as_seen(base, answer.headers.get(SEEN_AT, ""))


def _as_seen(base: str, seen: str) -> Check:
    """Compare the address with the one at which the server believed itself to be asked."""
    if _origin(seen) == _origin(base):
        return Check("own address", True, f"{base} leads to this installation")
    says = f"{base} leads here, but the server takes it for {_origin(seen)}: let the proxy set {HEADERS}"
    return Check("own address", False, says)


def _origin(address: str) -> str:
    """Return scheme, host and port, the last one also where it is the usual one."""
    parts = urlsplit(address)
    port = parts.port or {"https": 443, "http": 80}.get(parts.scheme)
    return f"{parts.scheme}://{parts.hostname}:{port}"


def _own_mark(settings: Settings) -> str:
    return mark_of(settings.key()) if has_secret_key(settings) else ""
