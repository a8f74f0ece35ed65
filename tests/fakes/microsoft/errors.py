"""Graph's error answers, as its pages and public issue threads show them.

- shape and codes: https://learn.microsoft.com/en-us/graph/errors
- 429: https://learn.microsoft.com/en-us/graph/throttling ; MailboxConcurrency: https://github.com/alcionai/corso/issues/3695
- the challenge of 401: https://learn.microsoft.com/en-us/entra/identity-platform/claims-challenge and
  https://github.com/microsoftgraph/msgraph-sdk-dotnet/issues/1416
- ErrorItemNotFound: https://github.com/microsoftgraph/msgraph-sdk-dotnet/issues/259
- "Lifetime validation failed, the token is expired.": https://github.com/s1t5/mail-archiver/issues/267
"""

from base64 import b64encode
from typing import Any

from fakes.provider.wire import Answer, as_json

from .scopes import GRAPH_ID

REALM = ('Bearer realm="", authorization_uri="https://login.microsoftonline.com/common/oauth2/authorize", '
         f'client_id="{GRAPH_ID}"')  # fmt: skip
REQUEST_ID = "0f0f0f0f-0000-4000-8000-00000000fa4e"


def graph_error(status: int, code: str, message: str, headers: dict[str, str] | None = None) -> Answer:
    """Return an error of Graph; date and request id are filled in where it leaves."""
    told: dict[str, Any] = {"code": code, "message": message, "innerError": {"request-id": REQUEST_ID}}
    return as_json({"error": told}, status, {"request-id": REQUEST_ID, **(headers or {})})


def token_missing() -> Answer:
    """No access token at all."""
    return graph_error(401, "InvalidAuthenticationToken", "Access token is empty.", {"WWW-Authenticate": REALM})


def token_unreadable() -> Answer:
    """Something that is no access token for Graph."""
    message = "CompactToken parsing failed with error code: 80049217"
    return graph_error(401, "InvalidAuthenticationToken", message, {"WWW-Authenticate": REALM})


def token_expired() -> Answer:
    """An access token that has ended."""
    message = "Lifetime validation failed, the token is expired."
    return graph_error(401, "InvalidAuthenticationToken", message, {"WWW-Authenticate": REALM})


def token_outdated(claims: str) -> Answer:
    """An access token that was good, until something happened: ``claims`` are to be asked for anew."""
    told = b64encode(claims.encode()).decode()
    message = ("Continuous access evaluation resulted in challenge with result: InteractionRequired and code: "
               "TokenIssuedBeforeRevocationTimestamp")  # fmt: skip
    header = f'{REALM}, error="insufficient_claims", claims="{told}"'
    return graph_error(401, "InvalidAuthenticationToken", message, {"WWW-Authenticate": header})


def access_denied() -> Answer:
    """An access token without any of the permissions that the call needs (Outlook's words)."""
    return graph_error(403, "ErrorAccessDenied", "Access is denied. Check credentials and try again.")


def privileges_insufficient() -> Answer:
    """The same in the directory's words."""
    return graph_error(403, "Authorization_RequestDenied", "Insufficient privileges to complete the operation.")


def concurrency_exceeded(retry_after: str = "1") -> Answer:
    """A fifth call at once in one mailbox."""
    message = "Application is over its MailboxConcurrency limit."
    return graph_error(429, "ApplicationThrottled", message, _after(retry_after))


def too_many(retry_after: str = "10") -> Answer:
    """Too many requests."""
    return graph_error(429, "TooManyRequests", "Please retry again later.", _after(retry_after))


def _after(seconds: str) -> dict[str, str]:
    return {"Retry-After": seconds} if seconds else {}


def bad_request(message: str, code: str = "BadRequest") -> Answer:
    """The request is wrong."""
    return graph_error(400, code, message)


def malformed_id() -> Answer:
    """What cannot be an id."""
    return graph_error(400, "ErrorInvalidIdMalformed", "Id is malformed.")


def not_found() -> Answer:
    """There is no such thing (any more)."""
    return graph_error(404, "ErrorItemNotFound", "The specified object was not found in the store.")


def too_large() -> Answer:
    """More than four megabytes."""
    return graph_error(413, "RequestEntityTooLarge", "The request entity is too large.")


def not_faked(what: str) -> Answer:
    """Graph could do this, the fake cannot: say so instead of answering something."""
    return graph_error(501, "NotImplemented", f"This Microsoft does not play {what}.")


def broken(status: int = 503) -> Answer:
    """Something is wrong at Microsoft."""
    words = {500: ("InternalServerError", "An internal server error occurred."),
             502: ("BadGateway", "Failed to execute backend request."),
             503: ("ServiceUnavailable", "The service is temporarily unavailable."),
             504: ("UnknownError", "")}[status]  # fmt: skip
    return graph_error(status, *words)
