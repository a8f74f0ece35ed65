"""What Graph's refusals mean for the desk.

Source: learn.microsoft.com/graph/errors, /graph/throttling, and /entra/identity-platform/claims-challenge.
"""

from typing import Any

import requests

from segue.departure.errors import MailboxBusy, MailboxRefused, MailboxUnclear, NotConnected, SegueError
from segue.desk.ports import Need
from segue.providers.gate import wait_seconds

BUSY = frozenset({"ApplicationThrottled", "TooManyRequests", "activityLimitReached", "ErrorExceededConnectionCount"})
_NO_SUCH = frozenset({"ErrorInvalidIdMalformed", "ErrorInvalidId", "ErrorItemNotFound"})
"""An id that is none names nothing, as one whose message is gone."""
_ERRORS = 500


def trouble_in(response: requests.Response, is_repeatable: bool, need: Need) -> SegueError | None:
    """Return what an answer means that brought nothing, None when it brought what was asked."""
    status = response.status_code
    if response.ok and status < requests.codes.multiple_choices:
        return None
    if status == requests.codes.unauthorized:
        return _not_connected(response, need)
    reason = _code_in(response)
    if status == requests.codes.too_many_requests or (status < _ERRORS and reason in BUSY):
        return MailboxBusy(provider="microsoft", wait_seconds=wait_seconds(response))
    if status == requests.codes.forbidden and reason in ("ErrorAccessDenied", "Authorization_RequestDenied"):
        return NotConnected("account_permission_missing", provider="microsoft", need=need)
    if status < _ERRORS and status != requests.codes.request_timeout:
        return MailboxRefused(provider="microsoft", status=404 if reason in _NO_SUCH else status)
    if is_repeatable:
        return MailboxBusy(provider="microsoft", wait_seconds=wait_seconds(response))
    return MailboxUnclear(provider="microsoft")


def _not_connected(response: requests.Response, need: Need) -> NotConnected:
    """Return why a fresh token was not taken either: Microsoft may want something of the person first."""
    if "claims=" in response.headers.get("WWW-Authenticate", ""):
        return NotConnected("account_interaction_needed", provider="microsoft", need=need)
    return NotConnected(provider="microsoft", need=need)


def _code_in(response: requests.Response) -> str:
    """Return the code that a refusal gives as its reason."""
    try:
        made: Any = response.json()
    except ValueError:
        return ""
    error = made.get("error") if isinstance(made, dict) else None
    return str(error.get("code", "")) if isinstance(error, dict) else ""
