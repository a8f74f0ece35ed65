"""Tokens of one account at a provider, as the desk would bring them."""

from collections.abc import Mapping, Sequence
from typing import Any

from segue.desk.ports import Need


class AccessTokens:
    """The token in use, and a new one when it was refused; ``asked`` lists those that were not taken."""

    def __init__(self, world: Any, scopes: Mapping[Need, Sequence[str]], needs: Sequence[Need], email: str) -> None:
        self._world, self._email = world, email
        self._scopes = [scope for need in needs for scope in scopes[need]]
        self._access = self._new()
        self.asked: list[str] = []

    def __call__(self, refused: str = "", /) -> str:
        """Return the token in use, a new one when it was refused."""
        if refused:
            self.asked.append(refused)
        if refused == self._access:
            self._access = self._new()
        return self._access

    def _new(self) -> str:
        return str(self._world.tokens_for(self._email, *self._scopes)["access_token"])
