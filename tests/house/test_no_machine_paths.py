"""No file names a place on somebody's own machine."""

import re

import pytest

from house.sources import ROOT, files, name, text

PLACES = re.compile(r"(?<![\w.:/-])(?:/home/\w+|/Users/\w+|/root/\w*|[A-Z]:\\+Users\\+\w+|file:///\w+)")
PICTURES = (".png", ".jpg", ".ico", ".woff2", ".zip", ".db")


def places(content: str) -> list[str]:
    """The machine paths in a text, this checkout's own among them."""
    return PLACES.findall(content) + [own for own in (str(ROOT),) if len(ROOT.parts) > 2 and own in content]


def test_no_file_names_a_machine_path() -> None:
    ours = (path for path in files("") if not path.name.endswith(PICTURES) and path.name != "test_no_machine_paths.py")
    assert not [(name(path), found) for path in ours if (found := places(text(path)))]


@pytest.mark.parametrize(
    "content", ["see /home/anna/x", "C:\\Users\\anna", "'/Users/anna'", "file:///etc", f"{ROOT}/x"]
)
def test_a_machine_path_is_seen(content: str) -> None:
    assert places(content)


@pytest.mark.parametrize("content", ["/home", "https://x.example/home/start", "/var/lib/segue", "~/.config", "/root"])
def test_what_is_no_machine_path_is_left_alone(content: str) -> None:
    assert not places(content)
