"""Reads the files of a pack: TOML, and the rows of a clause, which are nearly all written alike."""

import re
import tomllib
from functools import lru_cache
from pathlib import Path

from segue.departure.errors import BrokenSetup

When = dict[str, tuple[str, ...]]
"""The axes that a variant depends on, with the values that it is for."""
Rows = list[tuple[When, str]]

_VALUE = r'"\w*"'
_ENTRY = rf"[a-z_]+ = (?:{_VALUE}|\[{_VALUE}(?:, {_VALUE})*\])"
_WHEN = rf"\{{ {_ENTRY}(?:, {_ENTRY})* \}}"
_COMMENT = r"(?:#[^\x00-\x1f\x7f]*)?\n"
_TEXT = r'"([^"\\\x00-\x1f\x7f]*(?:\\n[^"\\\x00-\x1f\x7f]*)*)"'
_ROW = re.compile(rf"(?:{_COMMENT})*\[\[variant\]\]\n(?:when = ({_WHEN})\n)?text = {_TEXT}\n")
"""A row as nearly all are written, each key in one line: read so, packs load several times sooner than as TOML."""
_ENTRIES = re.compile(rf"([a-z_]+) = ({_VALUE}|\[[^\]]*\])")
_VALUES = re.compile(r'"(\w*)"')


def read_toml(path: Path) -> dict[str, object]:
    """Read a file of a pack. Raises BrokenSetup, naming it, when it is missing or no TOML."""
    return _parsed(_text_of(path), path)


def read_rows(path: Path, where: str) -> Rows:
    """Read a clause's rows in their order. Raises BrokenSetup, naming file, clause and variant, for anything else."""
    content = _text_of(path)
    return plain_rows(content) or toml_rows(_parsed(content, path), where)


def plain_rows(content: str) -> Rows:
    """Return what TOML would, if the whole file is written as nearly all are; nothing otherwise."""
    pieces = _ROW.split(content)
    between, whens, texts = pieces[::3], pieces[1::3], pieces[2::3]
    found = [_plain_when(when) for when in whens]
    if any(between) or None in found:
        return []
    return [(when or {}, text.replace("\\n", "\n")) for when, text in zip(found, texts, strict=True)]


@lru_cache(maxsize=4096)
def _plain_when(written: str | None) -> When | None:
    """Return the axes of an inline table, or None where one stands twice, which is no TOML."""
    entries = _ENTRIES.findall(written or "")
    when = {axis: _values(values) for axis, values in entries}
    return when if len(when) == len(entries) else None


@lru_cache(maxsize=1024)
def _values(written: str) -> tuple[str, ...]:
    return tuple(_VALUES.findall(written))


def toml_rows(content: dict[str, object], where: str) -> Rows:
    """Return a clause's rows, however they are written. Raises BrokenSetup as read_rows does."""
    rows = content.get("variant")
    if not isinstance(rows, list) or not rows or set(content) != {"variant"}:
        raise BrokenSetup(detail=f"{where}: holds [[variant]] and nothing else, at least one")
    return [_row(row, f"{where}, variant {number}") for number, row in enumerate(rows, start=1)]


def _row(row: object, where: str) -> tuple[When, str]:
    if not isinstance(row, dict) or not set(row) <= {"when", "text"} or not isinstance(row.get("text"), str):
        raise BrokenSetup(detail=f"{where}: needs text, and may have when, nothing else")
    when = row.get("when", {})
    if not isinstance(when, dict):
        raise BrokenSetup(detail=f"{where}: when is a table of axes")
    return {axis: tuple([values] if isinstance(values, str) else values) for axis, values in when.items()}, row["text"]


def _text_of(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise BrokenSetup(detail=f"{_name(path)}: {error}") from error


def _parsed(content: str, path: Path) -> dict[str, object]:
    try:
        return tomllib.loads(content)
    except tomllib.TOMLDecodeError as error:
        raise BrokenSetup(detail=f"{_name(path)}: {error}") from error


def _name(path: Path) -> str:
    return "/".join(path.parts[-3 if path.parent.name == "clauses" else -2 :])
