"""Looks for words in every byte of a folder, in whatever dress they may stand there."""

import base64
import json
import quopri
from collections.abc import Iterable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import quote

from sqlalchemy import inspect

from fakes import postgresql

FEW = 4
"""Shorter words than this stand everywhere by chance."""


def traces(folder: Path, words: Iterable[str]) -> list[tuple[str, str, str]]:
    """Return (file, word, dress) for each word that stands in a file below a folder, or in a file's name."""
    wanted = sorted({word.strip() for word in words if len(word.strip()) >= FEW})
    found = []
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        content = (path.relative_to(folder).as_posix().encode() + b"\n" + path.read_bytes()).lower()
        for word in wanted:
            found += [(path.name, word, dress) for dress, form in dressed(word) if form.lower() in content]
    return found


def left_of(office: Any, words: Iterable[str]) -> list[tuple[str, str, str]]:
    """Return where words stand in an office still: in its files, and in the tables that are not among them."""
    wanted = list(words)
    found = traces(office.folder, wanted)
    if postgresql.IS_CHOSEN:
        with TemporaryDirectory() as folder:
            for table in inspect(office.engine).get_table_names():
                (Path(folder) / table).write_bytes(_content_of(office, table))
            found += traces(Path(folder), wanted)
    return found


def _content_of(office: Any, table: str) -> bytes:
    with office.engine.connect() as connection:
        values = [value for row in connection.exec_driver_sql(f'SELECT * FROM "{table}"') for value in row]
    return b"\n".join(value if isinstance(value, bytes) else str(value).encode() for value in values)


def dressed(word: str) -> Iterator[tuple[str, bytes]]:
    """Yield the forms in which a word may be written: plain, wide, escaped, and as mail encodes it."""
    plain = word.encode()
    yield "utf-8", plain
    yield "utf-16-le", word.encode("utf-16-le")
    yield "utf-16-be", word.encode("utf-16-be")
    yield "latin-1", word.encode("latin-1", "replace")
    yield "json", json.dumps(word)[1:-1].encode()
    yield "json twice", json.dumps(json.dumps(word)[1:-1])[1:-1].encode()
    yield "url", quote(word).encode()
    yield "quoted-printable", quopri.encodestring(plain).replace(b"=\n", b"").strip()
    yield from (("base64", form) for form in _in_base64(plain))


def _in_base64(plain: bytes) -> Iterator[bytes]:
    """Yield what is always the same of a word in base64, wherever in a text it begins."""
    for shift in range(3):
        encoded = base64.b64encode(b"\0" * shift + plain).rstrip(b"=")
        first = -(-shift * 8 // 6) if shift else 0
        usable = (shift + len(plain)) * 8 // 6
        form = encoded[first + (1 if shift else 0) : usable]
        if len(form) >= 6:
            yield form
