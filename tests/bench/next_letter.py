"""What the "next letter" row needs to know of the product, in one place."""

from dataclasses import dataclass
from pathlib import Path

# The read that the bare route makes: the row that the next letter is answered from.
SAME_READ = "SELECT * FROM letters LIMIT 1"


@dataclass(frozen=True)
class NextLetter:
    """A prepared data folder with a released letter in it, and the request of a signed-in leaver for that letter."""

    data: Path
    path: str
    headers: dict[str, str]


def prepared(folder: Path) -> NextLetter:
    """Fill a folder with a departure whose letters are released, and sign its leaver in."""
    raise NotImplementedError(
        f"prepared({folder.name}): seed the data folder and return the address of the next letter"
    )
