"""What Google's refusals mean for the desk.

Source: cloud.google.com/apis/design/errors, developers.google.com/workspace/gmail/api/guides/handle-errors.
"""

from typing import Any

import requests

from segue.departure.errors import MailboxBusy, MailboxRefused, MailboxUnclear, NotConnected, SegueError
from segue.desk.ports import Need
from segue.providers.gate import wait_seconds

QUOTA = frozenset({
    "rateLimitExceeded", "userRateLimitExceeded", "quotaExceeded", "dailyLimitExceeded", "concurrentLimitExceeded",
    "RATE_LIMIT_EXCEEDED", "RESOURCE_EXHAUSTED",
})  # fmt: skip
PERMISSION = frozenset({"insufficientPermissions", "ACCESS_TOKEN_SCOPE_INSUFFICIENT"})
_ERRORS = 500


def trouble_in(response: requests.Response, is_repeatable: bool, need: Need) -> SegueError | None:
    """Return what an answer means that brought nothing, None when it brought what was asked."""
    status = response.status_code
    if response.ok and status < requests.codes.multiple_choices:
        return None
    reasons = _reasons_in(response) if status == requests.codes.forbidden else set()
    if status == requests.codes.too_many_requests or reasons & QUOTA:
        return MailboxBusy(provider="google", wait_seconds=wait_seconds(response))
    if status == requests.codes.unauthorized:
        return NotConnected(provider="google", need=need)
    if reasons & PERMISSION:
        return NotConnected("account_permission_missing", provider="google", need=need)
    if status < _ERRORS and status != requests.codes.request_timeout:
        return MailboxRefused(provider="google", status=status)
    if is_repeatable:
        return MailboxBusy(provider="google", wait_seconds=wait_seconds(response))
    return MailboxUnclear(provider="google")


def _reasons_in(response: requests.Response) -> set[str]:
    """Return all that a refusal gives as its reason, in both of Google's forms of an error."""
    try:
        made = response.json()
    except ValueError:
        return set()
    error = _in(made, "error")
    entries = [error, *_list(_in(error, "errors")), *_list(_in(error, "details"))]
    found = {str(_in(one, name)) for one in entries for name in ("reason", "status")}
    if str(_in(error, "message")).startswith("Quota exceeded"):  # some carry it in the sentence alone
        found.add("RATE_LIMIT_EXCEEDED")
    return found


def _in(made: Any, name: str) -> Any:
    return made.get(name) if isinstance(made, dict) else None


def _list(made: Any) -> list[Any]:
    return made if isinstance(made, list) else []
