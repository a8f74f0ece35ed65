"""A backup that was restored: what was done after it is not known here (H6)."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Restored:
    """When the backup was made (aware), and who has looked in his mailbox since what he had sent after it."""

    backup_at: datetime
    looked: frozenset[str] = frozenset()
