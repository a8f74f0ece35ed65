"""As many people as wanted, made when they are asked for."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, overload

GIVEN = ("Ada", "Chiara", "Dmitri", "Eleanor", "Farid", "Gita", "Hugo", "Ines", "Joko", "Lena", "Mateus", "Priya")
FAMILY = ("Almeida", "Brunner", "Conti", "Dewi", "Ershov", "Fisher", "Gupta", "Horvat", "Ivanova", "Kapoor", "Lund")
COMPANIES = ("Brightwater", "Valtrebbia", "Kopi Raya", "Sever", "Oliveira e Filhos", "Nadi Works", "Harbour & Sons")


@dataclass(frozen=True)
class Stranger:
    """The n-th person of a crowd; every fifth one has each label."""

    name: str
    address: str
    phone: str
    company: str
    labels: tuple[str, ...]
    key: str


class Crowd(Sequence[dict[str, Any]]):
    """A crowd in a provider's own shape, which ``made`` gives to each."""

    def __init__(self, count: int, labels: Sequence[str] = ("Clients",)) -> None:
        self.labels, self._count = tuple(labels), count

    def made(self, one: Stranger) -> dict[str, Any]:
        """Return a person as the provider would hold it."""
        raise NotImplementedError

    def __len__(self) -> int:
        return self._count

    @overload
    def __getitem__(self, at: int) -> dict[str, Any]: ...
    @overload
    def __getitem__(self, at: slice) -> list[dict[str, Any]]: ...
    def __getitem__(self, at: int | slice) -> dict[str, Any] | list[dict[str, Any]]:
        if isinstance(at, slice):
            return [self.made(self._stranger(number)) for number in range(*at.indices(self._count))]
        return self.made(self._stranger(range(self._count)[at]))

    def __iter__(self) -> Iterator[dict[str, Any]]:
        return (self.made(self._stranger(number)) for number in range(self._count))

    def _stranger(self, n: int) -> Stranger:
        given, family, company = GIVEN[n % 12], FAMILY[n % 11], COMPANIES[n % 7]
        domain = "".join(filter(str.isalnum, company)).lower()
        address = f"{given}.{family}.{n}@{domain}.example".lower()
        labels = tuple(label for number, label in enumerate(self.labels) if n % 5 == number % 5)
        return Stranger(f"{given} {family} {n}", address, f"+39 055 {n:07d}", company, labels, f"{n:015x}")
