"""The pictures that documents show, and those that the picture tests take."""

import ast
import re
import struct
from pathlib import Path
from typing import NamedTuple

from house.sources import ROOT, files, tree

PICTURES = ROOT / "docs" / "pictures"
DOCUMENTS = [path for path in (*ROOT.glob("*.md"), *files("docs", ".md"), *files("deploy", ".md")) if path.exists()]
TAKEN_BY = ROOT / "tests" / "browser" / "test_pictures.py"
SHOWN = re.compile(r"!\[([^\]]*)\]\(([^)]+)\)")


class Shown(NamedTuple):
    """A picture in a document: what stands for it where it cannot be seen, and the file."""

    alt: str
    file: Path


def shown(document: Path) -> list[Shown]:
    """The pictures of a document."""
    content = document.read_text(encoding="utf-8")
    return [Shown(" ".join(alt.split()), (document.parent / aim).resolve()) for alt, aim in SHOWN.findall(content)]


def taken() -> set[Path]:
    """The files that the picture tests write: the second argument of every call of ``take``."""
    calls = [node for node in ast.walk(tree(TAKEN_BY)) if isinstance(node, ast.Call)]
    names = [call.args[1] for call in calls if isinstance(call.func, ast.Name) and call.func.id == "take"]
    return {PICTURES / str(one.value) for one in names if isinstance(one, ast.Constant)}


def size_of(png: Path) -> tuple[int, int]:
    """Width and height in pixels, as a PNG's first chunk says."""
    width, height = struct.unpack(">II", png.read_bytes()[16:24])
    return width, height
