"""Things put together one pair at a time, where some may never meet: union-find with pins."""

from collections import defaultdict


class Partition:
    """Parts of a list. Two parts with different pins are never joined; a part without a pin takes the other's.

    ``own`` says of each thing whether it has a mailbox of its own: such a part is not joined by a task's mailbox.
    """

    def __init__(self, pins: list[str], own: list[bool]) -> None:
        self._leaders = list(range(len(pins)))
        self._pins = pins.copy()
        self._own = own.copy()

    def may_join(self, first: int, second: int, of_a_task: bool = False) -> bool:
        """Say whether two things may be one part, or are already."""
        one, other = self._leader(first), self._leader(second)
        if one == other:
            return True
        if of_a_task and (self._own[one] or self._own[other]):
            return False
        return not (self._pins[one] and self._pins[other] and self._pins[one] != self._pins[other])

    def join(self, first: int, second: int) -> bool:
        """Join the parts of two things that may be; says whether they were not one already."""
        one, other = sorted((self._leader(first), self._leader(second)))
        if one == other:
            return False
        self._leaders[other] = one
        self._pins[one] = self._pins[one] or self._pins[other]
        self._own[one] = self._own[one] or self._own[other]
        return True

    def pin_of(self, at: int) -> str:
        """Return the pin of a thing's part, "" without one."""
        return self._pins[self._leader(at)]

    def members(self) -> list[list[int]]:
        """Return every part in order, by its first thing."""
        found: dict[int, list[int]] = defaultdict(list)
        for at in range(len(self._leaders)):
            found[self._leader(at)].append(at)
        return list(found.values())

    def _leader(self, at: int) -> int:
        leaders = self._leaders
        while leaders[at] != at:
            leaders[at] = leaders[leaders[at]]
            at = leaders[at]
        return at
