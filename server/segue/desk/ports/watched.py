"""What whoever keeps watch over an installation wants to know of all companies together: figures, nobody's name."""

from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True)
class Watched:
    """How many jobs of each kind are not over, since when the oldest of them is there, and drafts by how they stand.

    Drafts are *placed* or *unclear*: of those nobody knows whether they were made (H6). Moments are aware.
    """

    open_jobs: dict[str, int] = field(default_factory=dict)
    oldest_at: dict[str, datetime] = field(default_factory=dict)
    drafts: dict[str, int] = field(default_factory=dict)
