"""What is handed in is text: no NUL, no half of a character, no JSON so deep that reading it breaks the reader.

A database keeps none of that (PostgreSQL refuses a NUL, UTF-8 half of a surrogate pair), and nobody types it.
"""

from collections.abc import Iterator
from typing import Any

from flask import request
from flask.json.provider import DefaultJSONProvider

from segue.departure.errors import InputError

NUL = "\0"


class PlainJSON(DefaultJSONProvider):
    """JSON as Flask reads it; raises ValueError for what is too deep and for texts that are none."""

    def loads(self, s: str | bytes, **kwargs: Any) -> Any:
        """Return what a JSON text says."""
        try:
            said = super().loads(s, **kwargs)
            if not all(_is_text(one) for one in _texts(said)):
                raise ValueError("a text that nobody can keep")
        except RecursionError as error:
            raise ValueError("too deep") from error
        return said


def require_plain() -> None:
    """Refuse an address or a form that holds a NUL; a form is no file, whose bytes are read elsewhere."""
    if NUL in request.path or any(NUL in text for _, values in request.args.lists() for text in values):
        raise InputError("bad_request")
    if any(NUL in name or NUL in value for name, value in request.form.items(multi=True)):
        raise InputError("bad_request")


def _texts(said: object) -> Iterator[str]:
    if isinstance(said, str):
        yield said
    elif isinstance(said, list):
        for one in said:
            yield from _texts(one)
    elif isinstance(said, dict):
        yield from said
        for one in said.values():
            yield from _texts(one)


def _is_text(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return NUL not in text
