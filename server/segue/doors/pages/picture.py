"""The picture of who is told: one bar, a part for each outcome, as wide as there are clients of it (H7)."""

from dataclasses import dataclass

from segue.desk.outcomes import Numbers, Outcome

LEAST = 1.0
"""So wide, in percent, is a part with anybody in it: one client of 5,000 is still seen."""


@dataclass(frozen=True)
class Share:
    """One part of the bar: from where, and how wide, in percent of it."""

    outcome: Outcome
    count: int
    start: float
    width: float


def shares(numbers: Numbers) -> list[Share]:
    """Return the parts of the bar in order; none where there is no client."""
    counts = {outcome: count for outcome, count in numbers.outcomes.items() if count}
    wanted = {outcome: max(100 * count / numbers.clients, LEAST) for outcome, count in counts.items()}
    scale, start, found = 100 / (sum(wanted.values()) or 1), 0.0, []
    for outcome, count in counts.items():
        width = wanted[outcome] * scale
        found.append(Share(outcome, count, round(start, 3), round(width, 3)))
        start += width
    return found
