"""Rows that somebody changed behind Segue's back: what cannot be read is said, and nothing made up for it."""

from collections.abc import Iterator
from contextlib import contextmanager

from cattrs import BaseValidationError
from sqlalchemy.exc import DBAPIError

from segue.departure.errors import Damaged

UNREADABLE = (ValueError, TypeError, KeyError, AttributeError, OverflowError, RecursionError, OSError)

BROKEN_VALUES = ("decode", "malformed JSON", "(before year 1)", "(after year 10K)")
"""SQLite's words for text that is no UTF-8, and for what a query looks for in JSON that is none; psycopg's for moments
that PostgreSQL keeps and Python does not, such as 'infinity'."""


@contextmanager
def readable(code: str) -> Iterator[None]:
    """Turn whatever goes wrong while a row is read into Damaged."""
    try:
        yield
    except (*UNREADABLE, BaseValidationError) as error:
        raise Damaged(code) from error
    except DBAPIError as error:
        if not any(words in str(error.orig) for words in BROKEN_VALUES):
            raise
        raise Damaged(code) from error
