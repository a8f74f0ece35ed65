"""Google's error answers, as its pages and its public issue threads show them.

- Gmail 400, 401, 403, 429, 5xx: https://developers.google.com/workspace/gmail/api/guides/handle-errors
- ``details`` and their reasons: https://github.com/googleapis/googleapis/blob/master/google/api/error_reason.proto
- "Quota exceeded for quota metric …" and "Resource has been exhausted": https://github.com/mxngls/gmail-cleaner/issues/5
- "Request had insufficient authentication scopes.": https://github.com/analogdotnow/Analog/issues/296
- WWW-Authenticate of People: https://github.com/kwent/react-google-contacts/issues/6
- the quota of first pages: https://github.com/rapidwebltd/php-google-people-api/issues/45

People's bodies carry ``status`` and ``details``; Gmail's also the older ``errors`` list.
"""

from typing import Any

from fakes.provider.wire import Answer, as_json, as_page

PEOPLE, GMAIL = "people.googleapis.com", "gmail.googleapis.com"
REALM = 'Bearer realm="https://accounts.google.com/"'
BAD_CREDENTIALS = (
    "Request had invalid authentication credentials. Expected OAuth 2 access token, login cookie or other valid "
    "authentication credential. See https://developers.google.com/identity/sign-in/web/devconsole-project."
)
NO_CREDENTIALS = BAD_CREDENTIALS.replace("had invalid", "is missing required").replace("credentials.", "credential.", 1)
EXHAUSTED = "Resource has been exhausted (e.g. check quota)."
STATUSES = {400: "INVALID_ARGUMENT", 401: "UNAUTHENTICATED", 403: "PERMISSION_DENIED", 404: "NOT_FOUND",
            429: "RESOURCE_EXHAUSTED", 500: "INTERNAL", 501: "UNIMPLEMENTED", 503: "UNAVAILABLE"}  # fmt: skip


def api_error(
    service: str,
    code: int,
    message: str,
    legacy: dict[str, str],
    details: tuple[dict[str, Any], ...] = (),
    headers: dict[str, str] | None = None,
) -> Answer:
    """Return an error of an API; ``legacy`` is the entry of Gmail's ``errors`` list."""
    error: dict[str, Any] = {"code": code, "message": message}
    if service == GMAIL:
        error["errors"] = [{"message": message, "domain": "global", **legacy}]
    error["status"] = STATUSES[code]
    if details:
        error["details"] = list(details)
    return as_json({"error": error}, code, headers)


def _info(service: str, reason: str) -> tuple[dict[str, Any]]:
    kind, told = "type.googleapis.com/google.rpc.ErrorInfo", {"service": service}
    return ({"@type": kind, "reason": reason, "domain": "googleapis.com", "metadata": told},)


def credentials_missing(service: str) -> Answer:
    """No access token at all."""
    legacy = {"message": "Login Required.", "reason": "required", "location": "Authorization", "locationType": "header"}
    return api_error(
        service, 401, NO_CREDENTIALS, legacy, _info(service, "CREDENTIALS_MISSING"), {"WWW-Authenticate": REALM}
    )


def credentials_invalid(service: str) -> Answer:
    """An access token that has ended, was revoked, or never was."""
    legacy = {"message": "Invalid Credentials", "reason": "authError", "location": "Authorization",
              "locationType": "header"}  # fmt: skip
    told = {"WWW-Authenticate": f'{REALM}, error="invalid_token"'}
    return api_error(service, 401, BAD_CREDENTIALS, legacy, _info(service, "ACCESS_TOKEN_EXPIRED"), told)


def scope_insufficient(service: str, scopes: frozenset[str] = frozenset()) -> Answer:
    """An access token without any of the scopes that the method needs."""
    legacy = {"message": "Insufficient Permission", "reason": "insufficientPermissions"}
    told = {"WWW-Authenticate": f'{REALM}, error="insufficient_scope", scope="{" ".join(sorted(scopes))}"'}
    details = _info(service, "ACCESS_TOKEN_SCOPE_INSUFFICIENT")
    return api_error(service, 403, "Request had insufficient authentication scopes.", legacy, details, told)


def quota_spent(service: str = GMAIL, retry_after: str = "") -> Answer:
    """The units of this minute are spent (403)."""
    limit = "'Queries' and limit 'Queries per minute per user'"
    message = f"Quota exceeded for quota metric {limit} of service '{service}' for consumer 'project_number:424242'."
    legacy = {"domain": "usageLimits", "reason": "rateLimitExceeded"}
    return api_error(service, 403, message, legacy, _info(service, "RATE_LIMIT_EXCEEDED"), _after(retry_after))


def too_many(service: str = GMAIL, retry_after: str = "") -> Answer:
    """Too many requests (429)."""
    return api_error(service, 429, EXHAUSTED, {"reason": "rateLimitExceeded"}, (), _after(retry_after))


def first_page_spent(service: str) -> Answer:
    """The fixed quota of first pages is spent (429)."""
    violation = {"subject": "QUOTA_EXCEEDED", "description": "FBS quota limit exceeded"}
    failure = {"@type": "type.googleapis.com/google.rpc.QuotaFailure", "violations": [violation]}
    return api_error(service, 429, EXHAUSTED, {"reason": "rateLimitExceeded"}, (failure,))


def _after(seconds: str) -> dict[str, str]:
    return {"Retry-After": seconds} if seconds else {}


def invalid_argument(service: str, message: str = "Request contains an invalid argument.") -> Answer:
    """The request is wrong."""
    return api_error(service, 400, message, {"reason": "badRequest"})


def not_found(service: str) -> Answer:
    """There is no such thing (any more)."""
    return api_error(service, 404, "Requested entity was not found.", {"reason": "notFound"})


def backend_error(status: int = 503, service: str = GMAIL) -> Answer:
    """Something is wrong at Google; 502 and 504 come from its front end, as a page."""
    if status in (502, 504):
        return as_page(f"<title>Error {status} (Server Error)!!1</title><p>That’s an error.", status)
    message = {500: "Internal error encountered.", 503: "The service is currently unavailable."}[status]
    return api_error(service, status, message, {"reason": "backendError"})


def not_faked(service: str, what: str) -> Answer:
    """Google could do this, the fake cannot: say so instead of answering something."""
    return api_error(service, 501, f"This Google does not play {what}.", {"reason": "notImplemented"})
