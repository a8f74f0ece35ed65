"""What a person is offered to choose within company policy, and what was chosen before policy closed it (P9)."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from segue.departure.effective import BY_FORMALITY, LEAVERS_MODES
from segue.departure.errors import InputError
from segue.departure.policy import Policy
from segue.departure.register import Register
from segue.departure.terms import Reason, SenderMode


@dataclass(frozen=True)
class Offer:
    """Choices in reading order. ``closed`` was chosen before policy closed it and stays stored, "" for none."""

    open: tuple[str, ...]
    closed: str = ""

    @property
    def only(self) -> str:
        """Return the one choice that there is, so that nobody is asked for it; "" where there is a question."""
        return self.open[0] if len(self.open) == 1 else ""

    def require(self, wanted: str | None, refusal: InputError) -> None:
        """Raise the refusal for choosing what policy closes; nothing chosen, or what was chosen before, may stay."""
        if wanted and wanted not in (*self.open, self.closed):
            raise refusal


def registers_offered(stored: Register | None, policy: Policy) -> Offer:
    """Return the registers to choose from."""
    return _offer(BY_FORMALITY, policy.registers, stored)


def modes_offered(stored: SenderMode | None, policy: Policy) -> Offer:
    """Return the ways of telling that the leaver can propose."""
    return _offer(LEAVERS_MODES, policy.modes, stored)


def reasons_offered(stored: Reason | None, policy: Policy) -> Offer:
    """Return the reasons to choose from."""
    return _offer(Reason, policy.reasons, stored)


def _offer(every: Iterable[str], allowed: Collection[str], stored: str | None) -> Offer:
    is_closed = stored is not None and stored not in allowed
    return Offer(tuple(one for one in every if one in allowed), stored if stored and is_closed else "")
