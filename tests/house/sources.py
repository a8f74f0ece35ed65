"""The house's own files, as the house tests read them."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SERVER = ROOT / "server" / "segue"
NOT_OURS = {".git", ".venv", "node_modules", "build", "dist", "var", "__pycache__", "vendor"}


@cache
def files(folder: str, *endings: str) -> tuple[Path, ...]:
    """Every file of ours below a folder ("" for the repository) whose name has one of the endings, or any."""
    return tuple(sorted(_walk(ROOT / folder, endings)))


def _walk(folder: Path, endings: tuple[str, ...]) -> Iterator[Path]:
    for path in folder.iterdir() if folder.is_dir() else ():
        if path.name in NOT_OURS or path.name.endswith(("_cache", ".egg-info")) or path.name == ".hypothesis":
            continue
        if path.is_dir():
            yield from _walk(path, endings)
        elif not endings or path.name.endswith(endings):
            yield path


@cache
def text(path: Path) -> str:
    """A file's text; what is no UTF-8 (a picture, a sample in an old encoding) reads as it can."""
    return path.read_text(encoding="utf-8", errors="replace")


@cache
def tree(path: Path) -> ast.Module:
    """A Python file, parsed."""
    return ast.parse(text(path), str(path))


def name(path: Path) -> str:
    """A path as a failure shows it."""
    return path.relative_to(ROOT).as_posix()


def imports(module: ast.Module) -> Iterator[str]:
    """Every dotted name that a module imports; "from a import b" gives "a.b"."""
    for node in ast.walk(module):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def words(identifier: str) -> set[str]:
    """The words of an identifier in snake_case or camelCase, in lower case."""
    return {word.lower() for word in re.findall(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+", identifier)}


def dotted(node: ast.expr) -> str:
    """``a.b.c`` as written, "" for anything else."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        return f"{dotted(node.value)}.{node.attr}"
    return ""
