"""One table of the headers that every answer carries; a page that needs others sets its own."""

from flask import Response, g, request

from segue.doors.wiring import wiring

HEADERS = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=(), serial=(), midi=(), "
    "display-capture=(), browsing-topics=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}
"""Sent with every response that does not set its own; private pages are never kept by a cache."""

A_YEAR = "max-age=31536000"
"""Only where people come by https: no browser asks this host otherwise any more (RFC 6797). Of its neighbours below the
same name nothing is said: they are not ours."""

SHOWN_ELSEWHERE = frozenset({"static", "outlook.icon", "outlook.pane", "pane.pane", "pane.kept"})
"""What mail programs show in pages of their own. It holds nothing of anybody."""

OPENED_BY_OUTLOOK = frozenset(
    {
        "outlook.connect",
        "outlook.hand_over",
        "sign_in.page",
        "sign_in.sign_in",
        "provider_sign_in.ask",
        "provider_sign_in.back",
    }
)
"""Pages of the window that Outlook opens for signing in: without its opener it could not hand the code back."""


def with_headers(response: Response) -> Response:
    """Put the headers on an answer."""
    if request.endpoint in OPENED_BY_OUTLOOK:
        response.headers["Cross-Origin-Opener-Policy"] = "unsafe-none"
    if request.endpoint in SHOWN_ELSEWHERE:
        response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    if wiring().secure_cookies:
        response.headers["Strict-Transport-Security"] = A_YEAR
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    if response.status_code == 401 and g.get("bearer") is not None:
        response.headers["WWW-Authenticate"] = 'Bearer error="invalid_token"'  # RFC 6750, 3
    return response
