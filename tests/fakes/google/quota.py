"""Quotas, by the fake's own clock: units of a mailbox, and first pages of an address book.

Units: https://developers.google.com/workspace/gmail/api/reference/quota ; 6,000 a minute for each user of a project
since May 2026 (15,000 in older ones). First pages have "an additional quota", whose size People's reference keeps to
itself: https://developers.google.com/people/api/rest/v1/people.connections/list
"""

from collections import defaultdict, deque
from collections.abc import Callable
from datetime import datetime, timedelta

from fakes.provider.wire import Answer, Refusal

from . import errors

UNITS = {"gmail.users.getProfile": 1, "gmail.users.drafts.create": 10, "gmail.users.drafts.get": 5,
         "gmail.users.drafts.list": 5, "gmail.users.drafts.update": 15, "gmail.users.drafts.delete": 10}  # fmt: skip
MINUTE = timedelta(minutes=1)


class Quota:
    """What was spent in the last minute. ``status`` (403 or 429) and ``retry_after`` say how Gmail refuses."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self.units_per_minute, self.first_pages_per_minute = 6_000, 60
        self.status, self.retry_after = 403, ""
        self.refusals = 0
        self.spent_in_all: dict[str, int] = defaultdict(int)
        self._clock = clock
        self._spent: dict[str, deque[tuple[datetime, int]]] = defaultdict(deque)
        self._sums: dict[str, int] = defaultdict(int)

    def spend(self, email: str, method_id: str) -> None:
        """Take the units of a call to Gmail; Refusal when this minute has none left."""
        refuse = errors.too_many if self.status == 429 else errors.quota_spent
        self._take(f"units {email}", UNITS[method_id], self.units_per_minute, refuse(errors.GMAIL, self.retry_after))
        self.spent_in_all[email] += UNITS[method_id]

    def first_page(self, email: str, service: str) -> None:
        """Count a full reading that begins; Refusal when there were too many."""
        self._take(f"pages {email}", 1, self.first_pages_per_minute, errors.first_page_spent(service))

    def _take(self, account: str, amount: int, limit: int, refusal: Answer) -> None:
        now, spent = self._clock(), self._spent[account]
        while spent and spent[0][0] <= now - MINUTE:
            self._sums[account] -= spent.popleft()[1]
        if self._sums[account] + amount > limit:
            self.refusals += 1
            raise Refusal(refusal)
        spent.append((now, amount))
        self._sums[account] += amount
