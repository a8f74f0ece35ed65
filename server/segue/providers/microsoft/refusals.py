"""What Microsoft's refusals of a sign-in or a renewal mean.

Source: learn.microsoft.com/entra/identity-platform/reference-error-codes, and /v2-oauth2-auth-code-flow.
"""

import json
from collections.abc import Mapping
from typing import Any

from segue.departure.errors import MailboxBusy, MailboxRefused, NotConnected, SegueError

_ENDED = frozenset({"invalid_grant", "consent_required"})
_INTERACTION = frozenset({"interaction_required", "login_required"})
_TO_DO = frozenset({"basic_action", "additional_action"})
"""What ``suberror`` says where the person has something to do first, such as a second factor."""
_LATER = frozenset({"temporarily_unavailable", "server_error"})
LONGEST_CLAIMS = 1500
"""A challenge travels in a cookie and in an address; one that is longer is left out, and Microsoft says it again."""


def refusal_in(answer: Mapping[str, Any]) -> SegueError:
    """Return the failure that a refusal is; what has to be asked of the person is kept in ``claims``."""
    error, claims = str(answer.get("error", "")), _claims_in(answer)
    if error in _LATER:
        return MailboxBusy(provider="microsoft", wait_seconds=None)
    if error in _INTERACTION or claims or (error in _ENDED and answer.get("suberror") in _TO_DO):
        return NotConnected("account_interaction_needed", provider="microsoft", claims=claims)
    if error in _ENDED:
        return NotConnected(provider="microsoft")
    return MailboxRefused(provider="microsoft", status=400)


def _claims_in(answer: Mapping[str, Any]) -> str:
    """Return the claims that are asked for, "" where there are none or they are no object."""
    told = answer.get("claims")
    try:
        is_object = isinstance(told, str) and isinstance(json.loads(told), dict)
    except ValueError:
        return ""
    return told if isinstance(told, str) and is_object and len(told) <= LONGEST_CLAIMS else ""
