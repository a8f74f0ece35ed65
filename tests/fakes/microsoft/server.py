"""Microsoft's hosts as servers on this machine."""

from collections.abc import Callable
from datetime import datetime

from fakes.provider.server import Hosts

from .world import HOSTS, Addresses, World


class Microsoft(Hosts):
    """Microsoft's hosts, each on a port of its own; ``world`` is what they know at the moment."""

    world: World

    def __init__(self) -> None:
        super().__init__(HOSTS)
        self.addresses = Addresses(self.at["login"], self.at["graph"])

    def fresh(self, clock: Callable[[], datetime]) -> World:
        """Forget everything and begin anew, by this clock."""
        self.world = World(clock, self.addresses)
        return self.world
