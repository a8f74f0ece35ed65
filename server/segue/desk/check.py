"""The chosen list checked: every problem that stands, class by class, before letters go to the manager (C6)."""

from dataclasses import dataclass

from segue.clients.check import CheckedAgainst, problems_in
from segue.clients.domains import Named
from segue.clients.problem import BLOCKING, CLASSES, Problem
from segue.departure.departure import Departure
from segue.departure.errors import NotNow
from segue.desk.desk import Desk
from segue.desk.placing import told_ids


@dataclass(frozen=True)
class Checks:
    """Problems by class, in the order of CLASSES; ``accepted`` counts the warnings that a person accepted."""

    problems: dict[str, list[Problem]]
    accepted: int = 0

    @property
    def blocking(self) -> int:
        """Return how many problems keep the work from going on."""
        return sum(len(found) for code, found in self.problems.items() if code in BLOCKING)

    @property
    def first(self) -> str:
        """Return the class to work off first, "" where everything is in order."""
        return next(iter(self.problems), "")

    @property
    def passed(self) -> int:
        """Return how many classes are in order."""
        return len(CLASSES) - len(self.problems)


def check_list(desk: Desk, departure: Departure) -> Checks:
    """Check the clients who are to be told; not who was told already, or is left out by answer or policy."""
    terms, told = desk.terms(departure), told_ids(desk, departure.id)
    excluded = Named(terms.excluded)
    clients = [
        one
        for one in desk.stores.clients.to_check(departure.id)
        if one.id not in told and not excluded.holds(one.addresses, one.company)
    ]
    points = frozenset(point.id for point in departure.contact_points)
    against = CheckedAgainst(desk.packs.keys(), points, desk.stores.workspace.own_domains)
    return Checks(problems_in(clients, against), sum(len(one.accepted) for one in clients))


def require_checked(desk: Desk, departure: Departure) -> None:
    """Raise NotNow ``check_first`` while a blocking problem stands."""
    if check_list(desk, departure).blocking:
        raise NotNow("check_first")
