"""Whether a failure means that the database cannot be asked now, rather than that something is wrong with us."""

from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError

OUR_FAULT = "SQLITE_ERROR"
"""What SQLite says of a statement that it cannot carry out; the driver calls that operational as well."""


def is_away(error: Exception) -> bool:
    """Say whether the same would go well later: no connection, a restart, a full disk, somebody who holds a row."""
    if not isinstance(error, DBAPIError):
        return False
    if getattr(error.orig, "sqlite_errorname", "") == OUR_FAULT:
        return False
    return error.connection_invalidated or isinstance(error, OperationalError | InterfaceError)
