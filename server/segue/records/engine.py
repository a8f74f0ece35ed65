"""Opens the database: one SQLite file by default, PostgreSQL beyond one machine."""

from sqlalchemy import Connection, Engine, create_engine

from segue.records.postgresql import READS, open_postgresql, require_fit
from segue.records.sqlite import set_up_sqlite

POSTGRESQL = "postgresql"


def open_engine(url: str) -> Engine:
    """Return an engine for the database's address, with the settings that Segue relies on."""
    if url.startswith(POSTGRESQL):
        return open_postgresql(url)
    engine = create_engine(url, hide_parameters=True)  # an error in a log names no client
    set_up_sqlite(engine)
    return engine


def require_able(connection: Connection) -> None:
    """Raise BrokenSetup for a database that cannot hold what Segue keeps."""
    if connection.dialect.name == POSTGRESQL:
        require_fit(connection)


def for_reading(engine: Engine) -> Engine:
    """Return the engine for transactions that only read, and see one moment."""
    return engine.execution_options(**READS) if engine.dialect.name == POSTGRESQL else engine


def be_alone_with(connection: Connection, table: str) -> None:
    """Let nobody else change a table until the transaction ends; on SQLite nobody else changes any."""
    if connection.dialect.name == POSTGRESQL:
        connection.exec_driver_sql(f"LOCK TABLE {table} IN EXCLUSIVE MODE")


def for_writing(engine: Engine) -> Engine:
    """Return the engine for transactions that write."""
    return engine.execution_options(segue_writes=True)
